"""What the columns of reports show: a value for every title, of calls and records or of callbacks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

from ringback.state.record import EPOCH
from ringback.vendors.tcn import dates
from ringback.vendors.tcn.billing import decimal
from ringback.vendors.tcn.records import Agent, Call, Callback, Contact, ReportColumn, TaskRecord
from ringback.vendors.tcn.results import RESULTS, Result
from ringback.vendors.tcn.world import TcnWorld


class Subject(NamedTuple):
    """What a line of a report of calls is about: a call, or with `record` a record and its last call."""

    call: Call
    record: TaskRecord | None = None
    contact: Contact | None = None
    agent: Agent | None = None


class CallbackSubject(NamedTuple):
    """What a line of a report of callbacks is about."""

    callback: Callback
    agent: Agent | None = None


Value: TypeAlias = Callable[[Any], object]


def moment(at: datetime | None) -> str:
    """A moment as reports show it; blank for none."""
    return "" if at is None or at == EPOCH else dates.stamp(at)


def result_of(subject: Subject) -> int:
    """The result code: that of the record where the report is about records."""
    return subject.record.result_code if subject.record is not None else subject.call.result_code


def _result(subject: Subject) -> Result:
    code = result_of(subject)
    return RESULTS.get(code) or Result(code, str(code), str(code))


def total_seconds(call: Call) -> int:
    """The seconds of the message and of the talk with an agent."""
    return call.delivery_seconds + call.linkback_seconds


def total_cost(call: Call) -> float:
    """What both of them cost."""
    return call.delivery_cost + call.linkback_cost


def _of_call(value: Callable[[Call], object]) -> Value:
    return lambda subject: value(subject.call)


def _of_agent(field: str) -> Value:
    return lambda subject: getattr(subject.agent, field) if subject.agent is not None else ""


_GROUP = _of_call(lambda call: call.group_sid)
_START = _of_call(lambda call: moment(call.start_time))
_DISPOSITION = _of_call(lambda call: call.disposition)
_AGENT_NAMES: Final[Mapping[str, Value]] = {
    "Agent First Name": _of_agent("first_name"),
    "Agent Last Name": _of_agent("last_name"),
}

CALL_VALUES: Final[Mapping[str, Value]] = {
    "Call ID": _of_call(lambda call: call.call_id or ""),
    "Call Log ID": _of_call(lambda call: call.call_log_sid or ""),
    "Call Type": _of_call(lambda call: call.kind),
    "Record ID": _of_call(lambda call: call.record_id or ""),
    "Contact ID": _of_call(lambda call: call.contact_id or ""),
    "Task ID": _GROUP,
    "Group ID": _GROUP,
    "Attempt": lambda subject: subject.record.attempts if subject.record is not None else subject.call.attempt,
    "Dialed Number": _of_call(lambda call: call.number),
    "Caller ID": _of_call(lambda call: call.caller_id),
    "Schedule Time": _of_call(lambda call: moment(call.schedule_time)),
    "Start Time": _START,
    "Start Date Time": _START,
    "Call Date-Time": _START,
    "End Time": _of_call(lambda call: moment(call.ended)),
    "Result": lambda subject: _result(subject).long,
    "Long Result": lambda subject: _result(subject).long,
    "Short Result": lambda subject: _result(subject).short,
    "Result Code": result_of,
    "Delivery Length": _of_call(lambda call: call.delivery_seconds),
    "Delivery Cost": _of_call(lambda call: decimal(call.delivery_cost)),
    "Inbound Cost": _of_call(lambda call: decimal(call.delivery_cost)),
    "Linkback Length": _of_call(lambda call: call.linkback_seconds),
    "Linkback Cost": _of_call(lambda call: decimal(call.linkback_cost)),
    "Total Length": _of_call(total_seconds),
    "Total Cost": _of_call(lambda call: decimal(total_cost(call))),
    "Last Element": _of_call(lambda call: call.last_element),
    "Agent SID": _of_call(lambda call: call.agent_sid or ""),
    **_AGENT_NAMES,
    "Agent Call Talk Duration": _of_call(lambda call: call.talk_seconds),
    "Agent Call Hold Duration": _of_call(lambda call: call.hold_seconds),
    "Agent Call Wrap up Duration": _of_call(lambda call: call.wrap_up_seconds),
    "Agent Dispositions": _DISPOSITION,
    "An Agent Call Response": _DISPOSITION,
}
"""What reports of calls and records show by these titles; any other is a field of the contact."""


def _of_callback(value: Callable[[Callback], object]) -> Value:
    return lambda subject: value(subject.callback)


CALLBACK_VALUES: Final[Mapping[str, Value]] = {
    "Callback ID": _of_callback(lambda callback: callback.callback_sid),
    "Service ID": _of_callback(lambda callback: callback.service_id or ""),
    "Name": _of_callback(lambda callback: callback.name),
    "Phone Number": _of_callback(lambda callback: callback.phone_number),
    "Caller ID": _of_callback(lambda callback: callback.caller_id),
    "Schedule Time": _of_callback(lambda callback: moment(callback.created)),
    "Start Time": _of_callback(lambda callback: moment(callback.start_time)),
    "End Time": _of_callback(lambda callback: moment(callback.end_time)),
    "Status": _of_callback(lambda callback: callback.status),
    "Skills": _of_callback(lambda callback: ", ".join(callback.skills)),
    "Agent SID": _of_callback(lambda callback: callback.agent_sid or ""),
    **_AGENT_NAMES,
    "Notes": _of_callback(lambda callback: callback.notes),
    "Call ID": _of_callback(lambda callback: callback.call_id or ""),
}
"""What reports of callbacks show by these titles; any other is an item of the client info."""


class ContactField:
    """The value of the contact in the column of that name, blank where there is none."""

    def __init__(self, world: TcnWorld, name: str) -> None:
        """Look for the column once in every list."""
        self._world = world
        self._name = name
        self._places: dict[int, int] = {}

    def __call__(self, subject: Subject) -> str:
        """The value, for a line of the report."""
        contact = subject.contact
        if contact is None:
            return ""
        sid = contact.contact_group_sid
        place = self._places.get(sid)
        if place is None:
            place = self._places[sid] = self._place(sid)
        return contact.values[place] if place < len(contact.values) else ""

    def _place(self, contact_group_sid: int) -> int:
        group = self._world.contact_groups.get(contact_group_sid)
        fields = group.fields if group is not None else ()
        # A place behind all values: there is no such column.
        return fields.index(self._name) if self._name in fields else 1 << 30


def call_lines(
    world: TcnWorld, columns: Sequence[ReportColumn], subjects: Iterable[Subject]
) -> Iterator[Sequence[object]]:
    """The lines of a report of calls or records."""
    names = [column.value or column.title for column in columns]
    values = [CALL_VALUES.get(name) or ContactField(world, name) for name in names]
    contacts = any(name not in CALL_VALUES for name in names)
    agents = any(name in _AGENT_NAMES for name in names)
    for subject in subjects:
        call = subject.call
        contact = world.contacts.get(call.contact_id) if contacts else None
        agent = world.agents.get(call.agent_sid) if agents else None
        whole = Subject(call, subject.record, contact, agent)
        yield [value(whole) for value in values]


def callback_lines(
    world: TcnWorld, columns: Sequence[ReportColumn], callbacks: Iterable[Callback]
) -> Iterator[Sequence[object]]:
    """The lines of a report of callbacks."""
    values = [_callback_value(column.value or column.title) for column in columns]
    for callback in callbacks:
        subject = CallbackSubject(callback, world.agents.get(callback.agent_sid))
        yield [value(subject) for value in values]


def _callback_value(name: str) -> Value:
    return CALLBACK_VALUES.get(name) or _of_callback(lambda callback: callback.details.get(name, ""))
