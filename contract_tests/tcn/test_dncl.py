"""The do-not-call lists (24 to 33), outbound and inbound."""

from typing import Any

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ACME, DEMO, ask, post

HOME = "United States / Canada"
OUT, IN = "RemoteDNCL", "RemoteInboundDNCL"


def numbers(site: Site, table: str = "dncl") -> dict[str, str | None]:
    """The numbers on demo's list in the United States and Canada, with their expirations."""
    return {
        row["number"]: row.get("expiration")
        for row in site.rows(table, app="tcn")
        if row["client_sid"] == 1001 and row["country"] == HOME
    }


def add_file(site: Site, content: str, path: str = f"{OUT}Add", **data: str) -> httpx.Response:
    """Add the numbers of a file."""
    files = {"file": ("dncl.csv", content)}
    return site.client.post(f"{site.url}/backoffice/{path}", data={**DEMO, **data}, files=files)


def test_the_outbound_list_is_exported_so_that_it_can_be_loaded_again(tcn: Site) -> None:
    """Number, expiration in Pacific time, country."""
    assert ask(tcn, f"{OUT}Export") == (
        200,
        "5555550196,,Mexico\n"
        "8015550197,2025/11/30 23:59,United States / Canada\n"
        "8015550198,2026/06/30 23:59,United States / Canada\n"
        "8015550199,,United States / Canada\n",
    )
    reply = post(tcn, f"{OUT}Export", **DEMO)
    assert (reply.headers["content-type"], "attachment" in reply.headers["content-disposition"]) == (
        "text/csv;charset=UTF-8",
        True,
    )


def test_an_export_can_be_limited_to_a_country(tcn: Site) -> None:
    """By name; 32 calls the parameter country_name, which is taken too."""
    assert ask(tcn, f"{OUT}Export", country="Mexico") == (200, "5555550196,,Mexico\n")
    assert ask(tcn, f"{OUT}Export", country_name="Mexico") == (200, "5555550196,,Mexico\n")
    assert ask(tcn, f"{OUT}Export", country="Spain") == (200, "No DNCL entries exist for the given country.")
    assert ask(tcn, f"{OUT}Export", country="Atlantis") == (200, "No DNCL entries exist for the given country.")


def test_an_empty_list_says_so(tcn: Site) -> None:
    """Acme has none, whatever the country."""
    assert ask(tcn, f"{OUT}Export", **ACME) == (200, "The DNCL is empty.")
    assert ask(tcn, f"{OUT}Export", country="Mexico", **ACME) == (200, "The DNCL is empty.")
    assert ask(tcn, f"{IN}Export", **ACME) == (200, "The Inbound DNCL is empty.")


def test_the_inbound_list_is_another(tcn: Site) -> None:
    """With its own text for a country without entries."""
    assert ask(tcn, f"{IN}Export") == (
        200,
        "8015550194,2025/11/30 23:59,United States / Canada\n8015550195,,United States / Canada\n",
    )
    assert ask(tcn, f"{IN}Export", country="Mexico") == (200, "No Inbound DNCL entries exist for the given country.")


@pytest.mark.parametrize(("path", "table"), [(f"{OUT}Purge", "dncl"), (f"{IN}Purge", "inbound_dncl")])
def test_a_purge_empties_the_accounts_list_and_says_nothing(tcn: Site, path: str, table: str) -> None:
    """The guide's N/A is no body; the entries of others stay, and so does the other list."""
    tcn.put(table, "1002,Mexico,5555550190", app="tcn")
    assert ask(tcn, path) == (200, "")
    assert [row["client_sid"] for row in tcn.rows(table, app="tcn")] == [1002]
    assert tcn.rows("inbound_dncl" if table == "dncl" else "dncl", app="tcn")


def test_the_literal_n_a_can_be_switched_on(tcn: Site) -> None:
    """For clients that have seen it."""
    tcn.patch("settings", "system", app="tcn", literal_na=True)
    paths = (f"{OUT}Purge", f"{IN}Purge", f"{OUT}PurgeExpired", f"{IN}PurgeExpired")
    assert [ask(tcn, path) for path in paths] == [(200, "N/A")] * 4
    assert ask(tcn, f"{IN}Add", dncl="8015550100") == (200, "N/A")


