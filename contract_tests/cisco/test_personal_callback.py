"""Personal callbacks as they are created: the document's examples, and every element with its limits."""

from xml.etree import ElementTree

import pytest

from contract_tests.cisco.callbacks import CALLBACKS, callback, example, made, reference, shown
from contract_tests.cisco.callbacks import body as only
from contract_tests.cisco.conftest import BASE, Cisco, Error, error, errors, local

REQUIRED = "This field is a required field; it cannot be left blank"
UNKNOWN_ID = "The specified ID does not exist in the database."
INVALID = "invalidInput.invalidValue"

LONG = 2**31 - 1


def plain(text: str | bytes) -> list[tuple[str, str]]:
    """The elements of a document in their order, with their texts."""
    return [(element.tag, (element.text or "").strip()) for element in ElementTree.fromstring(text).iter()]


def test_the_example_comes_back_element_for_element(cisco: Cisco) -> None:
    """In the document's order; the refURL is the resource's own, as the example's path leads nowhere else."""
    answer = cisco.get("/personalcallback/2")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml"
    assert plain(answer.content) == plain(example("personalcallback-get.xml"))


def test_the_refurl_that_the_example_prints_leads_there_too(cisco: Cisco) -> None:
    """As it is printed: /unifiedconfig/config/campaign/personalcallback/2."""
    assert cisco.get("/campaign/personalcallback/2").content == cisco.get("/personalcallback/2").content


def test_the_example_request_creates_a_callback(in_2016: Cisco) -> None:
    """As printed; what comes back is what was sent, and what is read only."""
    answer = in_2016.call("POST", CALLBACKS, example("personalcallback-create.xml"))
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["location"] == f"{in_2016.url}/personalcallback/3"
    found = plain(in_2016.get("/personalcallback/3").content)
    expected = dict(plain(example("personalcallback-get.xml")))
    assert dict(found) == expected | {"changeStamp": "0", "refURL": f"{BASE}/agent/5050"}
    assert [text for tag, text in found if tag == "refURL"] == [
        f"{BASE}/personalcallback/3",
        f"{BASE}/campaign/5000",
        f"{BASE}/agent/5050",
    ]


def test_what_is_not_sent_is_not_shown(cisco: Cisco) -> None:
    """A callback needs a number, a time and how often it is tried."""
    assert shown(cisco, made(cisco)) == {
        "changeStamp": "0",
        "refURL": f"{BASE}/personalcallback/3",
        "phone": "999333",
        "maxAttempts": "1",
        "callbackDateTime": "2026-01-05T18:00:00",
        "callStatus": "pending",
        "callResult": "0",
    }


