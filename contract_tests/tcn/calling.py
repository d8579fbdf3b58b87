"""How the tests call TCN's API: forms, and files with a header."""

from typing import Any

import httpx

from contract_tests.conftest import Site

DEMO = {"username": "demo", "password": "demo"}
ACME = {"username": "acme", "password": "acme"}

# The guide's own file of section 5, signed in as the demo account.
EXAMPLE = """login.username=demo
login.password=demo
file.1.description=Testing 123
file.1.country=United States / Canada
file.1.start_time=
file.1.end_time=
file.1.dial_order=first number
file.1.timezone=America/Denver
file.1.timezone_override=false
file.1.import_template_number=2
file.1.schedule_template_number=1
file.1.scrub_cell_phone_calls=false
____DATA-START____
joe,bloggs,8015551234
"""


def post(site: Site, path: str, **data: Any) -> httpx.Response:
    """POST a form below /backoffice/."""
    return site.client.post(f"{site.url}/backoffice/{path}", data=data)


def ask(site: Site, path: str, **data: Any) -> tuple[int, str]:
    """POST a form as the demo account (unless told otherwise); status and body."""
    reply = post(site, path, **{**DEMO, **data})
    return reply.status_code, reply.text


def upload(site: Site, text: str, path: str = "FtpReceptionServlet") -> tuple[int, str]:
    """POST a file in the part that the guide names; status and body."""
    files = {"file": ("list.txt", text.encode(), "text/plain")}
    reply = site.client.post(f"{site.url}/backoffice/{path}", files=files)
    return reply.status_code, reply.text


def file(*, data: str | None = "joe,bloggs,8015551234\n", **header: str | None) -> str:
    """The guide's example file with other data, and other `file.1.` parameters (None leaves one out)."""
    lines = dict(line.split("=", 1) for line in EXAMPLE.split("____")[0].splitlines())
    for key, value in header.items():
        name = key if "." in key else f"file.1.{key}"
        if value is None:
            lines.pop(name, None)
        else:
            lines[name] = value
    head = "".join(f"{key}={value}\n" for key, value in lines.items())
    return f"{head}____DATA-START____\n{data}"
