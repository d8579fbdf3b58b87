"""Input that is long: it is answered before a client gives up, and with a reply of moderate size."""

from contract_tests.cisco.conftest import Cisco, errors
from contract_tests.cisco.contacts import replace

LONG = 100_000


def test_a_long_run_of_zeros_that_is_no_number_is_refused_at_once(cisco: Cisco) -> None:
    """In an element and in a row."""
    answer = cisco.call("POST", "/campaign", f"<campaign><maxAttempts>{'0' * LONG}x</maxAttempts></campaign>")
    assert ("invalidInput.invalidValue", "maxAttempts") in {(told.type, told.data) for told in errors(answer)}
    answer = replace(cisco, "Phone01,TimeZoneBias", f"2225550100,{'0' * LONG}x")
    assert [told.data for told in errors(answer)] == ["TimeZoneBias"]


def test_zeros_before_a_number_do_not_count(cisco: Cisco) -> None:
    """However many they are; and many digits after them are still too many."""
    body = "<campaign><changeStamp>48</changeStamp><maxAttempts>{}</maxAttempts></campaign>"
    assert cisco.call("PUT", "/campaign/5168", body.format("0" * LONG + "7")).status_code == 200
    assert cisco.xml("GET", "/campaign/5168").findtext("maxAttempts") == "7"
    (told,) = errors(cisco.call("PUT", "/campaign/5168", body.format("9" * LONG)))
    assert (told.type, told.data) == ("invalidInput.outOfRange", "maxAttempts")


def test_a_long_search_text_is_looked_for_at_once(cisco: Cisco) -> None:
    """Letters without an end, and parentheses that nobody closes."""
    for text in ("a" * 50_000, "a:(" * 10_000, "name:(%20" * 5_000):
        assert cisco.get(f"/campaign?q={text}").status_code == 200


def test_of_many_errors_in_one_body_the_first_are_told(cisco: Cisco) -> None:
    """A hundred: more than a resource has elements."""
    wrong = "<skillGroupInfo><ivrPorts>x</ivrPorts></skillGroupInfo>" * 20_000
    body = f"<campaign><skillGroupInfos>{wrong}</skillGroupInfos></campaign>"
    assert len(errors(cisco.call("POST", "/campaign", body))) == 100
