"""Download Outbound, Inbound, Manual Dial and Scheduled Callback Reports (8 to 11)."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final, Self

from ringback.contract import Answer, check
from ringback.vendors.tcn import dates
from ringback.vendors.tcn.call import Spanned
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.reports.call import CallReport, Report, of_calls, of_records
from ringback.vendors.tcn.reports.columns import (
    Subject,
    callback_lines,
    result_of,
    total_cost,
    total_seconds,
)
from ringback.vendors.tcn.results import RESULTS
from ringback.vendors.tcn.slicing import Slow, in_order, portions
from ringback.vendors.tcn.world import TcnWorld

AS_IT_COMES = "ORDER_BY_NO_PREFERENCE"
INCLUDE, EXCLUDE = "include", "exclude"

ORDERS: Final[dict[str, Callable[[Subject], Any]]] = {
    AS_IT_COMES: lambda subject: (),
    "ORDER_BY_DELIVERY_COST": lambda subject: subject.call.delivery_cost,
    "ORDER_BY_DELIVERY_LENGTH": lambda subject: subject.call.delivery_seconds,
    "ORDER_BY_DIALED_NUMBER": lambda subject: subject.call.number,
    "ORDER_BY_LINKBACK_COST": lambda subject: subject.call.linkback_cost,
    "ORDER_BY_LINKBACK_LENGTH": lambda subject: subject.call.linkback_seconds,
    "ORDER_BY_SCHEDULE_TIME": lambda subject: subject.call.schedule_time,
    "ORDER_BY_TOTAL_COST": lambda subject: total_cost(subject.call),
    "ORDER_BY_TOTAL_LENGTH": lambda subject: total_seconds(subject.call),
}


class OrderedReport(CallReport):
    """A report on any number of groups, in an order of choice; the lowest come first."""

    # Printed in section 5, which knows no order.
    bad_order_by = Plain(400, "The given order by value is not valid!", section="5")

    order_by = Param(
        wire_name="orderby", also=("orderBy",), choices=tuple(ORDERS), invalid=bad_order_by, default=AS_IT_COMES
    )

    def subjects(self, world: TcnWorld) -> Slow[Iterable[Subject]]:
        """The calls (or records) of the groups that are wanted, in their order."""
        wanted: list[Subject] = []
        for portion in portions(self.found(world)):
            wanted += [subject for subject in portion if self.wants(subject)]
            yield
        if self.order_by == AS_IT_COMES:
            return wanted
        ordered = yield from in_order(wanted, ORDERS[self.order_by])
        return ordered

    def found(self, world: TcnWorld) -> Iterator[Subject]:
        """All calls (or records) of the groups, by group and id."""
        if self.of_records:
            return of_records(world, chain.from_iterable(world.task_records.where("group", sid) for sid in self.groups))
        return of_calls(chain.from_iterable(world.calls.where("group", self.kind, sid) for sid in self.groups))

    def wants(self, subject: Subject) -> bool:
        """Whether it belongs into the report."""
        return True


class FtpReportServlet(OrderedReport, path="/backoffice/FtpReportServlet", section="8"):
    """Download the calls of broadcasts, or their records with the last call of each."""

    types = ("Outbound Call", "Outbound Record")
    kind = "outbound"
    ladder = ladder.OUTBOUND

    not_read = Plain(400, "An error occurred while reading the Broadcast IDs!")
    bad_broadcast = Plain(400, "One or more of the given Broadcast IDs is invalid!")
    # Printed in section 5, which knows no filter.
    bad_filter = Plain(400, "The given filter type is not valid!", section="5")
    bad_filter_values = Plain(400, "One or more filter values are not valid!", section="5")

    sids = Ids(wire_name="taskSid", example="998545", note="broadcasts; several are separated by commas, or repeated")
    filter_values = Ids(wire_name="filterValues", example="2000,2120", note="result codes of Appendix A")
    filter = Param(example=INCLUDE, note="include or exclude the results of filterValues")

    @check
    def filter_known(self, world: TcnWorld) -> Answer[Self] | None:
        """A filter either includes or excludes; with results there must be one."""
        return None if self.filter in (INCLUDE, EXCLUDE) or not self._filtered else self.bad_filter()

    @check
    def results_known(self, world: TcnWorld) -> Answer[Self] | None:
        """All results must be of Appendix A."""
        values = self.filter_values
        return self.bad_filter_values() if values is None or any(code not in RESULTS for code in values) else None

    @property
    def _filtered(self) -> bool:
        return bool(self.filter) or self.filter_values is None or bool(self.filter_values)

    def unknown_group(self) -> Answer[Self]:
        """Broadcasts have words of their own for it."""
        return self.bad_broadcast()

    def wants(self, subject: Subject) -> bool:
        """Whether the filter lets it through; without results there is nothing to filter by."""
        if not self.filter_values:
            return True
        return (result_of(subject) in self.filter_values) == (self.filter == INCLUDE)


class FtpInboundReportServlet(OrderedReport, path="/backoffice/FtpInboundReportServlet", section="9"):
    """Download the calls of inbound groups."""

    types = ("Inbound Call",)
    kind = "inbound"
    ladder = ladder.INBOUND

    not_read = Plain(400, "An error occurred while getting the Inbound Group ID!")

    sids = Ids(wire_name="groupSid", example="4401", note="groups; several are separated by commas, or repeated")


class FtpManualDialReportServlet(OrderedReport, path="/backoffice/FtpManualDialReportServlet", section="10"):
    """Download the calls of manual dial groups."""

    types = ("Manual Call",)
    kind = "manual"
    ladder = ladder.MANUAL

    not_read = Plain(400, "An error occurred while getting the Manual Dial Group ID!")

    sids = Ids(wire_name="groupSid", example="5501", note="groups; several are separated by commas, or repeated")


class FtpScheduledCallbackReportServlet(
    Report, Spanned, path="/backoffice/FtpScheduledCallbackReportServlet", section="11"
):
    """Download the callbacks that begin within a range of dates, of at most a month."""

    types = ("Scheduled Callback",)

    not_read = Plain(
        400, "Invalid date range! The start date must be before the end date, and the range may not exceed one month!"
    )
    other_type = Plain(400, "Given report template is not for the Scheduled Callback report type!")

    @check
    def asked(self, world: TcnWorld) -> Answer[Self] | None:
        """Both dates must be there, the first before the second, and no more than a month apart."""
        span = self.span
        if span is None or span[0] == span[1] or span[1] > _a_month_after(span[0]):
            return self.not_read()
        return None

    def wrong_type(self) -> Answer[Self]:
        """This report has words of its own for it."""
        return self.other_type()

    def lines(self, world: TcnWorld) -> Slow[Iterable[Any]]:
        """The callbacks in the order of their beginnings; the last minute counts."""
        start, end = self.span or (world.now, world.now)
        mine = self.account.client_sid
        found = world.callbacks.between("account", (mine, start), (mine, end + timedelta(minutes=1)))
        yield
        return callback_lines(world, self.template.columns, found)


def _a_month_after(start: datetime) -> datetime:
    """The same day and hour of the next month, Pacific time, or its last day where it is shorter."""
    local = dates.local(start)
    year, month = (local.year, local.month + 1) if local.month < 12 else (local.year + 1, 1)
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day)
