"""`ringback.testing`: a server in a thread, worlds made of it, and a typed client of their control plane."""

import re
import socket
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import get_type_hints

import httpx
import pytest

from ringback.apps import app
from ringback.testing import (
    Access,
    Cisco,
    ControlError,
    Dialer360,
    MaxContactAgent,
    MaxContactManagement,
    Server,
    Tcn,
    World,
    connect,
    serve,
)

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
ACCESS = (Tcn, MaxContactAgent, MaxContactManagement, Cisco, Dialer360)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server with everything left as it is by default."""
    with serve() as server:
        yield server


@pytest.fixture
def world(server: Server) -> Iterator[World]:
    """A fresh world of it."""
    with server.world() as world:
        yield world


def version(world: World, **params: str) -> httpx.Response:
    """Ask Dialer360 for its version."""
    path = f"{world.url('dialer360')}/adminpanel/api.php"
    return httpx.get(path, params={**Dialer360(world).params, "function": "version", **params})


def test_a_server_answers_on_a_free_port_as_soon_as_it_is_there(world: World) -> None:
    """Its worlds hold the handbook, and their clocks stand still."""
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", world.server.url)
    assert version(world).text.startswith("VERSION: ")
    assert (world.clock.now, world.clock.read().mode) == (START, "frozen")
    assert world.export()["scenario"] == "handbook"


def test_several_servers_run_beside_each_other_whatever_thread_starts_them() -> None:
    """Each has a port and worlds of its own, and each can be stopped."""

    def run(number: int) -> tuple[str, int]:
        with serve("dialer360", seed=number) as server, server.world("same") as world:
            seed: int = world.export()["seed"]
            return server.url, seed

    with ThreadPoolExecutor(4) as pool:
        ran = [*pool.map(run, range(1, 9))]
    assert [seed for _, seed in ran] == [*range(1, 9)]


def test_a_server_is_gone_when_its_block_ends() -> None:
    """Also when the block ends with an error; its thread ends too."""
    met: list[str] = []

    def fail(server: Server) -> None:
        met.append(server.url)
        assert f"ringback:{server.url.rpartition(':')[2]}" in [thread.name for thread in threading.enumerate()]
        raise KeyError

    with pytest.raises(KeyError), serve("dialer360") as server:
        fail(server)
    (url,) = met
    name = f"ringback:{url.rpartition(':')[2]}"
    assert name not in [thread.name for thread in threading.enumerate()]
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_a_server_that_stops_lets_a_reply_under_way_be_finished_or_cuts_it() -> None:
    """Whoever listens to events for ever does not keep it."""
    with serve("dialer360") as server:
        host, port = server.url.removeprefix("http://").split(":")
        listening = socket.create_connection((host, int(port)))
        listening.sendall(f"GET /_ringback/events HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        assert listening.recv(12) == b"HTTP/1.1 200"
    with listening:
        while listening.recv(65536):
            pass


def test_a_server_listens_where_it_is_told() -> None:
    """A port that is taken is an OSError."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        again = serve("dialer360", port=taken.getsockname()[1])
        with pytest.raises(OSError, match="Address already in use"), again:
            pass


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"scenario": "nosuch"}, "nosuch: cannot be read"),
        ({"clock": "slow"}, "a clock is real, frozen or <n>x"),
        ({"start": "soon"}, "start: expected a moment, got 'soon'"),
    ],
)
def test_what_cannot_be_served_is_refused_with_a_reason(options: dict[str, str], problem: str) -> None:
    """Before anything is started."""
    with pytest.raises(ControlError, match=re.escape(problem)), serve("dialer360", **options):  # type: ignore[arg-type]
        pass


