"""How the tests call the SMS and e-mail functions: JSON answers, and lists with addresses."""

import json
from typing import Any

from contract_tests.conftest import Site
from contract_tests.tcn.calling import ask, upload

# The guide's own file of section 53, signed in as the demo account.
SMS_EXAMPLE = """login.username=demo
login.password=demo
file.1.description=Test Email List
file.1.country=United States / Canada
file.1.start_time=11/22/2017 17:30
file.1.end_time=11/22/2017 18:30
file.1.timezone_override=false
file.1.import_template_number=27
file.1.schedule_template_number=10
file.1.messages_per_minute=1
file.1.sms_source_number=4352227343
file.1.contact_list_sms_phone_column_name=Cell Phone
__DATA-START__
me@email.com,Jerry,Smith,9695552468,1234
someone@somewhere.com,Rick,Sanchez,9695551357,9876
"""

# And that of section 60.
EMAIL_EXAMPLE = """login.username=demo
login.password=demo
file.1.description=Test Email List
file.1.country=United States / Canada
file.1.start_time=11/22/2017 17:30
file.1.end_time=11/22/2017 18:30
file.1.timezone_override=false
file.1.import_template_number=27
file.1.schedule_template_number=60
file.1.messages_per_minute=1
file.1.email_from_address=someone@somewhere.com
file.1.contact_list_email_column_name=Email
file.1.email_schedule_duplicates=false
__DATA-START__
me@email.com,Jerry,Smith,9695552468,1234
someone@somewhere.com,Rick,Sanchez,9695551357,9876
"""
EXAMPLES = {"sms": SMS_EXAMPLE, "email": EMAIL_EXAMPLE}
PATHS = {"sms": "SmsScheduleWithFile", "email": "EmailScheduleWithFile"}

# A day of the example, in the time it was written.
IN_2017 = "2017-11-22T12:00:00Z"

UTAH, NEW_YORK, HONOLULU = "8015550100", "2125550100", "8085550100"
PREPARED = 2


def file(medium: str, data: str | None = None, **header: str | None) -> str:
    """The guide's example file to be sent at once, with other data and `file.1.` parameters (None leaves one out)."""
    head, printed = EXAMPLES[medium].split("__DATA-START__\n")
    lines = dict(line.split("=", 1) for line in head.splitlines())
    for key, value in {"start_time": None, "end_time": None, **header}.items():
        name = key if "." in key else f"file.1.{key}"
        if value is None:
            lines.pop(name, None)
        else:
            lines[name] = value
    text = "".join(f"{key}={value}\n" for key, value in lines.items())
    return f"{text}__DATA-START__\n{printed if data is None else data}"


def send_file(site: Site, medium: str, text: str) -> tuple[int, str]:
    """Upload a file; status and body."""
    return upload(site, text, PATHS[medium])


def texts(site: Site, *numbers: str, **header: str | None) -> int:
    """Upload a list of numbers to be sent at once, one a second unless told otherwise; the sid of the group."""
    data = "".join(f",Person,{place},{number},\n" for place, number in enumerate(numbers))
    return _begin(site, "sms", data, header)


def mails(site: Site, *addresses: str, **header: str | None) -> int:
    """Upload a list of addresses to be sent at once, one a second unless told otherwise; the sid of the group."""
    data = "".join(f"{address},Person,{place},,\n" for place, address in enumerate(addresses))
    return _begin(site, "email", data, header)


def _begin(site: Site, medium: str, data: str, header: dict[str, str | None]) -> int:
    options = {"duplicate_handle": "Allow", "messages_per_minute": None, **header}
    status, text = send_file(site, medium, file(medium, data, **options))
    assert status == 200, text
    return int(text)


def detail(site: Site, path: str, **data: Any) -> Any:
    """What a function says under `resultDetail`, which is all that it says."""
    status, text = ask(site, path, **data)
    assert status == 200, text
    said = json.loads(text)
    assert list(said) == ["resultDetail"]
    return said["resultDetail"]


def group(site: Site, sid: int, medium: str = "sms") -> dict[str, Any]:
    """The row of a group."""
    return site.row(f"{medium}_groups", sid, app="tcn")


def state(site: Site, sid: int, medium: str = "sms") -> int:
    """The state of a group."""
    code: int = group(site, sid, medium)["status"]
    return code


def messages(site: Site, sid: int, medium: str = "sms") -> list[dict[str, Any]]:
    """The messages of a group, in the order of their contacts."""
    return [row for row in site.rows(f"{medium}_messages", app="tcn") if row["group_sid"] == sid]


def statuses(site: Site, sid: int, medium: str = "sms") -> list[str]:
    """How far its messages are."""
    return [row["status"] for row in messages(site, sid, medium)]


def sent(site: Site, sid: int, medium: str = "sms") -> list[str | None]:
    """When its messages were sent."""
    return [row["sent"] for row in messages(site, sid, medium)]
