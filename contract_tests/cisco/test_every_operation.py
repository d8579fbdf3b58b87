"""What holds for every operation, as the catalogue lists them: who may call it, what it accepts, and how it waits."""

from collections.abc import Iterator
from xml.etree import ElementTree

import httpx
import pytest

from contract_tests.cisco.conftest import AGENT, BASE, Cisco, campaign, error, local
from contract_tests.conftest import Running, _fresh
from ringback.serve.settings import ClockSetting, Settings

# An example of each operation that works in a handbook world.
CALLBACK = (
    "<personalCallback><phone>5550100</phone><maxAttempts>1</maxAttempts>"
    "<callbackDateTime>2026-01-05T18:00:00</callbackDateTime></personalCallback>"
)
PERSON = "<person><firstName>Ada</firstName><lastName>Lane</lastName><userName>ada</userName></person>"
STAMP = "<changeStamp>0</changeStamp>"
LATER = "<changeStamp>48</changeStamp>"
ROWS = "Phone,MaxAttempts,CallbackDateTime\n5550100,1,2026-01-05T18:00:00"
REQUESTS: dict[str, tuple[str, str, str | None]] = {
    "UnknownPath": ("GET", "/nowhere", None),
    "UnknownMethod": ("PATCH", "/campaign", None),
    "CreateCampaign": ("POST", "/campaign", campaign()),
    "ListCampaigns": ("GET", "/campaign", None),
    "GetCampaign": ("GET", "/campaign/5168", None),
    "UpdateCampaign": ("PUT", "/campaign/5168", f"<campaign>{LATER}</campaign>"),
    "DeleteCampaign": ("DELETE", "/campaign/5168", None),
    "DisableCampaigns": ("PUT", "/campaign/disable", None),
    "GetCampaignStatus": ("GET", "/campaign/5168/runtimestats", None),
    "CreateDnc": ("POST", "/dnc", "<dnc><name>rule</name></dnc>"),
    "ListDncs": ("GET", "/dnc", None),
    "GetDnc": ("GET", "/dnc/5001", None),
    "UpdateDnc": ("PUT", "/dnc/5001", f"<dnc>{STAMP}</dnc>"),
    "DeleteDnc": ("DELETE", "/dnc/5001", None),
    "ImportContacts": ("POST", "/campaign/5168/import", "<import><fileContent>Phone01\n5550100</fileContent></import>"),
    "ListContacts": ("GET", "/campaign/5000/import", None),
    "DeleteContacts": ("DELETE", "/campaign/5000/import", None),
    "GetContact": ("GET", "/campaign/5000/import/1", None),
    "GetContactTemplate": ("GET", "/campaign/import/template", None),
    "CreateCallback": ("POST", "/personalcallback", CALLBACK),
    "ListCallbacks": ("GET", "/personalcallback", None),
    "GetCallback": ("GET", "/personalcallback/2", None),
    "UpdateCallback": ("PUT", "/personalcallback/2", f"<personalCallback>{LATER}</personalCallback>"),
    "DeleteCallback": ("DELETE", "/personalcallback/2", None),
    "GetCallbackAsPrinted": ("GET", "/campaign/personalcallback/2", None),
    "UpdateCallbackAsPrinted": ("PUT", "/campaign/personalcallback/2", f"<personalCallback>{LATER}</personalCallback>"),
    "DeleteCallbackAsPrinted": ("DELETE", "/campaign/personalcallback/2", None),
    "ImportCallbacks": (
        "POST",
        "/personalcallback/import",
        f"<personalCallback><fileContent>{ROWS}</fileContent></personalCallback>",
    ),
    "GetCallbackTemplate": ("GET", "/personalcallback/template", None),
    "ListTimeZones": ("GET", "/timezone", None),
    "GetTimeZone": ("GET", "/timezone/UTC", None),
    "CreateSkillGroup": ("POST", "/skillgroup", "<skillGroup><name>west</name></skillGroup>"),
    "ListSkillGroups": ("GET", "/skillgroup", None),
    "GetSkillGroup": ("GET", "/skillgroup/5003", None),
    "UpdateSkillGroup": ("PUT", "/skillgroup/5003", f"<skillGroup>{STAMP}</skillGroup>"),
    "DeleteSkillGroup": ("DELETE", "/skillgroup/5003", None),
    "CreateAgent": ("POST", "/agent", f"<agent>{PERSON}</agent>"),
    "ListAgents": ("GET", "/agent", None),
    "GetAgent": ("GET", "/agent/5050", None),
    "UpdateAgent": ("PUT", "/agent/5050", f"<agent>{STAMP}</agent>"),
    "DeleteAgent": ("DELETE", "/agent/5050", None),
    "GetDeployment": ("GET", "/deployment", None),
    "Operate": (
        "POST",
        "/operation",
        f"<operation><operationType>delete</operationType><refURLs><refURL>{BASE}/dnc/5001</refURL></refURLs></operation>",
    ),
    "GetAsyncRequestStatus": ("GET", "/asynchrequeststatus/1", None),
}
ALL = list(REQUESTS)
OTHERWISE = ("UnknownPath", "UnknownMethod")
# The element that each answers with, and the name of the file of each that gives one; all others answer with nothing.
ROOTS = {
    **{name: "results" for name in ALL if name.startswith("List")},
    "GetCampaign": "campaign",
    "GetCampaignStatus": "runtimeStatus",
    "GetDnc": "dnc",
    "GetContact": "importContact",
    "GetCallback": "personalCallback",
    "GetCallbackAsPrinted": "personalCallback",
    "GetTimeZone": "timeZone",
    "GetSkillGroup": "skillGroup",
    "GetAgent": "agent",
    "GetDeployment": "deployment",
    "Operate": "operationsResult",
    "GetAsyncRequestStatus": "asyncResult",
}
FILES = {
    "GetContactTemplate": "ContactsTemplate.csv",
    "GetCallbackTemplate": "PersonalCallbackTemplate.csv",
}
# Nobody needs to sign in for it.
OPEN = ("GetDeployment",)
CLOSED = [name for name in ALL if name not in OPEN]
WRITES = [name for name in ALL if REQUESTS[name][0] != "GET" and name not in OTHERWISE]
BODIES = [name for name in WRITES if REQUESTS[name][2]]
LISTS = [name for name in ALL if name.startswith("List")]
ITEMS = [name for name in ALL if REQUESTS[name][1].rpartition("/")[2].isdigit() and name not in ("GetContact",)]
UPDATES = [name for name in ALL if name.startswith("Update")]


