"""Replies that are pages or rows: the catalogue says in a line what they show, since all of it is too long there."""

import re

import httpx
import pytest

from contract_tests.conftest import Site
from contract_tests.dialer360.test_choosers import SELECT, call, stock
from contract_tests.dialer360.test_monitoring import call as monitor
from contract_tests.dialer360.test_monitoring import seat

TOLD = {
    "sounds_list.links": "Links to the files, a line each",
    "sounds_list.page": "NON-AGENT API: a page with the table # | FILENAME | DATE | SIZE | PLAY",
    "moh_list.page": "NON-AGENT API: a page with the table # | Music On Hold Class | Name | Random",
    "vm_list.page": "NON-AGENT API: a page with the table # | Voicemail Boxes | Name | Email",
    "agent_ingroup_info.page": (
        "The agent, the in-groups the campaign allows with those selected starred, and what text shows"
    ),
    "agent_ingroup_info.form": (
        "The agent, and a form with ingroup_new_selections, ingroup_add_remove_change, blended, set_as_default"
    ),
}
# How each is asked for.
SIGNED_IN = "source=test&user=6666&pass=1234"
ASKED = {
    "sounds_list.links": "format=link&stage=name",
    "sounds_list.page": SELECT,
    "moh_list.page": SELECT,
    "vm_list.page": SELECT,
    "agent_ingroup_info.page": "agent_user=1234&stage=info",
    "agent_ingroup_info.form": "agent_user=1234&stage=change",
}
# The header rows of the vendor's software, where they are not those of the document, or it has none.
AGENTS = "user|campaign_id|session_id|status|lead_id|callerid|calls_today|full_name|user_group|user_level"
HEADERS = {
    "logged_in_agents.shown": AGENTS,
    "logged_in_agents.with_sub_status": f"{AGENTS}|pause_code|sub_status",
    "agent_stats_export.found": (
        "user|full_name|user_group|calls|login_time|total_talk_time|avg_talk_time|avg_wait_time|pct_of_queue|pause_time|"
        "sessions|avg_session|pauses|avg_pause_time|pause_pct|pauses_per_session"
    ),
    "agent_status.shown": "status|callerid|lead_id|campaign_id|calls_today|full_name|user_group|user_level",
    "callid_info.detailed": "call_id|custtime|call_date|phone|call_type|campaign_id|list_id|status|user",
}
EXPORTS = (
    "recording_lookup.found",
    "did_log_export.found",
    "phone_number_log.found",
    "agent_stats_export.found",
    "user_group_status.shown",
    "in_group_status.shown",
    "agent_status.shown",
    "callid_info.shown",
    "callid_info.detailed",
    "logged_in_agents.shown",
    "logged_in_agents.with_sub_status",
)


@pytest.mark.parametrize("name", TOLD)
def test_the_catalogue_says_what_a_page_shows(dialer360: Site, name: str) -> None:
    """In the order of the page."""
    seat(dialer360)
    page = dialer360.get(f"{SIGNED_IN}&function={name.partition('.')[0]}&{ASKED[name]}")
    assert page.headers["ringback-reply"] == f"dialer360.{name}"
    assert dialer360.meaning(page) == TOLD[name]


def test_the_catalogue_has_the_columns_of_the_softwares_exports(dialer360: Site) -> None:
    """Each is a placeholder there."""
    endpoints = dialer360.control.get("catalogue").json()["apps"]["dialer360"]
    replies = [reply for endpoint in endpoints for reply in endpoint["replies"]]
    told = {reply["id"]: reply.get("observed", reply["text"]) for reply in replies}
    for name, header in HEADERS.items():
        assert told[f"dialer360.{name}"] == "|".join(f"{{{column}}}" for column in header.split("|"))


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_headed_as_the_catalogue_says(dialer360: Site, name: str) -> None:
    """There the columns are gaps, with the separator between them that is used unless another is asked for."""
    answer = headed(dialer360, name)
    assert dialer360.meaning(answer) == gaps(answer)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_the_software_is_headed_as_the_catalogue_says(observed: Site, name: str) -> None:
    """Where it has other columns than the document's."""
    answer = headed(observed, name)
    assert (observed.meaning(answer, "observed") or observed.meaning(answer)) == gaps(answer)


@pytest.mark.parametrize(
    ("function", "head"),
    [
        ("sounds_list", "# FILENAME DATE SIZE PLAY"),
        ("moh_list", "# Music On Hold Class Name Random"),
        ("vm_list", "# Voicemail Boxes Name Email"),
    ],
)
def test_a_chooser_is_headed_as_the_catalogue_says(dialer360: Site, function: str, head: str) -> None:
    """Below a link that closes the frame."""
    stock(dialer360, "a.wav")
    page = re.sub(r"<script>.*?</script>", "", call(dialer360, function, SELECT), flags=re.DOTALL)
    assert shown(page).startswith(f"NON-AGENT API close frame {head} ")


def headed(site: Site, name: str) -> httpx.Response:
    """An export with its header row, by a fault: there need be nothing to export."""
    fault = {"app": "dialer360", "reply": f"dialer360.{name}", "times": 1}
    site.control.post(f"worlds/{site.world}/faults", json=fault).raise_for_status()
    asked = f"function={name.partition('.')[0]}&user_groups=ADMIN&in_groups=SALESLINE&header=YES"
    answer = site.get(f"{SIGNED_IN}&{asked}")
    assert answer.headers["ringback-reply"] == f"dialer360.{name}"
    return answer


def gaps(export: httpx.Response) -> str:
    """The header row of an export, each column a gap."""
    return "|".join(f"{{{column}}}" for column in export.text.splitlines()[0].split("|"))


def test_the_form_for_in_groups_says_what_each_choice_does(dialer360: Site) -> None:
    """Below the agent and the campaign."""
    seat(dialer360)
    form = shown(monitor(dialer360, "agent_ingroup_info", "agent_user=1234&stage=change"))
    assert "CHANGE - the agent has what is selected above and nothing else" in form
    assert "ADD - the agent has what is selected above too" in form
    assert "REMOVE - the agent loses what is selected above" in form
    for label in ("Selected In-Groups:", "Change, Add, Remove:", "Blended Outbound Autodial:", "Set As User Default:"):
        assert label in form


def shown(page: str) -> str:
    """What a page shows, without its tags."""
    return " ".join(re.sub(r"<[^<>]*>", " ", page).split())
