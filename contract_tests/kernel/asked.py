"""Requests of every vendor, writes and reads, right and wrong, and other things that happen to a world."""

import json
from base64 import b64encode
from typing import Any, NamedTuple
from urllib.parse import urlencode

from contract_tests.cisco.callbacks import bulk, callback
from contract_tests.cisco.conftest import ADMINISTRATOR, BASE, campaign
from contract_tests.cisco.contacts import sheet
from contract_tests.cisco.test_every_operation import REQUESTS
from contract_tests.maxcontact_agent.centre import MANAGEMENT, SERVICES, TELEPHONY
from contract_tests.tcn import messaging
from contract_tests.tcn.calling import DEMO, file

JSON, XML = "application/json", "application/xml"
FORM = "application/x-www-form-urlencoded"
KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
BOUNDARY = "----laws"


class Ask(NamedTuple):
    """A request of a vendor; `signs` names who signs it."""

    method: str
    path: str
    body: bytes = b""
    kind: str = ""
    signs: str = ""


class Wait(NamedTuple):
    """Time passes, so many seconds; up to the next timer for None."""

    seconds: float | None


class Edit(NamedTuple):
    """Something is done by hand: a request of the control plane below the world."""

    method: str
    path: str
    body: bytes


Step = Ask | Wait | Edit
Choices = dict[str, list[str]]


def headers(ask: Ask, token: str) -> dict[str, str]:
    """Whatever a request carries to say who sends it."""
    sent = {"content-type": ask.kind} if ask.kind else {}
    if ask.signs == "login":
        return {**sent, "authorization": b64encode(b"demo").decode()}
    if ask.signs == "token":
        return {**sent, "cookie": f"TokenKey={token}"}
    if ask.signs:
        return {**sent, "authorization": f"Basic {b64encode(f'{ask.signs}:demo'.encode()).decode()}"}
    return sent


# Dialer360

ADMIN = {"source": "test", "user": "6666", "pass": "1234"}
PHONES = ["7275550100", "7275550101", "3125550109", "7275551111", "9999000019", "727555", ""]
LEADS = ["27", "405794", "193715", "193716", "12345", "888"]
LISTS = ["999", "101", "107", "7001", "55555"]
CALLBACKS = {
    "callback": ["Y", "REMOVE"],
    "campaign_id": ["TESTCAMP", "XYZ"],
    "callback_datetime": ["NOW", "2026-01-05 13:00:00"],
}
NAMES = {
    "first_name": ["Ada", "שלום", "a|b", "--BLANK--"],
    "comments": ["x\ny", "\U0001f4de"],
    "status": ["NEW", "OLD"],
}
FUNCTIONS: list[tuple[str, Choices, Choices]] = [
    (
        "add_lead",
        {"phone_number": PHONES},
        {"list_id": LISTS, "add_to_hopper": ["Y"], "duplicate_check": ["DUPLIST"], **NAMES, **CALLBACKS},
    ),
    ("add_lead", {"phone_number": PHONES, "list_id": ["7001"]}, {"custom_fields": ["Y"], "favorite_color": ["blue"]}),
    (
        "update_lead",
        {"lead_id": LEADS},
        {"delete_lead": ["Y"], "list_id_field": LISTS, "add_to_hopper": ["Y"], **NAMES, **CALLBACKS},
    ),
    (
        "update_lead",
        {"search_method": ["PHONE_NUMBER"], "phone_number": PHONES, "records": ["2"]},
        {"insert_if_not_found": ["Y"], "phone_code": ["1"], "list_id": LISTS, **NAMES},
    ),
    ("lead_field_info", {"lead_id": LEADS, "field_name": ["status", "comments", "called_count"]}, {}),
    (
        "add_list",
        {"list_id": ["7001", "7002"], "list_name": ["New list"], "campaign_id": ["TESTCAMP"]},
        {"active": ["Y"]},
    ),
    (
        "update_list",
        {"list_id": LISTS},
        {"active": ["Y", "N"], "reset_list": ["Y"], "delete_leads": ["Y"], "delete_list": ["Y"]},
    ),
    (
        "add_user",
        {
            "agent_user": ["1000", "2424"],
            "agent_pass": ["9999"],
            "agent_user_level": ["1", "9"],
            "agent_full_name": ["Kim"],
            "agent_user_group": ["AGENTS", "x"],
        },
        {"phone_login": ["350a"]},
    ),
    (
        "update_user",
        {"agent_user": ["1000", "2424", "1028"]},
        {"delete_user": ["Y"], "campaign_rank": ["3"], "agent_pass": ["z9"], "active": ["N"]},
    ),
    (
        "update_campaign",
        {"campaign_id": ["TESTCAMP", "TESTBLND"]},
        {"dial_method": ["RATIO", "MANUAL"], "auto_dial_level": ["3"], "active": ["Y", "N"], "hopper_level": ["100"]},
    ),
    ("add_phone_alias", {"alias_id": ["x1"], "phone_logins": ["350a,cc101"], "alias_name": ["all"]}, {}),
    ("update_phone", {"extension": ["350"], "server_ip": ["10.10.10.16"]}, {"delete_phone": ["Y"], "active": ["N"]}),
    ("add_group_alias", {"caller_id_number": ["7275551212"]}, {}),
    ("update_log_entry", {"call_id": ["Y2010309520000000234"], "group": ["SALESLINE"], "status": ["SALEX"]}, {}),
    ("check_phone_number", {"phone_number": PHONES, "local_call_time": ["24hours"]}, {"dnc_check": ["Y"]}),
    (
        "blind_monitor",
        {"phone_login": ["350a"], "session_id": ["8600051"], "server_ip": ["10.10.10.16"]},
        {"stage": ["BARGE"]},
    ),
    ("version", {}, {}),
]
DIALER360_READS: list[tuple[str, Choices]] = [
    ("logged_in_agents", {"campaigns": ["TESTCAMP"]}),
    ("agent_status", {"agent_user": ["1234"]}),
    ("user_group_status", {"user_groups": ["ADMIN|AGENTS"]}),
    ("in_group_status", {"in_groups": ["SALESLINE|SUPPORT"]}),
    ("phone_number_log", {"phone_number": [",".join(PHONES[:5])]}),
    ("agent_stats_export", {"datetime_start": ["2012-03-26+00:00:00"], "datetime_end": ["2026-12-31+00:00:00"]}),
    ("recording_lookup", {"agent_user": ["6666"], "date": ["2026-01-05"]}),
    ("agent_ingroup_info", {"agent_user": ["1234"], "stage": ["text"]}),
]