@pytest.fixture(scope="module")
def small() -> Iterator[Running]:
    """A server that takes bodies of 5,000 bytes."""
    running = Running(Settings(scenario="handbook", clock=ClockSetting.of("frozen"), max_worlds=100, most_body=5000))
    yield running
    running.stop()


def asked(
    cisco: Cisco, name: str, status: int, reply: str, path: str = "", body: str | None = None, **headers: str
) -> httpx.Response:
    """Send an operation's example, or a change of it, and compare status and the reply's name."""
    method, example, content = REQUESTS[name]
    answer = cisco.call(method, path or example, content if body is None else body, **headers)
    assert (answer.headers["ringback-reply"], answer.status_code) == (f"cisco.{name}.{reply}", status), answer.text
    return answer


def test_all_operations_of_the_catalogue_are_tried(cisco: Cisco) -> None:
    """One that is new needs an example here."""
    listed = cisco.site.control.get("catalogue").json()["apps"]["cisco"]
    assert {endpoint["id"] for endpoint in listed} == {f"cisco.{name}" for name in ALL}
    assert {name for name in ALL if name in LISTS} == {
        endpoint["id"].partition(".")[2]
        for endpoint in listed
        if any(reply["id"].endswith(".unknown_sort") for reply in endpoint["replies"])
    }


