"""What the API's description says besides its resources."""

from collections.abc import Mapping

from ringback.contract import Chain, Credential, Interface
from ringback.vendors.cisco.notation import JSON, XML
from ringback.vendors.cisco.world import CONFIG

LOCATION = "$response.header.Location"
LAST_PART = "The id is what follows the last slash of the Location."

# What names or changes items of the handbook, and makes such as it has not got yet.
_UTC = {"refURL": f"{CONFIG}/timezone/UTC"}
_CALLBACK = {
    "id": "2",
    "changeStamp": "48",
    "phone": "2025550100",
    "maxAttempts": "3",
    "callbackDateTime": "2026-01-06T17:00:00Z",
}

SAMPLES: Mapping[str, Mapping[str, object]] = {
    "": {"changeStamp": "0"},
    "CreateCampaign": {"name": "Renewals", "timeZone": _UTC},
    "UpdateCampaign": {"name": "contacts", "timeZone": _UTC, "description": "Renewals by the end of March"},
    "GetCampaignStatus": {"id": "5168"},
    "CreateDnc": {"name": "customers"},
    "GetDnc": {"id": "5001"},
    "UpdateDnc": {"id": "5001", "name": "dnc1", "overwrite": "true"},
    "DeleteDnc": {"id": "5001"},
    "ImportContacts": {
        "fileContent": "AccountNumber,FirstName,LastName,Phone01,Phone02,TimeZoneBias,DstObserved\n"
        "4020,Ann,Miller,2025550100,,,"
    },
    "GetContact": {"id": "1"},
    "CreateCallback": {"phone": "2025550100", "maxAttempts": "3", "callbackDateTime": "2026-01-06T17:00:00Z"},
    "GetCallback": {"id": "2"},
    "UpdateCallback": _CALLBACK,
    "DeleteCallback": {"id": "2"},
    "GetCallbackAsPrinted": {"id": "2"},
    "UpdateCallbackAsPrinted": _CALLBACK,
    "DeleteCallbackAsPrinted": {"id": "2"},
    "ImportCallbacks": {"fileContent": "Phone,CallbackDateTime,MaxAttempts\n2025550100,2026-01-06T17:00:00Z,3"},
    "GetTimeZone": {"id": "UTC"},
    "CreateSkillGroup": {"name": "renewals"},
    "GetSkillGroup": {"id": "5001"},
    "UpdateSkillGroup": {"id": "5001", "name": "sgcampaign", "description": "Renewals"},
    "DeleteSkillGroup": {"id": "5001"},
    "CreateAgent": {"person/firstName": "Ann", "person/lastName": "Miller", "person/userName": "ann"},
    "GetAgent": {"id": "1004"},
    "UpdateAgent": {
        "id": "1004",
        "person/firstName": "Casey",
        "person/lastName": "Miller",
        "person/userName": "agent1004",
    },
    "DeleteAgent": {"id": "1004"},
    "Operate": {"operationType": "delete", "refURLs": {"refURL": [f"{CONFIG}/campaign/5000"]}},
}

INTERFACE = Interface(
    security=(
        {
            "basic": Credential(
                {"type": "http", "scheme": "basic"},
                "Authorization",
                "administrator@demo.local:demo",
                "User name with its domain, and password.",
            )
        },
    ),
    notations=(XML, JSON),
    chains=(
        Chain("created", LOCATION, note=LAST_PART),
        Chain("accepted", LOCATION, "id", "GetAsyncRequestStatus", LAST_PART),
    ),
    samples=SAMPLES,
)
