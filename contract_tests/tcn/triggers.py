"""What leads to each printed reply: requests by section and row of its table, all against a fresh handbook world.

A request is the one that succeeds in its section, changed in some parameters; None leaves one out. Rows that only a
fault leads to are not here.
"""

from collections.abc import Mapping, Sequence

from contract_tests.tcn.succeeding import KEY, SPAN

Sent = Mapping[str, str | None]
Rows = Mapping[str, Sequence[Sent]]


def logins(name: str, password: str, other: str = "acme") -> list[Sent]:
    """Credentials that are missing, unknown or wrong; with one of them the rest of the request is missing too."""
    return [
        {name: None, password: None},
        {name: None},
        {password: None},
        {name: "nobody"},
        {password: "wrong"},
        {password: ""},
        {password: other},
        {name: "DEMO"},
        {password: "wrong", "everything else": None},
    ]


def of(name: str, *values: str | None) -> list[Sent]:
    """One parameter with several values."""
    return [{name: value} for value in values]


SIDS = (None, "", "x", "-1", "1.5", "777777", "9" * 30)
NO_SIDS = ("", "x", "-1", "1.5", "9" * 30)
PAST = ("01/04/2026 09:00", "2026/01/06 10:00", "tomorrow")
ENDS = {"file.1.start_time": "01/06/2026 10:00", "file.1.timezone": "America/Denver"}
FALLING = [{**ENDS, "file.1.end_time": end} for end in ("01/06/2026 10:00", "01/06/2026 09:00", "later")]
BROKEN: list[Sent] = [{"body": "cut short"}, {"body": "no boundary"}]
NO_FILE: list[Sent] = [{"body": "empty part"}, {"body": "other part"}, {"body": "form"}, {"body": "nothing"}]
BAD_HEADER: list[Sent] = [{"body": "no marker"}, {"lines": "file.1.country"}, {"lines": "country=Mexico"}]
COUNTRY = of("file.1.country", "Utopia", "USA", "United States")
IMPORT = of("file.1.import_template_number", None, "", "two", "99", "3")
NO_RECORD = of("data", "", "\n\n", ",,\n")
UPLOAD_LOGIN = logins("login.username", "login.password")
SMALL = logins("username", "password")
# Without either there is the row of the bad request.
AGENT_LISTS = [sent for sent in SMALL if None not in sent.values() and "" not in sent.values()]
ABSENT: list[Sent] = [{"username": None, "password": None}, {"username": None}, {"password": None}]
KEYS = [*of("apiKey", "x", KEY.upper() + "0"), *of("clientSid", "1002", "x", "99"), {"apiKey": "x", "function": None}]
NO_KEYS = of("apiKey", None, "") + of("clientSid", None, "")
CLIENT: list[Sent] = [
    *[sent for sent in SMALL if sent != {"everything else": None}],
    {"client_id": "1002"},
    {"client_id": "99"},
    {"username": None, "password": None, "client_id": "99"},
]
TEMPLATES = of("templateNumber", "99", "11")
BAD_DATES: list[Sent] = [{**SPAN, "endDate": "tomorrow"}, {**SPAN, "startDate": "12/01/2025 00:00"}]
NO_GROUPS = [*of("sid", *NO_SIDS, "777777", None), *[{"sid": None, **dates} for dates in BAD_DATES]]
LONG: list[Sent] = [{"toDay": "2"}, {"toDay": "x"}, {"fromYear": None}, {"toYear": "2024"}, {"toMonth": "13"}]
MANY = ",".join(f"80155501{number:02}" for number in range(6))
FEW_DETAIL: list[Sent] = [{"reportType": "detail"}, {"reportType": "detail", "groupSid": ""}]


def listed(*, sid: str, unknown: str) -> Rows:
    """The rows of a report: who, what about, and by which template."""
    return {"1": SMALL, "2": of(sid, *SIDS) + of(sid, unknown), "3": TEMPLATES}


def status(sid: str, other: str) -> Rows:
    """The rows of a status list."""
    return {
        "1": SMALL,
        "3": of(sid, *NO_SIDS[1:], "777777", other),
        "4": [{sid: None}, {sid: ""}, *[{sid: None, **dates} for dates in BAD_DATES], {sid: None, "startDate": "x"}],
        "5": [{}, {sid: None, **SPAN}],
    }


