"""A made-up vendor, a lending library: what the kernel can do is shown on it, since the kernel knows no vendor."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from ringback.contract import Answer, App, Endpoint, Parts, PathDoor, Rendered, Reply, Text, check
from ringback.control.routes import Control, routes
from ringback.serve.asgi import DEFAULT_WORLD, Gateway
from ringback.serve.journal import Journal
from ringback.serve.pipeline import Pipeline
from ringback.serve.settings import Settings
from ringback.serve.worlds import Worlds
from ringback.state.passage import Room
from ringback.state.record import Instant, Record
from ringback.state.scenario import Library
from ringback.state.table import Table
from ringback.state.view import View

LOAN = timedelta(days=14)
SECOND = timedelta(seconds=1)

SCENARIO = """
scenario: stocked
start: 2026-01-05T17:00:00Z
library:
  books: [{book_id: 0, title: Emma}, {book_id: 0, title: Ulysses}]
  members: [{name: ann, pin: "4711"}]
"""


class Book(Record, frozen=True):
    """A book, and who has it until when."""

    book_id: int
    title: str = ""
    lent_to: str = ""
    due: Instant | None = None
    overdue: bool = False


class Member(Record, frozen=True):
    """Someone who may borrow, with a PIN and how often it was given wrongly."""

    name: str
    pin: str = ""
    failures: int = 0


class Place(Record, frozen=True):
    """What stands in one place of one hall."""

    hall: str
    number: int
    holds: str = ""


class LibraryWorld(View):
    """A lending library at one moment."""

    room = "library"

    books = Table[int, Book](Book, key="book_id", first=1, indexes={"title": "title"})
    members = Table[str, Member](Member, key="name")
    places = Table[tuple[str, int], Place](Place, key=("hall", "number"))

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """A book that is given back by hand is no longer waited for."""
        if isinstance(after, Book) and not after.lent_to:
            self.cancel_timer("overdue", after.book_id)


class LibraryCall(Endpoint[LibraryWorld]):
    """A call of the library's API: paths, and replies in plain text."""

    app = "library"
    document = "Lending Library 1.0"
    door = PathDoor()

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write each reply on a line."""
        text = "\n".join(part.text(self.profile) for part in answer.parts)
        return Rendered(answer.parts[0].reply.status, ((b"content-type", b"text/plain"),), text.encode())


class AddBook(LibraryCall, path="/library/books", section="1"):
    """Add a book."""

    untitled = Reply(400, "A book needs a title")
    too_long = Reply(400, "A title has 20 characters at most")
    added = Reply(201, "Book {book_id} added", examples={"book_id": "1"})
    full = Reply(507, "The library is full", reach="fault")

    title = Text(missing=untitled, invalid=too_long, length=(1, 20), place="body")

    def run(self, world: LibraryWorld) -> Answer[Self]:
        """Give it the next number."""
        return self.added(book_id=world.books.add(Book(book_id=0, title=self.title)).book_id)


class ShowBook(LibraryCall, path="/library/books/{book_id}", method="GET", section="2"):
    """Show a book."""

    no_book = Reply(404, "There is no book {book_id}")
    shown = Reply(200, "{title}: {place}", examples={"title": "Emma", "place": "here"})

    book_id = Text(place="path")

    def run(self, world: LibraryWorld) -> Answer[Self]:
        """Tell where it is."""
        book = world.books.get(int(self.book_id)) if self.book_id.isdecimal() else None
        if book is None:
            return self.no_book()
        place = (
            f"overdue from {book.lent_to}" if book.overdue else f"lent to {book.lent_to}" if book.lent_to else "here"
        )
        return self.shown(title=book.title, place=place)


class LendBook(LibraryCall, path="/library/books/{book_id}/loan", section="3"):
    """Lend a book to a member."""

    wrong_pin = Reply(403, "Wrong PIN", keeps=True)
    no_book = Reply(404, "There is no book {book_id}")
    lent = Reply(200, "Due {due}", examples={"due": "2026-01-19"})

    book_id = Text(place="path")
    member = Text(place="body")
    pin = Text(secret=True, place="body")

    @check
    def signed(self, world: LibraryWorld) -> Answer[Self] | None:
        """The PIN must be the member's; a wrong one is counted."""
        member = world.members.get(self.member)
        if member is None or member.pin == self.pin:
            return None
        world.members.change(member.name, failures=member.failures + 1)
        return self.wrong_pin()

    def run(self, world: LibraryWorld) -> Answer[Self]:
        """Hand it out and remember when it is due."""
        book_id = int(self.book_id)
        if book_id not in world.books:
            return self.no_book()
        due = world.now + LOAN
        world.books.change(book_id, lent_to=self.member, due=due)
        world.set_timer("overdue", book_id, due)
        return self.lent(due=f"{due:%Y-%m-%d}")


class WindClock(LibraryCall, path="/library/clock", section="4"):
    """Wind the clock in the hall: it then strikes every second, for ever."""

    wound = Reply(200, "It goes")

    def run(self, world: LibraryWorld) -> Answer[Self]:
        """Set the first stroke."""
        world.set_timer("strike", "hall", world.now + SECOND)
        return self.wound()


class Hush(LibraryCall, path="/library/hush", method="GET", section="5"):
    """Ask for silence, and get it."""

    silence = Reply(200, "")

    def run(self, world: LibraryWorld) -> Answer[Self]:
        """Say nothing."""
        return self.silence()


def overdue(world: LibraryWorld, book_id: int) -> None:
    """The day has come and the book has not."""
    world.books.change(book_id, overdue=True)


def strike(world: LibraryWorld, key: str) -> None:
    """The clock strikes, and will again."""
    world.set_timer("strike", key, world.now + SECOND)


APP = App.of(
    Parts(LibraryCall, LibraryWorld, {"overdue": overdue, "strike": strike}),
    prefixes=("/library/",),
    hello="/library/books/1",
    credentials=("member ann, PIN 4711",),
)


def serve(folder: Path, settings: Settings, app: App = APP) -> Gateway:
    """The application that serves the library (or another app), with its scenario written into a folder."""
    (folder / "stocked.yaml").write_text(SCENARIO if app is APP else "scenario: stocked\n", encoding="utf-8")
    library = Library(folder, {app.view.room: Room(app.view, app.parts.timers)})
    journal = Journal(settings.most_journal)
    worlds = Worlds(settings, library, journal, journal.publish)
    pipeline = Pipeline([app], worlds, journal, headers=settings.headers)
    worlds.open(DEFAULT_WORLD)
    return Gateway(pipeline, lambda: routes(Control(pipeline)), settings.most_body)
