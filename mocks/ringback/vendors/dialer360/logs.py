"""Recordings and logs: `recording_lookup`, `did_log_export`, `phone_number_log`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.dialer360.activity import CallLog, CloserLog, DidCall, Recording
from ringback.vendors.dialer360.call import HEADER, STAGE, Export, Function, Line
from ringback.vendors.dialer360.fields import Digits, Letters, Raw, Switch, Words
from ringback.vendors.dialer360.world import Dialer360World

MOST_ROWS = 100_000
DATE_LENGTH = len("YYYY-MM-DD")

ECHOED = "not searched by; an answer of the observed profile repeats it"

# Comes after every text that goes on from the one it is added to.
_LAST = "\U0010ffff"


class RecordingLookup(Function, function="recording_lookup", section="recording_lookup"):
    """Look up recordings by call, by lead, or by agent and date."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: recording_lookup USER DOES NOT HAVE PERMISSION TO GET RECORDING INFO - {user}|0",
        observed="ERROR: recording_lookup USER DOES NOT HAVE PERMISSION TO GET RECORDING INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: recording_lookup INVALID SEARCH PARAMETERS - {user}|{agent_user}|{lead_id}|{date}|{uniqueid}",
        observed="ERROR: recording_lookup INVALID SEARCH PARAMETERS: {user}|{agent_user}|{lead_id}|{date}|{uniqueid}",
    )
    none = Line("ERROR: recording_lookup NO RECORDINGS FOUND - {user}|{agent_user}|{lead_id}|{date}|{uniqueid}")
    found = Export(
        "start_time",
        "user",
        "recording_id",
        "lead_id",
        "location",
        sample=("2026-01-05 12:00:01", "1000", "534820", "876409", "http://yourdomain.dialer360.com/example-all.wav"),
    )

    agent_user = Raw(note="2-20 characters; with a date")
    lead_id = Digits(note="1-10 digits; enough by itself")
    date = Raw(note="YYYY-MM-DD; with an agent")
    uniqueid = Words(plus=False, also=" -._", note="the id of a call, more than 8 characters; enough by itself")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)

    @check
    def searchable(self, world: Dialer360World) -> Answer[Self] | None:
        """A call or a lead is enough, an agent and a date are together."""
        least = 3 if world.observed else 2
        self.by_agent = least <= len(self.agent_user) <= 20
        self.by_lead = 1 <= len(self.lead_id) <= 10
        self.by_date = len(self.date) == DATE_LENGTH
        self.by_call = len(self.uniqueid) > 8
        points = 2 * self.by_call + 2 * self.by_lead + self.by_agent + self.by_date
        return None if points >= 2 else self.invalid()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the recordings that meet every criterion, the oldest first."""
        found = sorted(self._meeting(world), key=lambda row: (row.start_time, row.recording_id))
        rows = [
            (world.stamp(row.start_time), row.user, row.recording_id, row.lead_id, row.location)
            for row in found[:MOST_ROWS]
        ]
        return self.found(rows=rows) if rows else self.none()

    def _meeting(self, world: Dialer360World) -> Iterator[Recording]:
        """Search by what is narrowest, and sift by the rest."""
        user = world.user(self.agent_user)
        agent = user.user if user is not None else self.agent_user
        day = world.day(self.date) if self.by_date else None
        if self.by_date and day is None:
            return
        rows: Iterable[Recording]
        if self.by_call:
            rows = _of_call(world, self.uniqueid)
        elif self.by_lead:
            rows = world.recordings.where("lead", int(self.lead_id))
        else:
            rows = world.recordings.between("user", (agent, day[0]), (agent, day[1])) if day is not None else ()
        for row in rows:
            same_lead = not self.by_lead or row.lead_id == int(self.lead_id)
            same_agent = not self.by_agent or row.user == agent
            if same_lead and same_agent and (day is None or day[0] <= row.start_time < day[1]):
                yield row


def _of_call(world: Dialer360World, uniqueid: str) -> Iterator[Recording]:
    """The recordings of a call, whatever follows the dot of its id; one of an inbound call may have its number."""
    stem = uniqueid.partition(".")[0]
    calls = (stem,), (stem + _LAST,)
    yield from world.recordings.between("uniqueid", *calls)
    for number in {row.closecallid for row in world.closer_log.between("uniqueid", *calls)}:
        if not str(number).startswith(stem):
            yield from world.recordings.where("uniqueid", str(number))


class DidLogExport(Function, function="did_log_export", section="did_log_export"):
    """Export the calls that reached a DID on one day."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: did_log_export USER DOES NOT HAVE PERMISSION TO GET DID INFO - {user}|0",
        observed="ERROR: did_log_export USER DOES NOT HAVE PERMISSION TO GET DID INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: did_log_export INVALID SEARCH PARAMETERS - {user}|{phone_number}|{date}",
        observed="ERROR: did_log_export INVALID SEARCH PARAMETERS: {user}|{phone_number}|{date}",
    )
    none = Line(
        "ERROR: did_log_export NO RECORDS FOUND - {user}|{phone_number}|{date}",
        observed="ERROR: did_log_export NO RECORDS FOUND - {user}|{agent_user}|{lead_id}|{date}",
    )
    found = Export(
        "did_number",
        "call_date",
        "caller_id_number",
        "length_in_sec",
        sample=("3125551212", "2026-01-05 12:00:01", "7275550101", "123"),
    )

    phone_number = Digits(also=",", required=True, note="the DID, 2-20 digits")
    date = Raw(required=True, note="YYYY-MM-DD")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)
    agent_user = Raw(note=ECHOED)
    lead_id = Digits(note=ECHOED)

    @check
    def searchable(self, world: Dialer360World) -> Answer[Self] | None:
        """A DID and a date are needed."""
        least = 1 if world.observed else 2
        complete = least <= len(self.phone_number) <= 20 and len(self.date) == DATE_LENGTH
        return None if complete else self.invalid()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the calls in the order in which they came."""
        day = world.day(self.date)
        if day is None:
            return self.none()
        calls = world.did_log.between("did", (self.phone_number, day[0]), (self.phone_number, day[1]))
        rows = [_did_row(world, call) for call in islice(calls, MOST_ROWS)]
        return self.found(rows=rows) if rows else self.none()


def _did_row(world: Dialer360World, call: DidCall) -> tuple[object, ...]:
    """One call: it lasts until the end of its last queue. The software prints two columns the wrong way round."""
    queue = world.closer_log.last("uniqueid", call.uniqueid)
    seconds = 0
    if queue is not None:
        seconds = int((queue.call_date - call.call_date).total_seconds()) + queue.length_in_sec
    date, caller = world.stamp(call.call_date), call.caller_id_number
    return (call.did_pattern, *((caller, date) if world.observed else (date, caller)), seconds)


class PhoneNumberLog(Function, function="phone_number_log", section="phone_number_log"):
    """Export the calls to or from phone numbers that have ended."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: phone_number_log USER DOES NOT HAVE PERMISSION TO GET CALL LOG INFO - {user}|0",
        observed="ERROR: phone_number_log USER DOES NOT HAVE PERMISSION TO GET CALL LOG INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED - {user}|{phone_number}|{date}",
        observed="ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED: {user}|{phone_number}|{date}",
    )
    none = Line(
        "ERROR: phone_number_log NO RECORDS FOUND - {user}|{phone_number}|{date}",
        observed="NOTICE: phone_number_log NO RECORDS FOUND FOR THIS PHONE NUMBER - "
        "{user}|{phone_number}|{lead_id}|{date}",
    )
    found = Export(
        "phone_number",
        "call_date",
        "list_id",
        "length_in_sec",
        "lead_status",
        "hangup_reason",
        "call_status",
        "source_id",
        "user",
        sample=("7275550101", "2026-01-05 12:00:01", "999", "25", "SALE", "AGENT", "SALE", "mail098", "1000"),
    )

    phone_number = Digits(also=",", required=True, note="4 digits or more; several with commas between")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)
    detail = Switch(note="ALL calls (the default) or the LAST")
    type = Switch(note="OUT (the default), IN or ALL")
    lead_id = Digits(note=ECHOED)
    date = Raw(note="not searched by; answers repeat it")

    @check
    def searchable(self, world: Dialer360World) -> Answer[Self] | None:
        """One number at least must be long enough."""
        self.numbers = [number for number in self.phone_number.split(",") if len(number) > 3]
        return None if self.numbers else self.invalid()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show each number's calls, the newest first, outbound before inbound."""
        rows = [_call_row(world, call) for number in self.numbers for call in self._calls(world, number)]
        return self.found(rows=rows) if rows else self.none()

    def _calls(self, world: Dialer360World, number: str) -> Iterator[CallLog | CloserLog]:
        most = 1 if self.detail == "LAST" else MOST_ROWS
        if self.type != "IN":
            outbound = world.call_log.where("phone", number, reverse=True)
            yield from islice((call for call in outbound if call.end_time is not None), most)
        if self.type in ("IN", "ALL"):
            inbound = world.closer_log.where("phone", number, reverse=True)
            yield from islice((call for call in inbound if call.end_time is not None), most)


def _call_row(world: Dialer360World, call: CallLog | CloserLog) -> tuple[object, ...]:
    """One call, with what is now known of its lead."""
    lead = world.leads.get(call.lead_id)
    status_without_lead = call.status if isinstance(call, CallLog) else ""
    return (
        call.phone_number,
        world.stamp(call.call_date),
        call.list_id,
        call.length_in_sec,
        lead.status if lead is not None else status_without_lead,
        call.term_reason,
        call.status,
        lead.source_id if lead is not None else "",
        call.user,
    )