@pytest.mark.parametrize("name", [name for name in ALL if name not in OTHERWISE])
def test_its_example_works(cisco: Cisco, name: str) -> None:
    """So that what is refused below is refused for the reason given."""
    if name == "GetAsyncRequestStatus":
        cisco.call("DELETE", "/dnc/5001?async=true")
    method, path, body = REQUESTS[name]
    answer = cisco.call(method, path, body)
    assert answer.status_code in (200, 201, 202), answer.text
    assert answer.headers["ringback-reply"].startswith(f"cisco.{name}.")
    if name in FILES:
        assert answer.headers["content-disposition"] == f'attachment; filename="{FILES[name]}"'
    else:
        assert root(answer) == ROOTS.get(name, "")


def root(answer: httpx.Response) -> str:
    """The name of the element that an answer is; empty for an answer without a body."""
    return ElementTree.fromstring(answer.content).tag if answer.content else ""


def test_the_catalogue_names_the_elements_that_are_answered_with(cisco: Cisco) -> None:
    """As the root of a success; and of an operation, how it went."""
    listed = cisco.site.control.get("catalogue").json()["apps"]["cisco"]
    told = {reply["id"].removeprefix("cisco."): reply["text"] for one in listed for reply in one["replies"]}
    for name, element in ROOTS.items():
        replies = [
            text for reply, text in told.items() if reply.startswith(f"{name}.") and text.startswith(f"<{element}>")
        ]
        assert replies, name
    for reply, status in (("success", "success"), ("partial_success", "partialSuccess"), ("failure", "failure")):
        element = f"<operationsResult>{{entity}}<status>{status}</status></operationsResult>"
        assert told[f"Operate.{reply}"] == element
    for name in WRITES:
        assert told[f"{name}.accepted"] == "<asyncResult>{entity}</asyncResult>"


@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_must_sign_in(cisco: Cisco, name: str) -> None:
    """Before anything else is looked at."""
    asked(cisco, name, 401, "unauthorized", user="nobody@demo.local", accept="text/html")


@pytest.mark.parametrize("name", CLOSED)
def test_an_agent_has_no_access(cisco: Cisco, name: str) -> None:
    """Nor to what there is not."""
    asked(cisco, name, 403, "no_access", user=AGENT)


@pytest.mark.parametrize("name", ALL)
def test_a_client_must_take_xml_or_json(cisco: Cisco, name: str) -> None:
    """A web page is not to be had."""
    asked(cisco, name, 406, "not_acceptable", accept="image/png")


@pytest.mark.parametrize("name", ALL)
def test_it_can_be_made_to_fail(cisco: Cisco, name: str) -> None:
    """By a fault, as a server's own error would look."""
    fault = {"app": "cisco", "endpoint": f"cisco.{name}", "reply": f"cisco.{name}.failed", "times": 1}
    cisco.site.control.post(f"worlds/{cisco.site.world}/faults", json=fault).raise_for_status()
    method, path, body = REQUESTS[name]
    told = error(cisco.call(method, path, body), 500)
    assert (told.type, told.message) == ("processing.failed", "Internal Error")


@pytest.mark.parametrize("name", WRITES)
def test_it_may_wait(cisco: Cisco, name: str) -> None:
    """And is then answered as it would have been at once."""
    path = REQUESTS[name][1]
    told = asked(cisco, name, 202, "accepted", f"{path}?async=true")
    assert root(told) == "asyncResult"
    cisco.advance(2)
    answer = cisco.get("/asynchrequeststatus/1")
    assert answer.status_code in (200, 201), answer.text
    assert answer.headers["ringback-reply"].startswith(f"cisco.{name}.")


@pytest.fixture(scope="module")
def crowded(handbook_server: Running) -> Iterator[Cisco]:
    """A world with thirty requests in its queue."""
    for site in _fresh(handbook_server):
        cisco = Cisco(site)
        for number in range(30):
            cisco.call("POST", "/dnc?async=true", f"<dnc><name>waiting{number}</name></dnc>")
        yield cisco


