"""Making a transcript of what was recorded: everything is looked at first, so that what is met late is hidden early."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from ringback import __version__
from ringback.contract.app import App
from ringback.serve.transcripts.declared import Found, examples_of, secrets_of
from ringback.serve.transcripts.exchanges import COOKIE, SECRET, asked, reply_with, request_with
from ringback.serve.transcripts.standins import SHORTEST, StandIns
from ringback.serve.transcripts.transcript import BASE, Body, Exchange, Got, Sent, Transcript

# Of the headers, these are recorded; others say more about a client, its network and a vendor's servers than of an API.
SENT = frozenset({"accept", "authorization", "content-type", "cookie"})
GOT = frozenset(
    {
        "allow",
        "content-disposition",
        "content-type",
        "date",
        "location",
        "retry-after",
        "set-cookie",
        "www-authenticate",
    }
)

_ALWAYS = (
    "Replaced is what stands under a name that says what it is, ten-digit telephone numbers and e-mail addresses in any"
    " text, and what was replaced once wherever it stands as a word. Free text may hold more: read it.",
    "Area codes are kept, for they decide on time zones; so are moments, amounts, statuses, and numbers below 100.",
    "Values that are examples of the vendor's document, and numbers from 555-0100 to 555-0199, are kept.",
    f"Of a request's headers are recorded {', '.join(sorted(SENT))}, and those that the app declares; of a reply's,"
    f" {', '.join(sorted(GOT))}.",
)


class Raw(NamedTuple):
    """A request and its reply as they were, not fit to be kept."""

    id: int
    at: datetime
    request: Sent
    reply: Got


def body_of(content: bytes, content_type: str) -> Body:
    """A body as text in the charset that it names, or how long it is when it is no text."""
    charset = content_type.lower().partition("charset=")[2].partition(";")[0].strip(' "') or "utf-8"
    try:
        text = content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return Body(omitted=len(content))
    return Body(omitted=len(content)) if "\x00" in text else Body(text)


def transcript_of(app: App, upstream: str, exchanges: Sequence[Raw], kept: Collection[str] = ()) -> Transcript:
    """The transcript of what an account at a base URL was asked; `kept` are kinds that are not replaced."""
    secrets = secrets_of(app) | {SECRET, COOKIE}
    stand_ins = StandIns(secrets, examples_of(app), kept)
    found = [(_without_host(one, upstream), asked(one.request, app)) for one in exchanges]
    for one, _ in found:
        for text in _texts(one):
            stand_ins.look_at(text)
    for one, endpoint in found:
        request_with(one.request, app, endpoint, stand_ins.collect)
        reply_with(one.reply, app, endpoint, stand_ins.told)
        accepted = one.reply.status < 400
        request_with(one.request, app, endpoint, _Counting(stand_ins, accepted).change)
    hidden = [_hidden(one, endpoint, app, stand_ins) for one, endpoint in found]
    return Transcript(
        app=app.name,
        ringback=__version__,
        kept=sorted(kept),
        warnings=[*_warnings(hidden, stand_ins)],
        left_as_is=sorted(stand_ins.left),
        stand_ins=list(stand_ins),
        exchanges=hidden,
    )


class _Counting(NamedTuple):
    stand_ins: StandIns
    accepted: bool

    def change(self, name: str, value: str) -> str:
        """Count a value; it stays."""
        self.stand_ins.used(name, value, accepted=self.accepted)
        return value


def _hidden(one: Raw, endpoint: Found, app: App, stand_ins: StandIns) -> Exchange:
    request = request_with(one.request, app, endpoint, stand_ins.hide)
    return Exchange(one.id, one.at, request, reply_with(one.reply, app, endpoint, stand_ins.hide))


def _warnings(exchanges: Iterable[Exchange], stand_ins: StandIns) -> Iterable[str]:
    yield from _ALWAYS
    for one in exchanges:
        for what, body in (("request", one.request.body), ("reply", one.reply.body)):
            if body.omitted:
                yield f"The body of {what} {one.id} is no text: its {body.omitted} bytes are left out."
    if stand_ins.short:
        names = ", ".join(sorted(stand_ins.short))
        yield f"A secret of less than {SHORTEST['secret']} characters is hidden in these places only: {names}."


def _without_host(one: Raw, upstream: str) -> Raw:
    """The same without the account's host, which often is its owner's name."""
    host = urlsplit(upstream).netloc

    def moved(text: str) -> str:
        return text.replace(upstream, BASE).replace(host, BASE.partition("//")[2]) if host else text

    request = replace(one.request, body=Body(moved(one.request.body.text), one.request.body.omitted))
    reply = Got(
        one.reply.status,
        [(name, moved(value)) for name, value in one.reply.headers],
        Body(moved(one.reply.body.text), one.reply.body.omitted),
    )
    return one._replace(request=request, reply=reply)


def _texts(one: Raw) -> Iterable[str]:
    yield from (one.request.path, one.request.query, one.request.body.text, one.reply.body.text)
    yield from (value for _, value in (*one.request.headers, *one.reply.headers))