def test_purges_of_the_expired_leave_the_rest(tcn: Site) -> None:
    """29 is printed under the title of the whole purge, but removes expired entries only."""
    assert ask(tcn, f"{OUT}PurgeExpired") == (200, "")
    assert set(numbers(tcn)) == {"8015550198", "8015550199"}
    assert ask(tcn, f"{IN}PurgeExpired") == (200, "")
    assert set(numbers(tcn, "inbound_dncl")) == {"8015550195"}


def test_entries_expire_with_the_worlds_clock(tcn: Site) -> None:
    """In July the second of them has."""
    tcn.advance(178 * 24 * 3600)
    ask(tcn, f"{OUT}PurgeExpired")
    assert set(numbers(tcn)) == {"8015550199"}


@pytest.mark.parametrize(("path", "table"), [(OUT, "dncl"), (IN, "inbound_dncl")])
def test_numbers_are_purged_one_by_one(tcn: Site, path: str, table: str) -> None:
    """Success or failure of each, as it was sent."""
    first = next(iter(numbers(tcn, table)))
    sent = f"({first[:3]}) {first[3:6]}-{first[6:]}, 8015550111"
    assert ask(tcn, f"{path}PurgeNumbers", dncl_numbers=sent, country=HOME) == (
        200,
        f"({first[:3]}) {first[3:6]}-{first[6:]},Success\n8015550111,Failure\n",
    )
    assert first not in numbers(tcn, table)


def test_numbers_are_purged_of_one_country(tcn: Site) -> None:
    """Without a country, of the account's own."""
    assert ask(tcn, f"{OUT}PurgeNumbers", dncl_numbers="5555550196") == (200, "5555550196,Failure\n")
    assert ask(tcn, f"{OUT}PurgeNumbers", dncl_numbers="5555550196", country="Mexico")[1] == "5555550196,Success\n"


@pytest.mark.parametrize("sent", [{}, {"dncl_numbers": ""}, {"dncl_numbers": " , "}, {"dncl_numbers": "801555x100"}])
def test_numbers_to_purge_must_be_readable(tcn: Site, sent: dict[str, str]) -> None:
    """Missing, blank, or with something else among them; then none is purged."""
    text = "An error occurred while attempting to read the {}Do Not Call List numbers to delete!"
    assert ask(tcn, f"{OUT}PurgeNumbers", **sent) == (400, text.format(""))
    assert ask(tcn, f"{IN}PurgeNumbers", **sent) == (400, text.format("Inbound "))
    assert len(numbers(tcn)) == 3


def test_up_to_five_numbers_are_added_by_parameter(tcn: Site) -> None:
    """Of the account's own country, for ever."""
    assert ask(tcn, f"{OUT}Add", dncl="8015550111,1-801-555-0112") == (200, "DNCL Upload Successful!")
    assert (numbers(tcn)["8015550111"], numbers(tcn)["8015550112"]) == (None, None)


def test_the_inbound_add_says_nothing(tcn: Site) -> None:
    """Its success is N/A where the outbound one has a text."""
    assert ask(tcn, f"{IN}Add", dncl="8015550111") == (200, "")
    assert "8015550111" in numbers(tcn, "inbound_dncl")


def test_of_more_than_five_numbers_the_first_five_are_added(tcn: Site) -> None:
    """A partial success; what lies beyond is not even looked at."""
    sent = ",".join(f"80155501{place}" for place in range(20, 26)) + ",junk"
    text = (
        "The amount of {0} numbers given exceeds the allowed amount of 5. To add more than this, please feel free to "
        "use the file upload feature. The first 5 provided {0} numbers were added to the list."
    )
    assert ask(tcn, f"{OUT}Add", dncl=sent) == (200, text.format("DNCL"))
    assert ask(tcn, f"{IN}Add", dncl=sent) == (200, text.format("Inbound DNCL"))
    assert ("8015550124" in numbers(tcn), "8015550125" in numbers(tcn)) == (True, False)


