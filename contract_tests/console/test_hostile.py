"""Issue 8: strings from the outside are always escaped, wherever they come from and wherever they are shown."""

from urllib.parse import quote

import httpx
import pytest
from lxml.html import tostring

from contract_tests.conftest import Running, Site
from contract_tests.console.hostile import EVIL, TEXTS, wrong_in
from contract_tests.console.reading import texts, tree

API = "source=test&user=6666&pass=1234"


def page(site: Site, path: str, **query: str) -> str:
    """A page, which must be one, and hold nothing that it must not."""
    answer = site.client.get(f"{site.root}/_ringback/console/w/{site.world}/{path}", params=query or None)
    assert answer.status_code == 200, answer.text
    assert [*wrong_in(answer.text)] == []
    return answer.text


@pytest.fixture(scope="module")
def beset(handbook_server: Running) -> Site:
    """A world into which everything that can be written was written with bad intent."""
    site = handbook_server.site("beset")
    site.control.put("worlds/beset", json={}).raise_for_status()
    for number, text in enumerate(TEXTS):
        plain = text.encode("ascii", "replace").decode().replace("\r", "").replace("\n", " ")
        said = quote(text)
        site.get(f"{API}&function=update_lead&lead_id=27&first_name={said}&{said}={said}", **{"x-evil": plain})
        site.client.post(f"{site.url}/unifiedconfig/config/campaign/{said}", content=text.encode())
        key = quote(text, safe="")
        for table, row in (("scripts", {"script_name": text}), ("campaigns", {"campaign_name": text, "active": "Y"})):
            site.control.put(f"worlds/beset/state/dialer360/{table}/{key}", json=row).raise_for_status()
        site.control.put(f"worlds/beset/state/dialer360/campaign_dnc/{key},{number}", json={}).raise_for_status()
        site.patch("live_agents", site.rows("live_agents")[0]["user"], campaign_id=text)
        site.patch("leads", 27, comments=text, first_name=text, phone_number=text[:18])
    site.advance(120)
    return site


@pytest.mark.parametrize("path", ["floor", "timeline", "state", "state/dialer360/campaigns", "faults", "worlds"])
def test_lists_show_what_comes_from_outside_as_it_is(beset: Site, path: str) -> None:
    """Names, keys, paths and timers' keys are text."""
    text = page(beset, path)
    assert EVIL not in text
    if path in ("floor", "state/dialer360/campaigns"):
        assert EVIL in texts(text)
    if path == "state/dialer360/campaigns":
        assert TEXTS[5] in texts(text)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_request_shows_its_path_its_headers_and_its_body_as_they_were(beset: Site, number: int) -> None:
    """In each way to show them, as code too."""
    called, posted = page(beset, f"requests/{2 * number + 1}"), page(beset, f"requests/{2 * number + 2}")
    wanted = TEXTS[number].splitlines()[0]
    assert wanted in texts(called)
    assert wanted in texts(posted)


@pytest.mark.parametrize("text", TEXTS)
def test_a_row_is_found_shown_and_changed_by_any_key(beset: Site, text: str) -> None:
    """Its page leads to itself when it is drawn anew; its buttons do what they say to this row and no other."""
    key = quote(text, safe="")
    shown = page(beset, f"state/dialer360/scripts/{key}")
    root = tree(shown)
    again = str(root.get_element_by_id("page").get("hx-get"))
    assert beset.client.get(f"{beset.root}{again}").status_code == 200
    form = next(one for one in root.iter("form") if "script_name" in str(tostring(one)))
    data = {str(one.get("name")): str(one.get("value", "")) for one in form.iter("input")}
    data["script_name:text"] = f"changed {text}"
    act = f"{beset.root}{form.get('action')}"
    assert beset.client.post(act, data=data, headers={"origin": beset.root}).status_code == 303
    changed = beset.control.get(f"worlds/beset/state/dialer360/scripts/{key}").json()
    assert (changed["script_id"], changed["script_name"]) == (text, f"changed {text}")


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_row_of_a_compound_key_is_led_to_from_its_table(beset: Site, number: int) -> None:
    """Commas, slashes, line ends, quotes and all."""
    table = tree(page(beset, "state/dialer360/campaign_dnc"))
    links = [str(link.get("href")) for link in table.iter("a") if "/campaign_dnc/" in str(link.get("href"))]
    found = []
    for link in dict.fromkeys(links):
        if link.endswith(f"%2C{number}"):
            answer = beset.client.get(f"{beset.root}{link}")
            assert answer.status_code == 200
            root = tree(answer.text)
            again = str(root.get_element_by_id("page").get("hx-get"))
            assert beset.client.get(f"{beset.root}{again}").status_code == 200
            found.append(texts(answer.text))
    assert len(found) == 1
    assert TEXTS[number].splitlines()[0] in found[0]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("timeline", "q"),
        ("timeline", "before"),
        ("timeline", "status"),
        ("timeline", "only"),
        ("floor", "hours"),
        ("faults", "app"),
        ("faults", "endpoint"),
        ("contract/tcn", "q"),
        ("contract/tcn", "grade"),
        ("worlds", "q"),
        ("state/dialer360/leads", "q"),
        ("bar", "tab"),
    ],
)
def test_what_an_address_says_is_text_too(beset: Site, path: str, name: str) -> None:
    """A link that somebody made can put nothing into a page."""
    for text in TEXTS:
        assert EVIL not in page(beset, path, **{name: text})


