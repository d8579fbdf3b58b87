"""Who may open the console, and what its pages may do."""

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.console.hostile import wrong_in
from ringback.serve.settings import ClockSetting, Settings

CONSOLE = "/_ringback/console"
FROZEN = ClockSetting.of("frozen")
START = "2026-01-05T17:00:00Z"


def act(site: Site, data: dict[str, str], **headers: str) -> httpx.Response:
    """What a page's button sends."""
    url = f"{site.root}{CONSOLE}/w/{site.world}/do"
    return site.client.post(url, data=data, headers={"origin": site.root, **headers})


def step(site: Site) -> dict[str, str]:
    """A minute passes."""
    return {".method": "POST", ".path": f"worlds/{site.world}/clock/advance", "seconds:number": "60"}


def now(site: Site) -> str:
    """What the world's clock shows."""
    return str(site.control.get(f"worlds/{site.world}/clock").json()["now"])


def test_pages_may_load_only_what_the_server_itself_serves(site: Site) -> None:
    """The policy allows no other host, no inline script and no inline style."""
    answer = site.client.get(f"{site.root}{CONSOLE}/w/{site.world}/floor")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["img-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert [*wrong_in(answer.text)] == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "", 303),
        ("GET", "/", 303),
        ("HEAD", "/", 303),
        ("GET", "/w/default/floor", 200),
        ("HEAD", "/w/default/floor", 200),
        ("GET", "/w/default/floor/", 404),
        ("GET", "/w/default/bar", 200),
        ("HEAD", "/w/default/events", 200),
        ("GET", "/w/nobody/floor", 404),
        ("GET", "/w/nobody/events", 404),
        ("GET", "/attic", 404),
        ("GET", "/w/default/a%0Ab", 404),
        ("GET", "/%0A", 404),
        ("GET", "/assets/console.css", 200),
        ("GET", "/assets/attic.css", 404),
        ("GET", "/w/default/do", 405),
        ("POST", "/w/default/floor", 405),
        ("POST", "/w/default/do", 400),
        ("PUT", "/w/default/do", 405),
        ("OPTIONS", "/w/default/do", 405),
        ("GET", "/w/default/state/dialer360", 303),
        ("GET", "/w/default/requests/99", 404),
    ],
)
def test_every_answer_can_be_neither_framed_nor_taken_for_what_it_is_not(
    site: Site, method: str, path: str, status: int
) -> None:
    """Pages, assets, redirects and refusals alike; what is no asset is kept by nobody."""
    form = {"origin": site.root, "content-type": "application/x-www-form-urlencoded"}
    headers = form if method not in ("GET", "HEAD") else {}
    answer = site.client.request(method, f"{site.root}{CONSOLE}{path}", headers=headers)
    assert answer.status_code == status, answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == ("no-cache" if path == "/assets/console.css" else "no-store")
    assert "access-control-allow-origin" not in answer.headers
    if status == 405:
        assert answer.headers["allow"] == ("GET" if path.endswith("floor") else "POST")


def test_without_a_console_there_is_none() -> None:
    """--no-console: neither pages nor a way to them."""
    running = Running(Settings(scenario="empty", console=False))
    try:
        for path in ("", "/", "/w/default/floor", "/w/default/do", "/assets/console.css", "/sign-in"):
            assert running.client.get(f"{running.root}{CONSOLE}{path}").status_code == 404
        assert running.client.get(f"{running.root}/", headers={"accept": "text/html"}).status_code == 404
        assert running.control.get("health").status_code == 200
    finally:
        running.stop()


