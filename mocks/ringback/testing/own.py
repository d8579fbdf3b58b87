"""A server of this process, put together."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ringback.apps import build
from ringback.control.body import moment
from ringback.serve.problem import Problem
from ringback.serve.settings import ClockSetting, Settings
from ringback.state.record import utc
from ringback.testing.control import ControlError, refused
from ringback.testing.server import Options
from ringback.testing.thread import Background

__tracebackhide__ = refused

MOST_WORLDS = 100_000


class Own:
    """A server of this process, and worlds of it that cannot be asked for over HTTP."""

    def __init__(self, apps: Iterable[str], host: str, port: int, options: Options) -> None:
        """Serve; ControlError when what is wanted cannot be served, OSError when the place cannot be had."""
        try:
            gateway = build(Settings(**_recipe(options), max_worlds=MOST_WORLDS), apps)
        except Problem as problem:
            raise _error(problem) from None
        self._background = Background(gateway, host, port)
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._background.port}"

    def make(self, name: str, options: Options) -> None:
        """Make a world, in place of one of that name, as PUT does; the scenario may be a file."""
        worlds = self._background.gateway.pipeline.worlds

        def make() -> None:
            recipe = worlds.recipe(**_recipe(options))
            made = worlds.make(recipe)
            if name in worlds.cells:
                worlds.drop(name)
            worlds.create(name, recipe, made)

        try:
            self._background.call(make)
        except Problem as problem:
            raise _error(problem) from None

    def stop(self) -> None:
        """Stop serving."""
        self._background.stop()


def _recipe(options: Options) -> dict[str, Any]:
    start, scenario = options.get("start"), options["scenario"]
    try:
        return {
            "scenario": str(scenario.resolve() if isinstance(scenario, Path) else scenario),
            "seed": options["seed"],
            "clock": ClockSetting.of(options["clock"]),
            "start": utc(start) if isinstance(start, datetime) else moment("start", start) if start else None,
            "profile": options["profile"],
        }
    except ValueError as error:
        raise ControlError(400, "bad_value", str(error)) from None


def _error(problem: Problem) -> ControlError:
    return ControlError(problem.status, problem.code, problem.message, problem.hint)
