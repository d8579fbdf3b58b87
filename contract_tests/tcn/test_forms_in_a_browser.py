"""The guide's HTML forms (3 to 7, 53, 60) in a real browser: the pages and the files are those that it prints.

Only the host of a form's action is another one, Ringback's, and the files are signed by users that they name.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from contract_tests.browser import Watched
from contract_tests.conftest import Site
from contract_tests.tcn.dialing import group, world_at
from contract_tests.tcn.messaging import IN_2017
from contract_tests.tcn.messaging import group as message_group

SAMPLES = Path(__file__).parents[2] / "fixtures" / "tcn" / "samples"
HOST = re.compile(r'(<form action=")https://[^/]+')
SUBMIT = "input[type=submit]"
# Whom the files are signed by; in 53 and 60 the guide leaves the brackets of a gap.
UPLOADS = {
    "5": ("username", "password"),
    "6": ("username", "password"),
    "7": ("username", "password"),
    "53": ("<username>", "<passwd>"),
    "60": ("<username>", "<password>"),
}
# An icon that the browser asks for by itself, or a page that came with status 400.
NO_FAULT = "Failed to load resource: the server responded with a status of 40"


@pytest.fixture
def watched(browser: Browser, tcn: Site) -> Iterator[Watched]:
    """An empty page that may ask nobody but Ringback; nothing may go wrong on it."""
    watched = Watched(browser, tcn.root)
    yield watched
    watched.context.close()
    assert [line for line in watched.wrong if not line.startswith(NO_FAULT)] == []


def show(watched: Watched, site: Site, section: str) -> Page:
    """Show the page that a section prints, as a page of somebody's own, with its form pointed at Ringback."""
    source, replaced = HOST.subn(rf"\g<1>{site.url}", (SAMPLES / f"section-{section}.html").read_text("utf-8"))
    assert replaced == 1
    watched.page.set_content(source)
    return watched.page


def submit(page: Page, name: str, password: str) -> None:
    """Fill in a login, and click on its button."""
    page.fill("input[name=userName]", name)
    page.fill("input[name=password]", password)
    page.click(SUBMIT)


def send(watched: Watched, site: Site, section: str, *, known: bool = True) -> str:
    """Choose the file that a section prints, click on the button `Send File`; what the page that comes says."""
    name, password = UPLOADS[section]
    if known:
        site.put("logins", name, app="tcn", client_sid=1001, password=password)
    page = show(watched, site, section)
    page.set_input_files("input[name=file]", SAMPLES / f"section-{section}.txt")
    page.click(f"{SUBMIT}[value='Send File']")
    page.wait_for_url(f"{site.url}/backoffice/**")
    return page.inner_text("body")


def heading(page: Page, title: str) -> str:
    """The second heading of a page of that title."""
    assert page.title() == f"TCN Platform 3.0 - {title}"
    return page.inner_text("h2")


def test_every_form_of_the_guide_is_here() -> None:
    """It prints seven, and a file with each of those that take one."""
    assert {path.stem for path in SAMPLES.glob("*.html")} == {f"section-{number}" for number in ("3", "4", *UPLOADS)}
    assert {path.stem for path in SAMPLES.glob("*.txt")} == {f"section-{number}" for number in UPLOADS}


def test_the_login_form_of_section_3_leads_to_the_start_page(tcn: Site, watched: Watched) -> None:
    """With the account's broadcasts; whoever comes back to the address is still signed in."""
    page = show(watched, tcn, "3")
    submit(page, "demo", "demo")
    for _ in range(2):
        page.wait_for_url(f"{tcn.url}/backoffice/BackofficeLogin")
        assert heading(page, "Start") == "Broadcasts"
        assert "Signed in as demo, Demo." in page.inner_text("body")
        row = page.locator("tr", has_text="998545").inner_text()
        assert row.split("\t") == ["998545", "December", "1500", "4", "0"]
        page.goto(page.url)