@pytest.mark.parametrize("name", ["phone", "maxAttempts", "callbackDateTime"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_is_required_must_be_there(cisco: Cisco, name: str, value: str | None) -> None:
    """Left out and blank are the same."""
    assert error(cisco.call("POST", CALLBACKS, callback(**{name: value}))) == Error(
        "invalidInput.fieldRequired", REQUIRED, name
    )


def test_all_that_is_wrong_is_told_at_once(cisco: Cisco) -> None:
    """And nothing is stored."""
    answer = cisco.call("POST", CALLBACKS, only(phone="1-2", maxAttempts="0", firstName="x" * 51))
    assert answer.status_code == 400
    assert [(one.data, one.type) for one in errors(answer)] == [
        ("phone", "invalidInput.invalidCharacter"),
        ("maxAttempts", "invalidInput.outOfRange"),
        ("callbackDateTime", "invalidInput.fieldRequired"),
        ("firstName", "invalidInput.fieldLengthExceeded"),
    ]
    assert len(cisco.rows("personal_callbacks")) == 1


@pytest.mark.parametrize("phone", ["0", "0123456789#*", "1" * 20])
def test_a_phone_is_digits_pound_signs_and_asterisks(cisco: Cisco, phone: str) -> None:
    """Up to 20 of them."""
    assert shown(cisco, made(cisco, phone=phone))["phone"] == phone


@pytest.mark.parametrize("phone", ["+1", "12 34", "555-0100", "12a", "\u0661\u0662", "1\t2"])
def test_a_phone_has_no_other_characters(cisco: Cisco, phone: str) -> None:
    """Digits are those of ASCII."""
    assert error(cisco.call("POST", CALLBACKS, callback(phone=phone))) == Error(
        "invalidInput.invalidCharacter", "Invalid characters in the input field.", "phone"
    )


@pytest.mark.parametrize(
    ("name", "most", "fitting", "excess"),
    [
        ("phone", 20, "1" * 20, "1" * 21),
        ("accountNumber", 30, "a" * 30, "a" * 31),
        ("accountNumber", 30, "\u00e9" * 15, "\u00e9" * 15 + "a"),
        ("accountNumber", 30, "\u4e2d" * 10, "\u4e2d" * 11),
        ("lastName", 50, "\u4e2d" * 50, "\u4e2d" * 51),
        ("firstName", 50, "x" * 50, "x" * 51),
        ("firstName", 50, "\U0001f600" * 50, "\U0001f600" * 51),
        ("campaignDn", 255, "1" * 255, "1" * 256),
    ],
)
def test_texts_have_a_longest(cisco: Cisco, name: str, most: int, fitting: str, excess: str) -> None:
    """Numbers are counted in bytes of UTF-8, names in characters."""
    assert shown(cisco, made(cisco, **{name: fitting}))[name] == fitting
    assert error(cisco.call("POST", CALLBACKS, callback(**{name: excess}))) == Error(
        "invalidInput.fieldLengthExceeded",
        f"The field length exceeds the maximum of {most}",
        name,
        {"max": str(most)},
    )


@pytest.mark.parametrize("name", ["lastName", "firstName", "accountNumber", "campaignDn"])
@pytest.mark.parametrize("text", ["\u5c71\u7530\u3000\u592a\u90ce", "<&>\"'", "O'Neil, Jr.", "%_", "{0}"])
def test_texts_may_be_international(cisco: Cisco, name: str, text: str) -> None:
    """And come back as they were sent."""
    assert shown(cisco, made(cisco, **{name: text}))[name] == text


def test_texts_have_no_line_ends_inside(cisco: Cisco) -> None:
    """Around them they do not count, as in a body that is indented."""
    assert shown(cisco, made(cisco, lastName="\n    Smith\n  "))["lastName"] == "Smith"
    assert error(cisco.call("POST", CALLBACKS, callback(lastName="Smith\nJones"))).data == "lastName"


@pytest.mark.parametrize("attempts", [1, 2, LONG])
def test_attempts_are_positive(cisco: Cisco, attempts: int) -> None:
    """From one up to what the database holds."""
    assert shown(cisco, made(cisco, maxAttempts=str(attempts)))["maxAttempts"] == str(attempts)


@pytest.mark.parametrize("attempts", ["0", "-1", str(LONG + 1), "9" * 18, "9" * 5000])
def test_attempts_out_of_range_are_refused(cisco: Cisco, attempts: str) -> None:
    """The message names the range."""
    assert error(cisco.call("POST", CALLBACKS, callback(maxAttempts=attempts))) == Error(
        "invalidInput.outOfRange",
        f"This field must contain a value from 1 to {LONG}",
        "maxAttempts",
        {"min": "1", "max": str(LONG)},
    )


@pytest.mark.parametrize("attempts", ["one", "1.5", "1e3", "0x1", "\u0661"])
def test_attempts_are_whole_numbers(cisco: Cisco, attempts: str) -> None:
    """Whatever else is sent is told back."""
    refused = error(cisco.call("POST", CALLBACKS, callback(maxAttempts=attempts)))
    assert (refused.type, refused.data, refused.detail) == (INVALID, "maxAttempts", {"value": attempts})


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("active", "A"),
        ("callbackRequested", "B"),
        ("closed", "C"),
        ("dialed", "D"),
        ("agentRejected", "J"),
        ("maxAttemptsReached", "M"),
        ("pending", "P"),
        ("retry", "R"),
        ("personalCallbackRequested", "S"),
        ("unknown", "U"),
        ("agentNotAvailable", "X"),
    ],
)
def test_every_call_status_has_its_letter(cisco: Cisco, word: str, letter: str) -> None:
    """The word outside, the letter in the database; also where an update sets it."""
    path = made(cisco, callStatus=word)
    assert shown(cisco, path)["callStatus"] == word
    assert cisco.row("personal_callbacks", 3)["callStatus"] == letter
    assert cisco.call("PUT", "/personalcallback/2", only(changeStamp="48", callStatus=word)).status_code == 200
    assert shown(cisco, "/personalcallback/2")["callStatus"] == word


