"""What the vendor's software was seen to answer, replayed in one world and compared reply by reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
import pytest

TRANSCRIPT = Path(__file__).resolve().parents[2] / "fixtures" / "dialer360" / "transcript.txt"
DOOR = "/adminpanel/api.php"
ARROW = "  ⇒  "
SIGNED_IN = "source=test&user=6666&pass=1234"
NOT_GIVEN = "(not given)"
MULTIPART = re.compile(r"\(multipart: (?P<fields>[^)]+)\)")
SECRETS = {"user": "6666", "pass": "1234"}  # the multipart request names these two without their values
RUN = 300  # how often a character is repeated where the transcript abbreviates a run

# Names inside the control plane that this file leans on: all of them are here.
SETTINGS = "worlds/{world}/state/dialer360/settings/system"


@dataclass(frozen=True)
class Switch:
    """A setting that was changed ahead of a request, by the system's administrator and not by a request."""

    ahead_of: str
    setting: str
    value: str


# Each goes ahead of the first request that reads so.
SWITCHES = (
    Switch("~&function=sounds_list&format=tab&stage=date", "sounds_central_control_active", "1"),
    Switch("~&function=logged_in_agents", "api_ip_lists", "1"),
    Switch("~&function=version", "api_ip_lists", "0"),
    Switch(
        "~&function=add_lead&phone_number=7275558010&list_id=101&custom_fields=Y&favorite_color=x",
        "custom_fields_enabled",
        "0",
    ),
)


@dataclass(frozen=True)
class Volatile:
    """A part of given replies that another run may answer otherwise."""

    given: str
    here: str
    why: str
    in_requests_with: str = ""


VOLATILE = (
    Volatile(r"DATE: [0-9: -]{19}\|EPOCH: [0-9]+", r"DATE: [0-9: -]{19}\|EPOCH: [0-9]+", "the server's clock"),
    Volatile(
        r"2026-11-20 21:50:[0-9]{2}",
        r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}",
        "the server's clock: the callback is for NOW",
        in_requests_with="callback_datetime=NOW",
    ),
    Volatile(r"script runtime: [0-9]+ seconds", r"script runtime: [0-9]+ seconds", "how fast the machine was"),
    Volatile(r"<echoed SQL>", r"(?s:.*)", "the statement that failed is of the vendor's database"),
)

# Requests, by number, whose given reply is knowingly not reproduced, and why. One that matches after all has to leave.
EXCEPTIONS: dict[int, str] = {}


class Dialer(Protocol):
    """What the `observed` fixture gives: a world of the scenario observed-2017 with the profile observed."""

    @property
    def url(self) -> str: ...

    @property
    def control(self) -> httpx.Client: ...

    @property
    def world(self) -> str: ...


@dataclass(frozen=True)
class Exchange:
    """One request of the transcript, as written and as sent, and the reply where it is given."""

    number: int
    written: str
    query: str
    content_type: str
    body: str
    given: str | None

    @property
    def pattern(self) -> str:
        """The given reply with its volatile parts open."""
        assert self.given is not None
        text = re.escape(self.given)
        for part in VOLATILE:
            if part.in_requests_with in self.written:
                text = replace_escaped(text, part, self.given)
        return text

    @property
    def target(self) -> str:
        return f"{DOOR}?{self.query}" if self.query else DOOR

    def send(self, browser: httpx.Client, url: str) -> httpx.Response:
        address = url + self.target
        if not self.content_type:
            return browser.get(address)
        if fields := MULTIPART.fullmatch(self.body):
            pairs = [field.partition("=") for field in fields["fields"].split()]
            form = {name: (None, value or SECRETS[name]) for name, _, value in pairs}
            return browser.post(address, files=form)
        return browser.post(address, content=self.body.encode(), headers={"Content-Type": self.content_type})


def replace_escaped(text: str, part: Volatile, given: str) -> str:
    """Open each place of the escaped text where the given reply has the volatile part."""
    for found in set(re.findall(part.given, given)):
        text = text.replace(re.escape(found), part.here)
    return text


def expanded(text: str) -> str:
    """Write out the abbreviated runs of one character."""
    return re.sub(r"(.)…", lambda run: run[1] * RUN, text)


def unescaped(text: str) -> str:
    return "" if text == "∅" else expanded(text).replace("\\n", "\n").replace("\\t", "\t")


