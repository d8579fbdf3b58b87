"""Fields: what an endpoint takes. A field is read when first used and names the reply that refuses it."""

from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from ringback.contract.reply import Answer, Reply, Sayable

if TYPE_CHECKING:
    from ringback.contract.endpoint import Endpoint

T = TypeVar("T")

# Kinds of fields whose values are more than texts.
_SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array"},
    "reference": {"type": "object"},
    "file": {"type": "string", "format": "binary"},
}


class Field(Generic[T]):
    """A named value of a request, of type T.

    `missing` refuses a request without it and `invalid` one whose value does not fit; a field that has either is a step
    of the call, checked in the order of the class body. `secret` values are masked wherever they would be shown.
    """

    kind = "text"
    name: str = ""
    _plain = True

    def __init_subclass__(cls) -> None:
        """Take down whether its fields lie among the inputs, each under its name."""
        super().__init_subclass__()
        cls._plain = cls.sent is Field.sent

    def __init__(  # noqa: PLR0913 - one keyword per property of a field
        self,
        *,
        default: T,
        missing: Reply | None = None,
        invalid: Reply | None = None,
        required: bool = False,
        secret: bool = False,
        wire_name: str = "",
        place: str = "query",
        example: str = "",
        note: str = "",
    ) -> None:
        """Declare the field; `wire_name` is its name in the request where Python's cannot be the same."""
        self.default = default
        self.missing = missing
        self.invalid = invalid
        self.required = required or missing is not None
        self.secret = secret
        self.wire_name = wire_name
        self.place = place
        self.example = example
        self.note = note

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the name it has in the class body."""
        self.name = name
        self.wire_name = self.wire_name or name

    @overload
    def __get__(self, call: None, owner: type) -> Self: ...
    @overload
    def __get__(self, call: "Endpoint[Any]", owner: type) -> T: ...
    def __get__(self, call: "Endpoint[Any] | None", owner: type) -> Self | T:
        """Read the value, once: it then lies in the call's own dictionary, where Python looks first."""
        if call is None:
            return self
        # Every request reads several fields, most of which are sent under their names: `sent` is for the others.
        raw = call.inputs.get(self.wire_name) if self._plain else self.sent(call)
        value = call.__dict__[self.name] = self.value(raw)
        return value

    def of(self, call: "Endpoint[Any]") -> T:
        """The value of a call."""
        value: T = getattr(call, self.name)
        return value

    def sent(self, call: "Endpoint[Any]") -> object:
        """What the request has under the field's name, or None."""
        return call.inputs.get(self.wire_name)

    def value(self, raw: object) -> T:
        """Turn what was sent (None when nothing was) into the value."""
        return self.default if raw is None or raw == "" else self.parse(str(raw))

    def parse(self, raw: str) -> T:
        """Turn a text that was sent into the value."""
        raise NotImplementedError

    def fits(self, value: T) -> bool:
        """Whether a value that was sent is one the endpoint takes."""
        return True

    def refusal(self, call: "Endpoint[Any]") -> Answer[Any] | None:
        """The answer that refuses the call for this field, if it does."""
        value = self.of(call)
        if value == self.default:
            return Sayable(self.missing, call, type(call))() if self.missing else None
        if self.invalid is not None and not self.fits(value):
            return Sayable(self.invalid, call, type(call))()
        return None

    def limits(self) -> str:
        """What the reference says of the values the field takes."""
        return self.note

    def schema(self) -> dict[str, Any]:
        """What JSON Schema can say of the values."""
        return dict(_SCHEMAS.get(self.kind, {"type": "string"}))


class Text(Field[str]):
    """A text; `length` bounds its characters, `choices` its values."""

    def __init__(
        self,
        *,
        default: str = "",
        length: tuple[int, int] | None = None,
        choices: tuple[str, ...] = (),
        **rest: Any,
    ) -> None:
        """Declare the text field; the other keywords are those of every field."""
        super().__init__(default=default, **rest)
        self.length = length
        self.choices = choices

    def parse(self, raw: str) -> str:
        """Take the text as it is."""
        return raw

    def fits(self, value: str) -> bool:
        """Whether length and choice are within bounds."""
        if self.length is not None and not self.length[0] <= len(value) <= self.length[1]:
            return False
        return not self.choices or value in self.choices

    def limits(self) -> str:
        """The note, then the bounds."""
        bounds = f"{self.length[0]}-{self.length[1]} characters" if self.length else ""
        return "; ".join(part for part in (self.note, bounds, ", ".join(self.choices)) if part)

    def schema(self) -> dict[str, Any]:
        """Length and choices."""
        said = super().schema() | ({"enum": list(self.choices)} if self.choices else {})
        if self.length is not None:
            said |= {"minLength": self.length[0], "maxLength": self.length[1]}
        return said


class Header(Text):
    """A text in a header of the request; `wire_name` is the header's name."""

    def __init__(self, wire_name: str, **rest: Any) -> None:
        """Declare the header; the other keywords are those of every field."""
        super().__init__(wire_name=wire_name, place="header", **rest)
        self.key = wire_name.lower().encode()

    def sent(self, call: "Endpoint[Any]") -> object:
        """The header's value."""
        return call.request.header(self.key) or None
