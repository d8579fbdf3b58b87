"""The play: every app's scene, act by act, under one clock."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console
from rich.text import Text

from ringback.apps import MODULES
from ringback.cli.demo.cisco import CiscoScene
from ringback.cli.demo.dialer360 import Dialer360Scene
from ringback.cli.demo.maxcontact_agent import MaxContactAgentScene
from ringback.cli.demo.maxcontact_management import MaxContactManagementScene
from ringback.cli.demo.scene import ACTS, Scene
from ringback.cli.demo.stage import Stage, Unexpected, screen
from ringback.cli.demo.tcn import TcnScene
from ringback.cli.refusal import Refusal, unknown
from ringback.testing import ControlError, Server, World, connect, serve

SCENES: tuple[type[Scene], ...] = (
    TcnScene,
    MaxContactManagementScene,
    MaxContactAgentScene,
    CiscoScene,
    Dialer360Scene,
)
WORLD = "demo-day"


def demo(apps: Sequence[str], url: str, token: str, seed: int, *, quiet: bool, timing: bool) -> bool:
    """Play the day of the named apps, or of all, against a server or one of its own; whether all went as expected."""
    for app in apps:
        if app not in MODULES:
            raise unknown("app", app, MODULES)
    console = screen()
    begun = perf_counter()
    try:
        with _world(url, token, seed) as (server, world):
            served = [scene for scene in SCENES if scene.app in server.apps and scene.app in (apps or MODULES)]
            if not served:
                raise Refusal(f"{url} serves none of these apps", f"It serves {', '.join(server.apps)}.")
            good = _play(world, served, console, quiet=quiet)
            if url:
                console.print(f"The world stays as it is now at {world.url()}, with its clock standing still.")
    except ControlError as error:
        raise Refusal(error.message, error.hint) from None
    if timing:
        console.print(f"It took {perf_counter() - begun:.1f} s.")
    return good


@contextmanager
def _world(url: str, token: str, seed: int) -> Iterator[tuple[Server, World]]:
    """A world of the scenario demo on a frozen clock: of a server that runs, where it stays, or of one for the play."""
    if url:
        with connect(url, token, scenario="demo", seed=seed) as server:
            world = server.world(WORLD)
            server.dropped(world)
            yield server, world
        return
    with serve(scenario="demo", seed=seed) as server, server.world(WORLD) as world:
        yield server, world


def _play(world: World, scenes: Sequence[type[Scene]], console: Console, *, quiet: bool) -> bool:
    with Stage(world, console, quiet=quiet) as stage:
        stage.day(ACTS[-1][1])
        playing = [scene(stage) for scene in scenes]
        for name, after, title in ACTS:
            if after:
                stage.advance(stage.begin + after)
            stage.act(title)
            # A scene that has gone wrong is not played on: what follows depends on what came before.
            playing = [scene for scene in playing if _acted(scene, name)]
        for scene in playing:
            stage.tallies[scene.app].figures = scene.figures()
    stage.summary()
    unexpected = sum(tally.unexpected for tally in stage.tallies.values())
    requests = sum(tally.requests for tally in stage.tallies.values())
    length = stage.now - stage.begin
    console.print(
        f"{requests - unexpected} of {requests} replies as expected; {length} of the world's time have passed."
    )
    return len(playing) == len(scenes)


def _acted(scene: Scene, act: str) -> bool:
    """Play a scene's part of an act; False when a reply was not what it expects."""
    try:
        getattr(scene, act)()
    except Unexpected as problem:
        scene.stage.console.print(Text(f"  {scene.app}: {problem}", style="bold red"))
        return False
    return True
