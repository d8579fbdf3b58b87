"""Asking the mock what an account was asked, in a world of its own, and telling where its replies differ."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from ringback.contract.app import App
from ringback.contract.reply import Header
from ringback.serve.pipeline import Pipeline, Response
from ringback.serve.problem import Problem
from ringback.serve.transcripts.bindings import Bindings
from ringback.serve.transcripts.bodies import NOTHING, Difference, brief, differences
from ringback.serve.transcripts.declared import Found
from ringback.serve.transcripts.exchanges import asked, request_of, request_with
from ringback.serve.transcripts.leaves import Leaves
from ringback.serve.transcripts.moments import Span
from ringback.serve.transcripts.sanitise import body_of
from ringback.serve.transcripts.standins import StandIn
from ringback.serve.transcripts.transcript import Exchange, Sent, Transcript
from ringback.serve.worlds import Cell
from ringback.state.clock import frozen
from ringback.state.passage import pass_time

COMPARED = ("allow", "content-disposition", "content-type", "location", "retry-after", "www-authenticate")


@dataclass(frozen=True)
class Compared:
    """One exchange again: what the mock was sent, what it said and on what ground, and in what that differs.

    `skipped` says why the mock was not asked.
    """

    exchange: Exchange
    sent: Sent
    replies: Sequence[str] = ()
    source: str = ""
    differences: Sequence[Difference] = ()
    unknown: Sequence[str] = ()
    skipped: str = ""


def begin_of(transcript: Transcript) -> datetime | None:
    """When it begins; None when there is nothing in it."""
    return min((one.at for one in transcript.exchanges), default=None)


class Comparison:
    """A transcript and a world in which its requests are made."""

    def __init__(
        self,
        pipeline: Pipeline,
        cell: Cell,
        transcript: Transcript,
        given: Mapping[str, str],
        tolerance: timedelta,
    ) -> None:
        """Begin at the world's present; `given` says what stand-ins mean, `tolerance` how exact moments must be."""
        self._pipeline = pipeline
        self._cell = cell
        self._app = pipeline.apps[0]
        self._transcript = transcript
        self._rooms = pipeline.worlds.library.rooms
        begin = begin_of(transcript) or cell.now()
        self._span = Span(begin, cell.now() - begin, tolerance)
        self._bindings = Bindings(transcript.stand_ins, {**credentials(self._app, transcript.stand_ins), **given})
        self._leaves = Leaves(self._bindings, self._span)

    async def run(self) -> AsyncIterator[Compared]:
        """Make the requests, one after the other."""
        for exchange in self._transcript.exchanges:
            yield await self._again(exchange)

    async def _again(self, exchange: Exchange) -> Compared:
        then = exchange.request
        if then.body.omitted:
            return Compared(exchange, then, skipped="the transcript does not hold its body")
        met = set(self._bindings.unknown)
        endpoint = asked(then, self._app)
        sent = request_with(then, self._app, endpoint, self._leaves.meant)
        self._let_pass(exchange.at)
        try:
            response = await self._pipeline.handle(request_of(sent), self._cell.name)
        except Problem as problem:
            nowhere = Difference("status", str(exchange.reply.status), f"none: {problem.message}")
            return Compared(exchange, sent, differences=[nowhere])
        entry = self._cell.log.entries[self._cell.log.next_id - 1]
        unknown = [one for one in self._bindings.unknown if one not in met]
        found = [*self._compared(exchange, endpoint, response)]
        return Compared(exchange, sent, entry.reply_ids(), entry.said[0].source, found, unknown)

    def _let_pass(self, at: datetime) -> None:
        cell = self._cell
        moment = max(cell.now(), at + self._span.shift)
        cell.world = replace(pass_time(cell.world, moment, self._rooms), clock=frozen(moment))

    def _compared(self, exchange: Exchange, endpoint: Found, response: Response) -> Iterator[Difference]:
        then, leaves = exchange.reply, self._leaves
        if then.status != response.status:
            yield Difference("status", str(then.status), str(response.status))
        now = _texts(response.headers)
        yield from self._headers(dict(then.headers), now)
        yield from self._cookies(then.headers, response.headers)
        body = body_of(response.body, now.get("content-type", ""))
        if then.body.omitted or body.omitted:
            one, other = (f"{held.omitted} bytes" if held.omitted else brief(held.text) for held in (then.body, body))
            # What bytes a file has is not told by a transcript; how many there are is the account's own affair.
            if not (then.body.omitted and body.omitted):
                yield Difference("body", one, other)
            return
        yield from differences(then.body.text, body.text, then.header("content-type"), endpoint, leaves)

    def _headers(self, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Difference]:
        for name in COMPARED:
            one, other = then.get(name), now.get(name)
            if one is None and other is None:
                continue
            same = one is not None and other is not None
            if not same or not self._leaves.same(name, _plain(name, one or ""), _plain(name, other or "")):
                yield Difference(f"header {name}", one or NOTHING, other or NOTHING)

    def _cookies(self, then: Sequence[tuple[str, str]], headers: Sequence[Header]) -> Iterator[Difference]:
        before = _set([value for name, value in then if name == "set-cookie"])
        after = _set([value.decode("latin-1") for name, value in headers if name.lower() == b"set-cookie"])
        for name in [*before, *(name for name in after if name not in before)]:
            one, other = before.get(name), after.get(name)
            if one is None or other is None or not self._leaves.same("", one, other):
                yield Difference(f"cookie {name}", one or NOTHING, other or NOTHING)


def credentials(app: App, stand_ins: Sequence[StandIn]) -> dict[str, str]:
    """What the user's name and the secrets that were used most mean in the mock's scenarios: the demo accounts.

    Those that replies accepted count first, so that a login that was refused keeps being refused.
    """
    best: dict[str, StandIn] = {}
    for one in stand_ins:
        if one.kind in ("secret", "user") and one.sent and not one.told:
            held = best.get(one.name)
            if held is None or (one.accepted, one.sent) > (held.accepted, held.sent):
                best[one.name] = one
    meant = {one.value: _example(app, name, one.kind) for name, one in best.items()}
    return {value: example for value, example in meant.items() if example}


def _example(app: App, name: str, kind: str) -> str:
    """What the examples of an app have under a name."""
    fields = [field for endpoint in app.endpoints for field in endpoint.fields.values()]
    declared = (field.example for field in fields if name in (field.wire_name, field.name) and field.place != "header")
    names = ("username", "login", "user") if kind == "user" else ("password",)
    demo = next((app.demo[one] for one in names if one in app.demo), "")
    return next((example for example in declared if example), "") or demo


def _texts(headers: Sequence[Any]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


def _plain(name: str, value: str) -> str:
    """A header as it is compared: media types without case and blanks, methods in one order."""
    if name == "content-type":
        kind, *options = (part.strip().lower().replace('"', "") for part in value.split(";"))
        return ";".join([kind, *sorted(options)])
    if name == "allow":
        return ", ".join(sorted(part.strip() for part in value.split(",")))
    return value


def _set(values: Sequence[str]) -> dict[str, str]:
    """What cookies are set, by name; of what is asked of a client, only the path is compared."""
    cookies = {}
    for value in values:
        pair, *options = (part.strip() for part in value.split(";"))
        name, _, held = pair.partition("=")
        path = [option.lower() for option in options if option.lower().startswith("path=")]
        cookies[name] = "; ".join([held, *path])
    return cookies
