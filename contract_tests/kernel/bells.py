"""A made-up vendor, a tower of bells: what time does to its worlds can be told to the microsecond."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from contract_tests.kernel import toy
from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Rendered, Reply, Text
from ringback.serve.asgi import Gateway
from ringback.serve.settings import Settings
from ringback.state.record import Instant, Record
from ringback.state.table import Table
from ringback.state.view import View


class Bell(Record, frozen=True):
    """A bell that rings `left` times more, every so many milliseconds."""

    name: str
    every: int = 0
    left: int = 0


class Ring(Record, frozen=True):
    """That a bell has rung."""

    name: str
    at: Instant
    ring: int = 0


class Tower(View):
    """Bells, and what has been heard of them."""

    room = "tower"
    bells = Table[str, Bell](Bell, key="name")
    rings = Table[int, Ring](Ring, key="ring", first=1)


class TowerCall(Endpoint[Tower]):
    """A call of the tower's API: paths, and replies in plain text."""

    app = "tower"
    document = "Tower of Bells 1.0"
    door = PathDoor()

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write the reply."""
        (part,) = answer.parts
        return Rendered(part.reply.status, ((b"content-type", b"text/plain"),), part.text(self.profile).encode())


class HangBell(TowerCall, path="/tower/bells/{name}/{after}/{every}/{left}", section="1"):
    """Hang a bell, or set one anew: it rings after so many milliseconds, and then again so often."""

    hung = Reply(200, "{name} hangs", examples={"name": "a"})

    name = Text(place="path")
    after = Text(place="path")
    every = Text(place="path")
    left = Text(place="path")

    def run(self, world: Tower) -> Answer[Self]:
        """Set it."""
        world.bells.put(Bell(name=self.name, every=int(self.every), left=int(self.left)))
        world.set_timer("ring", self.name, world.now + timedelta(milliseconds=int(self.after)))
        return self.hung(name=self.name)


class HearBells(TowerCall, path="/tower/bells", method="GET", section="2"):
    """Tell what has rung, and when."""

    heard = Reply(200, "At {now}: {rings}", examples={"now": "2026-01-05T17:00:00+00:00", "rings": ""})

    def run(self, world: Tower) -> Answer[Self]:
        """Each ring, in the order in which they were heard."""
        rings = [f"{ring.name} {ring.at.isoformat()}" for ring in world.rings]
        return self.heard(now=world.now.isoformat(), rings=", ".join(rings))


def ring(world: Tower, name: str) -> None:
    """It rings, and goes on."""
    world.rings.add(Ring(name=name, at=world.now))
    bell = world.bells.get(name)
    if bell is not None and bell.left:
        world.bells.change(name, left=bell.left - 1)
        world.set_timer("ring", name, world.now + timedelta(milliseconds=bell.every))


APP = App.of(
    Parts(TowerCall, Tower, {"ring": ring}), prefixes=("/tower/",), hello="/tower/bells", credentials=("nobody asks",)
)


def serve(folder: Path, settings: Settings) -> Gateway:
    """The application that serves the tower."""
    return toy.serve(folder, settings, APP)