def recordings(sid: str, other: str) -> Rows:
    """The rows of a download of recordings."""
    none = [{"recordingType": "linkback", sid: None, "startDate": "2020/01/01 00:00", "endDate": "2020/01/02 00:00"}]
    wrong = [{sid if name == "sid" else name: text for name, text in sent.items()} for sent in NO_GROUPS]
    return {"1": SMALL, "2": [*wrong, {sid: other}], "3": none, "6": [{}, {sid: None, **SPAN}]}


def control(sid: str, other: str) -> Rows:
    """The rows of a control of groups."""
    return {
        "1": SMALL,
        "2": of("action", None),
        "3": of(sid, *SIDS, other),
        "4": of("action", "resume", "PAUSE", "", "Stop"),
        "5": [{}, {"action": "stop"}],
    }


def uploaded(missing: str, last: str) -> dict[str, Sequence[Sent]]:
    """The rows that the uploads of lists have at the same places."""
    number = "file.1.schedule_template_number"
    return {
        "1": NO_FILE,
        "2": UPLOAD_LOGIN,
        "3": COUNTRY,
        "4": IMPORT,
        "5": NO_RECORD,
        "6": of(number, None, "", "99", last),
        "12": of(number, missing),
    }


def messages(missing: str, other: str) -> Rows:
    """The rows of an upload of messages."""
    return {
        **uploaded(missing, other),
        "7": [{}],
        "8": BROKEN,
        "9": BAD_HEADER,
        "10": [{"body": "twice"}],
        "13": of("file.1.start_time", *PAST),
        "14": FALLING,
        "17": of("file.1.schedule_template_number", "ten", "1.5"),
    }


def controlled(sid: str, other: str) -> Rows:
    """The rows of a control of messages."""
    return {
        "1": SMALL,
        "2": of(sid, "999", other, "x", "-1"),
        "3": of(sid, None, ""),
        "4": of("function", None, "", "stop", "Pause"),
        "6": [{}],
    }


def added(inbound: str) -> Rows:
    """The rows of an addition to a do-not-call list."""
    return {
        "1": SMALL,
        "2": [{"dncl": None}],
        "4": [{}, {"dncl": None, "file": f"{inbound},2026/12/31 23:59\n"}, {"dncl": MANY[:54]}],
        "5": [{"dncl": ""}, {"dncl": " , "}, {"dncl": None, "file": "\n\n"}],
        "6": [
            *of("dncl", "nobody", "801555,x"),
            {"dncl": None, "file": "somebody\n"},
            {"dncl": None, "file": f"{inbound},soon\n"},
            {"exp_date": "soon"},
        ],
        "7": of("dncl", MANY),
    }