@pytest.mark.parametrize(
    "path",
    [
        "w/{}/floor",
        "w/beset/{}",
        "w/beset/state/{}/x",
        "w/beset/state/dialer360/{}",
        "w/beset/state/dialer360/leads/{}",
        "w/beset/contract/{}",
        "w/beset/contract/tcn/{}",
        "w/beset/requests/{}",
        "assets/{}",
        "{}",
    ],
)
def test_a_refusal_says_what_was_asked_as_text(beset: Site, path: str) -> None:
    """Error pages are pages."""
    for text in TEXTS:
        answer = beset.client.get(f"{beset.root}/_ringback/console/{path.format(quote(text, safe=''))}")
        assert answer.status_code in (400, 404)
        assert [*wrong_in(answer.text)] == []


def test_a_search_is_written_back_as_it_was(beset: Site) -> None:
    """Quotes, backslashes and colons included; only the journal's filters are taken out of it."""
    for search in ('"name": "Autumn"', "it's", r"a\b", "<name>x</name>", "a:b", "not-app:tcn"):
        root = tree(page(beset, "timeline", q=search))
        assert root.xpath("//input[@name='q']/@value") == [search]
    root = tree(page(beset, "timeline", q='more  app:tcn words status:"400"'))
    assert root.xpath("//input[@name='q']/@value") == ["app:tcn status:400 more   words"]


def test_a_command_to_be_copied_holds_no_order_of_its_own(site: Site) -> None:
    """What a shell or curl would take for an order stands quoted: variables, files, brackets, line ends."""
    evil = "$RINGBACK_CONTROL_TOKEN $(id) `id` '; id #"
    act = f"{site.root}/_ringback/console/w/{site.world}/do"
    data = {
        ".method": "PATCH",
        ".path": f"worlds/{site.world}/state/dialer360/leads/27",
        "first_name:text": evil,
    }
    told = site.client.post(act, data=data, headers={"origin": site.root, "hx-request": "true"}).text
    command = tree(told).xpath("//code/text()")[0]
    quoted = evil.replace("'", "'\"'\"'")
    assert command.endswith(f'leads/27 -d \'{{"first_name":"{quoted}"}}\'')
    site.client.post(
        f"{site.url}/unifiedconfig/config/a b[1-9]{{x}}?q=[1]", content=b"@/etc/hostname", headers={"x-none": ""}
    )
    copied = tree(page(site, "requests/1")).get_element_by_id("copy-curl").text_content()
    assert " --data-raw @/etc/hostname " in copied
    assert "-g " in copied
    assert "/unifiedconfig/config/a%20b[1-9]%7Bx%7D?q=" in copied
    assert "x-none;" in copied


Body = tuple[bytes, dict[str, str]]
BODIES: dict[str, Body] = {
    "binary": (bytes(range(256)) * 4, {}),
    "no utf-8": ("é".encode("latin-1") * 50, {"content-type": "text/plain"}),
    "half a surrogate": (b'{"name": "\\ud800"}', {"content-type": "application/json"}),
    "bare surrogate": (b"\xed\xa0\x80", {}),
    "huge": (b"x" * 3_000_000, {}),
    "huge json": (b"[" + b"1," * 400_000 + b"1]", {"content-type": "application/json"}),
    "deep json": (b"[" * 50_000, {"content-type": "application/json"}),
    "deep xml": (b"<a>" * 5_000, {"content-type": "application/xml"}),
    "many fields": (
        b"&".join(b"a%d=1" % at for at in range(5_000)),
        {"content-type": "application/x-www-form-urlencoded"},
    ),
    "a lie": (b"<html>", {"content-type": "application/json; charset=nonsense"}),
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_body_of_any_kind_can_be_looked_at(site: Site, kind: str) -> None:
    """Binary, huge, broken, or not what it says it is; the page stays within bounds."""
    content, headers = BODIES[kind]
    site.client.post(f"{site.url}/unifiedconfig/config/campaign", content=content, headers=headers)
    text = page(site, "requests/1")
    assert len(text) < 1_000_000
    if kind == "binary":
        assert "(1024 bytes)" in text
    if kind == "huge":
        assert "... (3000000 bytes)" in text


def test_a_request_that_got_no_answer_has_its_page(site: Site) -> None:
    """Status 0 is said in a word; as a test it expects the loss."""
    site.control.post(f"worlds/{site.world}/faults", json={"app": "dialer360", "transport": "reset"})
    with pytest.raises(httpx.TransportError):
        site.get(f"{API}&function=version")
    text = texts(page(site, "requests/1"))
    assert "lost" in text
    assert "with pytest.raises(httpx.TransportError):" in text
    assert "lost" in texts(page(site, "timeline"))


def test_a_lone_surrogate_in_a_row_spoils_no_page(site: Site) -> None:
    """What JSON can write and UTF-8 cannot."""
    answer = site.control.request(
        "PATCH",
        f"worlds/{site.world}/state/dialer360/leads/27",
        content=b'{"first_name": "a\\ud800b"}',
    )
    assert answer.status_code in (200, 400)
    for path in ("state/dialer360/leads", "state/dialer360/leads/27", "timeline", "floor"):
        page(site, path)


def test_nested_values_are_shown_and_changed_as_json(site: Site) -> None:
    """Lists and objects in a row."""
    place = f"worlds/{site.world}/state/tcn/settings/system"
    site.control.patch(place, json={"cell_prefixes": ["727", EVIL]}).raise_for_status()
    text = page(site, "state/tcn/settings/system")
    assert f'["727","{EVIL}"]' in texts(text)
    act = f"{site.root}/_ringback/console/w/{site.world}/do"
    data = {".method": "PATCH", ".path": place, "cell_prefixes:json": '["813"]'}
    assert site.client.post(act, data=data, headers={"origin": site.root}).status_code == 303
    assert site.control.get(place).json()["cell_prefixes"] == ["813"]
