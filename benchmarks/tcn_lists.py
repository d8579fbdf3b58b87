"""What long lists cost in the TCN room: to upload, to keep and to report them, and what others wait meanwhile."""

import asyncio
import time
import tracemalloc
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.processes import Server, alone
from benchmarks.report import Budget, Row
from ringback.apps import build
from ringback.contract.request import Request
from ringback.serve.asgi import DEFAULT_WORLD
from ringback.serve.settings import ClockSetting, Settings

FEW, MANY = 10_000, 100_000
ROUNDS = 3
UPLOAD, REPORT = "/backoffice/FtpReceptionServlet", "/backoffice/FtpReportServlet"
DEMO = {"username": "demo", "password": "demo"}
# What a neighbour asks for while a list is under way: a short answer of another world.
OTHER = f"/w/other/backoffice/RemoteBroadcastTemplateList?{urlencode(DEMO)}"
TYPE, FORM = "multipart/form-data; boundary=list", "application/x-www-form-urlencoded"
HEADER = """login.username=demo
login.password=demo
file.1.description=Long list
file.1.country=United States / Canada
file.1.timezone=America/Denver
file.1.import_template_number=2
file.1.schedule_template_number=1
____DATA-START____
"""
# The time of a record may grow by what trees grow: by a level, no more.
LINEAR = Budget(ratio_at_least=1 / 1.5)
KILOBYTE = Budget(at_most=1000)


def sheet(count: int) -> bytes:
    """The body of an upload: no two records share a name or a number."""
    data = "".join([f"First{number},Last{number},{2_010_000_000 + number}\n" for number in range(count)])
    part = 'Content-Disposition: form-data; name="file"; filename="list.txt"\r\nContent-Type: text/plain\r\n'
    return f"--list\r\n{part}\r\n{HEADER}{data}\r\n--list--\r\n".encode()


def post(port: int, path: str, body: bytes, kind: str) -> bytes:
    """The body of the answer to a request, which must succeed."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", path, body, {"content-type": kind})
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    assert answer.status == 200, said[:200]
    return said


def timed(port: int, path: str, body: bytes, kind: str) -> tuple[float, bytes]:
    """The seconds that a request takes, and what is answered."""
    began = time.perf_counter()
    said = post(port, path, body, kind)
    return time.perf_counter() - began, said


def worst_wait(port: int, path: str, body: bytes, kind: str) -> float:
    """Ask for something else of another world again and again while a request is under way: the worst wait, seconds."""
    neighbour = HTTPConnection("127.0.0.1", port, timeout=120)
    waits = []
    with ThreadPoolExecutor(1) as aside:
        under_way = aside.submit(post, port, path, body, kind)
        while not under_way.done():
            began = time.perf_counter()
            neighbour.request("GET", OTHER)
            neighbour.getresponse().read()
            waits.append(time.perf_counter() - began)
        under_way.result()
    neighbour.close()
    return max(waits)


class Taken(NamedTuple):
    """What was measured of lists of one length: seconds alone, worst waits of a neighbour, and bytes of a report."""

    uploads: Sequence[float]
    upload_waits: Sequence[float]
    reports: Sequence[float]
    report_waits: Sequence[float]
    length: int


def taken(count: int) -> Taken:
    """Upload a list and report its records, alone and with a neighbour; each round on a new server."""
    found = Taken([], [], [], [], 0)
    body = sheet(count)
    for _ in range(ROUNDS):
        with Server.of_ringback("--scenario", "handbook", "--clock", "frozen", "--log", "off") as server:
            server.first_reply(f"GET {OTHER} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            port = server.port
            # What a first upload makes, later ones find.
            post(port, f"/w/first{UPLOAD}", sheet(1), TYPE)
            seconds, sid = timed(port, f"/w/alone{UPLOAD}", body, TYPE)
            asked = urlencode({**DEMO, "taskSid": sid.decode(), "templateNumber": "2"}).encode()
            took, report = timed(port, f"/w/alone{REPORT}", asked, FORM)
            assert report.count(b"\n") == count + 1
            upload_wait = worst_wait(port, f"/w/watched{UPLOAD}", body, TYPE)
            report_wait = worst_wait(port, f"/w/watched{REPORT}", asked, FORM)
        found = Taken(
            [*found.uploads, seconds],
            [*found.upload_waits, upload_wait],
            [*found.reports, took],
            [*found.report_waits, report_wait],
            len(report),
        )
    return found


def weight(count: int) -> float:
    """Bytes that each of so many uploaded records takes: contact and record, with their places in the indexes."""
    served = build(Settings(scenario="handbook", clock=ClockSetting.of("frozen")), ["tcn"]).pipeline
    body = sheet(count)
    request = Request("POST", UPLOAD, b"", ((b"content-type", TYPE.encode()),), body)
    tracemalloc.start()
    answer = asyncio.run(served.handle(request, DEFAULT_WORLD))
    assert answer.status == 200, answer.body
    del answer, request
    served.journal.forget(DEFAULT_WORLD)
    held, _ = tracemalloc.get_traced_memory()
    return held / count


def rate(what: str, few: Sequence[float], many: Sequence[float]) -> Row:
    """At which rate records go; it must hold for many."""
    return Row(f"{what} of {MANY:,} records", MANY / min(many), "records/s", FEW / min(few), f"of {FEW:,}", LINEAR)


def wait(what: str, few: Sequence[float], many: Sequence[float]) -> Row:
    """The worst wait of a neighbour, at the best of times."""
    during = f"worst wait of another world during {what} of {MANY:,}"
    return Row(during, min(many) * 1000, "ms", min(few) * 1000, f"of {FEW:,}", detail={"runs": many})


def run(say: Callable[[str], None]) -> list[Row]:
    """All rows."""
    say(f"lists of {FEW:,} records")
    few = alone(taken, FEW)
    say(f"lists of {MANY:,} records")
    many = alone(taken, MANY)
    say(f"memory of {MANY:,} records")
    held = alone(weight, MANY)
    return [
        rate("upload", few.uploads, many.uploads),
        wait("the upload", few.upload_waits, many.upload_waits),
        Row("memory of an uploaded record, its contact and their indexes", held, "bytes", budget=KILOBYTE),
        rate("report", few.reports, many.reports),
        wait("the report", few.report_waits, many.report_waits),
        Row("length of a line of the report", many.length / MANY, "bytes"),
    ]
