"""A scene: what one app's client does in the course of the day."""

from datetime import timedelta
from typing import Any, ClassVar

from ringback.cli.demo.client import Answer, Call
from ringback.cli.demo.stage import Stage
from ringback.cli.demo.tally import Figures

# The parts of the day, each with the time since its beginning; a scene has a method for each of them.
ACTS = (
    ("opening", timedelta(), "The centre opens"),
    ("morning", timedelta(minutes=30), "Campaigns dial"),
    ("midday", timedelta(hours=2), "A look at midday"),
    ("afternoon", timedelta(hours=4), "The afternoon's changes"),
    ("closing", timedelta(hours=6), "The centre closes"),
)


class Scene:
    """One app's part of the day, in a world of the scenario demo."""

    app: ClassVar[str]

    def __init__(self, stage: Stage) -> None:
        """Play on a stage."""
        self.stage = stage

    def opening(self) -> None:
        """Sign in, look around, set up."""

    def morning(self) -> None:
        """See that it dials."""

    def midday(self) -> None:
        """Look at figures."""

    def afternoon(self) -> None:
        """Change what must be changed."""

    def closing(self) -> None:
        """Gather reports, and stop."""

    def figures(self) -> Figures:
        """What the dialler did, by the rows of the world."""
        raise NotImplementedError

    def ask(self, expect: str, method: str, path: str, **rest: Any) -> Answer:
        """Make a request, which must be answered with the reply of that id within the app."""
        return self.stage.ask(self.app, Call(method, path, **rest), expect)

    def tell(self, line: str) -> None:
        """Say what has been learnt."""
        self.stage.tell(self.app, line)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one of the app's tables."""
        return list(self.stage.world.state.rows(self.app, table))

    def today(self, table: str, moment: str) -> list[dict[str, Any]]:
        """The rows of a table of which a moment is of this day."""
        begin = self.stage.begin.isoformat().replace("+00:00", "Z")
        return [row for row in self.rows(table) if (row[moment] or "") >= begin]
