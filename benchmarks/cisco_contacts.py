"""What contacts cost in the Cisco room: the time to import them, the memory they take, and the first page of many."""

import asyncio
import time
import tracemalloc
from base64 import b64encode
from collections.abc import Callable, Iterator

from benchmarks.processes import alone
from benchmarks.report import Budget, Row
from benchmarks.stock import START
from ringback.apps import build
from ringback.contract.request import Request
from ringback.serve.asgi import DEFAULT_WORLD
from ringback.serve.pipeline import Pipeline, Response
from ringback.serve.settings import ClockSetting, Settings
from ringback.state.transaction import Transaction
from ringback.vendors.cisco.records import Contact, PhoneZone
from ringback.vendors.cisco.world import CiscoWorld

FEW, MANY = 1_000, 10_000
STORED = 100_000
SHORT, LONG = 1_000, 1_000_000
CAMPAIGN = 5000
# What the design allows a stored contact.
KILOBYTE = Budget(at_most=1000)
PATH = f"/unifiedconfig/config/campaign/{CAMPAIGN}/import"
HEADERS = (
    (b"authorization", b"Basic " + b64encode(b"administrator@demo.local:demo")),
    (b"content-type", b"application/xml"),
)


def pipeline() -> Pipeline:
    """A server of one handbook world, without the server."""
    return build(Settings(scenario="handbook", clock=ClockSetting.of("frozen")), ["cisco"]).pipeline


def asked(served: Pipeline, method: str, body: bytes = b"") -> Response:
    """The answer to a request about the contacts of the campaign, which must succeed."""
    request = Request(method, PATH, b"", HEADERS, body)
    answer = served.at_once(request, DEFAULT_WORLD) or asyncio.run(served.handle(request, DEFAULT_WORLD))
    assert answer.status == 200, answer.body
    return answer


def sheet(count: int) -> bytes:
    """The body of an import in place of what there is: no two contacts share a name or a number."""
    rows = "\n".join(
        f"{number},First{number},Last{number},222{number:07},333{number:07},540,true" for number in range(count)
    )
    header = "AccountNumber,FirstName,LastName,Phone01,Phone02,TimeZoneBias,DstObserved"
    content = f"<fileContent><![CDATA[\n{header}\n{rows}\n]]></fileContent>"
    return f"<import>{content}<overwriteData>true</overwriteData></import>".encode()


def imported(count: int) -> float:
    """Import that many contacts into an empty list: seconds."""
    served, body = pipeline(), sheet(count)
    asked(served, "DELETE")
    began = time.perf_counter()
    asked(served, "POST", body)
    return time.perf_counter() - began


def contacts(count: int, phones: int) -> Iterator[Contact]:
    """Contacts with so many phones each, none of whose texts are shared."""
    zones = (PhoneZone(720, False),)
    for number in range(1, count + 1):
        yield Contact(
            campaign_id=CAMPAIGN,
            contact_id=number + 1,
            account_number=str(number),
            first_name=f"First{number}",
            last_name=f"Last{number}",
            numbers=" ".join([f"{220 + place}{number:07}" for place in range(phones)]),
            zones=zones,
            import_date=START,
            due=START,
        )


def fill(served: Pipeline, count: int, phones: int) -> None:
    """Store contacts in the world without asking for it."""
    cell = served.worlds.open(DEFAULT_WORLD)
    tx = Transaction(cell.world, START, noting=False)
    CiscoWorld(tx).contacts.extend(contacts(count, phones))
    cell.world = tx.commit()
    tx.close()


def weight(count: int, phones: int) -> float:
    """Bytes that each of so many contacts takes, with its places in the indexes."""
    served = pipeline()
    tracemalloc.start()
    fill(served, count, phones)
    held, _ = tracemalloc.get_traced_memory()
    return held / count


def first_page(count: int, times: int = 200) -> float:
    """The first page of so many contacts: microseconds, at best."""
    served = pipeline()
    fill(served, count, 2)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        asked(served, "GET")
        taken.append(time.perf_counter() - began)
    return min(taken) * 1e6


def run(say: Callable[[str], None]) -> list[Row]:
    """All rows."""
    say("importing contacts")
    few, many = (min(alone(imported, count) for _ in range(3)) for count in (FEW, MANY))
    rows = [
        Row(f"import of {MANY:,} contacts", many, "s", budget=Budget(at_most=1)),
        Row(
            f"importing a contact, {MANY:,} in one request",
            many / MANY * 1e6,
            "µs",
            few / FEW * 1e6,
            f"each of {FEW:,}",
            Budget(ratio_at_most=1.5),
        ),
    ]
    for phones, named in ((2, "two phones"), (10, "ten phones")):
        say(f"memory of {STORED:,} contacts with {named}")
        held = alone(weight, STORED, phones)
        rows.append(Row(f"memory of a stored contact with {named}, and its indexes", held, "bytes", budget=KILOBYTE))
    say(f"first page of {SHORT:,} and of {LONG:,} contacts")
    short, long = alone(first_page, SHORT), alone(first_page, LONG)
    budget = Budget(ratio_at_most=2)
    rows.append(Row(f"first page of {LONG:,} contacts", long, "µs", short, f"of {SHORT:,}", budget))
    return rows