def test_a_world_is_made_as_it_is_asked_for(server: Server) -> None:
    """What is left out is as the server was asked to make them."""
    made = server.world(scenario="empty", seed=7, clock="60x", start="2030-06-01T12:00:00Z", profile="observed")
    exported = made.export()
    assert [exported[name] for name in ("scenario", "seed", "profile")] == ["empty", 7, "observed"]
    assert made.clock.read().rate == 60
    assert f"{made.clock.now:%Y-%m-%d}" == "2030-06-01"
    made.drop()


def test_a_worlds_start_may_be_a_moment(server: Server) -> None:
    """A datetime with its zone, as well as a text."""
    start = datetime(2031, 1, 1, 9, tzinfo=UTC)
    with server.world(start=start) as world:
        assert world.clock.now == start


def test_a_scenario_may_be_a_file(server: Server, tmp_path: Path) -> None:
    """Of the server itself, or of one world; it may build on a scenario that comes with Ringback."""
    path = tmp_path / "mine.yaml"
    path.write_text('extends: empty\nstart: 2027-01-01T00:00:00Z\ndialer360:\n  lists: [{list_id: "77"}]\n')
    with serve(scenario=path) as own, own.world() as world:
        assert world.state.get("dialer360", "lists", 77) is not None
    with server.world(scenario=path, seed=3) as world:
        assert (world.clock.now, world.export()["seed"]) == (datetime(2027, 1, 1, tzinfo=UTC), 3)
        assert world.state.get("dialer360", "lists", 77) is not None


def test_a_file_that_is_no_scenario_is_refused_with_its_place(server: Server, tmp_path: Path) -> None:
    """The file, the place in it, what was expected."""
    path = tmp_path / "mine.yaml"
    path.write_text("nosuch: {}\n")
    with pytest.raises(ControlError, match=re.escape(f"{path}: nosuch: no such section")):
        server.world(scenario=path)


def test_worlds_are_given_names_that_no_other_has(server: Server) -> None:
    """A label is made to fit into a path, and cut."""
    names = [server.unique("test_it[a/b - ü]"), server.unique("x" * 100), server.unique("!"), server.unique("!")]
    assert len({*names}) == 4
    assert all(re.fullmatch("[A-Za-z0-9._-]{1,64}", name) for name in names)
    assert names[0].startswith("test_it-a-b-")


def test_an_app_that_the_server_does_not_have_has_no_url(world: World) -> None:
    """It is said which there are."""
    with pytest.raises(LookupError, match="has no app 'nosuch'; it has tcn, "):
        world.url("nosuch")
    with serve("dialer360") as small, small.world() as other, pytest.raises(LookupError, match=r"it has dialer360$"):
        Cisco(other)


def test_an_app_that_is_not_installed_has_no_access(world: World) -> None:
    """A Ringback with fewer apps still works for those it has."""

    class Nosuch(Access):
        app = "nosuch"

    with pytest.raises(LookupError, match="this Ringback has no app 'nosuch'"):
        Nosuch(world)


@pytest.mark.parametrize("access", ACCESS)
def test_the_attributes_of_an_access_are_what_its_app_declares(access: type[Access]) -> None:
    """A type checker sees the names, the app's declaration has the values."""
    hints = {name for name, hint in get_type_hints(access).items() if hint is str}
    assert {*app(access.app).demo} == hints


def test_dialer360_is_called_with_its_demo_credentials(world: World) -> None:
    """By name, as a mapping, and as the parameters of a call."""
    access = Dialer360(world)
    assert access.url == world.url("dialer360")
    assert (access.user, access.password) == ("6666", "1234")
    assert access.params == {"source": "test", "user": "6666", "pass": "1234"}
    assert access.credentials["limited_user"] == "7000"


