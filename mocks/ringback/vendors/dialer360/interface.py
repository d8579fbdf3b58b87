"""What the API's description says besides its functions."""

from ringback.contract import Credential, Interface

# What finds something in the handbook: its rows are those of the document's examples.
SAMPLES = {
    "agent_ingroup_info": {"agent_user": "sales04", "stage": "info"},
    "recording_lookup": {"agent_user": "1000", "date": "2010-12-03"},
    "did_log_export": {"phone_number": "3125551212", "date": "2010-12-03"},
    "phone_number_log": {"phone_number": "3125551212,9998887112"},
    "agent_status": {"agent_user": "1234", "header": "YES"},
    "lead_field_info": {"lead_id": "27", "field_name": "first_name"},
    "update_log_entry": {"group": "SALESLINE", "call_id": "Y2010309520000000234", "status": "SALEX"},
    "add_lead": {"phone_number": "7275551111"},
    "update_lead": {"lead_id": "27", "last_name": "SMITH"},
    "update_user": {"agent_user": "2424", "agent_full_name": "Testing"},
    "update_phone": {"extension": "350", "server_ip": "10.10.10.16", "email": "agent@example.com"},
    "add_phone_alias": {"alias_id": "350b", "phone_logins": "350a"},
    "update_phone_alias": {"alias_id": "350b", "phone_logins": "350a", "alias_name": "Two"},
    "update_list": {"list_id": "101", "list_name": "Test list one"},
    "update_campaign": {"campaign_id": "TESTCAMP", "campaign_name": "Test campaign"},
}

INTERFACE = Interface(
    security=(
        {
            "user": Credential({"type": "apiKey", "in": "query", "name": "user"}, "user", "6666"),
            "pass": Credential({"type": "apiKey", "in": "query", "name": "pass"}, "pass", "1234"),
        },
    ),
    samples=SAMPLES,
)
