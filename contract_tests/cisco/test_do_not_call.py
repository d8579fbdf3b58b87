"""The Do Not Call list: files that rules take up, what they do to the list, and whom it keeps from being called."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from contract_tests.cisco.conftest import Cisco
from contract_tests.cisco.floor import HOUR, Floor, magic

EXAMPLE = Path(__file__).parents[2] / "fixtures" / "cisco" / "examples" / "donotcall.txt"
# Where the document's example has its file.
PRINTED = r"\\CCE-ROGGER-A\C$\Users\boston\Desktop\dnc.txt"


def stored(cisco: Cisco, name: str, content: bytes | str) -> None:
    """Provide a file."""
    site = cisco.site
    answer = site.control.put(f"worlds/{site.world}/files/{name}", content=content)
    assert answer.status_code in (200, 201), answer.text


def files(cisco: Cisco) -> list[str]:
    """The names of the files that the world can see."""
    site = cisco.site
    return [file["name"] for file in site.control.get(f"worlds/{site.world}/files").json()["files"]]


def rule(cisco: Cisco, name: str = "rule", path: str = "dnc.txt", **elements: str) -> str:
    """Make a rule; its path."""
    given: Mapping[str, str] = {"name": name, "filePath": path, **elements}
    body = "".join(f"<{element}>{value}</{element}>" for element, value in given.items())
    return cisco.made("/dnc", f"<dnc>{body}</dnc>").removeprefix("/unifiedconfig/config")


def listed(cisco: Cisco) -> list[str]:
    """The numbers of the list."""
    return [row["number"] for row in cisco.rows("do_not_call")]


def test_the_documents_list_is_taken_up_by_the_documents_rule(cisco: Cisco) -> None:
    """The file has the last part of the rule's path as its name; five seconds later its numbers are in the list."""
    stored(cisco, "dnc.txt", EXAMPLE.read_bytes())
    cisco.advance(4)
    assert listed(cisco) == []
    cisco.advance(1)
    assert listed(cisco) == ["2225554444", "2225556666", "2225559999"]
    assert {row["dncId"] for row in cisco.rows("do_not_call")} == {5001}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("dnc.txt", "dnc.txt"),
        (r"\\host\share\list one.csv", "list one.csv"),
        ("/var/dnc/list.txt", "list.txt"),
        ("/var/dnc/list.txt", "/var/dnc/list.txt"),
        (r"C:\lists/mixed\dnc.txt", "dnc.txt"),
    ],
)
def test_a_path_means_the_file_of_its_whole_or_of_its_last_part(cisco: Cisco, path: str, name: str) -> None:
    """Whichever the world has."""
    rule(cisco, path=path)
    stored(cisco, name.replace("/", "%2F"), magic("00"))
    cisco.advance(5)
    assert listed(cisco) == [magic("00")]


@pytest.mark.parametrize("name", ["other.txt", "dnc", "xdnc.txt", "DNC.TXT"])
def test_other_files_are_left_alone(cisco: Cisco, name: str) -> None:
    """Nothing is due for them."""
    stored(cisco, name, magic("00"))
    assert cisco.advance(HOUR) == []
    assert (listed(cisco), files(cisco)) == ([], [name])


def test_a_rule_takes_up_a_file_that_is_there_before_it(cisco: Cisco) -> None:
    """Made by the API."""
    stored(cisco, "first.txt", magic("00"))
    rule(cisco, path="first.txt")
    cisco.advance(5)
    assert listed(cisco) == [magic("00")]


def test_a_rule_that_is_changed_takes_up_its_new_file(cisco: Cisco) -> None:
    """By the API, and by hand."""
    path = rule(cisco, path="nowhere.txt")
    stored(cisco, "second.txt", magic("01"))
    body = "<dnc><changeStamp>0</changeStamp><filePath>second.txt</filePath></dnc>"
    assert cisco.call("PUT", path, body).status_code == 200
    cisco.advance(5)
    stored(cisco, "third.txt", magic("02"))
    cisco.patch("dncs", path.rpartition("/")[2], filePath="third.txt")
    cisco.advance(5)
    assert listed(cisco) == [magic("01"), magic("02")]


