"""Download Outbound, Inbound and Manual Dial As Of Reports (12 to 14)."""

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.records import Call, TaskRecord
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.reports.call import CallReport, of_calls, of_records
from ringback.vendors.tcn.reports.columns import Subject
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.world import TcnWorld, is_number

CALL_DONE, RECORD_DONE = 3300, 2300


def call_over(call: Call) -> bool:
    """Whether a call has ended."""
    return call.status >= CALL_DONE


def record_over(record: TaskRecord) -> bool:
    """Whether a record will not be called again."""
    return record.status >= RECORD_DONE


class AsOfReport(CallReport):
    """A report of what has come to its end behind an id, of one group.

    It goes as far as the first call (or record) that has not ended: whoever goes on from the greatest id of the last
    answer sees every one of them once, with its final result.
    """

    # Printed in section 5, which has no ids to start from.
    bad_start_id = Plain(400, "The given start ID is not valid!", section="5")

    start_id = Param(wire_name="startId", example="700001", note="the call or record behind which to begin")

    @check
    def start_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The start must be an id, if there is one."""
        return None if not self.start_id or is_number(self.start_id) else self.bad_start_id()

    def fits(self, count: int) -> bool:
        """One group at a time."""
        return count == 1

    def subjects(self, world: TcnWorld) -> Slow[Iterable[Subject]]:
        """The calls (or records) that have ended, by id."""
        yield
        return self.ended(world, self.groups[0], int(self.start_id) + 1 if self.start_id else 0)

    def ended(self, world: TcnWorld, sid: int, first: int) -> Iterator[Subject]:
        """Those of a group from an id on."""
        if self.of_records:
            records = world.task_records.between("group", (sid, first), (sid + 1,))
            return of_records(world, takewhile(record_over, records))
        return of_calls(
            takewhile(call_over, world.calls.between("group", (self.kind, sid, first), (self.kind, sid + 1)))
        )


class FtpReportAsOfServlet(AsOfReport, path="/backoffice/FtpReportAsOfServlet", section="12"):
    """Download the calls (or records) of a broadcast that ended since the last report."""

    types = ("Outbound Call", "Outbound Record")
    kind = "outbound"
    ladder = ladder.OUTBOUND

    not_read = Plain(400, "An error occurred while reading the Broadcast IDs!")
    bad_broadcast = Plain(400, "One or more of the given Broadcast IDs is invalid!")

    sids = Ids(wire_name="taskSid", example="998545", note="the broadcast")

    def unknown_group(self) -> Answer[Self]:
        """Broadcasts have words of their own for it."""
        return self.bad_broadcast()


class FtpInboundReportAsOfServlet(AsOfReport, path="/backoffice/FtpInboundReportAsOfServlet", section="13"):
    """Download the calls of an inbound group that ended since the last report."""

    types = ("Inbound Call",)
    kind = "inbound"
    ladder = ladder.INBOUND

    not_read = Plain(400, "An error occurred while getting the Inbound Group ID!")

    sids = Ids(wire_name="groupSid", example="4401", note="the inbound group")


class FtpManualDialReportAsOfServlet(AsOfReport, path="/backoffice/FtpManualDialReportAsOfServlet", section="14"):
    """Download the calls of a manual dial group that ended since the last report."""

    types = ("Manual Call",)
    kind = "manual"
    ladder = ladder.MANUAL

    not_read = Plain(400, "An error occurred while getting the Manual Dial Group ID!")

    sids = Ids(wire_name="groupSid", example="5501", note="the manual dial group")
