"""The page of one request: what was said, why, and what became of it."""

import re

from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site

ADD = "source=test&user=6666&pass=1234&function=add_lead&phone_number=7275550101&list_id=999&first_name=Bob"


def test_it_tells_why_the_answer_was_given_and_what_it_changed(site: Site) -> None:
    """Decision path, source, diff."""
    site.get(ADD)
    text = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/requests/1").text
    for part in ("dialer360.add_lead.added", "documented", "LEAD HAS BEEN ADDED", "7275550101", "Bob", "leads"):
        assert part in text
    assert "1234" not in text
    assert 'class="step-decided"' in text


def test_xml_is_indented_and_shown_raw_on_demand(site: Site, watched: Watched) -> None:
    """Pretty and raw, request and reply."""
    url = f"{site.url}/unifiedconfig/config/campaign"
    body = "<campaign><name>Autumn</name></campaign>"
    headers = {"content-type": "application/xml"}
    site.client.post(url, content=body, headers=headers, auth=("administrator@demo.local", "demo"))
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/requests/1")
    asked = page.locator("#asked-body")
    expect(asked.locator("pre:visible")).to_have_text("<campaign>\n  <name>Autumn</name>\n</campaign>\n")
    page.locator("section", has=page.get_by_role("heading", name="Request")).get_by_role("button", name="Raw").click()
    expect(asked.locator("pre:visible")).to_have_text(body)


def test_a_body_made_to_explode_is_shown_as_it_came(site: Site) -> None:
    """Entities are not resolved, not even to make a body pretty."""
    bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><campaign><name>&c;</name></campaign>'
    url = f"{site.url}/unifiedconfig/config/campaign"
    site.client.post(url, content=bomb, auth=("administrator@demo.local", "demo"))
    answer = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/requests/1")
    assert answer.status_code == 200
    assert "xxx" not in answer.text


def test_a_request_is_replayed_in_a_fork(site: Site, watched: Watched) -> None:
    """The same request in the world as it was before: the same reply, and the first world is left alone."""
    site.get(ADD)
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/requests/1")
    page.get_by_role("button", name="Replay in a fork").click()
    expect(page).to_have_url(re.compile(f"/w/{re.escape(site.world)}-1/timeline$"))
    expect(page.locator(".tl-request")).to_have_count(1)
    expect(page.locator(".tl-request")).to_contain_text("dialer360.add_lead.added")
    fork = site.control.get(f"worlds/{site.world}-1/requests/1").json()
    first = site.control.get(f"worlds/{site.world}/requests/1").json()
    assert fork["response"]["body"] == first["response"]["body"]
    page.goto(f"/_ringback/console/w/{site.world}/requests/1")
    site.control.delete(f"worlds/{site.world}-1")


def test_its_reply_is_forced_next_time(site: Site, watched: Watched) -> None:
    """A button makes the fault."""
    site.get(ADD.replace("1234", "wrong"))
    page = watched.page
    page.goto(f"/_ringback/console/w/{site.world}/requests/1")
    page.get_by_role("button", name="Force this reply next time").click()
    expect(page.locator("#said")).to_contain_text("The next request to dialer360.add_lead")
    expect(page.get_by_role("link", name="1 fault in force")).to_be_visible()
    assert site.get(ADD).headers["ringback-reply"] == "dialer360.add_lead.bad_login"
    assert "SUCCESS" in site.get(ADD).text


def test_a_world_is_rewound_to_before_it(site: Site, watched: Watched) -> None:
    """The lead is gone, the journal stays."""
    site.get(ADD)
    page = watched.page
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(f"/_ringback/console/w/{site.world}/requests/1")
    before = len(site.rows("leads"))
    page.get_by_role("button", name="Rewind to before it").click()
    expect(page.locator("#said")).to_contain_text("Rewound")
    assert len(site.rows("leads")) == before - 1


def test_it_is_copied_as_a_command_that_works(site: Site) -> None:
    """The curl line names the world, and hides the secret."""
    site.get(ADD)
    text = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/requests/1").text
    assert f"curl -i &#39;{site.url}/adminpanel/api.php?source=test&amp;user=6666&amp;pass=***" in text
    assert "def test_add_lead_added(ringback):" in text
    assert "import httpx" in text


def test_a_request_that_the_journal_does_not_have_is_told(site: Site) -> None:
    """404 with a sentence."""
    for name in ("99", "abc", "%00"):
        answer = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/requests/{name}")
        assert (answer.status_code, "There is no request" in answer.text) == (404, True)
