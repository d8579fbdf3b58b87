"""What holds for every function: who may call it, from where, and with which source."""

from collections.abc import Callable

import pytest

from contract_tests.conftest import Running, Site

# Functions that answer without a login, and those that ask for no source.
OPEN = {"version"}
WITHOUT_SOURCE = {"sounds_list", "moh_list", "vm_list", ""}
RESTRICTED_BY_LIST = {"add_lead", "update_lead", "update_list"}


@pytest.fixture(scope="module")
def functions(handbook_server: Running) -> list[str]:
    """Every function of the catalogue; the empty name stands for those that do not exist."""
    endpoints = handbook_server.control.get("catalogue").json()["apps"]["dialer360"]
    return [endpoint["function"] for endpoint in endpoints]


def _replies(site: Site, functions: list[str], query: Callable[[str], str]) -> dict[str, str]:
    said = {}
    for function in functions:
        answer = site.get(f"{query(function)}&function={function}")
        assert answer.status_code == 200
        said[function] = answer.text
    return said


def test_the_index_and_the_body_of_the_document_name_31_functions(functions: list[str]) -> None:
    """Thirty in the index and update_log_entry; one more answers what is none of them."""
    assert len({function for function in functions if function}) == 31


def test_no_function_but_version_answers_a_stranger(dialer360: Site, functions: list[str]) -> None:
    """An unknown user is refused the same way everywhere."""
    closed = [function for function in functions if function not in OPEN]
    said = _replies(dialer360, closed, lambda _: "source=test&user=nobody&pass=1234")
    assert set(said.values()) == {"ERROR: Login incorrect, please try again: |nobody|1234|BAD|\n"}


def test_a_locked_user_is_locked_out_of_every_function(dialer360: Site, functions: list[str]) -> None:
    """Ten failures within fifteen minutes of the last good login shut the door, to the right password too."""
    dialer360.patch("users", "6666", failed_login_count=10, last_login_date="2026-01-05T16:50:00Z")
    closed = [function for function in functions if function not in OPEN]
    said = _replies(dialer360, closed, lambda _: "source=test&user=6666&pass=1234")
    assert set(said.values()) == {"ERROR: Too many login attempts, try again in 15 minutes: |6666|LOCK|\n"}


def test_an_address_that_is_not_listed_reaches_no_function(dialer360: Site, functions: list[str]) -> None:
    """With IP lists on, the group's list decides."""
    dialer360.put("ip_lists", "OFFICE", entries=["192.0.2.7"])
    dialer360.patch("user_groups", "ADMIN", api_ip_list="OFFICE")
    dialer360.patch("settings", "system", api_ip_lists=True)
    closed = [function for function in functions if function not in OPEN]
    said = _replies(dialer360, closed, lambda _: "source=test&user=6666&pass=1234")
    assert set(said.values()) == {"ERROR: Your IP Address is not allowed: 127.0.0.1: ||IPBLOCK|\n"}


def test_a_user_may_be_held_to_some_functions(dialer360: Site, functions: list[str]) -> None:
    """A function that is not among the allowed ones is refused before its own permission is looked at."""
    dialer360.patch("users", "7000", api_allowed_functions=" version ")
    held = [function for function in functions if function and function not in OPEN]
    said = _replies(dialer360, held, lambda _: "source=test&user=7000&pass=1234")
    assert said == {
        function: f"ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - 7000|{function}\n"
        for function in held
    }


def test_a_source_of_one_character_is_refused(dialer360: Site, functions: list[str]) -> None:
    """All functions but the choosers need to know where a call comes from."""
    asking = [function for function in functions if function not in OPEN | WITHOUT_SOURCE]
    said = _replies(dialer360, asking, lambda _: "source=x&user=6666&pass=1234")
    assert set(said.values()) == {"ERROR: Invalid Source - x\nERROR: Invalid Source: |x|\n"}


def test_a_user_held_to_lists_needs_a_group_that_exists(dialer360: Site) -> None:
    """The lists are those of the group's campaigns; without the group there are none to speak of."""
    dialer360.patch("users", "6666", api_list_restrict=True, user_group="GONE")
    said = _replies(dialer360, sorted(RESTRICTED_BY_LIST), lambda _: "source=test&user=6666&pass=1234")
    assert set(said.values()) == {"ERROR: user_group DOES NOT EXIST: |6666|GONE|\n"}


def test_a_refused_call_leaves_no_trace_in_the_world(dialer360: Site, functions: list[str]) -> None:
    """The world exported before and after a round of refused calls is the same."""
    export = f"worlds/{dialer360.world}/export"
    before = dialer360.control.get(export).json()
    for query in ("user=noapi&pass=1234&source=test", "user=6666&pass=1234&source=x", "user=nobody&pass=1"):
        for function in functions:
            if function not in WITHOUT_SOURCE | OPEN:
                assert dialer360.get(f"{query}&function={function}").text.startswith("ERROR")
    after = dialer360.control.get(export).json()
    assert after == before