STRANGERS: tuple[dict[str, str], ...] = (
    {"origin": "http://evil.example.com"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://127.0.0.1:1"},
    {"origin": "{own}.evil.example.com"},
    {"origin": "{own}@evil.example.com"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "{own}"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example.com"},
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    {"referer": "{own}/_ringback/console/w/default/floor"},
    {},
)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_form_of_another_site_does_nothing(site: Site, stranger: dict[str, str]) -> None:
    """A page opened from another origin can do nothing, whatever its browser tells of it, or does not."""
    headers = {name: value.format(own=site.root) for name, value in stranger.items()}
    url = f"{site.root}{CONSOLE}/w/{site.world}/do"
    assert site.client.post(url, data=step(site), headers=headers).status_code == 403
    assert now(site) == START


@pytest.mark.parametrize(
    "own",
    [{"origin": "{own}"}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "same-origin", "origin": "{own}"}],
)
def test_a_form_of_the_consoles_own_page_does_what_it_says(site: Site, own: dict[str, str]) -> None:
    """Old browsers tell of the origin alone, and so do new ones where nothing is encrypted."""
    headers = {name: value.format(own=site.root) for name, value in own.items()}
    url = f"{site.root}{CONSOLE}/w/{site.world}/do"
    assert site.client.post(url, data=step(site), headers=headers).status_code == 303
    assert now(site) == "2026-01-05T17:01:00Z"


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
def test_only_forms_as_the_pages_send_them_are_taken(site: Site, kind: str) -> None:
    """No other content type is read, those that need no preflight among them."""
    body = ".method=POST&.path=worlds/x/reset"
    headers = {"content-type": kind, "origin": site.root} if kind else {"origin": site.root}
    url = f"{site.root}{CONSOLE}/w/{site.world}/do"
    assert site.client.post(url, content=body, headers=headers).status_code == 415


def test_to_look_changes_nothing(site: Site) -> None:
    """No GET of any page, not even one that carries a form."""
    world = f"worlds/{site.world}"
    before, moments = (site.control.get(f"{world}/{what}").json() for what in ("export", "moments"))
    query = step(site)
    for path in ("floor", "timeline", "state", "state/dialer360/leads/27", "contract", "faults", "worlds", "bar", "do"):
        for method in ("GET", "HEAD"):
            site.client.request(method, f"{site.root}{CONSOLE}/w/{site.world}/{path}", params=query)
    assert site.control.get(f"{world}/export").json() == before
    assert site.control.get(f"{world}/moments").json() == moments


def test_a_page_of_another_site_may_link_here_and_no_more(site: Site) -> None:
    """It can neither frame a page, nor load one, nor hold a stream open."""
    foreign = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    url = f"{site.root}{CONSOLE}/w/{site.world}"
    assert site.client.get(f"{url}/floor", headers={**foreign, "sec-fetch-dest": "document"}).status_code == 200
    assert site.client.get(f"{url}/floor", headers={**foreign, "sec-fetch-dest": "iframe"}).status_code == 403
    loads = {**foreign, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}
    for path in ("floor", "events", "bar"):
        assert site.client.get(f"{url}/{path}", headers=loads).status_code == 403
    assert site.client.get(f"{site.root}{CONSOLE}/assets/console.js", headers=loads).status_code == 403


def test_a_strangers_host_name_gets_no_page(site: Site) -> None:
    """A name that a stranger's DNS could point here is refused."""
    answer = site.client.get(f"{site.root}{CONSOLE}/w/default/floor", headers={"host": "console.example.com"})
    assert answer.status_code == 403
    assert "--allow-host" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "../health",
        "/etc",
        "//evil.example.com/",
        "worlds/../health",
        "",
        "%2e%2e/health",
        "worlds/%2e%2e/%2e%2e/health",
        "http://evil.example.com/",
        "?x=1",
        "#",
        "\\\\evil.example.com",
        "worlds/\r\nx: y",
        "worlds/\x00",
        "console/w/default/do",
        "worlds/{name}",
        "\ud7ff\ue000",
    ],
)
def test_a_form_cannot_leave_the_control_plane(site: Site, path: str) -> None:
    """A button's path stands below /_ringback/, whatever it is made to look like; the refusal is one."""
    before = site.control.get("worlds").json()["worlds"]
    for method in ("POST", "PUT", "DELETE"):
        assert act(site, {".method": method, ".path": path}).status_code in (400, 404, 405)
    assert site.control.get("worlds").json()["worlds"] == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "TRACE", "post", "CONNECT", "", "POST\r\nX: y"])
def test_a_form_asks_by_methods_that_change_something(site: Site, method: str) -> None:
    """No other is a button's."""
    assert act(site, {**step(site), ".method": method}).status_code == 400
    assert now(site) == START