def test_a_file_adds_numbers_with_their_own_expirations(tcn: Site) -> None:
    """Pacific time; without a date of its own a number takes the parameter's."""
    content = "8015550111,2026/03/08 12:00\n8015550112\n\n8015550113,2026/03/07 12:00,ignored\n"
    reply = add_file(tcn, content, exp_date="2026/12/31 23:59", country_name=HOME)
    assert (reply.status_code, reply.text) == (200, "DNCL Upload Successful!")
    # Daylight saving begins on 8 March.
    assert numbers(tcn)["8015550111"] == "2026-03-08T19:00:00Z"
    assert numbers(tcn)["8015550113"] == "2026-03-07T20:00:00Z"
    assert numbers(tcn)["8015550112"] == "2027-01-01T07:59:00Z"


def test_file_and_parameter_add_together(tcn: Site) -> None:
    """And an export can be loaded as it came."""
    exported = ask(tcn, f"{OUT}Export", country=HOME)[1]
    before = numbers(tcn)
    ask(tcn, f"{OUT}Purge")
    assert add_file(tcn, exported, dncl="8015550111").text == "DNCL Upload Successful!"
    assert numbers(tcn) == {**before, "8015550111": None}


@pytest.mark.parametrize("flag", ["true", "TRUE"])
def test_replace_purges_first(tcn: Site, flag: str) -> None:
    """The whole list, of every country."""
    assert ask(tcn, f"{OUT}Add", dncl="8015550111", replace=flag)[0] == 200
    assert [row["number"] for row in tcn.rows("dncl", app="tcn")] == ["8015550111"]


def test_what_cannot_be_added_purges_nothing(tcn: Site) -> None:
    """A failure leaves the list alone."""
    assert ask(tcn, f"{OUT}Add", dncl="junk", replace="true")[0] == 400
    assert len(numbers(tcn)) == 3


def test_a_new_expiration_replaces_the_old_one(tcn: Site) -> None:
    """Unless the call is restrictive."""
    ask(tcn, f"{OUT}Add", dncl="8015550199", exp_date="2026/06/30 23:59")
    assert numbers(tcn)["8015550199"] == "2026-07-01T06:59:00Z"


def test_a_restrictive_add_keeps_what_blocks_longer(tcn: Site) -> None:
    """None at all beats any date, a later one an earlier."""
    for number, date in (("8015550199", "2026/06/30 23:59"), ("8015550198", "2026/01/31 12:00")):
        ask(tcn, f"{OUT}Add", dncl=number, exp_date=date, restrictive="true")
    assert (numbers(tcn)["8015550199"], numbers(tcn)["8015550198"]) == (None, "2026-07-01T06:59:00Z")
    ask(tcn, f"{OUT}Add", dncl="8015550198", exp_date="2026/12/31 12:00", restrictive="true")
    assert numbers(tcn)["8015550198"] == "2026-12-31T20:00:00Z"


def test_an_add_without_file_and_numbers_is_refused(tcn: Site) -> None:
    """Neither is there; and neither holds anything."""
    for path, name in ((OUT, "DNCL"), (IN, "Inbound DNCL")):
        assert ask(tcn, f"{path}Add") == (400, "Required input file not found!")
        required = f"One or more {name} numbers are required for adding to the list!"
        assert ask(tcn, f"{path}Add", dncl="") == (400, required)
        reply = add_file(tcn, "\n,\n", f"{path}Add")
        assert (reply.status_code, reply.text) == (400, required)


def test_an_entry_that_expires_at_this_moment_has_expired(tcn: Site) -> None:
    """It no longer blocks, so a purge of what has expired removes it."""
    assert ask(tcn, f"{OUT}Add", dncl="8015550111,8015550112", exp_date="2026/01/05 09:00")[0] == 200
    assert ask(tcn, f"{OUT}Add", dncl="8015550112", exp_date="2026/01/05 09:01")[0] == 200
    assert ask(tcn, f"{OUT}PurgeExpired") == (200, "")
    assert ("8015550111" in numbers(tcn), "8015550112" in numbers(tcn)) == (False, True)