@pytest.mark.parametrize("name", WRITES)
def test_it_is_turned_away_when_the_queue_is_full(crowded: Cisco, name: str) -> None:
    """With an empty body too, as that is not looked at."""
    asked(crowded, name, 503, "queue_full")
    asked(crowded, name, 503, "queue_full", body="")


@pytest.mark.parametrize("name", WRITES)
def test_it_is_removed_when_it_has_waited_too_long(cisco: Cisco, name: str) -> None:
    """Behind one that takes longer than thirty seconds."""
    cisco.patch("settings", "deployment", secondsPerRequest=31)
    cisco.call("POST", "/dnc?async=true", "<dnc><name>slow</name></dnc>")
    method, path, body = REQUESTS[name]
    answer = cisco.call(method, f"{path}?async=true", body)
    cisco.advance(40)
    told = cisco.get(local(answer.headers["location"]))
    assert (told.status_code, told.headers["ringback-reply"]) == (500, f"cisco.{name}.timed_out")
    assert error(told, 500).type == "processing.timedOut"


@pytest.mark.parametrize("name", BODIES)
def test_its_body_must_be_xml_or_json(cisco: Cisco, name: str) -> None:
    """Well-formed, and of the right element."""
    asked(cisco, name, 415, "unsupported_type", content_type="text/plain")
    asked(cisco, name, 400, "xml_syntax", body="<unclosed>")
    asked(cisco, name, 400, "xml_syntax", body="<other/>")
    asked(cisco, name, 400, "json_syntax", body="{", content_type="application/json")


@pytest.mark.parametrize("name", BODIES)
def test_its_body_must_have_what_is_required(cisco: Cisco, name: str) -> None:
    """An empty object has not."""
    asked(cisco, name, 400, "required", body="{}", content_type="application/json")


@pytest.mark.parametrize("name", BODIES)
def test_its_body_must_not_be_too_large(small: Running, name: str) -> None:
    """For this server: it says so before it reads it."""
    for site in _fresh(small):
        asked(Cisco(site), name, 413, "too_large", body="x" * 5001)


@pytest.mark.parametrize("name", ITEMS)
def test_its_item_must_be_there(cisco: Cisco, name: str) -> None:
    """An unknown id is not found."""
    path = REQUESTS[name][1].rpartition("/")[0]
    asked(cisco, name, 404, "unknown_id", f"{path}/9999")


@pytest.mark.parametrize(
    "name", ["ImportContacts", "ListContacts", "DeleteContacts", "GetContact", "GetCampaignStatus"]
)
def test_its_campaign_must_be_one_of_the_apis(cisco: Cisco, name: str) -> None:
    """Neither unknown nor made with the tool."""
    path = REQUESTS[name][1]
    for number in ("9999", "5100"):
        asked(cisco, name, 404, "unknown_id", path.replace("5000", number).replace("5168", number))


@pytest.mark.parametrize("name", UPDATES)
def test_its_change_stamp_must_be_the_present_one(cisco: Cisco, name: str) -> None:
    """One update makes it stale."""
    method, path, body = REQUESTS[name]
    assert cisco.call(method, path, body).status_code == 200
    asked(cisco, name, 400, "stale")
    asked(
        cisco,
        name,
        400,
        "out_of_range",
        body=(body or "").replace("Stamp>48", "Stamp>-1").replace("Stamp>0", "Stamp>-1"),
    )
    asked(
        cisco,
        name,
        400,
        "invalid_value",
        body=(body or "").replace("Stamp>48", "Stamp>x").replace("Stamp>0", "Stamp>x"),
    )


@pytest.mark.parametrize("name", LISTS)
def test_its_pages_and_order_must_make_sense(cisco: Cisco, name: str) -> None:
    """Whatever is listed."""
    path = REQUESTS[name][1]
    asked(cisco, name, 400, "out_of_range", f"{path}?resultsPerPage=0")
    asked(cisco, name, 400, "out_of_range", f"{path}?startIndex=-1")
    asked(cisco, name, 400, "invalid_value", f"{path}?resultsPerPage=all")
    asked(cisco, name, 400, "unknown_sort", f"{path}?sort=colour")
