"""What the API's description says besides its endpoints."""

from ringback.contract import Chain, Credential, Interface


def _parameter(name: str, example: str) -> Credential:
    """A credential that is a parameter, of the form as the guide has it, or of the query."""
    return Credential({"type": "apiKey", "in": "query", "name": name}, name, example, "Also as a field of the form.")


def _file(*lines: str) -> str:
    """An upload file: its header, the data marker, and a record."""
    header = ("login.username=demo", "login.password=demo", "file.1.country=United States / Canada", *lines[:-1])
    return "\n".join((*header, "____DATA-START____", lines[-1], ""))


_NAMES = ("file.1.import_template_number=2", "file.1.timezone=America/Denver")
_MESSAGES = ("file.1.import_template_number=27", "file.1.messages_per_minute=1")
_SPAN = {"startDate": "2026/01/01 00:00", "endDate": "2026/01/05 23:59"}
_DAYS = {"fromMonth": "12", "fromYear": "2025", "fromDay": "30", "toMonth": "1", "toYear": "2026", "toDay": "2"}
_NUMBERS = {"file": "8015550100\n8015550101\n", "dncl": "8015550102"}

# What finds something in the handbook.
SAMPLES = {
    "FtpReceptionServlet": {"file": _file(*_NAMES, "file.1.schedule_template_number=1", "joe,bloggs,8015551234")},
    "NewLeadDripCampaign": {"file": _file(*_NAMES, "file.1.schedule_template_number=1", "joe,bloggs,8015551234")},
    "LeadDripDrop": {"file": _file(*_NAMES, "file.1.task_sid=00000000", "joe,bloggs,8015551234")},
    "SmsScheduleWithFile": {
        "file": _file(
            *_MESSAGES,
            "file.1.schedule_template_number=10",
            "file.1.sms_source_number=4352227343",
            "file.1.contact_list_sms_phone_column_name=Cell Phone",
            "me@example.com,Jerry,Smith,8015551234,1234",
        )
    },
    "EmailScheduleWithFile": {
        "file": _file(
            *_MESSAGES,
            "file.1.schedule_template_number=60",
            "file.1.email_from_address=someone@somewhere.com",
            "file.1.contact_list_email_column_name=Email",
            "me@example.com,Jerry,Smith,8015551234,1234",
        )
    },
    "FtpReportServlet": {"taskSid": "998545"},
    "FtpInboundReportServlet": {"groupSid": "4401", "templateNumber": "3"},
    "FtpManualDialReportServlet": {"groupSid": "5501", "templateNumber": "4"},
    "FtpScheduledCallbackReportServlet": {**_SPAN, "templateNumber": "8"},
    "FtpReportAsOfServlet": {"taskSid": "998545"},
    "FtpInboundReportAsOfServlet": {"groupSid": "4401", "templateNumber": "3"},
    "FtpManualDialReportAsOfServlet": {"groupSid": "5501", "templateNumber": "4"},
    "BroadcastStatusList": {"taskSid": "998545", "extended": "true"},
    "InboundGroupStatusList": {"groupSid": "4401", "extended": "true"},
    "ManualDialGroupStatusList": {"groupSid": "5501", "extended": "true"},
    "BroadcastControl": {"taskSid": "00000000"},
    "BroadcastLineControl": {"taskSid": "00000000", "outbound": "20"},
    "DNCLAdd": _NUMBERS,
    "InboundDNCLAdd": _NUMBERS,
    "BroadcastRecordingsList": {"taskSid": "998545"},
    "InboundRecordingsList": {"groupSid": "4401"},
    "ManualDialRecordingsList": {"groupSid": "5501"},
    "ScheduleRuleList": {"client_id": "1001"},
    "PostIntegrationMessage": {"client_id": "1001"},
    "ScheduleACallback": {"targetAgentId": "3001"},
    "ScheduleCallbacks": {"file": "callbackName,phoneNumber,callerId,targetAgentId\nAnn,8015550100,4355550100,3001\n"},
    "SmsReport": _DAYS,
    "SmsSchedule": {"templateSid": "10"},
    "SmsGroupControl": {"smsGroupSid": "990"},
    "EmailReport": _DAYS,
    "EmailSchedule": {"templateSid": "60"},
    "EmailGroupControl": {"emailGroupSid": "998530"},
}

INTERFACE = Interface(
    security=(
        {"username": _parameter("username", "demo"), "password": _parameter("password", "demo")},
        {"userName": _parameter("userName", "demo"), "password": _parameter("password", "demo")},
        {
            "apiKey": _parameter("apiKey", "11111111-2222-3333-4444-555555555555"),
            "clientSid": _parameter("clientSid", "1001"),
        },
        {"client_id": _parameter("client_id", "1001")},
    ),
    chains=(
        Chain("FtpReceptionServlet.scheduled", "$response.body", "taskSid"),
        Chain("NewLeadDripCampaign.scheduled", "$response.body", "taskSid"),
        Chain("LeadDripDrop.scheduled", "$response.body", "taskSid"),
        Chain("SmsSchedule.scheduled", "$response.body#/result/smsGroupSid", "smsGroupSid"),
        Chain("SmsScheduleWithFile.scheduled", "$response.body", "smsGroupSid"),
        Chain("EmailSchedule.scheduled", "$response.body#/result/emailGroupSid", "emailGroupSid"),
        Chain("EmailScheduleWithFile.scheduled", "$response.body", "emailGroupSid"),
    ),
    samples=SAMPLES,
)