def test_a_number_is_purged_as_it_was_added_in_an_account_abroad(tcn: Site) -> None:
    """In France eleven digits that begin with 1 are no number of North America."""
    tcn.patch("accounts", 1001, app="tcn", country="France")
    assert ask(tcn, f"{OUT}Add", dncl="18015550111")[0] == 200
    assert ask(tcn, f"{OUT}PurgeNumbers", dncl_numbers="18015550111") == (200, "18015550111,Success\n")


@pytest.mark.parametrize(
    "sent", [{"dncl": "abc"}, {"dncl": "12345"}, {"exp_date": "soon"}, {"country_name": "Atlantis"}]
)
def test_an_add_that_cannot_be_read_is_refused(tcn: Site, sent: dict[str, Any]) -> None:
    """No number, a date that is none, a country that is none."""
    data = {"dncl": "8015550111", **sent}
    text = "An error occurred while attempting to read the given {} numbers!"
    assert ask(tcn, f"{OUT}Add", **data) == (400, text.format("DNCL"))
    assert ask(tcn, f"{IN}Add", **data) == (400, text.format("Inbound DNCL"))


def test_a_file_with_a_line_that_is_no_number_adds_nothing(tcn: Site) -> None:
    """Nor one with a date that cannot be read."""
    text = "An error occurred while attempting to read the given DNCL numbers!"
    for content in ("8015550111\nhello\n", "8015550111,01/02/2026 10:00\n"):
        assert add_file(tcn, content).text == text
    assert "8015550111" not in numbers(tcn)


PATHS = [f"{kind}{call}" for kind in (OUT, IN) for call in ("Export", "Purge", "PurgeExpired", "PurgeNumbers", "Add")]


@pytest.mark.parametrize("path", PATHS)
def test_every_call_needs_a_login(tcn: Site, path: str) -> None:
    """A small i, checked before everything else."""
    assert ask(tcn, path, password="wrong") == (400, "Invalid Login information!")


@pytest.mark.parametrize(
    ("path", "reply", "text"),
    [
        ("RemoteDNCLExport", "DNCLExport.not_prepared", "preparing the Do Not Call List for export!"),
        (
            "RemoteInboundDNCLExport",
            "InboundDNCLExport.not_prepared",
            "preparing the Inbound Do Not Call List for export!",
        ),
        ("RemoteDNCLPurge", "DNCLPurge.failed", "the Do Not Call List purge!"),
        ("RemoteInboundDNCLPurge", "InboundDNCLPurge.failed", "the Inbound Do Not Call List purge!"),
        ("RemoteDNCLPurgeExpired", "DNCLPurgeExpired.failed", "the purging of the expired Do Not Call List."),
        ("RemoteInboundDNCLPurgeExpired", "InboundDNCLPurgeExpired.failed", "the Inbound Do Not Call List purge!"),
        ("RemoteDNCLPurgeNumbers", "DNCLPurgeNumbers.failed", "the deletion of the Do Not Call List numbers!"),
        (
            "RemoteInboundDNCLPurgeNumbers",
            "InboundDNCLPurgeNumbers.failed",
            "the deletion of the Inbound Do Not Call List numbers!",
        ),
        ("RemoteDNCLAdd", "DNCLAdd.not_purged", "the Do Not Call List purge!"),
        ("RemoteInboundDNCLAdd", "InboundDNCLAdd.not_purged", "the Do Not Call List purge!"),
    ],
)
def test_internal_errors_are_met_by_faults(tcn: Site, path: str, reply: str, text: str) -> None:
    """No input causes them."""
    fault = {"app": "tcn", "reply": f"tcn.{reply}"}
    tcn.control.post(f"worlds/{tcn.world}/faults", json=fault).raise_for_status()
    before = "An error occurred while " if path.endswith("Export") else "An error occurred during "
    assert ask(tcn, path, dncl="8015550111", dncl_numbers="8015550111") == (400, before + text)