@pytest.mark.parametrize("gone", ["file", "rule"])
def test_nothing_is_taken_up_when_file_or_rule_are_gone_in_time(cisco: Cisco, gone: str) -> None:
    """Within the five seconds."""
    path = rule(cisco, path="list.txt")
    stored(cisco, "list.txt", magic("00"))
    if gone == "file":
        cisco.site.control.delete(f"worlds/{cisco.site.world}/files/list.txt").raise_for_status()
    else:
        assert cisco.call("DELETE", path).status_code == 200
    cisco.advance(HOUR)
    assert listed(cisco) == []


def test_files_of_a_loaded_scenario_are_taken_up_too(cisco: Cisco) -> None:
    """With the rule that comes along."""
    fragment = {
        "files": {"loaded.txt": magic("00")},
        "cisco": {"dncs": [{"dncId": 6000, "name": "loaded", "filePath": "loaded.txt"}]},
    }
    cisco.site.control.post(f"worlds/{cisco.site.world}/load", json=fragment).raise_for_status()
    cisco.advance(5)
    assert listed(cisco) == [magic("00")]


def test_the_file_is_renamed_afterwards(cisco: Cisco) -> None:
    """By the moment, as the Logger's clock shows it; its content stays."""
    rule(cisco, path="list.txt")
    stored(cisco, "list.txt", magic("00"))
    cisco.advance(5)
    assert files(cisco) == ["list.txt.20260105170005"]
    site = cisco.site
    content = site.control.get(f"worlds/{site.world}/files/list.txt.20260105170005").content
    assert content == magic("00").encode()


def test_or_it_is_deleted(cisco: Cisco) -> None:
    """renameFileAfterImport false."""
    rule(cisco, path="list.txt", renameFileAfterImport="false")
    stored(cisco, "list.txt", magic("00"))
    cisco.advance(5)
    assert (files(cisco), listed(cisco)) == ([], [magic("00")])


def test_imports_are_added_to_the_list(cisco: Cisco) -> None:
    """Another file of the same rule, with one number that is known."""
    rule(cisco, path="list.txt")
    for content in ("111\n222\n", "222\n333\n"):
        stored(cisco, "list.txt", content)
        cisco.advance(5)
    assert listed(cisco) == ["111", "222", "333"]


def test_a_rule_that_overwrites_replaces_the_whole_list(cisco: Cisco) -> None:
    """Whichever rule has brought the numbers: the option is to overwrite the table."""
    rule(cisco, "appends", "one.txt")
    rule(cisco, "overwrites", "two.txt", overwrite="true")
    for name, content in (("one.txt", "111\n222"), ("two.txt", "333")):
        stored(cisco, name, content)
        cisco.advance(5)
    assert listed(cisco) == ["333"]


def test_a_blank_file_clears_the_list_where_the_rule_overwrites(cisco: Cisco) -> None:
    """And nowhere else."""
    rule(cisco, "appends", "one.txt")
    rule(cisco, "overwrites", "two.txt", overwrite="true")
    left = []
    for name, content in (("one.txt", "111\n222"), ("one.txt", "\n \r\n"), ("two.txt", "")):
        stored(cisco, name, content)
        cisco.advance(5)
        left.append(listed(cisco))
    assert left == [["111", "222"], ["111", "222"], []]


def test_lines_are_numbers_of_up_to_twenty_characters(cisco: Cisco) -> None:
    """Blanks around them do not count, nor do empty lines; what is longer is left out, whatever its bytes."""
    twenty, longer = "1" * 20, "2" * 21
    stored(cisco, "dnc.txt", f"\ufeff 333 \r\n\r\n{twenty}\n{longer}\n444*5\n".encode() + b"\xff\xfe\x00" * 9)
    cisco.advance(5)
    assert listed(cisco) == [twenty, "333", "444*5"]