CLIENT_ID = {"client_id": "1001"}
TRIGGERS: Mapping[str, Rows] = {
    "3": {"1": [{}, {"userName": None, "username": "demo"}], "2": logins("userName", "password")},
    "4": {"1": [{}, {"userName": "demo"}], "2": logins("userName", "password")},
    "5": {
        **{row: sent for row, sent in uploaded("3", "5").items() if row != "12"},
        "7": of("file.1.schedule_template_number", "one"),
        "8": [{}],
        "9": BROKEN,
        "10": BAD_HEADER,
        "11": [{"body": "twice"}],
        "13": of("file.1.schedule_template_number", "3"),
        "14": of("file.1.start_time", *PAST),
        "15": FALLING,
    },
    "6": {
        "1": NO_FILE,
        "2": UPLOAD_LOGIN,
        "3": COUNTRY,
        "4": IMPORT,
        "5": [{}, {"data": ""}],
        "6": BROKEN,
        "7": BAD_HEADER,
        "8": of("file.1.schedule_template_number", None, ""),
        "9": of("file.1.schedule_template_number", "one", "99", "5"),
        "10": of("file.1.schedule_template_number", "3"),
        "11": of("file.1.start_time", *PAST),
        "12": FALLING,
        "13": of("file.1.schedule_template_number", "4"),
    },
    "7": {
        "1": NO_FILE,
        "2": UPLOAD_LOGIN,
        "3": COUNTRY,
        "4": [{}],
        "5": BROKEN,
        "6": BAD_HEADER,
        "7": IMPORT,
        "8": of("file.1.task_sid", None, "", "x", "998545", "998546", "777777"),
    },
    "8": {"1": SMALL, "2": of("taskSid", None, *NO_SIDS), "3": [*TEMPLATES, {"templateNumber": "3"}]}
    | {"7": of("taskSid", "998546", "777777", "998545,998546"), "8": [{}, {"templateNumber": "2"}]},
    "9": {**listed(sid="groupSid", unknown="4403"), "7": [{}]},
    "10": {**listed(sid="groupSid", unknown="5502"), "7": [{}]},
    "11": {
        "1": SMALL,
        "2": [
            {"startDate": None, "endDate": None},
            {"startDate": None},
            {"endDate": "x"},
            {"endDate": "2025/11/30 00:00"},
            {"endDate": SPAN["startDate"]},
            {"endDate": "2026/01/01 00:01"},
        ],
        "3": TEMPLATES,
        "4": of("templateNumber", "1", "3"),
        "8": [{}],
    },
    "12": {"1": SMALL, "2": of("taskSid", None, *NO_SIDS), "3": [*TEMPLATES, {"templateNumber": "3"}]}
    | {"7": of("taskSid", "998546", "777777"), "8": [{}, {"startId": "700002"}]},
    "13": {**listed(sid="groupSid", unknown="4403"), "7": [{}]},
    "14": {**listed(sid="groupSid", unknown="5502"), "7": [{}]},
    "15": {"1": SMALL, "5": [{}]},
    "16": {"1": SMALL, "5": [{}]},
    "17": {"1": SMALL, "5": [{}]},
    "18": status("taskSid", "998546"),
    "19": status("groupSid", "4403"),
    "20": status("groupSid", "5502"),
    "21": control("taskSid", "998546"),
    "22": control("groupSid", "4403"),
    "23": {
        "1": SMALL,
        "3": of("taskSid", *SIDS, "998546"),
        "4": of("inbound", "-1", "many", "", "1.5"),
        "5": of("outbound", "-1", "many", "", "1.5"),
        "6": [{"inbound": None, "outbound": None}],
        "7": [{}, {"inbound": None}, {"outbound": None, "inbound": "5"}],
    },
    "24": {"1": SMALL, "2": of("country", "France", "Utopia"), "4": [{}], "5": [{}, {"country": "Mexico"}]},
    "25": {"1": SMALL, "2": of("country", "France", "Mexico"), "4": [{}], "5": [{}]},
    "26": {"1": SMALL, "3": [{}]},
    "27": {"1": SMALL, "3": [{}]},
    "28": {"1": SMALL, "3": [{}]},
    "29": {"1": SMALL, "3": [{}]},
    "30": {"1": SMALL, "3": [{}], "4": of("dncl_numbers", None, "", ",", "x", "8015550199,x")},
    "31": {"1": SMALL, "3": [{}], "4": of("dncl_numbers", None, "", ",", "x", "8015550195,x")},
    "32": added("8015550100"),
    "33": added("8015550100"),
    "34": recordings("taskSid", "998546"),
    "35": recordings("groupSid", "4403"),
    "36": recordings("groupSid", "5502"),
    "37": {"1": CLIENT, "2": of("extended", "yes", "1"), "4": [{}, {"username": None, "password": None, **CLIENT_ID}]},
    "38": {
        "1": SMALL,
        "2": of("dialed_number", None, "", "x", "911"),
        "3": of("days_of_history", "x", "-1", "1.5"),
        "4": [{}, {"days_of_history": None}],
    },
    "39": {
        "1": [{"hash": None}, {"hash": "x"}, {"cs": None}, {"cs": "700002"}, {"cls": "1"}, {"type": "inbound"}],
        "2": [{"hash": "a1b2c3d4e5f60002", "cs": "700004", "cls": "900004"}],
        "3": [{}, {"type": None}],
    },
    "40": {
        "1": [*CLIENT, {"key": None}, {"key": "x"}, {"key": "x", "message": None}],
        "2": [*of("message", None, " "), *of("event", None, ""), *of("event_code", None, "")],
        "4": [{}, {"username": None, "password": None, **CLIENT_ID}],
    },
    "41": {
        "1": SMALL,
        "2": [{}, {"callbackName": None}],
        "3": of("callbackName", None, " "),
        "4": [
            {"targetAgentId": None},
            *of("targetAgentId", "", "x", "3006", "1"),
            {"targetAgentId": None, "skills": "Juggling"},
            {"targetAgentId": "", "skills": " "},
        ],
        "5": [{"startTime": "tomorrow"}, {"timeZone": "Utopia"}],
        "6": of("endTimeInterval", "0", "-1", "x", "1.5"),
        "9": [{}, {"targetAgentId": None, "skills": "Collections"}, {"endTimeInterval": "30"}],
    },
    "42": {
        "1": SMALL,
        "2": [{}, {"file": None}],
        "3": of("file", None),
        "4": of("file", "\n", "Ann,8015550100,4355550100,3001\n"),
        "5": of("file", "callbackName,phoneNumber\n", "callbackName,phoneNumber\nAnn,8015550100\n"),
        "6": of(
            "file",
            "callbackName,phoneNumber,callerId,targetAgentId\n,8015550100,4355550100,3001\nB,8015550101,4355550100,3002\n",
        ),
        "7": [{}],
    },
    "43": {"1": AGENT_LISTS, "3": ABSENT, "4": [{}]},
    "44": {"1": AGENT_LISTS, "2": ABSENT, "3": [{"username": "acme", "password": "acme"}], "4": [{}]},
    "45": {"1": KEYS, "2": [*NO_KEYS, *of("function", None, "", "remove")], "3": [{}]},
    "46": {
        "1": KEYS,
        "2": of("agentAccts", ",Grey,gil,x,,,11,", "Gil,,gil,x,,,11,", "Gil,Grey,,x,,,11,", "Gil,Grey,ann,x,,,11,")
        + of("agentAccts", "Gil,Grey,gil,x,,,99,", "Gil,Grey,gil,x,,,13,"),
        "3": [{}],
    },
    "47": {"1": KEYS[:-1], "2": NO_KEYS, "3": [{}], "4": [{}]},
    "48": {
        "1": KEYS,
        "2": [*NO_KEYS, *of("function", None, "", "stop")],
        "3": of("agentSid", None, "", "x", "1", "3006"),
        "4": of("function", "get", "pause", "resume"),
    },
    "49": {"1": SMALL, "2": LONG, "3": FEW_DETAIL, "4": [{}, {"reportType": "detail", "groupSid": "990"}]},
    "50": {"1": SMALL, "2": [{}]},
    "51": {**controlled("smsGroupSid", "991"), "5": [{"function": "pause"}]},
    "52": {"1": SMALL, "2": [{}]},
    "53": messages("11", "12"),
    "54": {"1": SMALL, "2": [{}]},
    "55": {"1": SMALL, "2": [{}]},
    "56": {"1": SMALL, "2": LONG, "3": FEW_DETAIL, "4": [{}, {"reportType": "detail", "groupSid": "998530"}]},
    "57": {"1": SMALL, "2": [{}]},
    "58": {**controlled("emailGroupSid", "998531"), "5": [{"function": "pause"}]},
    "59": {"1": SMALL, "2": [{}]},
    "60": messages("61", "62"),
    "61": {"1": SMALL, "2": [{}]},
    "62": {"1": SMALL, "2": [{}]},
}

