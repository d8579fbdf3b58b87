"""Asynchronous writes: the queue, where a request's progress is told, and what becomes of it."""

import pytest

from contract_tests.cisco.conftest import ADMINISTRATOR, AGENT, SUPERVISOR, Cisco, campaign, error, local

JSON = "application/json"


def rule(name: str = "rule") -> str:
    """The body of an import rule."""
    return f"<dnc><name>{name}</name></dnc>"


def queued(cisco: Cisco, method: str, path: str, body: str | None = None) -> str:
    """Send a request that is to wait; the path where its progress is told."""
    answer = cisco.call(method, f"{path}?async=true", body)
    assert answer.status_code == 202, answer.text
    return local(answer.headers["location"])


def test_a_request_that_waits_is_accepted_with_a_place_to_ask(cisco: Cisco) -> None:
    """202, an absolute URL, and the progress; nothing has been done yet."""
    answer = cisco.call("POST", "/dnc?async=true", rule())
    assert answer.status_code == 202
    assert answer.headers["location"] == f"{cisco.url}/asynchrequeststatus/1"
    assert answer.headers["content-type"] == "application/xml"
    assert answer.text.endswith("<asyncResult><progress>IN_QUEUE</progress></asyncResult>")
    assert cisco.listed("/dnc") == ["dnc1"]


def test_the_progress_goes_from_the_queue_to_the_work(cisco: Cisco) -> None:
    """While it is not done, the answer is 202 with the same URL."""
    path = queued(cisco, "POST", "/dnc", rule())
    seen = []
    for _ in range(2):
        answer = cisco.get(path)
        assert (answer.status_code, local(answer.headers["location"])) == (202, path)
        seen.append(answer.text.partition("<progress>")[2].partition("<")[0])
        cisco.advance(0.5)
    assert seen == ["IN_QUEUE", "IN_PROGRESS"]


def test_a_create_that_is_done_is_told_as_201_with_the_item(cisco: Cisco) -> None:
    """As often as it is asked for."""
    path = queued(cisco, "POST", "/dnc", rule())
    cisco.advance(5)
    for _ in range(2):
        answer = cisco.get(path)
        assert (answer.status_code, answer.text) == (201, "")
        assert answer.headers["location"] == f"{cisco.url}/dnc/5002"
    assert cisco.xml("GET", "/dnc/5002").findtext("name") == "rule"


def test_updates_and_deletes_that_are_done_are_told_as_200(cisco: Cisco) -> None:
    """Without a body, in the order they were sent."""
    update = queued(cisco, "PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><name>renamed</name></dnc>")
    delete = queued(cisco, "DELETE", "/dnc/5001")
    cisco.advance(1.5)
    assert cisco.xml("GET", "/dnc/5001").findtext("name") == "renamed"
    cisco.advance(5)
    assert error(cisco.get("/dnc/5001"), 404).type == "notFound.dbData"
    for path in (update, delete):
        assert (cisco.get(path).status_code, cisco.get(path).text) == (200, "")


def test_the_emergency_stop_may_wait_too(cisco: Cisco) -> None:
    """The vendor's toolkit sends it so, with an empty text."""
    answer = cisco.call("PUT", "/campaign/disable?async=true", "", content_type="text/plain")
    assert answer.status_code == 202
    cisco.advance(5)
    assert cisco.get(local(answer.headers["location"])).status_code == 200
    assert cisco.xml("GET", "/campaign/5168").findtext("enabled") == "false"


def test_what_is_wrong_with_the_body_is_told_at_once(cisco: Cisco) -> None:
    """Only what is valid is put into the queue."""
    assert error(cisco.call("POST", "/dnc?async=true", "<dnc/>")).type == "invalidInput.fieldRequired"
    assert error(cisco.call("POST", "/dnc?async=true", "<dnc>")).type == "processing.xmlSyntaxError"
    assert error(cisco.get("/asynchrequeststatus/1"), 404).type == "notFound.dbData"


