"""The stage: a world, a client of it, and a screen on which every exchange is shown."""

from collections import defaultdict
from datetime import datetime, timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from ringback.cli.demo.client import Answer, Call, Client
from ringback.cli.demo.tally import GRADES, Tally
from ringback.testing import World

# As wide as a line is when it is not for a terminal, whose width anyone may set.
WIDTH = 150
STRIDE = timedelta(minutes=5)
CALL_WIDTH = 62


class Unexpected(Exception):
    """A reply is not what the scene expects."""


class Stage:
    """Where scenes ask, and time passes."""

    def __init__(self, world: World, console: Console, *, quiet: bool) -> None:
        """Play in a world; `quiet` shows what is not as expected, and the summary."""
        self.world = world
        self.console = console
        self.quiet = quiet
        self.client = Client(world.url())
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.begin = self.now = world.clock.now
        self.events = 0
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[clock]}"),
            console=console,
            transient=True,
            disable=quiet or not console.is_terminal,
        )
        self._bar = self._progress.add_task("The day", total=None, clock=f"{self.now:%H:%M}")

    def __enter__(self) -> "Stage":
        """Show the progress of the day."""
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Clear it away."""
        self._progress.stop()
        self.client.close()

    def day(self, length: timedelta) -> None:
        """Say how long the day will be."""
        self._progress.update(self._bar, total=length.total_seconds())

    def act(self, title: str) -> None:
        """Announce a part of the day."""
        if not self.quiet:
            self.console.print(Text(f"\n{self.now:%a %H:%M} UTC  {title}", style="bold"))

    def tell(self, app: str, line: str) -> None:
        """Say what has been learnt."""
        if not self.quiet:
            self.console.print(
                Text(f"  {app:<22}", style="cyan") + Text(f"» {line}"), no_wrap=True, overflow="ellipsis"
            )

    def ask(self, app: str, call: Call, expect: str) -> Answer:
        """Make a request, show it, and count it; Unexpected when the reply is not that of the expected id."""
        answer = self.client.ask(call)
        reply, source = self._named(answer)
        tally = self.tallies[app]
        tally.requests += 1
        tally.replies.add(reply)
        tally.grades[source.rpartition("; ")[2]] += 1
        # Of apps that share a path, the first answers there.
        right = reply.partition(".")[2] == expect
        if not self.quiet or not right:
            self._show(app, call, answer, reply, source)
        if not right:
            tally.unexpected += 1
            raise Unexpected(f"{app}.{expect} is expected, and the reply is {reply or 'no declared one'}")
        return answer

    def _named(self, answer: Answer) -> tuple[str, str]:
        """Id and source of the reply: its headers, or the journal where the server sends none."""
        if "ringback-reply" in answer.headers:
            return answer.headers["ringback-reply"], answer.headers["ringback-source"]
        entry = self.world.requests.find(limit=1)[-1]
        return entry.reply, entry.source

    def _show(self, app: str, call: Call, answer: Answer, reply: str, source: str) -> None:
        shown = f"{call.method} {call.shown()}"
        if len(shown) > CALL_WIDTH:
            shown = f"{shown[: CALL_WIDTH - 1]}…"
        line = Text(f"  {app:<22}", style="cyan") + Text(f"{shown:<{CALL_WIDTH}} ")
        line += Text(f"{answer.status} ", style="green" if answer.status < 400 else "yellow")
        line += Text(f"{reply.partition('.')[2]}  ", style="bold") + Text(_place(source), style="dim")
        self.console.print(line, no_wrap=True, overflow="ellipsis")

    def advance(self, to: datetime) -> None:
        """Let time pass, in strides, up to a moment."""
        happened = 0
        while self.now < to:
            self.now = min(to, self.now + STRIDE)
            happened += len(self.world.clock.advance(to=self.now))
            passed = (self.now - self.begin).total_seconds()
            self._progress.update(self._bar, completed=passed, clock=f"{self.now:%H:%M}")
        self.events += happened
        if not self.quiet:
            self.console.print(Text(f"\n{self.now:%a %H:%M} UTC  {happened} timers have fired meanwhile", style="dim"))

    def wait(self, span: timedelta) -> None:
        """Let a little time pass, as a client waits between two calls."""
        self.events += len(self.world.clock.advance(span))
        self.now += span

    def summary(self) -> None:
        """The table of the day, an app a row."""
        table = Table(title="The day", title_justify="left")
        table.add_column("app", no_wrap=True)
        counted = ("requests", *GRADES, "replies met", "campaigns dialled", "calls dialled", "answered")
        for title in (*counted, "unexpected"):
            table.add_column(title, justify="right", overflow="fold")
        rows = [(app, _numbers(tally)) for app, tally in self.tallies.items()]
        for app, numbers in rows:
            table.add_row(app, *map(str, numbers))
        table.add_section()
        table.add_row("all", *(str(sum(column)) for column in zip(*(numbers for _, numbers in rows), strict=True)))
        self.console.print()
        self.console.print(table)


def _place(source: str) -> str:
    """A source as grade and section, without the title of the document, which is the same for all of an app."""
    place, _, grade = source.rpartition(" §")[2].rpartition("; ")
    return f"{grade} §{place}"


def _numbers(tally: Tally) -> tuple[int, ...]:
    figures = tally.figures
    grades = (tally.grades[grade] for grade in GRADES)
    told = (len(tally.replies), figures.campaigns, figures.dialled, figures.answered, tally.unexpected)
    return (tally.requests, *grades, *told)


def screen() -> Console:
    """The terminal, or lines of one width where there is none."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH)
