"""Templates: how files are read, what broadcasts say, how reports look, and when calls may be made."""

from typing import Literal

from ringback.state.record import EPOCH, Instant, Record

FieldKind = Literal["text", "phone", "email", "zip", "caller id"]
ReportType = Literal[
    "Outbound Call",
    "Outbound Record",
    "Inbound Call",
    "Manual Call",
    "Agent Call",
    "SMS",
    "Email",
    "Scheduled Callback",
]


class ImportField(Record, frozen=True):
    """A column of a file: its name, what it holds, and its width in a fixed-width file."""

    name: str
    kind: FieldKind = "text"
    width: int = 0


class ImportTemplate(Record, frozen=True):
    """How a file is read: up to 30 columns, delimited and quoted or of fixed width."""

    client_sid: int
    number: int
    name: str = ""
    description: str = ""
    fixed_width: bool = False
    quote: str = '"'
    delimiter: str = ","
    fields: tuple[ImportField, ...] = ()


class BroadcastTemplate(Record, frozen=True):
    """What a broadcast says and how it calls.

    `message_missing` says that a message or its file is not there; `tts_fields` are the contact fields read out by
    text to speech. With `linkcall` those who answer are joined to an agent. Numbers not reached are called again
    `retry_minutes` later, `attempts` times in all.
    """

    client_sid: int
    number: int
    name: str = ""
    type: Literal["STANDARD", "LAYERED"] = "STANDARD"
    modified: Instant = EPOCH
    message_missing: bool = False
    tts_fields: tuple[str, ...] = ()
    message_seconds: int = 30
    caller_id: str = ""
    linkcall: bool = False
    machine_delivery: bool = True
    record_calls: bool = False
    outbound_lines: int = 10
    inbound_lines: int = 10
    attempts: int = 1
    retry_minutes: int = 30


class ReportColumn(Record, frozen=True):
    """A column of a report: its title, the value it shows (its own title unless given), and its fixed width."""

    title: str
    value: str = ""
    width: int = 0


class ReportTemplate(Record, frozen=True):
    """How a report looks; `end_of_line` is written as an escape, such as `\\n`."""

    client_sid: int
    number: int
    name: str = ""
    description: str = ""
    type: ReportType = "Outbound Call"
    fixed_width: bool = False
    quote: str = '"'
    delimiter: str = ","
    end_of_line: str = "\\n"
    header: bool = True
    columns: tuple[ReportColumn, ...] = ()


class SmsTemplate(Record, frozen=True):
    """A text message; a file's schedule template number is its sid."""

    sms_template_sid: int
    client_sid: int
    name: str = ""
    text: str = ""
    message_missing: bool = False


class EmailTemplate(Record, frozen=True):
    """An e-mail; a file's schedule template number is its sid."""

    email_template_sid: int
    client_sid: int
    name: str = ""
    subject: str = ""
    html: str = ""
    message_missing: bool = False


class Window(Record, frozen=True):
    """Hours of some days (0 is Monday) at which calls may be made; minutes since midnight, the end left out."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    start: int = 480
    end: int = 1260


class ScheduleRule(Record, frozen=True):
    """When broadcasts may run, in the rule's own time zone."""

    schedule_rule_sid: int
    client_sid: int
    name: str
    description: str = ""
    time_zone: str = "America/Los_Angeles"
    windows: tuple[Window, ...] = ()