def test_what_no_longer_fits_when_its_turn_has_come_is_told_there(cisco: Cisco) -> None:
    """Two requests for one name: the second was right when it came."""
    first = queued(cisco, "POST", "/dnc", rule())
    second = queued(cisco, "POST", "/dnc", rule())
    cisco.advance(5)
    assert cisco.get(first).status_code == 201
    told = error(cisco.get(second), 400)
    assert (told.type, told.data, told.detail["deleted"]) == ("invalidInput.duplicateName", "name", "false")
    assert cisco.get(second, accept=JSON).json()["apiError"][0]["errorType"] == "invalidInput.duplicateName"


def test_a_change_stamp_may_become_stale_in_the_queue(cisco: Cisco) -> None:
    """The item was changed meanwhile."""
    path = queued(cisco, "PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><overwrite>true</overwrite></dnc>")
    cisco.call("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><name>other</name></dnc>")
    cisco.advance(5)
    assert error(cisco.get(path), 400).type == "changeStampMismatch.dbData"
    assert cisco.xml("GET", "/dnc/5001").findtext("overwrite") == "false"


def test_a_reference_may_vanish_in_the_queue(cisco: Cisco) -> None:
    """What was looked at when the request came is looked at again."""
    path = queued(cisco, "POST", "/campaign", campaign(group=5003))
    assert cisco.call("DELETE", "/skillgroup/5003").status_code == 200
    cisco.advance(5)
    assert error(cisco.get(path), 400).type == "notFound.dbData"


def test_an_item_may_vanish_in_the_queue(cisco: Cisco) -> None:
    """Then the answer is that of an unknown id."""
    path = queued(cisco, "DELETE", "/dnc/5001")
    cisco.call("DELETE", "/dnc/5001")
    cisco.advance(5)
    assert error(cisco.get(path), 404).type == "notFound.dbData"


def test_a_user_may_vanish_in_the_queue(cisco: Cisco) -> None:
    """Who may no longer sign in has no access either."""
    path = queued(cisco, "DELETE", "/dnc/5001")
    cisco.put("users", "other@demo.local", userName="other@demo.local", password="demo", role="administrator")
    row = f"worlds/{cisco.site.world}/state/cisco/users/{ADMINISTRATOR}"
    cisco.site.control.delete(row).raise_for_status()
    cisco.advance(5)
    assert error(cisco.get(path, user="other@demo.local"), 403).type == "authentication.noAccess"
    assert cisco.get("/dnc/5001", user="other@demo.local").status_code == 200


def test_a_request_that_waits_more_than_thirty_seconds_is_removed(cisco: Cisco) -> None:
    """One that takes long is before it."""
    cisco.patch("settings", "deployment", secondsPerRequest=31)
    slow, late = queued(cisco, "POST", "/dnc", rule("slow")), queued(cisco, "POST", "/dnc", rule("late"))
    cisco.advance(29)
    assert (cisco.get(slow).status_code, cisco.get(late).status_code) == (202, 202)
    cisco.advance(5)
    assert cisco.get(slow).status_code == 201
    told = error(cisco.get(late), 500)
    assert (told.type, told.message) == (
        "processing.timedOut",
        "The request timed out in the request processing queue.",
    )
    assert cisco.listed("/dnc") == ["dnc1", "slow"]


def test_requests_are_worked_on_one_after_the_other(cisco: Cisco) -> None:
    """A second each, unless the world says otherwise."""
    paths = [queued(cisco, "POST", "/dnc", rule(f"rule{number}")) for number in range(5)]
    done = []
    for _ in range(6):
        done.append(sum(cisco.get(path).status_code == 201 for path in paths))
        cisco.advance(1.01)
    assert done == [0, 0, 1, 2, 3, 4]
    assert [cisco.get(path).headers["location"].rpartition("/")[2] for path in paths] == [
        "5002",
        "5003",
        "5004",
        "5005",
        "5006",
    ]


