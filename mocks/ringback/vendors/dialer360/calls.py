"""One call by its id: `callid_info`."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.dialer360.activity import CallId, CallLog, CloserLog
from ringback.vendors.dialer360.call import HEADER, STAGE, Export, Function, Line
from ringback.vendors.dialer360.fields import Alphanumeric, Letters, Raw, Switch
from ringback.vendors.dialer360.logs import ECHOED
from ringback.vendors.dialer360.world import Dialer360World

# What ids begin with: calls that came in, and all others.
INBOUND = ("Y", "J", "LP", "VH")
OUTBOUND = ("V", "M", "DC", "S", "XL")


class CallidInfo(Function, function="callid_info", section="callid_info"):
    """Tell how long the customer talked in a call, and on demand more of it."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: callid_info USER DOES NOT HAVE PERMISSION TO GET CALL INFO - {user}|0",
        observed="ERROR: callid_info USER DOES NOT HAVE PERMISSION TO GET CALL INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: callid_info INVALID SEARCH PARAMETERS - {user}|{call_id}|",
        observed="ERROR: callid_info INVALID SEARCH PARAMETERS: {user}|{call_id}",
    )
    not_found = Line(
        "ERROR: callid_info CALL NOT FOUND - {user}|{call_id}|",
        observed="ERROR: callid_info CALL NOT FOUND: {user}|{agent_user}",
    )
    no_log = Line(
        "ERROR: callid_info CALL LOG NOT FOUND - {user}|{call_id}|",
        observed="ERROR: callid_info CALL LOG NOT FOUND: {user}|{agent_user}",
    )
    shown = Export("call_id", "custtime", sample=("M4050908070000012345", "725"))
    detailed = Export(
        "call_id",
        "custtime",
        "call_date",
        "campaign_id",
        "list_id",
        "status",
        "user",
        "phone",
        observed=(
            "call_id",
            "custtime",
            "call_date",
            "phone",
            "call_type",
            "campaign_id",
            "list_id",
            "status",
            "user",
        ),
        sample=(
            *("M4050908070000012345", "725", "2026-01-05 09:26:09"),
            *("TESTCAMP", "999", "A", "6666", "7275550101"),
        ),
    )

    call_id = Alphanumeric(required=True, example="M4050908070000012345", note="16-40 characters, V, M or Y first")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)
    detail = Switch(note="YES shows more of the call")
    agent_user = Raw(note=ECHOED)

    @check
    def searchable(self, world: Dialer360World) -> Answer[Self] | None:
        """The id must have the length and the beginning of one."""
        least, most = (18, 39) if world.observed else (16, 40)
        fits = least <= len(self.call_id) <= most and self.call_id.startswith(INBOUND + OUTBOUND)
        return None if fits else self.invalid()

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show the one row."""
        known = world.call_ids.get(self.call_id)
        if known is None:
            return self.not_found()
        log = _log_of(world, known)
        if log is None:
            return self.no_log()
        row = (known.caller_code, _customer_seconds(world, known, log.user))
        if self.detail != "YES":
            return self.shown(rows=[row])
        date, phone = world.stamp(known.call_date), log.phone_number
        where, who = (log.campaign_id, log.list_id), (log.status, log.user)
        if world.observed:
            return self.detailed(rows=[(*row, date, phone, _call_type(self.call_id), *where, *who)])
        return self.detailed(rows=[(*row, date, *where, *who, phone)])


def _log_of(world: Dialer360World, known: CallId) -> CallLog | CloserLog | None:
    """The row of a call in the log of its direction; for one that has been in several queues, the last."""
    if known.caller_code.startswith(INBOUND):
        queues = world.closer_log.where("uniqueid", known.uniqueid, reverse=True)
        return next((row for row in queues if row.lead_id == known.lead_id), None)
    log = world.call_log.get(known.uniqueid)
    return log if log is not None and log.lead_id == known.lead_id else None


def _customer_seconds(world: Dialer360World, known: CallId, user: str) -> int:
    """How long the agent talked and the customer was there."""
    rounds = world.agent_log.where("uniqueid", known.uniqueid)
    own = next((row for row in rounds if (row.lead_id, row.user) == (known.lead_id, user)), None)
    return own.talk_sec - own.dead_sec if own is not None else 0


def _call_type(call_id: str) -> str:
    if call_id.startswith(INBOUND):
        return "INBOUND"
    return {"V": "OUTBOUND_AUTO", "M": "OUTBOUND_MANUAL"}.get(call_id[0], "OUTBOUND_OTHER")