def test_of_two_rules_for_one_file_the_first_has_it(cisco: Cisco) -> None:
    """Then it is gone."""
    first, _ = rule(cisco, "first", "list.txt"), rule(cisco, "second", "list.txt")
    stored(cisco, "list.txt", "111")
    cisco.advance(HOUR)
    assert [f"/dnc/{row['dncId']}" for row in cisco.rows("do_not_call")] == [first]


def test_deleting_a_rule_leaves_its_numbers(cisco: Cisco) -> None:
    """They are in the list, not in the rule."""
    path = rule(cisco, path="list.txt")
    stored(cisco, "list.txt", "111")
    cisco.advance(5)
    assert cisco.call("DELETE", path).status_code == 200
    assert listed(cisco) == ["111"]


def forbid(floor: Floor, *numbers: str) -> None:
    """Put numbers on the list."""
    stored(floor.cisco, "dnc.txt", "\n".join(numbers))
    floor.cisco.advance(5)


@pytest.fixture
def floor(cisco: Cisco) -> Floor:
    """A centre with one agent."""
    centre = Floor(cisco)
    centre.agent()
    return centre


def test_a_number_on_the_list_is_not_dialled(floor: Floor) -> None:
    """Result 26, and the contact is closed without a call."""
    forbid(floor, magic("00"))
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"), magic("01"))
    floor.cisco.advance(60)
    assert floor.came_of(campaign, 1) == ("closed", 26, 0)
    assert floor.came_of(campaign, 2) == ("retry", 9, 1)
    assert floor.stats(campaign) == {"attemptedCount": 1, "busyCount": 1, "closedCount": 1, "totalCount": 1}


@pytest.mark.parametrize("near", ["1" + magic("00"), magic("00")[1:], magic("00") + "0", magic("00") + "*22"])
def test_only_an_exact_match_counts(floor: Floor, near: str) -> None:
    """Digit for digit: not with a country code, and not with an extension more or less."""
    forbid(floor, near)
    campaign = floor.campaign()
    floor.imported(campaign, magic("00"))
    floor.cisco.advance(120)
    assert floor.came_of(campaign) == ("closed", 10, 1)


def test_a_number_with_its_extension_matches_with_the_same_extension(floor: Floor) -> None:
    """The document's note."""
    forbid(floor, magic("00") + "*22")
    campaign = floor.campaign()
    floor.imported(campaign, magic("00") + "*22", magic("00") + "*23")
    floor.cisco.advance(120)
    assert (floor.came_of(campaign, 1), floor.came_of(campaign, 2)) == (("closed", 26, 0), ("closed", 10, 1))


def test_of_several_phones_only_those_on_the_list_are_left_out(floor: Floor) -> None:
    """The others are dialled in their order."""
    forbid(floor, magic("01"))
    campaign = floor.campaign()
    row = f"{magic('01')},{magic('00')}"
    floor.imported(campaign, row, header="Phone01,Phone02")
    floor.cisco.advance(120)
    assert floor.came_of(campaign) == ("closed", 10, 1)
    shown = floor.contact(campaign)
    assert (shown["phone01/callResult"], shown["phone02/callResult"]) == ("26", "10")


def test_a_contact_is_compared_when_it_is_fetched(floor: Floor) -> None:
    """Those in the dialler's memory are dialled though their number has come onto the list since."""
    campaign = floor.campaign(info="<recordsToCache>2</recordsToCache>")
    floor.imported(campaign, *[magic("01")] * 3)
    floor.settle()
    assert floor.statuses(campaign) == {"A": 2, "P": 1}
    floor.cisco.put("do_not_call", magic("01"))
    floor.cisco.advance(60)
    assert [floor.came_of(campaign, number) for number in (1, 2, 3)] == [
        ("retry", 9, 1),
        ("retry", 9, 1),
        ("closed", 26, 0),
    ]
    floor.cisco.advance(2 * HOUR)
    assert floor.came_of(campaign, 1) == ("closed", 26, 1)
