"""What the soak writes at each vendor: one row a request, under a mark of its own, and how it is read back."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import msgspec

LOGIN = {"source": "soak", "user": "6666", "pass": "1234"}
DEMO = {"username": "demo", "password": "demo"}
DOOR = "/adminpanel/api.php"
CONFIG = "/unifiedconfig/config"
TEAMS = "/webservices/services/management/teams"
TOKENS = "/webservices/services/apitoken/login/demo"
BASIC = f"authorization: Basic {b64encode(b'administrator@demo.local:demo').decode()}"
FORM = "content-type: application/x-www-form-urlencoded"
FILE = """login.username=demo
login.password=demo
file.1.description={mark}
file.1.country=United States / Canada
file.1.timezone=America/Denver
file.1.import_template_number=2
file.1.schedule_template_number=1
____DATA-START____
{mark},Soak,2012000000
"""


class Ask(NamedTuple):
    """A request, with its path below the world's prefix."""

    method: str
    path: str
    headers: Sequence[str] = ()
    body: str = ""


class Told(NamedTuple):
    """A reply."""

    status: int
    head: str
    body: str


@dataclass(frozen=True)
class Vendor:
    """How rows are written at a vendor, under marks, and found again. `table` and `field` are where a mark is kept."""

    name: str
    table: str
    field: str
    write: Callable[[str, str], Ask]
    """The request that writes a row under a mark, with the world's token."""
    key: Callable[[Told], str]
    """The key of the row that was written; blank when it was not."""
    read: Callable[[str, str], Ask]
    """The request that reads the row of a key."""
    look: Callable[[str], Ask]
    """A request of readers, about something that is always there."""


def _lead(mark: str, token: str) -> Ask:
    values = {**LOGIN, "function": "add_lead", "phone_number": "2012000000", "phone_code": "1", "list_id": "999"}
    return Ask("POST", DOOR, [FORM], urlencode({**values, "vendor_lead_code": mark}))


def _lead_id(told: Told) -> str:
    return told.body.split("|")[-2] if told.body.startswith("SUCCESS: add_lead LEAD HAS BEEN ADDED - ") else ""


def _lead_info(key: str, token: str) -> Ask:
    values = {**LOGIN, "function": "lead_field_info", "field_name": "vendor_lead_code", "lead_id": key}
    return Ask("GET", f"{DOOR}?{urlencode(values)}")


def _upload(mark: str, token: str) -> Ask:
    part = 'Content-Disposition: form-data; name="file"; filename="soak.txt"\r\n'
    body = f"--soak\r\n{part}\r\n{FILE.format(mark=mark)}\r\n--soak--\r\n"
    return Ask("POST", "/backoffice/FtpReceptionServlet", ["content-type: multipart/form-data; boundary=soak"], body)


def _report(key: str, token: str) -> Ask:
    form = urlencode({**DEMO, "taskSid": key, "templateNumber": "2"})
    return Ask("POST", "/backoffice/FtpReportServlet", [FORM], form)


def _rule_id(told: Told) -> str:
    line = next((line for line in told.head.split("\r\n") if line.lower().startswith("location: ")), "")
    return urlsplit(line.partition(": ")[2]).path.rpartition("/")[2] if told.status == 201 else ""


def _as(token: str) -> list[str]:
    return [f"cookie: TokenKey={token}", "content-type: application/json", "accept: application/json"]


def _team_id(told: Told) -> str:
    said = msgspec.json.decode(told.body) if told.status == 200 else {}
    return str(said["Data"]["Id"]) if said.get("Success") else ""


VENDORS = (
    Vendor(
        "dialer360",
        "leads",
        "vendor_lead_code",
        _lead,
        _lead_id,
        _lead_info,
        lambda token: Ask("GET", f"{DOOR}?{urlencode({**LOGIN, 'function': 'agent_status', 'agent_user': '1234'})}"),
    ),
    Vendor(
        "tcn",
        "task_groups",
        "description",
        _upload,
        lambda told: told.body.strip() if told.body.strip().isdecimal() else "",
        _report,
        lambda token: Ask("POST", "/backoffice/RemoteBroadcastTemplateList", [FORM], urlencode(DEMO)),
    ),
    Vendor(
        "cisco",
        "dncs",
        "name",
        lambda mark, token: Ask(
            "POST", f"{CONFIG}/dnc", [BASIC, "content-type: application/xml"], f"<dnc><name>{mark}</name></dnc>"
        ),
        _rule_id,
        lambda key, token: Ask("GET", f"{CONFIG}/dnc/{key}", [BASIC]),
        lambda token: Ask("GET", f"{CONFIG}/campaign/5000", [BASIC]),
    ),
    Vendor(
        "maxcontact-management",
        "teams",
        "team_name",
        lambda mark, token: Ask("POST", TEAMS, _as(token), f'{{"TeamName": "{mark}"}}'),
        _team_id,
        lambda key, token: Ask("GET", f"{TEAMS}/{key}", _as(token)),
        lambda token: Ask("GET", TEAMS, _as(token)),
    ),
)
SIGN_IN = Ask("GET", TOKENS, [f"authorization: {b64encode(b'demo').decode()}", "content-type: application/json"])