@pytest.mark.parametrize("word", ["Pending", "P", "none", "0"])
def test_other_words_are_no_call_status(cisco: Cisco, word: str) -> None:
    """Their case counts too."""
    refused = error(cisco.call("POST", CALLBACKS, callback(callStatus=word)))
    assert (refused.type, refused.data, refused.detail) == (INVALID, "callStatus", {"value": word})


@pytest.mark.parametrize(("letter", "word"), [("L", "invalid"), ("F", "fax"), ("Z", "unknown")])
def test_a_letter_without_a_word_in_the_document_is_shown(cisco: Cisco, letter: str, word: str) -> None:
    """As the later edition has it, and can be sent back."""
    cisco.patch("personal_callbacks", 2, callStatus=letter)
    assert shown(cisco, "/personalcallback/2")["callStatus"] == word
    assert cisco.call("PUT", "/personalcallback/2", only(changeStamp="48", callStatus=word)).status_code == 200


def test_what_is_read_only_is_ignored_and_filled(cisco: Cisco) -> None:
    """It comes from campaign and agent."""
    sent = {
        "campaignId": "1",
        "peripheralId": "2",
        "agentId": "3",
        "callResult": "4",
        "refURL": "/5",
        "changeStamp": "6",
    }
    path = made(cisco, **sent, campaign="5168", agent="1004")
    found = shown(cisco, path)
    expected = ("5168", "5000", "1004", "0", f"{BASE}/personalcallback/3", "0")
    assert tuple(found[name] for name in sent) == expected
    update = {**sent, "changeStamp": "0"}
    assert cisco.call("PUT", path, only(**update, agent="5050")).status_code == 200
    found = shown(cisco, path)
    assert (found["agentId"], found["campaignId"], found["callResult"]) == ("1001", "5168", "0")


@pytest.mark.parametrize("resource", ["agent", "campaign"])
@pytest.mark.parametrize("where", ["{resource}/4999", "{resource}/abc", "skillgroup/5001", "{resource}/", "nowhere"])
def test_a_reference_must_lead_somewhere(cisco: Cisco, resource: str, where: str) -> None:
    """To an item of its own kind."""
    inside = reference(resource, where.format(resource=resource))
    sent = callback().replace("<phone>", f"{inside}<phone>")
    for method, path, content in (("POST", CALLBACKS, sent), ("PUT", "/personalcallback/2", sent)):
        stamp = content.replace("<phone>", "<changeStamp>48</changeStamp><phone>")
        assert error(cisco.call(method, path, stamp)) == Error("notFound.dbData", UNKNOWN_ID, resource)


def test_a_campaign_that_the_api_does_not_find_cannot_be_referred_to(cisco: Cisco) -> None:
    """Neither one of the Outbound Campaign tool, nor one that is deleted."""
    assert error(cisco.call("POST", CALLBACKS, callback(campaign="5100"))).data == "campaign"
    assert cisco.call("DELETE", "/campaign/5168").status_code == 200
    assert error(cisco.call("POST", CALLBACKS, callback(campaign="5168"))).data == "campaign"


def test_a_reference_needs_its_refurl(cisco: Cisco) -> None:
    """What else is in it does not count; an absolute URL will do."""
    bare = callback().replace("<phone>", "<agent><name>Robin</name></agent><phone>")
    assert error(cisco.call("POST", CALLBACKS, bare)) == Error("invalidInput.fieldRequired", REQUIRED, "agent")
    full = f"<agent><name>?</name><refURL>{cisco.url}/agent/5050</refURL></agent>"
    path = local(cisco.made(CALLBACKS, callback().replace("<phone>", f"{full}<phone>")))
    assert shown(cisco, path)["agentId"] == "1001"


def test_an_element_with_others_inside_is_no_value(cisco: Cisco) -> None:
    """It is refused like any other wrong value."""
    sent = callback(lastName=None).replace("<phone>", "<lastName><x>1</x></lastName><phone>")
    refused = error(cisco.call("POST", CALLBACKS, sent))
    assert (refused.type, refused.data) == (INVALID, "lastName")


def test_of_a_repeated_element_the_last_counts(cisco: Cisco) -> None:
    """And unknown ones do not."""
    sent = callback().replace("<phone>", "<colour>red</colour><phone>1</phone><phone>2</phone><phone>")
    assert shown(cisco, local(cisco.made(CALLBACKS, sent)))["phone"] == "999333"