def test_the_other_apps_take_their_demo_credentials(world: World) -> None:
    """As their documents say that they are sent."""
    cisco, tcn, maxcontact = Cisco(world), Tcn(world), MaxContactAgent(world)
    assert httpx.get(f"{cisco.url}/unifiedconfig/config/campaign", auth=cisco.auth).status_code == 200
    login = {"username": tcn.username, "password": tcn.password}
    assert httpx.post(f"{tcn.url}/backoffice/RemoteAgentSkillsList", data=login).status_code == 200
    password = {"Authorization": b64encode(maxcontact.password.encode()).decode()}
    token = httpx.get(f"{maxcontact.url}/webservices/services/apitoken/login/{maxcontact.login}", headers=password)
    assert token.headers["ringback-reply"].endswith(".Login.granted")


def test_time_passes_when_it_is_told_to(world: World) -> None:
    """By seconds, by a span, to a moment, to what is due next; what happened meanwhile is told."""
    world.clock.advance(60)
    world.clock.advance(timedelta(minutes=1))
    assert world.clock.now == START + timedelta(minutes=2)
    world.clock.advance(to=START + timedelta(hours=1))
    assert world.clock.now == START + timedelta(hours=1)
    due = world.clock.read().next_timer
    fired = world.clock.advance(next=True)
    assert {event.at for event in fired} == ({due} if due is not None else set())
    assert world.clock.set(mode="scaled", rate=60).mode == "scaled"
    assert world.clock.set(START, mode="frozen").now == START


def test_a_fault_strikes_and_is_taken_away(world: World) -> None:
    """A forced reply, once; then one that is taken away before it strikes."""
    fault = world.faults.add("dialer360", reply="dialer360.UnknownFunction.no_function", times=1)
    assert version(world, function="nosuch").headers["ringback-reply"] == fault.reply
    assert [one.struck for one in world.faults] == [1]
    world.faults.remove(fault)
    world.faults.add("dialer360", latency_ms=1)
    world.faults.clear()
    assert [*world.faults] == []


def test_requests_are_found_waited_for_and_forgotten(world: World) -> None:
    """By filters; the last one in full, with its secrets masked."""
    version(world)
    version(world, function="nosuch")
    assert [one.endpoint for one in world.requests] == ["dialer360.version", "dialer360.UnknownFunction"]
    assert [one.id for one in world.requests.find(reply="version.shown")] == ["1"]
    assert [one.id for one in world.requests.find(since=START, limit=1)] == ["2"]
    last = world.requests.last(endpoint="version")
    assert last.response.body.startswith("VERSION: ")
    assert "pass=***" in last.path
    assert last == world.requests["1"]
    assert len(world.requests.wait(2, contains="function=")) == 2
    world.requests.clear()
    assert len(world.requests) == 0


def test_a_request_that_was_not_made_is_told(world: World) -> None:
    """`last` says what was looked for, `wait` how many there were."""
    with pytest.raises(LookupError, match="no request was made with app='dialer360'"):
        world.requests.last(app="dialer360")
    with pytest.raises(ControlError, match="0 of 1 matching requests were made within 0 s") as refused:
        world.requests.wait(timeout_s=0)
    assert refused.value.code == "timeout"


def test_rows_are_read_and_changed(world: World) -> None:
    """One by one and all of them; a row that is not there is None."""
    assert world.state.get("dialer360", "users", "6666") is not None
    assert world.state.get("dialer360", "users", "nobody") is None
    world.state.patch("dialer360", "users", "6666", full_name="Ann")
    world.state.put("dialer360", "users", "x/y", full_name="Bob")
    names = {row["user"]: row["full_name"] for row in world.state.rows("dialer360", "users")}
    assert (names["6666"], names["x/y"]) == ("Ann", "Bob")
    world.state.delete("dialer360", "users", "x/y")
    assert world.state.get("dialer360", "users", "x/y") is None
    assert "users" in [table["name"] for table in world.state.tables("dialer360")]


def test_tables_of_more_rows_than_a_page_are_read_whole(world: World) -> None:
    """Pages are fetched as they are looked at."""
    before = sum(1 for _ in world.state.rows("dialer360", "users"))
    world.load({"dialer360": {"users": [{"user": f"u{number}"} for number in range(2_000)]}})
    assert sum(1 for _ in world.state.rows("dialer360", "users")) == before + 2_000


