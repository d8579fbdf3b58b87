"""What all calls of the API share: signing in, roles, notations, errors."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypedDict

from ringback.contract import Answer, Endpoint, Header, Part, PathDoor, Rendered, Reply, check, inferred
from ringback.vendors.cisco.errors import Error, Refused, appearance
from ringback.vendors.cisco.faults import CONVENTIONS, SISTER
from ringback.vendors.cisco.notation import XML, described, wanted, written
from ringback.vendors.cisco.records import ADMINISTRATOR, SUPERVISOR, User
from ringback.vendors.cisco.shapes import Schema, composed, example, several, structure
from ringback.vendors.cisco.world import CiscoWorld

BASE = "/unifiedconfig/config"

READ = "read"
UPDATE = "update"
FULL = "full"


class Shown(Reply):
    """An element: `root` names it, and it is filled with `entity`, its children.

    Of one whose children are not those of a kind of item, `of` is a typed dictionary that names them.
    """

    def __init__(self, root: str, status: int = 200, *, of: type | None = None, **rest: Any) -> None:
        """Declare the reply."""
        super().__init__(status, f"<{root}>{{entity}}</{root}>", **rest)
        self.root = root
        self.of = of

    def schema(self) -> Schema:
        """What it consists of."""
        return structure(self.of) if self.of is not None else {"type": "object"}


class Done(Reply):
    """A reply without a body; one that is filled with `location` says where a new item is."""

    def __init__(self, status: int = 200, **rest: Any) -> None:
        """Declare the reply."""
        super().__init__(status, "", **rest)

    def names(self, profile: str) -> tuple[str, ...]:
        """Where the new item is, for a reply that has made one."""
        return ("location",) if self.status == 201 else ()


class Progress(TypedDict):
    """How far a request that waits has come."""

    progress: str


class Accepted(Shown):
    """A request that waits, with `location` for where its progress is told."""

    def __init__(self, **rest: Any) -> None:
        """Declare the reply."""
        super().__init__("asyncResult", 202, of=Progress, examples={"entity": {"progress": "IN_QUEUE"}}, **rest)

    def names(self, profile: str) -> tuple[str, ...]:
        """The progress, and where it is told."""
        return ("entity", "location")


class Attached(Reply):
    """A file: its text is the reply's own."""

    def __init__(self, text: str, filename: str, **rest: Any) -> None:
        """Declare the file by what is in it and its name."""
        super().__init__(200, text, **rest)
        self.filename = filename


def _clean(path: str) -> str:
    """A path without the slash that some clients end it with."""
    return path[:-1] if path.endswith("/") else path