def test_a_gap_in_a_path_is_filled_with_one_part_of_it(site: Site) -> None:
    """Whatever a person types stays one name; what begins with a dot fills nothing."""
    data = {".method": "PUT", ".path": f"worlds/{site.world}/snapshots/{{name}}"}
    for name in ("../../default", "a/b", "a?b", "a#b", "%2e%2e", "{.method}"):
        answer = act(site, {**data, "name": name}, **{"hx-request": "true"})
        assert (answer.status_code, "said-bad" in answer.text) == (200, True)
    assert act(site, {**data, "name": " noon "}).status_code == 303
    assert [one["name"] for one in site.control.get(f"worlds/{site.world}/snapshots").json()["snapshots"]] == ["noon"]


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example.com/",
        "//evil.example.com/",
        "/\\evil.example.com",
        "javascript:alert(1)",
        "/_ringback/consolex",
        "/_ringback/console/../../w/default/x",
        "/_ringback/console//evil.example.com",
        "/_ringback/console/\\evil.example.com",
        "/_ringback/console/\r\nset-cookie: a=b",
        "/_ringback/console/\nx",
        "/_ringback/console/\x00",
        "/_ringback/console/ünï",
        "/_ringback/console/a b",
        "/tcn",
    ],
)
def test_a_form_goes_back_to_pages_of_the_console_only(site: Site, then: str) -> None:
    """No redirect leads elsewhere, by whichever way it is told; and what was done is done."""
    floor = f"{CONSOLE}/w/{site.world}/floor"
    answer = act(site, {**step(site), ".then": then})
    assert (answer.status_code, answer.headers["location"]) == (303, floor)
    answer = act(site, {**step(site), ".then": then}, **{"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (200, floor)
    assert "set-cookie" not in answer.headers
    assert now(site) == "2026-01-05T17:02:00Z"


def test_without_scripts_a_form_goes_back_to_its_page(site: Site) -> None:
    """The page says where it is; another site's page says nothing that counts."""
    page = f"{CONSOLE}/w/{site.world}/faults?app=tcn"
    assert act(site, step(site), referer=f"{site.root}{page}").headers["location"] == page
    elsewhere = act(site, step(site), referer="http://evil.example.com/x").headers["location"]
    assert elsewhere == f"{CONSOLE}/w/{site.world}/floor"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("called_count:number", "many", "called_count: expected a number"),
        ("called_count:json", "{", "called_count: expected JSON"),
        ("called_count:json", '"many"', "called_count: expected int, got str"),
        (".body", "{", "expected JSON"),
        (".body", "[1]", "expected object, got array"),
        ("attic:text", "x", "attic: no such field"),
    ],
)
def test_a_refusal_reaches_whoever_pressed_the_button(site: Site, field: str, value: str, says: str) -> None:
    """As a sentence in the page for a script, as a page of its own without."""
    data = {".method": "PATCH", ".path": f"worlds/{site.world}/state/dialer360/leads/27", field: value}
    by_script = act(site, data, **{"hx-request": "true"})
    assert (by_script.status_code, says in by_script.text, "said-bad" in by_script.text) == (200, True, True)
    alone = act(site, data)
    assert (alone.status_code, says in alone.text) == (400, True)


def test_a_form_of_too_many_fields_is_refused(site: Site) -> None:
    """200 are more than any page has."""
    assert act(site, {**step(site), **{f"a{at}": "1" for at in range(200)}}).status_code == 400
    assert now(site) == START


def test_a_world_that_is_there_is_not_made_again_by_mistake(site: Site) -> None:
    """A fork or a new world takes no other's place: the button says so, where the command would replace it."""
    data = {".method": "PUT", ".path": "worlds/{name}", ".free": "worlds/{name}", "name": site.world}
    answer = act(site, data)
    assert (answer.status_code, f"a world called &#39;{site.world}&#39; already" in answer.text) == (409, True)
    page = site.client.get(f"{site.root}{CONSOLE}/w/{site.world}/floor").text
    assert page.count('name=".free" value="worlds/{name}"') == 2
    assert f'name="name" required pattern="[A-Za-z0-9._\\-]{{1,64}}" value="{site.world}-fork"' in page


def test_an_unknown_world_and_an_unknown_page_are_told_apart(site: Site) -> None:
    """An error of the console is a page with a sentence and a hint."""
    world = site.client.get(f"{site.root}{CONSOLE}/w/nobody/floor")
    assert (world.status_code, "no world called" in world.text) == (404, True)
    page = site.client.get(f"{site.root}{CONSOLE}/w/default/attic")
    assert (page.status_code, "no page at" in page.text) == (404, True)


def test_assets_are_asked_for_again_only_when_they_changed(site: Site) -> None:
    """An asset has a tag, and pages name it: what was loaded once under that address is kept for ever."""
    url = f"{site.root}{CONSOLE}/assets/console.css"
    first = site.client.get(url)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/css; charset=utf-8")
    unchanged = site.client.get(url, headers={"if-none-match": first.headers["etag"]})
    assert (unchanged.status_code, unchanged.headers["x-content-type-options"]) == (304, "nosniff")
    page = site.client.get(f"{site.root}{CONSOLE}/w/{site.world}/floor").text
    assert f'href="{CONSOLE}/assets/console.css?{first.headers["etag"].strip(chr(34))}"' in page
    named = site.client.get(f"{url}?{first.headers['etag'].strip(chr(34))}")
    assert named.headers["cache-control"] == "max-age=31536000, immutable"
    assert site.client.get(f"{url}?another").headers["cache-control"] == first.headers["cache-control"] == "no-cache"
    for name in ("..%2Fsite.py", "../site.py", "%2e%2e/site.py", "THIRD-PARTY.txt", "", "console.css%00"):
        assert site.client.get(f"{site.root}{CONSOLE}/assets/{name}").status_code == 404
