"""Replies, declared once beside their endpoint, and the answers that are made of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from ringback.contract.ground import DOCUMENTED, Ground
from ringback.wire.text import Template

if TYPE_CHECKING:
    from ringback.contract.endpoint import Endpoint

Reach = Literal["input", "state", "fault"]
Kind = Literal["success", "partial", "failure"]
Header = tuple[bytes, bytes]

E = TypeVar("E", bound="Endpoint[Any]")
E_co = TypeVar("E_co", bound="Endpoint[Any]", covariant=True)

MASK = "***"


class Rendered(NamedTuple):
    """An answer as it goes over the wire."""

    status: int
    headers: tuple[Header, ...]
    body: bytes


class Reply:
    """One thing an endpoint may say.

    `text` is the document's form and `observed`, where it differs, the form of the vendor's software. Placeholders are
    filled from the call's fields of the same name unless the rule passes a value. `reach` says how a user meets the
    reply; `keeps` lets a refusal leave its mark on the world (a count of failed logins). `variants` are values beside
    the examples that give the body another shape, such as a member that can be null: a description holds for them too.
    """

    name: str = ""
    variants: Sequence[Mapping[str, object]] = ()

    def __init__(  # noqa: PLR0913 - one keyword per promise that a reply makes
        self,
        status: int,
        text: str,
        *,
        observed: str | None = None,
        ground: Ground = DOCUMENTED,
        reach: Reach = "input",
        kind: Kind | None = None,
        keeps: bool = False,
        section: str = "",
        examples: Mapping[str, str] | None = None,
    ) -> None:
        """Declare the reply; see the class for what the arguments mean."""
        self.status = status
        self.template = Template(text)
        self.observed = Template(observed) if observed is not None else None
        self.ground = ground
        self.reach: Reach = reach
        self.kind: Kind = kind or ("success" if status < 400 else "failure")
        self.keeps = keeps
        self.section = section
        self.examples = examples or {}

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name it has in the class body."""
        self.name = name

    def __get__(self, call: E | None, owner: type[E]) -> "Sayable[E]":
        """Bind the reply to the call that will say it."""
        return Sayable(self, call, owner)

    def form(self, profile: str) -> Template:
        """Return the template that a profile answers with."""
        return self.observed if profile == "observed" and self.observed is not None else self.template

    def names(self, profile: str) -> tuple[str, ...]:
        """The values this reply needs under a profile."""
        return self.form(profile).names

    def render(self, values: Mapping[str, object], profile: str) -> str:
        """Return the text of the reply."""
        return self.form(profile).fill(values.__getitem__)


class Part:
    """One declared reply with the values that fill it. It is made for every answer: a plain class is made fastest."""

    __slots__ = ("endpoint", "reply", "values")

    def __init__(self, endpoint: "type[Endpoint[Any]]", reply: Reply, values: Mapping[str, object]) -> None:
        """Say this reply of an endpoint with these values."""
        self.endpoint = endpoint
        self.reply = reply
        self.values = values

    @property
    def id(self) -> str:
        """The reply's name in the catalogue, such as `app.Endpoint.reply`."""
        return f"{self.endpoint.id}.{self.reply.name}"

    def text(self, profile: str) -> str:
        """Render the part."""
        return self.reply.render(self.values, profile)

    def masked(self, secrets: Collection[str]) -> "Part":
        """The same part with secret values hidden."""
        values = {name: MASK if name in secrets and value else value for name, value in self.values.items()}
        return Part(self.endpoint, self.reply, values)


class Answer(Generic[E_co]):
    """What a call says: one reply, or several in order (`first + second`)."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Part) -> None:
        """Answer with these parts."""
        self.parts = parts

    def __add__(self, more: "Answer[Any]") -> "Answer[E_co]":
        """Say this and then more."""
        return Answer(*self.parts, *more.parts)

    @property
    def accepted(self) -> bool:
        """Whether the world keeps what the call did: some part is no refusal, or keeps its mark."""
        for part in self.parts:  # noqa: SIM110 - a loop asks most answers, which have one part, in half the time
            if part.reply.kind != "failure" or part.reply.keeps:
                return True
        return False


class Sayable(Generic[E]):
    """A reply bound to a call: calling it gives the answer."""

    __slots__ = ("call", "endpoint", "reply")

    def __init__(self, reply: Reply, call: E | None, endpoint: type[E]) -> None:
        """Bind `reply`; `call` is None when it is named on the class."""
        self.reply = reply
        self.call = call
        self.endpoint = endpoint

    def __call__(self, **values: object) -> Answer[E]:
        """Answer with this reply; placeholders not passed are taken from the call's fields."""
        call = self.call
        if call is not None:
            for name in self.reply.names(call.profile):
                if name not in values:
                    values[name] = getattr(call, name)
        return Answer(Part(self.endpoint, self.reply, values))
