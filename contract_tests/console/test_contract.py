"""The contract: the living reference."""

from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site

CONSOLE = "/_ringback/console/w"


def test_every_endpoint_of_every_app_has_its_page(site: Site) -> None:
    """The pages are made of the catalogue; none is missing and none fails."""
    catalogue = site.control.get("catalogue").json()["apps"]
    for app, endpoints in catalogue.items():
        listed = site.client.get(f"{site.root}{CONSOLE}/{site.world}/contract/{app}").text
        for endpoint in endpoints:
            assert f'/contract/{app}/{endpoint["id"]}"' in listed
        first, last = endpoints[0], endpoints[-1]
        for endpoint in (first, last):
            page = site.client.get(f"{site.root}{CONSOLE}/{site.world}/contract/{app}/{endpoint['id']}")
            assert page.status_code == 200
            for reply in endpoint["replies"]:
                assert f'id="{reply["id"]}"' in page.text


def test_what_this_world_has_seen_is_told(site: Site) -> None:
    """Seen and not seen, by filter."""
    site.get("source=test&user=6666&pass=1234&function=version")
    page = site.client.get(f"{site.root}{CONSOLE}/{site.world}/contract/dialer360/dialer360.version").text
    assert "seen 1 ×" in page
    seen = site.client.get(f"{site.root}{CONSOLE}/{site.world}/contract/dialer360?seen=yes").text
    assert "1 of 32 endpoints, 1 replies" in seen
    none = site.client.get(f"{site.root}{CONSOLE}/{site.world}/contract/tcn?seen=yes").text
    assert "Nothing matches" in none


def test_filters_are_taken_up_as_they_are_chosen(site: Site, watched: Watched) -> None:
    """By ground, by reach, by words."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/contract/tcn")
    page.get_by_label("Ground").select_option("inferred")
    expect(page).to_have_url(f"{site.root}{CONSOLE}/{site.world}/contract/tcn?q=&grade=inferred&reach=&seen=")
    page.goto(f"{CONSOLE}/{site.world}/contract/tcn?q=there+are+no+agent+skills")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_reply_is_forced_from_the_reference(site: Site, watched: Watched) -> None:
    """One press, and the next request gets it."""
    page = watched.page
    page.goto(f"{CONSOLE}/{site.world}/contract/tcn/tcn.AgentSkillsList#tcn.AgentSkillsList.none")
    page.locator("article", has_text="There are no agent skills.").get_by_role("button", name="next time").click()
    expect(page.locator("#said")).to_contain_text("The next request to tcn.AgentSkillsList is answered so")
    data = {"username": "demo", "password": "demo"}
    url = f"{site.url}/backoffice/RemoteAgentSkillsList"
    assert site.client.post(url, data=data).text == "There are no agent skills."
    assert site.client.post(url, data=data).text.startswith("Agent Skills:")