def dialer360(function: str, parameters: dict[str, str]) -> Ask:
    """A request at the only door."""
    return Ask("GET", f"/adminpanel/api.php?{urlencode({**ADMIN, 'function': function, **parameters})}")


# TCN

SIDS = {"taskSid": ["0", "998547", "998545", "998546", "x"]}
DATES = {"startDate": ["01/01/2026", "soon"], "endDate": ["01/31/2026"]}
NUMBERS = ["8015550100", "8015550101,8015550102", "(801) 555-0198", "junk", ""]
DNCL = {
    "country": ["Mexico", "Atlantis"],
    "exp_date": ["2026/06/30 23:59", "soon"],
    "replace": ["true"],
    "restrictive": ["true"],
}
CALLBACK = {"callbackName": ["Ann"], "phoneNumber": ["8015550100", "x"], "callerId": ["4355550100"]}
SMS = {
    "pace": ["60"],
    "templateSid": ["10", "10", "99"],
    "contactGroupSid": ["802", "802", "801", "3"],
    "srcNum": ["4352227343"],
    "phoneNumCol": ["Cell Phone"],
}
TCN: list[tuple[str, Choices, Choices]] = [
    ("RemoteDNCLAdd", {"dncl": NUMBERS}, DNCL),
    ("RemoteInboundDNCLAdd", {"dncl": NUMBERS}, DNCL),
    ("RemoteDNCLPurgeNumbers", {"dncl_numbers": NUMBERS}, {"country": ["Mexico"]}),
    ("RemoteDNCLPurgeExpired", {}, {}),
    ("RemoteInboundDNCLPurge", {}, {}),
    ("RemoteBroadcastControl", {"action": ["pause", "play", "stop", "x"], **SIDS}, {}),
    ("RemoteInboundGroupControl", {"action": ["pause", "play", "stop"], "groupSid": ["4401", "4402"]}, {}),
    ("RemoteBroadcastLineControl", SIDS, {"inbound": ["3", "same"], "outbound": ["2", "many"]}),
    (
        "ScheduleACallback",
        CALLBACK,
        {"targetAgentId": ["3003", "99"], "skills": ["Spanish"], "startTime": ["2026/01/05 10:00"]},
    ),
    ("SmsSchedule", SMS, {}),
    (
        "SmsGroupControl",
        {"function": ["pause", "unpause", "cancel", "changePace", "status"], "smsGroupSid": ["990", "991", "992"]},
        {"newPace": ["5"]},
    ),
    (
        "PostIntegrationMessage",
        {"key": ["partner-key"], "message": ["<a>שלום</a>", "x"], "event": ["e"], "event_code": ["1"]},
        {},
    ),
]
DAYS = {
    "fromDay": ["1"],
    "fromMonth": ["1"],
    "fromYear": ["2026"],
    "toDay": ["10"],
    "toMonth": ["1"],
    "toYear": ["2026"],
}
TCN_READS: list[tuple[str, Choices]] = [
    ("RemoteDNCLExport", {}),
    ("RemoteInboundDNCLExport", {}),
    ("RemoteBroadcastStatusList", {"extended": ["true"], "taskSid": ["0,998545"]}),
    ("RemoteInboundGroupStatusList", {"extended": ["true"], "groupSid": ["4401,4402"]}),
    ("FtpReportServlet", {"templateNumber": ["1"], "taskSid": ["998547"]}),
    ("FtpReportAsOfServlet", {"templateNumber": ["1"], "startId": ["0"], "taskSid": ["998547"]}),
    ("FtpReportServlet", {"templateNumber": ["1"], "taskSid": ["998545"]}),
    ("RemoteBroadcastRecordingsList", {"recordingType": ["linkback"], "taskSid": ["998545"]}),
    ("RemoteNumberActivityList", {"dialed_number": ["8015550100"]}),
    ("RemoteAgentList", {}),
    ("SmsReport", {"reportType": ["standard"], **DAYS}),
]
AGENTS = ["Gus,Grant,gus,secret", "Hal,,hal,secret", "Anna,,,,4355550119,,12,,3001", "Ida,Irwin,ann,x"]
ACCOUNTS: Choices = {"function": ["addOrUpdate", "delete"], "agentAccts": [*AGENTS, "|".join(AGENTS), "3005"]}
UPLOADS = [
    ("FtpReceptionServlet", file(data=data, **header))
    for data in ("Ann,Talks,8015550100\nBob,Busy,8015550101\n", "Fay,Third,8015550109\nשלום,x,3125550103\n", "bad\n")
    for header in (
        {"duplicate_handle": "Allow"},
        {"schedule_template_number": "2", "end_time": "01/05/2026 10:45"},
        {"start_time": "01/05/2026 12:00"},
    )
] + [("SmsScheduleWithFile", messaging.file("sms")), ("EmailScheduleWithFile", messaging.file("email"))]