BAD_START_ID = of("startId", "x", "-1", "1.5")
# Rows that are printed where nothing leads to them: in which sections something does, and what.
STRAYS: Mapping[tuple[str, str], Mapping[str, Sequence[Sent]]] = {
    ("5", "17"): dict.fromkeys(("12", "13", "14"), BAD_START_ID),
    ("5", "18"): dict.fromkeys(
        ("8", "9", "10", "11", "12", "13", "14"), of("templateNumber", None, "", "x", "1.5", "-1")
    ),
    ("5", "19"): dict.fromkeys(("8", "9", "10"), of("orderby", "x", "order_by_total_cost", "ORDER_BY")),
    ("5", "20"): {"8": [{"filter": "only", "filterValues": "2000"}, {"filter": "only"}, {"filterValues": "2000"}]},
    ("5", "21"): {"8": [{"filter": "include", "filterValues": values} for values in ("x", "2001", "2000,1")]},
    ("5", "22"): {"41": of("phoneNumber", None, "", "x", "911")},
    ("5", "23"): {"41": of("callerId", None, "", "x", "911")},
    ("53", "16"): dict.fromkeys(("12", "13", "14"), BAD_START_ID),
    ("60", "16"): dict.fromkeys(("12", "13", "14"), BAD_START_ID),
}