def test_thirty_requests_may_wait_and_the_next_is_turned_away(cisco: Cisco) -> None:
    """Whatever it is, and before its body is looked at; what only reads is answered."""
    for number in range(30):
        queued(cisco, "POST", "/dnc", rule(f"rule{number}"))
    for method, path, body in (
        ("POST", "/dnc?async=true", rule("more")),
        ("POST", "/dnc", rule("more")),
        ("POST", "/campaign/5000/import", "<import>"),
        ("POST", "/personalcallback/import", "not XML"),
        ("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp></dnc>"),
        ("DELETE", "/dnc/5001", None),
        ("PUT", "/campaign/disable", None),
        ("POST", "/operation", "<operation/>"),
    ):
        told = error(cisco.call(method, path, body), 503)
        assert (told.type, told.message) == (
            "limitExceeded.requestQueue",
            "Request processing queue is at capacity.",
        )
    assert cisco.listed("/dnc") == ["dnc1"]


def test_there_is_room_again_when_the_queue_has_been_worked_off(cisco: Cisco) -> None:
    """One place is free as soon as the first request is taken out."""
    for number in range(30):
        queued(cisco, "POST", "/dnc", rule(f"rule{number}"))
    cisco.advance(0.2)
    queued(cisco, "POST", "/dnc", rule("rule30"))
    error(cisco.call("POST", "/dnc", rule("more")), 503)
    cisco.advance(60)
    assert cisco.call("POST", "/dnc", rule("more")).status_code == 201


def test_a_full_queue_in_json(cisco: Cisco) -> None:
    """The error as everywhere else."""
    for number in range(30):
        queued(cisco, "POST", "/dnc", rule(f"rule{number}"))
    answer = cisco.call("POST", "/dnc", '{"name": "more"}', content_type=JSON, accept=JSON)
    assert answer.status_code == 503
    assert [one["errorType"] for one in answer.json()["apiError"]] == ["limitExceeded.requestQueue"]


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "%20", "1" * 40, "\u0661"])
def test_progress_of_an_unknown_request_is_not_found(cisco: Cisco, number: str) -> None:
    """Ids are whole numbers."""
    queued(cisco, "DELETE", "/dnc/5001")
    assert error(cisco.get(f"/asynchrequeststatus/{number}"), 404).type == "notFound.dbData"


@pytest.mark.parametrize("value", ["false", "FALSE", "", "0"])
def test_other_requests_do_not_wait(cisco: Cisco, value: str) -> None:
    """Only true lets one wait."""
    assert cisco.call("POST", f"/dnc?async={value}", rule()).status_code == 201


def test_true_may_be_written_in_capitals(cisco: Cisco) -> None:
    """As truth values elsewhere."""
    assert cisco.call("POST", "/dnc?async=TRUE", rule()).status_code == 202


def test_progress_in_json(cisco: Cisco) -> None:
    """The root is left out."""
    answer = cisco.call("DELETE", "/dnc/5001?async=true", accept=JSON)
    assert answer.json() == {"progress": "IN_QUEUE"}
    assert cisco.get("/asynchrequeststatus/1", accept=JSON).json() == {"progress": "IN_QUEUE"}


def test_a_json_body_waits_as_well(cisco: Cisco) -> None:
    """It is read again when its turn has come."""
    answer = cisco.call("POST", "/dnc?async=true", '{"name": "rule"}', content_type="application/json; charset=utf-8")
    assert answer.status_code == 202
    cisco.advance(5)
    assert cisco.listed("/dnc") == ["dnc1", "rule"]


def test_a_supervisor_may_update_campaigns_in_the_queue(cisco: Cisco) -> None:
    """The role counts when the request comes and when its turn has come."""
    body = "<campaign><changeStamp>48</changeStamp><maxAttempts>7</maxAttempts></campaign>"
    answer = cisco.call("PUT", "/campaign/5168?async=true", body, user=SUPERVISOR)
    assert answer.status_code == 202
    error(cisco.call("DELETE", "/campaign/5168?async=true", user=SUPERVISOR), 403)
    error(cisco.get("/asynchrequeststatus/1", user=AGENT), 403)
    cisco.advance(5)
    assert cisco.xml("GET", "/campaign/5168").findtext("maxAttempts") == "7"