def tcn(path: str, parameters: dict[str, str], signs: dict[str, str] = DEMO) -> Ask:
    """A form."""
    return Ask("POST", f"/backoffice/{path}", urlencode({**signs, **parameters}).encode(), FORM)


def uploaded(path: str, text: str) -> Ask:
    """A file, in a multipart body."""
    head = 'Content-Disposition: form-data; name="file"; filename="list.txt"\r\nContent-Type: text/plain'
    body = f"--{BOUNDARY}\r\n{head}\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n"
    return Ask("POST", f"/backoffice/{path}", body.encode(), f"multipart/form-data; boundary={BOUNDARY}")


# MaxContact

USERS, CALLS = ["2", "3", "4", "7", "99"], ["1000", "1001", "1002", "9"]
TELEPHONE = [
    *[f"goready/user/{user}" for user in USERS],
    *[
        f"dial/user/{user}/phone/{number}"
        for user in USERS
        for number in ("2025550100", "2025550102", "3055550107", "x")
    ],
    *[
        f"{method}/user/{user}/call/{call}{tail}"
        for user in USERS[:3]
        for call in CALLS
        for method, tail in (
            ("hangup", ""),
            ("hold", ""),
            ("retrieve", ""),
            ("stoprecord", ""),
            ("startrecord", ""),
            ("dispose", "?resultcode=SALE"),
            ("dispose", "?resultcode=CALLBACK"),
            ("changelead", "/leadphone/10"),
            ("createnewlead", "/phone/2025550155"),
        )
    ],
    "connectcalls/user/2?call1=1000&call2=1001&resultcode1=SALE&resultcode2=NOTINT",
]
MANAGED: list[tuple[str, str, Any]] = [
    ("POST", "campaigns", {"CampaignName": "C", "Type": "Predictive", "Status": "Running"}),
    ("POST", "campaigns", {"Type": 1}),
    ("PUT", "campaigns/2", {"Description": "שלום"}),
    *[
        ("PATCH", f"campaigns/{number}/status", {"CampaignStatus": state})
        for number in (1, 2, 3, 10)
        for state in ("Running", "Paused", "x")
    ],
    ("PATCH", "campaigns/3/type", {"CampaignType": "Preview"}),
    ("PUT", "campaigns/1/lists", {"ListId": 3}),
    ("DELETE", "campaigns/1/lists", {"ListId": 1}),
    ("PUT", "campaigns/1/teams", {"TeamId": 3}),
    ("POST", "lists", {"ListName": "L", "FetchWeight": 3}),
    ("PUT", "lists/2", {"ListName": "\U0001f4de", "MaxCallbackDate": "2026-06-30T12:00:00Z"}),
    ("PUT", "lists/1/activitystatus", {"Active": False}),
    ("POST", "teams", {"TeamName": "T"}),
    ("PUT", "teams/2/users", {"UserId": 2}),
    ("POST", "users", {"Login": "kim", "Password": "p"}),
    ("PUT", "users/3", {"FirstName": "Kim", "Password": "p"}),
    ("PATCH", "users/4/activitystatus", {"Active": False}),
    ("PUT", "users/skills", {"SkillId": 1, "Proficiency": 5, "UserIds": [2, 3, 99]}),
    ("POST", "globalemergency/enable", None),
    ("POST", "globalemergency/disable", None),
]
MAXCONTACT_READS = [
    *[f"{TELEPHONY}/{path}/user/2" for path in ("getcalls", "campaigns", "users", "acdqueues")],
    *[f"{MANAGEMENT}/{path}" for path in ("campaigns", "lists", "teams", "users", "users/2")],
]
LOGIN = Ask("GET", f"{SERVICES}/apitoken/login/demo", kind=JSON, signs="login")


