"""Get Phone Number Activity Report (38)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Self

from ringback.contract import Answer, check
from ringback.contract.endpoint import Slices
from ringback.state.order import TOP
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import Call, ReportColumn, ReportTemplate
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.reports.call import csv_file, of_calls
from ringback.vendors.tcn.reports.columns import call_lines
from ringback.vendors.tcn.reports.writing import written
from ringback.vendors.tcn.slicing import portions
from ringback.vendors.tcn.world import TcnWorld, is_number

MOST_DAYS = 180
COLUMNS = (
    "Call ID",
    "Call Type",
    "Group ID",
    "Record ID",
    "Dialed Number",
    "Caller ID",
    "Start Time",
    "Result",
    "Result Code",
    "Delivery Length",
    "Delivery Cost",
    "Linkback Length",
    "Linkback Cost",
    "Total Length",
    "Total Cost",
    "Last Element",
    "Agent First Name",
    "Agent Last Name",
)


class NumberActivityList(SmallLogin, path="/backoffice/RemoteNumberActivityList", section="38"):
    """Download the calls of every kind that dialled a number, the oldest first."""

    no_number = Plain(400, "No valid dialed number received")
    # The doubled words are the guide's.
    not_initialised = Plain(400, "An error occurred while initializing the report the report!")
    listed = csv_file("records", ",".join(COLUMNS) + "\n", "activity.csv")

    dialed_number = Param(required=True, example="8015550100", note="the number that was dialled")
    caller_id = Param(example="4355550100", note="only calls that showed this number")
    days_of_history = Param(example="30", note=f"how far back, {MOST_DAYS} days at most and unless given")

    number: str

    @check
    def number_known(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be a phone number."""
        number = numbers.phone_number(self.dialed_number, self.account.country)
        if number is None:
            return self.no_number()
        self.number = number
        return None

    @check
    def days_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The days must be a number of days, if they are given."""
        return None if not self.days_of_history or is_number(self.days_of_history) else self.not_initialised()

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Write the calls down."""
        template = ReportTemplate(
            self.account.client_sid,
            0,
            header=world.system.csv_header,
            columns=tuple(ReportColumn(title) for title in COLUMNS),
        )
        found: list[Call] = []
        for portion in portions(self.calls(world)):
            found += [call for call in portion if self.wants(call)]
            yield
        lines = call_lines(world, template.columns, of_calls(found))
        body = yield from written(template, lines)
        return self.listed(records=body)

    def calls(self, world: TcnWorld) -> Iterator[Call]:
        """The account's calls to the number within these days."""
        days = min(int(self.days_of_history), MOST_DAYS) if self.days_of_history else MOST_DAYS
        mine, since = self.account.client_sid, world.now - timedelta(days=days)
        return world.calls.between("number", (mine, self.number, since), (mine, self.number, TOP))

    def wants(self, call: Call) -> bool:
        """Whether it showed the caller id that is asked for, if any is."""
        if not self.caller_id:
            return True
        return call.caller_id == (numbers.phone_number(self.caller_id, self.account.country) or self.caller_id)