class CiscoCall(Endpoint[CiscoWorld]):
    """A call of the API. `access` is what it does with its resource, `supervised` what of that supervisors may do.

    To update, a supervisor's role needs an outbound feature besides.
    """

    app = "cisco"
    document = "Cisco UCCE Outbound API"
    door = PathDoor(lambda request: request.query, _clean)
    examples: ClassVar[Mapping[str, object]] = {
        "error_data": "",
        "error_detail": None,
        "location": f"{BASE}/campaign/5000",
    }

    access: ClassVar[str] = READ
    supervised: ClassVar[tuple[str, ...]] = (READ,)
    error_data = ""
    error_detail = None

    unauthorized = Reply(
        401, "", ground=inferred("the record names the status and tells of no body"), section=CONVENTIONS
    )
    no_access = Error(
        403,
        "authentication.noAccess",
        "User is not allowed to access the resource. Check the user roles",
        ground=SISTER,
        section=CONVENTIONS,
    )
    not_acceptable = Error(
        406,
        "invalid.acceptHeader",
        "Invalid accept header, it should contain either xml or json",
        ground=SISTER,
        section=CONVENTIONS,
    )
    failed = Error(500, "processing.failed", "Internal Error", ground=SISTER, section=CONVENTIONS, reach="fault")

    authorization = Header("Authorization", secret=True, note="Basic, with user@domain and password")
    accept = Header("Accept", note="application/xml, or application/json where that is named")

    me: User

    @check
    def signed_in(self, world: CiscoWorld) -> Answer[Self] | None:
        """User and password must be known."""
        name, password = _credentials(self.authorization)
        user = world.users.get(name) or world.users.get(name.lower())
        if user is None or not password or user.password != password:
            return self.unauthorized()
        self.me = user
        return None

    @check
    def in_role(self, world: CiscoWorld) -> Answer[Self] | None:
        """The user's role must allow the call."""
        return None if self.allows(self.access) else self.no_access()

    @check
    def readable(self, world: CiscoWorld) -> Answer[Self] | None:
        """The client must take XML or JSON."""
        return None if wanted(self.accept) else self.not_acceptable()

    def allows(self, access: str) -> bool:
        """Whether the user's role may do as much as `access` with this resource."""
        me = self.me
        if me.role == ADMINISTRATOR:
            return True
        return me.role == SUPERVISOR and access in self.supervised and (access == READ or bool(me.feature_access))

    def url(self, reference: str) -> str:
        """The absolute URL of a refURL."""
        return self.request.base + reference

    def refused(self, path: str, refused: Refused) -> Answer[Self]:
        """The error for the value of one parameter, which it names without the elements around it."""
        data = refused.name or path.rpartition("/")[2]
        return self.say(refused.reply, error_data=data, error_detail=refused.detail(), **refused.values)

    def say(self, reply: str, **values: object) -> Answer[Self]:
        """Answer with the reply of that name."""
        return Answer(self.saying(reply, values))

    @classmethod
    def saying(cls, reply: str, values: Mapping[str, object]) -> Part:
        """The reply of that name with its values; those of errors that are left out are empty."""
        declared = cls.replies[reply]
        said = {"error_data": "", "error_detail": None, **values}
        return Part(cls, declared, {gap: said[gap] for gap in declared.names("documented")})

    @classmethod
    def consists(cls, reply: Shown) -> Schema:
        """What the element of a reply consists of."""
        return reply.schema()

    @classmethod
    def body_schema(cls, reply: Reply, media: str) -> Schema | None:
        """The schema of its element, or of errors."""
        if isinstance(reply, Error):
            return described("apiErrors", composed({"apiError": several(appearance(), least=1)}), media)
        return described(reply.root, cls.consists(reply), media) if isinstance(reply, Shown) else None

    def _example(self, reply: Reply, gap: str) -> object:
        """Of an element all that can be there."""
        if gap == "entity" and gap not in reply.examples and isinstance(reply, Shown):
            return example(self.consists(reply))
        return super()._example(reply, gap)

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write one element, one file or nothing; errors together."""
        notation = wanted(self.accept) or XML
        part = answer.parts[0]
        reply = part.reply
        status = reply.status
        kind = ((b"content-type", notation.encode()),)
        if isinstance(reply, Error):
            errors = [one.reply.entity(one.values) for one in answer.parts if isinstance(one.reply, Error)]
            return Rendered(status, (*kind, *self.headers(reply)), written("apiErrors", {"apiError": errors}, notation))
        location = str(part.values.get("location", "")).encode()
        at = ((b"location", location),) if location else ()
        if isinstance(reply, Shown):
            return Rendered(status, (*kind, *at), written(reply.root, part.values["entity"], notation))
        if isinstance(reply, Attached):
            disposition = f'attachment; filename="{reply.filename}"'.encode()
            head = ((b"content-type", b"text/csv; charset=utf-8"), (b"content-disposition", disposition))
            return Rendered(status, head, part.text(self.profile).encode())
        if reply.name == "unauthorized":
            return Rendered(status, ((b"www-authenticate", b'Basic realm="Unified CCE"'),), b"")
        return Rendered(status, at, b"")

    def headers(self, reply: Reply) -> tuple[tuple[bytes, bytes], ...]:
        """Further headers of an error."""
        return ()


def _credentials(authorization: str) -> tuple[str, str]:
    """User name and password of a Basic authorization; empty ones where it is not one."""
    scheme, _, encoded = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        return "", ""
    return name, password


class UnknownPath(CiscoCall, otherwise="path", method="GET", path=f"{BASE}/{{unknown}}", section=CONVENTIONS):
    """Answer a path at which there is nothing."""

    not_found = Error(
        404,
        "notFound.uri",
        "The URI requested does not exist on the server",
        ground=inferred("the record documents the status in these words, and no type for it"),
    )

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Say so."""
        return self.not_found()


class UnknownMethod(CiscoCall, otherwise="method", method="PATCH", path=f"{BASE}/campaign", section=CONVENTIONS):
    """Answer a method that a resource does not have."""

    not_allowed = Error(
        405,
        "invalid.method",
        "The method specified in the Request-Line is not allowed for the resource identified by the Request-URI",
        ground=inferred("the record documents the status in these words, and no type for it"),
    )

    def run(self, world: CiscoWorld) -> Answer[Self]:
        """Say so, and which methods there are."""
        return self.not_allowed()

    def headers(self, reply: Reply) -> tuple[tuple[bytes, bytes], ...]:
        """The methods that the resource has."""
        return ((b"allow", str(self.inputs.get("allow", "GET")).encode()),)