def test_after_a_wrong_password_in_section_3_the_login_page_takes_the_right_one(tcn: Site, watched: Watched) -> None:
    """The page's own form goes on to the start page, in the same world."""
    page = show(watched, tcn, "3")
    submit(page, "demo", "wrong")
    page.wait_for_url(f"{tcn.url}/backoffice/BackofficeLogin")
    assert heading(page, "Management Login") == "Management Login"
    assert page.inner_text("[role=alert]") == "The user name or the password is not right."
    submit(page, "demo", "demo")
    page.wait_for_selector("table")
    assert page.url == f"{tcn.url}/backoffice/BackofficeLogin"
    assert heading(page, "Start") == "Broadcasts"


def test_the_login_form_of_section_4_leads_an_agent_to_the_start_page(tcn: Site, watched: Watched) -> None:
    """And has the agent logged in; whoever comes back to the address is still signed in."""
    page = show(watched, tcn, "4")
    submit(page, "eli", "demo")
    for _ in range(2):
        page.wait_for_url(f"{tcn.url}/agentlogin/RemoteAgentLogin")
        assert heading(page, "Agent Gateway") == "Eli East"
        assert "State: other" in page.inner_text("body")
        page.goto(page.url)
    assert tcn.row("agents", 3005, app="tcn")["state"] == "other"


def test_after_a_wrong_password_in_section_4_the_login_page_takes_the_right_one(tcn: Site, watched: Watched) -> None:
    """The agent is not logged in before."""
    page = show(watched, tcn, "4")
    submit(page, "eli", "wrong")
    page.wait_for_url(f"{tcn.url}/agentlogin/RemoteAgentLogin")
    assert heading(page, "Agent Gateway Login") == "Agent Gateway Login"
    assert page.inner_text("[role=alert]") == "The user name or the password is not right."
    assert tcn.row("agents", 3005, app="tcn")["state"] == "logged out"
    submit(page, "eli", "demo")
    page.wait_for_selector("text=Signed in as")
    assert heading(page, "Agent Gateway") == "Eli East"


def test_the_form_of_section_5_schedules_calls(tcn: Site, watched: Watched) -> None:
    """The window shows the sid of the broadcast, which is the guide's example of one."""
    assert send(watched, tcn, "5") == "998547"
    row = group(tcn, 998547)
    assert (row["description"], row["timezone"], row["records"]) == ("Testing 123", "America/Denver", 1)


def test_the_form_of_section_6_starts_a_lead_drip_campaign(tcn: Site, watched: Watched) -> None:
    """The window shows the sid of the campaign, which is the guide's example of one."""
    assert send(watched, tcn, "6") == "998547"
    assert (group(tcn, 998547)["drip"], group(tcn, 998547)["records"]) == (True, 1)


def test_the_form_of_section_7_injects_a_contact(tcn: Site, watched: Watched) -> None:
    """Into the campaign 00000000 of its file, which is the one with the sid 0."""
    assert send(watched, tcn, "7") == "0"
    assert group(tcn, 0)["records"] == 1


def test_the_form_of_section_53_schedules_text_messages(tcn: Site, watched: Watched) -> None:
    """On the day of its file; the sid is the guide's example of one."""
    world_at(tcn, IN_2017)
    assert send(watched, tcn, "53") == "992"
    assert (message_group(tcn, 992)["description"], message_group(tcn, 992)["messages"]) == ("Test Email List", 2)


def test_the_form_of_section_60_schedules_emails(tcn: Site, watched: Watched) -> None:
    """On the day of its file; the sid is the guide's example of one."""
    world_at(tcn, IN_2017)
    assert send(watched, tcn, "60") == "998547"
    row = message_group(tcn, 998547, "email")
    assert (row["description"], row["messages"]) == ("Test Email List", 2)


@pytest.mark.parametrize("section", UPLOADS)
def test_a_file_of_somebody_unknown_is_refused_in_the_window(tcn: Site, watched: Watched, section: str) -> None:
    """With the printed text and nothing else."""
    assert send(watched, tcn, section, known=False) == "Invalid Login Information!"
    assert watched.page.title() == ""


@pytest.mark.parametrize("section", UPLOADS)
def test_a_form_without_a_file_is_refused_in_the_window(tcn: Site, watched: Watched, section: str) -> None:
    """A browser sends the part then, without a name or a byte."""
    page = show(watched, tcn, section)
    page.click(SUBMIT)
    page.wait_for_url(f"{tcn.url}/backoffice/**")
    assert page.inner_text("body") == "Required Input File not Found!"