def maxcontact(method: str, path: str, body: Any = None) -> Ask:
    """A request with a token."""
    return Ask(method, path, b"" if body is None else json.dumps(body).encode(), JSON, "token")


def managed(method: str, path: str, body: Any) -> Ask:
    """A request of the management API."""
    return maxcontact(method, f"{MANAGEMENT}/{path}", body)


# Cisco

CONTACTS = sheet("AccountNumber,Phone01,TimeZoneBias", "1,7275550100,0", "2,7275550101,300", "3,3125550109,0")
RUNS = (
    "<enabled>true</enabled><dialingMode>PROGRESSIVEONLY</dialingMode><startTime>00:00</startTime>"
    "<endTime>23:59</endTime><endDate>2026-12-31</endDate>"
)
PERSON = "<person><firstName>Ada</firstName><lastName>שלום</lastName><userName>ada{}</userName></person>"
SEATED = f"<skillGroups><skillGroup><refURL>{BASE}/skillgroup/5003</refURL></skillGroup></skillGroups>"
CISCO: list[tuple[str, str, str | None]] = [
    *[request for name, request in REQUESTS.items() if request[0] != "GET"],
    *[(method, f"{path}?async=true", body) for method, path, body in REQUESTS.values() if method in ("POST", "DELETE")],
    ("POST", "/campaign", campaign("runs", more=RUNS)),
    ("POST", "/campaign", campaign("runs too", 5001, more=RUNS)),
    ("POST", "/campaign", campaign("", 9)),
    *[("POST", f"/campaign/{number}/import", CONTACTS) for number in (5168, 5169, 5170)],
    *[("POST", "/agent", f"<agent>{PERSON.format(number)}{SEATED}</agent>") for number in range(3)],
    ("POST", "/personalcallback", callback(callbackDateTime="2026-01-05T17:05:00", agent="5050", phone="7275550100")),
    ("POST", "/personalcallback/import", bulk("Phone,MaxAttempts,CallbackDateTime\n7275550100,1,x")),
    ("PUT", "/campaign/5169", "<campaign><changeStamp>0</changeStamp><description>x</description></campaign>"),
    ("DELETE", "/campaign/5169", None),
]
CISCO_READS = [
    *[f"{path}?resultsPerPage=100" for path in ("/campaign", "/dnc", "/personalcallback", "/skillgroup", "/agent")],
    *[f"/campaign/{number}/{part}" for number in (5000, 5169) for part in ("import", "runtimestats")],
    *[f"/asynchrequeststatus/{number}" for number in (1, 2)],
]


def cisco(method: str, path: str, body: str | None = None, user: str = ADMINISTRATOR) -> Ask:
    """A request of the administrator, unless it is another's."""
    return Ask(method, f"{BASE}{path}", (body or "").encode(), XML if body is not None else "", user)
