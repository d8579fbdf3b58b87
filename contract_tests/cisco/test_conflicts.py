"""What clashes with another item: names, and the skill group of another campaign; and dates in the wrong order."""

import pytest

from contract_tests.cisco.conftest import BASE, Cisco, campaign, error


def update(stamp: int, inside: str) -> str:
    """The body of a campaign's update."""
    return f"<campaign><changeStamp>{stamp}</changeStamp>{inside}</campaign>"


def group(number: int) -> str:
    """A campaign's part for a skill group."""
    reference = f"<skillGroup><refURL>{BASE}/skillgroup/{number}</refURL></skillGroup>"
    return f"<skillGroupInfo>{reference}</skillGroupInfo>"


def test_a_new_name_must_be_free(cisco: Cisco) -> None:
    """Of campaigns and of import rules; other kinds may have the same."""
    told = error(cisco.call("PUT", "/campaign/5168", update(48, "<name>contacts</name>")))
    assert (told.type, told.data, told.detail) == (
        "invalidInput.duplicateName",
        "name",
        {"deleted": "false", "scope": "system"},
    )
    cisco.made("/dnc", "<dnc><name>contacts</name></dnc>")
    told = error(cisco.call("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><name>contacts</name></dnc>"))
    assert (told.type, told.data) == ("invalidInput.duplicateName", "name")


def test_an_item_may_keep_its_own_name(cisco: Cisco) -> None:
    """Clients send it along with what they change."""
    assert cisco.call("PUT", "/campaign/5168", update(48, "<name>APIoct1</name>")).status_code == 200
    assert cisco.call("PUT", "/dnc/5001", "<dnc><changeStamp>0</changeStamp><name>dnc1</name></dnc>").status_code == 200


def test_names_that_differ_in_case_are_different(cisco: Cisco) -> None:
    """The document's own examples have APIoct1 and APIOct1."""
    assert cisco.call("POST", "/campaign", campaign("APIOct1")).status_code == 201


def test_a_deleted_campaign_keeps_its_name_and_a_rule_does_not(cisco: Cisco) -> None:
    """The one lies among the deleted objects, the other is gone."""
    cisco.call("DELETE", "/campaign/5168")
    assert error(cisco.call("POST", "/campaign", campaign("APIoct1"))).detail["deleted"] == "true"
    cisco.call("DELETE", "/dnc/5001")
    assert cisco.call("POST", "/dnc", "<dnc><name>dnc1</name></dnc>").status_code == 201


def test_the_tools_campaigns_have_names_too(cisco: Cisco) -> None:
    """Though the API does not find them."""
    assert error(cisco.call("POST", "/campaign", campaign("toolcampaign"))).type == "invalidInput.duplicateName"


@pytest.mark.parametrize(
    "inside",
    [
        f"<skillGroupInfos>{group(5002)}</skillGroupInfos>",
        f"<skillGroupInfosAdded>{group(5002)}</skillGroupInfosAdded>",
        f"<skillGroupInfosAdded>{group(5003)}{group(5002)}</skillGroupInfosAdded>",
    ],
)
def test_a_skill_group_belongs_to_one_campaign(cisco: Cisco, inside: str) -> None:
    """Another cannot take it, in whichever way."""
    told = error(cisco.call("PUT", "/campaign/5168", update(48, inside)))
    assert (told.type, told.data) == ("invalidInput.skillGroupInUse", "skillGroup")
    assert error(cisco.call("POST", "/campaign", campaign(group=5002))).type == "invalidInput.skillGroupInUse"


def test_a_campaign_may_keep_its_own_skill_group(cisco: Cisco) -> None:
    """Clients send the whole set."""
    body = update(48, f"<skillGroupInfos>{group(5004)}{group(5003)}</skillGroupInfos>")
    assert cisco.call("PUT", "/campaign/5168", body).status_code == 200


def test_a_campaign_of_the_tool_holds_its_skill_group(cisco: Cisco) -> None:
    """As any other does."""
    cisco.patch("campaigns", 5100, skillGroupInfos=[{"skillGroup": 5003}])
    assert error(cisco.call("POST", "/campaign", campaign(group=5003))).type == "invalidInput.skillGroupInUse"


def test_a_campaign_must_not_end_before_it_starts(cisco: Cisco) -> None:
    """On the same day it may."""
    day, before = "2026-03-02", "2026-03-01"
    dates = f"<startDate>{day}</startDate><endDate>{before}</endDate>"
    for answer in (
        cisco.call("POST", "/campaign", campaign(more=dates)),
        cisco.call("PUT", "/campaign/5168", update(48, dates)),
    ):
        told = error(answer)
        assert (told.type, told.data) == ("invalidInput.invalidDateRange", "endDate")
    assert cisco.call("PUT", "/campaign/5168", update(48, dates.replace(before, day))).status_code == 200


@pytest.mark.parametrize("touched", ["skillGroupInfosAdded", "skillGroupInfosRemoved"])
def test_the_whole_set_and_changes_to_it_exclude_each_other(cisco: Cisco, touched: str) -> None:
    """As with the agents of a skill group."""
    inside = f"<skillGroupInfos>{group(5003)}</skillGroupInfos><{touched}>{group(5003)}</{touched}>"
    told = error(cisco.call("PUT", "/campaign/5168", update(48, inside)))
    assert (told.type, told.data) == ("invalidInput.conflictingParameters", "skillGroupInfos")
