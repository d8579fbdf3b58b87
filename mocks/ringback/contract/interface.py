"""What clients are told of an app besides its endpoints: how to sign in, in which notations, what leads to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Credential:
    """One part of signing in: its security scheme in OpenAPI's words, and the wire name of the field that carries it.

    `example` works on the handbook and demo scenarios; where there can be none, `note` says how to get one.
    """

    scheme: Mapping[str, str]
    field: str
    example: str = ""
    note: str = ""


@dataclass(frozen=True)
class Chain:
    """A reply whose answer holds what other calls ask for.

    `value` says where, as a runtime expression of OpenAPI. It is for the calls that take the field of that wire name;
    without a field, for those below the path of the call that was answered, whose next part of the path it is. `to`
    leads to the one endpoint of that name; `note` says what is to be made of the value, where it is not all of it.
    """

    reply: str
    value: str
    field: str = ""
    to: str = ""
    note: str = ""


@dataclass(frozen=True)
class Interface:
    """What an app declares for its description.

    `security` are the ways to sign in, each with its credentials by the names of their schemes; a call takes those ways
    of which it has all the fields. `notations` are the media types between which a client may choose, by Accept and
    Content-Type, the first being the default. `samples` are, by an endpoint's name and a field's, values for examples
    of requests where the fields' own are not enough; those under an empty name are for every endpoint with the field.
    """

    security: tuple[Mapping[str, Credential], ...] = ()
    notations: tuple[str, ...] = ()
    chains: tuple[Chain, ...] = ()
    samples: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