def test_a_fragment_is_loaded_from_a_mapping_a_text_or_a_file(world: World, tmp_path: Path) -> None:
    """All three are the same thing."""
    path = tmp_path / "more.yaml"
    path.write_text('dialer360: {users: [{user: "c"}]}')
    for fragment in ({"dialer360": {"users": [{"user": "a"}]}}, 'dialer360: {users: [{user: "b"}]}', path):
        world.load(fragment)
    assert all(world.state.get("dialer360", "users", name) for name in "abc")


def test_files_are_stored_and_removed(world: World) -> None:
    """Whatever their names."""
    world.files.put("a dir/list.txt", "5550100")
    assert [*world.files] == ["a dir/list.txt"]
    assert world.files.get("a dir/list.txt") == b"5550100"
    world.files.delete("a dir/list.txt")
    assert [*world.files] == []


def test_moments_are_kept_and_gone_back_to(world: World) -> None:
    """By a snapshot, by a name, to before a request, to the beginning."""
    kept, named = world.snapshot(), world.snapshot("noon")
    assert (kept.at, named.name) == (START, "noon")
    assert world.snapshot().name != kept.name
    ways: tuple[Callable[[], None], ...] = (
        lambda: world.restore(kept),
        lambda: world.restore("noon"),
        world.reset,
        lambda: world.rewind("1"),
    )
    for back in ways:
        version(world)
        world.state.patch("dialer360", "users", "6666", full_name="Ann")
        back()
        assert (world.state.get("dialer360", "users", "6666") or {})["full_name"] != "Ann"


def test_a_world_is_dropped_once_or_twice(server: Server) -> None:
    """To drop it again is no mistake."""
    world = server.world()
    world.drop()
    world.drop()
    with pytest.raises(ControlError) as refused:
        world.export()
    assert (refused.value.status, refused.value.code) == (404, "unknown_world")


def test_one_client_serves_many_threads(world: World) -> None:
    """Each request has a connection to itself."""
    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(lambda _: world.clock.now, range(200))} == {START}


def test_a_server_that_runs_elsewhere_is_shared(server: Server) -> None:
    """Each user's worlds have names of their own, and are dropped at the end; others stay."""
    with connect(server.url, seed=5) as one, connect(server.url) as other:
        first, second = one.world(), other.world()
        assert first.name != second.name
        assert first.export()["seed"] == 5
        assert version(first).status_code == 200
    names = [world["name"] for world in server.control.get("worlds")["worlds"]]
    assert not {first.name, second.name} & {*names}
    assert "default" in names


def test_a_server_that_runs_elsewhere_cannot_read_our_files(server: Server, tmp_path: Path) -> None:
    """It is said what to do instead."""
    with connect(server.url) as other, pytest.raises(ControlError, match="--scenario FILE"):
        other.world(scenario=tmp_path / "mine.yaml")


def test_a_server_that_does_not_answer_is_named() -> None:
    """At once, not at the first test."""
    problem = re.escape("http://127.0.0.1:1 does not answer: Connection refused")
    with pytest.raises(ControlError, match=problem), connect("http://127.0.0.1:1"):
        pass


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://localhost", "http://"])
def test_what_is_no_base_url_is_refused(url: str) -> None:
    """A scheme is needed, and a host."""
    with pytest.raises(ControlError, match="is no base URL"), connect(url):
        pass


def test_a_stranger_is_not_taken_for_a_server_of_ringback() -> None:
    """Something answers there, but no control plane."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as stranger:
        threading.Thread(target=stranger.serve_forever).start()
        url = f"http://127.0.0.1:{stranger.server_port}"
        with pytest.raises(ControlError, match="The answer is 501, and not the control plane's"), connect(url):
            pass
        stranger.shutdown()