def exchange_of(number: int, line: str) -> Exchange:
    written, _, reply = line.partition(ARROW)
    query, post, rest = written.partition(" POST[")
    content_type, _, body = rest.partition("] ") if post else ("", "", "")
    query, body = (expanded(part.replace("~", SIGNED_IN, 1)) for part in (query, body))
    query = "" if query == "(no parameters)" else query
    return Exchange(number, written, query, content_type, body, None if reply == NOT_GIVEN else unescaped(reply))


def exchanges() -> list[Exchange]:
    lines = TRANSCRIPT.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    return [exchange_of(number, line) for number, line in enumerate(told, 1)]


def switcher(dialer: Dialer) -> Callable[[Exchange], None]:
    """Give what changes the settings ahead of a request, each once."""
    waiting = list(SWITCHES)

    def switch(exchange: Exchange) -> None:
        for due in [switch for switch in waiting if switch.ahead_of == exchange.written]:
            waiting.remove(due)
            settings = SETTINGS.format(world=dialer.world)
            dialer.control.patch(settings, json={due.setting: due.value}).raise_for_status()

    return switch


def fault_of(exchange: Exchange, reply: httpx.Response) -> str:
    """What is wrong with a reply, or nothing."""
    heading = f"{exchange.number:>3}  {exchange.written}"
    if exchange.given is None:
        return f"{heading}\n     answered {reply.status_code}" if reply.status_code >= 500 else ""
    same = reply.status_code == 200 and re.fullmatch(exchange.pattern, reply.text) is not None
    if exchange.number in EXCEPTIONS:
        return f"{heading}\n     is listed as an exception, but matches" if same else ""
    status = "" if reply.status_code == 200 else f" with status {reply.status_code}"
    return "" if same else f"{heading}\n     given {exchange.given!r}\n     got   {reply.text!r}{status}"


@pytest.fixture(scope="module")
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30, trust_env=False) as client:
        yield client


def test_the_transcript_is_read_whole() -> None:
    told = exchanges()
    assert (len(told), sum(exchange.given is not None for exchange in told)) == (450, 300)
    assert all(exchange.given is None or re.fullmatch(exchange.pattern, exchange.given) for exchange in told)
    assert not [exchange for exchange in told if "…" in exchange.query + exchange.body + (exchange.given or "")]
    assert not [exchange for exchange in told if "\\" in (exchange.given or "")]


def test_a_query_of_the_transcript_is_sent_as_it_is_written() -> None:
    for exchange in exchanges():
        assert httpx.URL("http://localhost" + exchange.target).raw_path.decode() == exchange.target


def test_the_four_kinds_of_request_are_told_apart() -> None:
    told = exchanges()
    kinds = [exchange.content_type for exchange in told if exchange.content_type]
    form = "application/x-www-form-urlencoded"
    assert kinds == [form, form, form, "application/json", "multipart/form-data"]
    query_and_body = [exchange for exchange in told if exchange.content_type and exchange.query]
    assert [exchange.query for exchange in query_and_body] == ["function=agent_status&agent_user=1001"]
    assert query_and_body[0].body == f"{SIGNED_IN}&function=agent_status&agent_user=1000"


def test_every_switch_and_every_exception_names_a_request() -> None:
    told = exchanges()
    assert {switch.ahead_of for switch in SWITCHES} <= {exchange.written for exchange in told}
    assert set(EXCEPTIONS) <= {exchange.number for exchange in told if exchange.given is not None}


def test_every_volatile_part_is_part_of_a_given_reply() -> None:
    for part in VOLATILE:
        places = [exchange for exchange in exchanges() if part.in_requests_with in exchange.written]
        assert any(re.search(part.given, exchange.given or "") for exchange in places), part.why


def test_the_vendors_software_is_answered_like(
    observed: Dialer, browser: httpx.Client, record_property: Callable[[str, object], None]
) -> None:
    switch = switcher(observed)
    faults: list[str] = []
    given = came_back = 0
    for exchange in exchanges():
        switch(exchange)
        fault = fault_of(exchange, exchange.send(browser, observed.url))
        faults += [fault] if fault else []
        if exchange.given is not None and exchange.number not in EXCEPTIONS:
            given += 1
            came_back += not fault
    tally = f"{came_back} of {given} given replies came back, {len(EXCEPTIONS)} exceptions"
    record_property("observed", tally)
    print(tally)
    assert not faults, "\n".join([f"{tally}; the first faults:", *faults[:15]])
