"""The state: tables, rows, what stands around them, and changes in place."""

from playwright.sync_api import expect

from contract_tests.browser import Watched
from contract_tests.conftest import Site
from contract_tests.console.reading import tree


def state(site: Site, path: str = "") -> str:
    """A page of the state."""
    return f"{site.root}/_ringback/console/w/{site.world}/state{path}"


def test_every_table_of_every_app_is_listed_with_its_rows(site: Site) -> None:
    """Tables in the vendor's own words."""
    text = site.client.get(state(site)).text
    for name in ("contact groups", "past calls", "dialing lists", "live agents"):
        assert f"<span>{name}</span>" in text


def test_a_table_is_searched_and_paged(site: Site, watched: Watched) -> None:
    """Fifty rows a page; a search finds any text of a row."""
    for number in range(60):
        site.put("dnc", f"72755501{number:02}", phone_number=f"72755501{number:02}")
    page = watched.page
    page.goto(state(site, "/dialer360/dnc"))
    expect(page.locator("tbody tr")).to_have_count(50)
    page.get_by_role("link", name="More rows").click()
    expect(page.locator("tbody tr").first).to_be_visible()
    page.goto(state(site, "/dialer360/leads"))
    page.get_by_role("searchbox", name="Search").fill("DEMO-NOBODY")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("tbody")).to_contain_text("Nothing found")


def test_a_field_is_changed_in_place_and_tells_its_command(site: Site, watched: Watched) -> None:
    """Edit in place goes through the control plane; the row's history is read from the journal."""
    site.get("source=test&user=6666&pass=1234&function=update_lead&lead_id=27&status=SALE")
    page = watched.page
    page.goto(state(site, "/dialer360/leads/27"))
    expect(page.locator(".history")).to_contain_text("request 1")
    page.locator(".row-fields > div", has_text="first_name").locator("summary").click()
    page.get_by_role("textbox", name="first_name").fill("Ann")
    page.locator(".row-fields > div", has_text="first_name").get_by_role("button", name="Save").click()
    expect(page.locator("#said")).to_contain_text("first_name changed")
    expect(page.locator("#said")).to_contain_text(f"/_ringback/worlds/{site.world}/state/dialer360/leads/27")
    expect(page.locator(".row-fields > div", has_text="first_name").locator("summary")).to_have_text("Ann")
    assert site.row("leads", 27)["first_name"] == "Ann"


def test_a_value_of_the_wrong_kind_is_refused_in_words(site: Site, watched: Watched) -> None:
    """The control plane's own refusal is shown, and nothing is changed."""
    page = watched.page
    page.goto(state(site, "/dialer360/leads/27"))
    field = page.locator(".row-fields > div", has_text="called_count")
    field.locator("summary").click()
    field.get_by_role("textbox").fill('"many"')
    field.get_by_role("button", name="Save").click()
    expect(page.locator("#said")).to_contain_text("called_count: expected int, got str")
    assert site.row("leads", 27)["called_count"] == 0


def test_a_row_leads_to_the_rows_it_names_and_those_that_name_it(site: Site) -> None:
    """Relations follow from what fields are called."""
    lead = site.client.get(state(site, "/dialer360/leads/27")).text
    assert f'href="/_ringback/console/w/{site.world}/state/dialer360/lists/999"' in lead
    of_list = site.client.get(state(site, "/dialer360/lists/999")).text
    assert f'href="/_ringback/console/w/{site.world}/state/dialer360/leads/27"' in of_list


def test_a_row_is_added_and_removed(site: Site, watched: Watched) -> None:
    """A new row by its key and its fields."""
    page = watched.page
    page.goto(state(site, "/dialer360/scripts"))
    page.get_by_text("Add a row").click()
    page.get_by_label("Key: script_id").fill("HELLO")
    page.get_by_label("Fields").fill('{"script_name": "Say hello"}')
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("tbody")).to_contain_text("Say hello")
    page.get_by_role("link", name="HELLO", exact=True).click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove this row").click()
    expect(page).to_have_url(state(site, "/dialer360/scripts"))
    assert "HELLO" not in [row["script_id"] for row in site.rows("scripts")]


def test_a_row_of_a_compound_key_is_added_part_by_part(site: Site, watched: Watched) -> None:
    """Each part has a field of its own, and may hold a comma; the command that is shown works as it stands."""
    page = watched.page
    page.goto(state(site, "/dialer360/campaign_dnc"))
    page.get_by_text("Add a row").click()
    page.get_by_label("Key: campaign_id").fill("A,B/C")
    page.get_by_label("Key: phone_number").fill("7275550101")
    expect(page.get_by_label("Fields")).to_have_value("{}")
    expect(page.locator("#command")).to_contain_text("/state/dialer360/campaign_dnc/A%2CB%2FC,7275550101 -d '{}'")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("tbody")).to_contain_text("A,B/C")
    assert ("A,B/C", "7275550101") in [(one["campaign_id"], one["phone_number"]) for one in site.rows("campaign_dnc")]


def test_rows_of_compound_keys_have_pages_too(site: Site) -> None:
    """The parts of a key are joined by commas, whatever stands in them."""
    site.put("campaign_dnc", "TEST%2CCAMP,7275550101", campaign_id="TEST,CAMP", phone_number="7275550101")
    table = site.client.get(state(site, "/dialer360/campaign_dnc")).text
    place = "/dialer360/campaign_dnc/TEST%252CCAMP%2C7275550101"
    assert place in table
    page = site.client.get(state(site, place))
    assert page.status_code == 200
    assert "TEST,CAMP" in page.text


def test_secrets_stay_hidden(site: Site) -> None:
    """Passwords are masked in lists, in rows and in what became of them; so are keys that are secrets, where shown."""
    site.patch("users", "6666", **{"pass": "hunter22"})
    site.get("source=test&user=6666&pass=hunter22&function=version")
    site.patch("users", "6666", **{"pass": "hunter23"})
    for path in ("/dialer360/users", "/dialer360/users/6666"):
        assert "hunter2" not in site.client.get(state(site, path)).text
    page = tree(site.client.get(state(site, "/tcn/partner_keys/partner-key")).text)
    assert "partner-key" not in page.text_content()


def test_a_row_that_is_named_and_names_it_back_stands_there_once(site: Site) -> None:
    """Custom values of a lead name it by their key, and it names them by its fields."""
    page = tree(site.client.get(state(site, "/dialer360/leads/27")).text)
    assert len(page.xpath("//ul[@class='related']//a[contains(@href, 'custom_values/')]")) == 1


def test_unknown_tables_and_rows_are_told(site: Site) -> None:
    """404 with a hint."""
    assert "There is no table called" in site.client.get(state(site, "/dialer360/attic")).text
    assert "There is no row called" in site.client.get(state(site, "/dialer360/leads/1")).text
    assert "There is no app called" in site.client.get(state(site, "/nobody/leads")).text
