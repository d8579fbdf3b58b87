"""An endpoint is a class: what it is, what it may say, what it takes, what it does."""

import inspect
import re
from collections.abc import Callable, Generator, Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeAlias, TypeVar, cast

from ringback.contract.field import Field
from ringback.contract.reply import Answer, Part, Rendered, Reply
from ringback.contract.request import Request

if TYPE_CHECKING:
    from ringback.contract.door import Door

W = TypeVar("W")
M = TypeVar("M", bound=Callable[..., Any])

RUN = "run"

E = TypeVar("E", bound="Endpoint[Any]")
Slices: TypeAlias = Generator[None, None, Answer[E]]
"""A rule that takes long, slice by slice; it returns the answer."""

# Endpoints are numbered as they are written, which is the order in which they are shown.
_places = count(1)


def check(method: M) -> M:
    """Make a method a step of the call: it returns the answer that ends the call, or None to go on.

    Steps run in the order of the class bodies, a base's before its subclass's; a subclass that overrides a step keeps
    its place, and one that sets it to None leaves it out.
    """
    method.is_step = True  # type: ignore[attr-defined]
    return method


class Endpoint(Generic[W]):
    """The base of every endpoint of every vendor; W is the vendor's view of the world.

    A vendor's base class names its `app`, `document` (its title) and `door`; `root` names what a structured body is,
    in which a field's `/` leads into an element. A class with an address, such as
    `path="/x"` or `function="x"`, is an endpoint: it is found by its base, no list names it. Where no name of a field
    tells what of a request is secret, `secret_patterns` do: all but the first group of a match is masked.
    """

    app: ClassVar[str] = ""
    document: ClassVar[str] = ""
    door: ClassVar["Door"]
    id: ClassVar[str] = ""
    section: ClassVar[str] = ""
    root: ClassVar[str] = ""
    place: ClassVar[int] = 0
    secret_names: ClassVar[frozenset[str]] = frozenset()
    secret_parts: ClassVar[tuple[int, ...]] = ()
    secret_patterns: ClassVar[tuple[re.Pattern[str], ...]] = ()
    address: ClassVar[Mapping[str, str] | None] = None
    examples: ClassVar[Mapping[str, object]] = {}
    fields: ClassVar[Mapping[str, Field[Any]]] = {}
    replies: ClassVar[Mapping[str, Reply]] = {}
    steps: ClassVar[tuple[tuple[str, Field[Any] | None], ...]] = ()
    in_slices: ClassVar[bool] = False
    _taken: ClassVar[tuple[tuple[str, Field[Any] | None, Callable[..., Any]], ...]] = ()

    def __init_subclass__(cls, *, section: str | None = None, **address: str) -> None:
        """Gather fields, replies and steps of the class and its bases, in the order they are written."""
        super().__init_subclass__()
        cls.address = address or None
        if section is not None:
            cls.section = section
        members: dict[str, Any] = {}
        for base in reversed(cls.__mro__):
            for name, member in vars(base).items():
                if isinstance(member, Reply | Field) or getattr(member, "is_step", False) or name in members:
                    members[name] = member
        cls.fields = {name: member for name, member in members.items() if isinstance(member, Field)}
        cls.replies = {name: member for name, member in members.items() if isinstance(member, Reply)}
        cls._taken = tuple(
            (name, member, member.refusal) if isinstance(member, Field) else (name, None, member)
            for name, member in members.items()
            if _is_step(member)
        )
        cls.steps = tuple((name, field) for name, field, _ in cls._taken)
        secret = [field for field in cls.fields.values() if field.secret]
        cls.secret_names = frozenset({field.name for field in secret} | {field.wire_name for field in secret})
        cls.place = next(_places)
        parts = address.get("path", "").split("/")
        cls.secret_parts = tuple(place for place, part in enumerate(parts) if part[1:-1] in cls.secret_names)
        cls.in_slices = cls.slices is not Endpoint.slices
        if address:
            cls.id = f"{cls.app}.{cls.door.name(cls)}"

    def __init__(self, request: Request, inputs: Mapping[str, object], profile: str = "documented") -> None:
        """Open a call with the raw values of its fields."""
        self.request = request
        self.inputs = inputs
        self.profile = profile
        self.decided = ""

    def answer(self, world: W) -> Answer[Self]:
        """Take the steps in order until one answers, else run; `decided` then names what answered."""
        return self.refusal(world) or self.run(world)

    def refusal(self, world: W) -> Answer[Self] | None:
        """What the first of the steps answers that has an answer."""
        for name, field, step in self._taken:
            said = step(self, world) if field is None else step(self)
            if said is not None:
                self.decided = name
                return cast("Answer[Self]", said)
        self.decided = RUN
        return None

    def run(self, world: W) -> Answer[Self]:
        """The rule that needs state: what the endpoint does and says."""
        raise NotImplementedError

    def slices(self, world: W) -> Slices[Self]:
        """In place of `run`, a rule that takes long: it yields now and then, so that other worlds need not wait.

        What it does is kept, or not, as one.
        """
        raise NotImplementedError

    def forced(self, name: str) -> Answer[Self]:
        """Say the reply of that name, its gaps filled from the request where it fits, else with examples."""
        reply = self.replies[name]
        return Answer(Part(type(self), reply, {gap: self._example(reply, gap) for gap in reply.names(self.profile)}))

    def _example(self, reply: Reply, gap: str) -> object:
        if gap in reply.examples:
            return reply.examples[gap]
        field = self.fields.get(gap)
        if field is not None and (sent := getattr(self, gap)) != field.default:
            return sent
        if gap in self.examples:
            return self.examples[gap]
        return (field.example if field is not None else "") or gap

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring."""
        return (inspect.getdoc(cls) or "").partition("\n")[0]

    @classmethod
    def hands_on(cls) -> "Iterable[type[Endpoint[Any]]]":
        """Endpoints whose replies this one may give besides its own, such as the outcome of an earlier request."""
        return ()

    @classmethod
    def body_schema(cls, reply: Reply, media: str) -> Mapping[str, Any] | None:
        """What JSON Schema can say of the bodies of a reply in a media type; None for what its examples bear out."""
        return None

    def render(self, answer: Answer[Any]) -> Rendered:
        """The vendor's dialect: how an answer becomes bytes."""
        raise NotImplementedError


def _is_step(member: object) -> bool:
    if isinstance(member, Field):
        return member.missing is not None or member.invalid is not None
    return getattr(member, "is_step", False)
