"""A request for each section of the guide that gives what its last printed row, or its only success, says.

All are against a fresh handbook world. Of upload files it is the header, and `data`.
"""

from collections.abc import Mapping

KEY = "11111111-2222-3333-4444-555555555555"
DEMO = {"username": "demo", "password": "demo"}
AGENTS = {"apiKey": KEY, "clientSid": "1001"}
SPAN = {"startDate": "2025/12/01 00:00", "endDate": "2026/01/01 00:00"}
ZIPPED = {"recordingType": "linkback"}
CALLBACK = {
    **DEMO,
    "callbackName": "Ann",
    "phoneNumber": "8015550100",
    "callerId": "4355550100",
    "targetAgentId": "3001",
}
FILE = {
    "login.username": "demo",
    "login.password": "demo",
    "file.1.description": "Testing 123",
    "file.1.country": "United States / Canada",
    "file.1.import_template_number": "2",
    "data": "joe,bloggs,8015551234\n",
}
MESSAGES = {**FILE, "file.1.import_template_number": "27", "data": "me@email.com,Jerry,Smith,9695552468,1234\n"}
DAYS = {
    **DEMO,
    "reportType": "standard",
    "fromDay": "1",
    "fromMonth": "12",
    "fromYear": "2025",
    "toDay": "1",
    "toMonth": "1",
    "toYear": "2026",
}
SCHEDULE = {**DEMO, "pace": "1", "contactGroupSid": "802"}

RIGHT: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "3": ("BackofficeLogin", {"userName": "demo", "password": "demo"}),
    "4": ("RemoteAgentLogin", {"userName": "ann", "password": "demo"}),
    "5": ("FtpReceptionServlet", {**FILE, "file.1.schedule_template_number": "1"}),
    "6": ("NewLeadDripCampaign", {**FILE, "file.1.schedule_template_number": "1"}),
    "7": ("LeadDripDrop", {**FILE, "file.1.task_sid": "00000000"}),
    "8": ("FtpReportServlet", {**DEMO, "templateNumber": "1", "taskSid": "998545"}),
    "9": ("FtpInboundReportServlet", {**DEMO, "templateNumber": "3", "groupSid": "4401"}),
    "10": ("FtpManualDialReportServlet", {**DEMO, "templateNumber": "4", "groupSid": "5501"}),
    "11": ("FtpScheduledCallbackReportServlet", {**DEMO, "templateNumber": "8", **SPAN}),
    "12": ("FtpReportAsOfServlet", {**DEMO, "templateNumber": "1", "taskSid": "998545"}),
    "13": ("FtpInboundReportAsOfServlet", {**DEMO, "templateNumber": "3", "groupSid": "4401"}),
    "14": ("FtpManualDialReportAsOfServlet", {**DEMO, "templateNumber": "4", "groupSid": "5501"}),
    "15": ("RemoteBroadcastTemplateList", DEMO),
    "16": ("RemoteImportTemplateList", DEMO),
    "17": ("RemoteReportTemplateList", DEMO),
    "18": ("RemoteBroadcastStatusList", {**DEMO, "taskSid": "998545"}),
    "19": ("RemoteInboundGroupStatusList", {**DEMO, "groupSid": "4401"}),
    "20": ("RemoteManualDialGroupStatusList", {**DEMO, "groupSid": "5501"}),
    "21": ("RemoteBroadcastControl", {**DEMO, "action": "pause", "taskSid": "00000000"}),
    "22": ("RemoteInboundGroupControl", {**DEMO, "action": "pause", "groupSid": "4401"}),
    "23": ("RemoteBroadcastLineControl", {**DEMO, "inbound": "same", "outbound": "20", "taskSid": "0"}),
    "24": ("RemoteDNCLExport", DEMO),
    "25": ("RemoteInboundDNCLExport", DEMO),
    "26": ("RemoteDNCLPurge", DEMO),
    "27": ("RemoteInboundDNCLPurge", DEMO),
    "28": ("RemoteDNCLPurgeExpired", DEMO),
    "29": ("RemoteInboundDNCLPurgeExpired", DEMO),
    "30": ("RemoteDNCLPurgeNumbers", {**DEMO, "dncl_numbers": "8015550199"}),
    "31": ("RemoteInboundDNCLPurgeNumbers", {**DEMO, "dncl_numbers": "8015550195"}),
    "32": ("RemoteDNCLAdd", {**DEMO, "dncl": "8015550100"}),
    "33": ("RemoteInboundDNCLAdd", {**DEMO, "dncl": "8015550100"}),
    "34": ("RemoteBroadcastRecordingsList", {**DEMO, **ZIPPED, "taskSid": "998545"}),
    "35": ("RemoteInboundRecordingsList", {**DEMO, **ZIPPED, "groupSid": "4401"}),
    "36": ("RemoteManualDialRecordingsList", {**DEMO, **ZIPPED, "groupSid": "5501"}),
    "37": ("RemoteScheduleRuleList", DEMO),
    "38": ("RemoteNumberActivityList", {**DEMO, "dialed_number": "8015550100", "days_of_history": "30"}),
    "39": ("RetrieveRecordingFile", {"hash": "a1b2c3d4e5f60001", "cs": "700001", "cls": "900001", "type": "outbound"}),
    "40": (
        "PostIntegrationMessage",
        {**DEMO, "key": "partner-key", "message": "Done", "event": "load", "event_code": "1"},
    ),
    "41": ("ScheduleACallback", CALLBACK),
    "42": (
        "ScheduleCallbacks",
        {**DEMO, "file": "callbackName,phoneNumber,callerId,targetAgentId\nAnn,8015550100,4355550100,3001\n"},
    ),
    "43": ("RemoteAgentList", DEMO),
    "44": ("RemoteAgentSkillsList", DEMO),
    "45": ("AgentAcctMgmt", {**AGENTS, "function": "list"}),
    "46": ("AgentAcctMgmt", {**AGENTS, "function": "addOrUpdate", "agentAccts": "Gil,Grey,gil,secret,,,11,"}),
    "47": ("AgentSummary", AGENTS),
    "48": ("AgentRecordingCtrl", {**AGENTS, "agentSid": "3001", "function": "get"}),
    "49": ("SmsReport", DAYS),
    "50": ("ContactGroupList", DEMO),
    "51": ("SmsGroupControl", {**DEMO, "function": "status", "smsGroupSid": "990"}),
    "52": ("SmsSchedule", {**SCHEDULE, "templateSid": "10", "srcNum": "4352227343", "phoneNumCol": "Cell Phone"}),
    "53": ("SmsScheduleWithFile", {**MESSAGES, "file.1.schedule_template_number": "10"}),
    "54": ("SmsTemplateList", DEMO),
    "55": ("SmsSourceNumList", DEMO),
    "56": ("EmailReport", DAYS),
    "57": ("ContactGroupList", DEMO),
    "58": ("EmailGroupControl", {**DEMO, "function": "status", "emailGroupSid": "998530"}),
    "59": ("EmailSchedule", {**SCHEDULE, "templateSid": "60", "fromAddress": "demo@example.com", "emailCol": "Email"}),
    "60": ("EmailScheduleWithFile", {**MESSAGES, "file.1.schedule_template_number": "60"}),
    "61": ("EmailTemplateList", DEMO),
    "62": ("EmailFromAddressList", DEMO),
}
