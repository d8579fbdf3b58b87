"""For the kernel's tests: a world seen through the control plane, and a server of the made-up vendor."""

import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from contract_tests.conftest import Running, Site
from contract_tests.kernel import toy
from ringback.serve.settings import ClockSetting, Settings

if TYPE_CHECKING:
    from contract_tests.kernel.kept import Begin
    from contract_tests.kernel.projects import Project

_numbers = itertools.count(1)

FROZEN = ClockSetting.of("frozen")


@dataclass(frozen=True)
class World:
    """One world: `ask` goes to the control plane below its name, `call` to a vendor's path."""

    site: Site

    @property
    def name(self) -> str:
        """Its name."""
        return self.site.world

    def ask(self, method: str, path: str = "", **options: Any) -> httpx.Response:
        """Ask the control plane."""
        return self.site.control.request(method, f"worlds/{self.name}/{path}".rstrip("/"), **options)

    def said(self, path: str, **options: Any) -> Any:
        """What GET answers, which must be a success."""
        answer = self.ask("GET", path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def export(self) -> dict[str, Any]:
        """All there is to the world, without its name."""
        exported: dict[str, Any] = self.said("export")
        del exported["world"]
        return exported

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Call the vendor."""
        return self.site.client.request(method, f"{self.site.url}{path}", **options)

    def another(self, name: str) -> "World":
        """A world on the same server, not made yet, whose name begins with this one's."""
        return World(self.site_of(f"{self.name}-{name}"))

    def site_of(self, name: str) -> Site:
        """The site of a world of that name."""
        return Site(self.site.root, name, self.site.client, self.site.control)


def refusal(answer: httpx.Response, status: int, code: str) -> str:
    """The message and hint of an answer that must be a refusal in the control plane's own form."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    error: dict[str, str] = answer.json()["error"]
    assert set(error) == {"code", "message", "hint"}
    assert error["code"] == code, error
    return f"{error['message']} | {error['hint']}"


def running(tmp_path_factory: pytest.TempPathFactory, **options: Any) -> Running:
    """A server of the made-up vendor."""
    settings = Settings(**{"scenario": "stocked", "clock": FROZEN, "max_worlds": 10_000, **options})
    return Running(settings, toy.serve(tmp_path_factory.mktemp("scenarios"), settings))


@pytest.fixture(scope="session")
def library_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of library worlds on frozen clocks."""
    server = running(tmp_path_factory)
    yield server
    server.stop()


@pytest.fixture
def library(library_server: Running) -> Iterator[World]:
    """A fresh world of the made-up vendor: books 1 and 2, and member ann whose PIN is 4711."""
    world = World(library_server.site(f"t{os.getpid()}-{next(_numbers)}"))
    assert world.ask("PUT").status_code == 201
    yield world
    world.ask("DELETE")


@pytest.fixture
def begin(tmp_path: Path) -> Iterator["Begin"]:
    """Begin servers on the test's own state file, as often as a test likes."""
    from contract_tests.kernel.kept import Kept

    begun: list[Kept] = []

    def one(**options: Any) -> Kept:
        begun.append(Kept(tmp_path, **options))
        return begun[-1]

    yield one
    for kept in begun:
        kept.running.stop()


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> "Project":
    """A sample project, for modules that ask for `pytester`."""
    from contract_tests.kernel.projects import Project

    return Project(pytester, monkeypatch)
