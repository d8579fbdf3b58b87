"""The token service: a login and a password for a token, which every other call must carry."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar, Self

from ringback.contract import OBSERVED, Answer, Header, Rendered, Reply, Text, inferred
from ringback.state.record import EPOCH
from ringback.vendors.maxcontact.activity import Token
from ringback.vendors.maxcontact.call import MaxContactCall
from ringback.vendors.maxcontact.notation import wanted, written
from ringback.vendors.maxcontact.records import User
from ringback.vendors.maxcontact.replies import STATUS_ONLY, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

ROOT = "ApiToken"
TOKEN_KEY = "token_key"

INSTANT = timedelta(microseconds=1)


class TokenReply(Reply):
    """The token object, without an envelope; its members are null in a refusal."""


class TokenCall(MaxContactCall):
    """Whatever gives out tokens."""

    granted = TokenReply(
        200,
        "TokenKey {token_key}, valid until {expires}",
        examples={TOKEN_KEY: "6f1a5c30-0000-4000-8000-000000000000", "expires": "2026-01-06T17:00:00Z"},
    )
    refused = TokenReply(
        401,
        "No token: wrong login or password, or the user is not active",
        ground=inferred("nothing is told of a failed login; clients look at the key, which is null then"),
    )

    login = Text(place="path", required=True, example="demo", note="plain text, in any case")

    def __init_subclass__(cls, *, section: str | None = None, **address: str) -> None:
        """Count the key that is given out among the secrets."""
        super().__init_subclass__(section=section, **address)
        cls.secret_names = cls.secret_names | {TOKEN_KEY}

    def grant(self, world: MaxContactWorld, user: User) -> Answer[Self]:
        """Give out a new token; those from before stay valid until they expire."""
        for stale in list(world.tokens.between("expiry", (EPOCH,), (world.now + INSTANT,))):
            world.tokens.remove(stale.token_id)
        number = world.tokens.take_id()
        expires = world.after(max(1, world.system.token_seconds))
        token = world.tokens.put(
            Token(
                token_id=number, token_key=_key(world, number), user_id=user.user_id, created=world.now, expires=expires
            )
        )
        return self.granted(token_key=token.token_key, expires=token.expires)

    def render(self, answer: Answer[Any]) -> Rendered:
        """Write the token object, and hand the key over as a cookie too."""
        part = answer.parts[0]
        if not isinstance(part.reply, TokenReply):
            return super().render(answer)
        notation = wanted(self.request)
        head: tuple[tuple[bytes, bytes], ...] = ((b"content-type", notation.encode()),)
        key = part.values.get(TOKEN_KEY)
        if key:
            head = (*head, (b"set-cookie", f"TokenKey={key}; path=/".encode()))
        value = {"TokenKey": key, self.options.expiry_member: part.values.get("expires")}
        return Rendered(part.reply.status, head, written(ROOT, value, notation, self.options))


def _key(world: MaxContactWorld, number: int) -> str:
    """A key that looks like the vendor's platform's unique identifiers."""
    draw = world.draw("token", number)
    digits = f"{draw.word():016x}{draw.word():016x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


class LoginCall(TokenCall):
    """Give out a token for a login and the password in the Authorization header."""

    authorization = Header(
        "Authorization", secret=True, required=True, example="ZGVtbw==", note="Base64 of the password's ASCII bytes"
    )

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Compare the password with that of an active user."""
        user = world.user_of(self.login)
        if user is None or not user.active or not user.password:
            return self.refused()
        return self.grant(world, user) if user.password in _passwords(self.authorization, user) else self.refused()


def _passwords(header: str, user: User) -> tuple[str, ...]:
    """What the header may mean: the password alone, or as HTTP's basic scheme has it."""
    scheme, _, rest = header.strip().partition(" ")
    encoded = rest.strip() if scheme.lower() == "basic" else header.strip()
    try:
        text = b64decode(encoded, validate=True).decode("ascii")
    except ValueError:
        return ()
    name, _, password = text.partition(":")
    return (text, password) if name.lower() == user.login.lower() else (text,)


class LoginByPathCall(TokenCall):
    """Give out a token for a login and a password in the path, as early clients asked for one; off by default."""

    examples: ClassVar[Mapping[str, object]] = {"login": "demo"}

    granted = TokenReply(
        200,
        "TokenKey {token_key}, valid until {expires}",
        ground=OBSERVED,
        reach="state",
        examples={TOKEN_KEY: "6f1a5c30-0000-4000-8000-000000000000", "expires": "2026-01-06T17:00:00Z"},
    )
    refused = TokenReply(
        401,
        "No token: wrong login or password, or the user is not active",
        ground=inferred("nothing is told of a failed login; clients look at the key, which is null then"),
        reach="state",
    )
    closed = Refusal("Nothing is found at this path", status=404, ground=STATUS_ONLY)

    password = Text(place="path", required=True, secret=True, example="demo")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Compare the password, where the settings let it be sent so."""
        if not self.options.password_in_path:
            return self.closed()
        user = world.user_of(self.login)
        matches = user is not None and user.active and user.password and user.password == self.password
        return self.grant(world, user) if user is not None and matches else self.refused()
