"""What the endpoints of reports share: the template, whom the lines are about, and their order."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Final, Self

from ringback.contract import Answer, check
from ringback.contract.endpoint import Slices
from ringback.state.table import Rows
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.dialer.ladder import Ladder
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.records import Call, ReportTemplate, TaskRecord
from ringback.vendors.tcn.records.calls import CallKind
from ringback.vendors.tcn.records.templates import ReportType
from ringback.vendors.tcn.replies import Csv, Download, Plain
from ringback.vendors.tcn.reports.columns import Subject, call_lines
from ringback.vendors.tcn.reports.writing import written
from ringback.vendors.tcn.slicing import Slow
from ringback.vendors.tcn.world import TcnWorld, is_number

OUTBOUND_RECORD: Final = "Outbound Record"


def csv_file(what: str, example: str, filename: str = "report.csv") -> Download:
    """The reply that is a file of rows."""
    return Download(what, media=Csv.media, filename=filename, example=example)


class Report(SmallLogin):
    """A report, laid out by one of the account's report templates."""

    types: ClassVar[tuple[ReportType, ...]]

    not_read: Plain
    bad_report_template = Plain(400, "Specified Report Template is invalid!")
    not_initialised = Plain(400, "An error occurred while initializing the report!", reach="fault")
    lost = Plain(400, "HTTP Status 404: File Not Found", reach="fault")
    not_exported = Plain(400, "An error occurred while exporting the report!", reach="fault")
    # Printed in section 5, whose uploads have no report template.
    bad_template_number = Plain(400, "The given Template Number is not valid!", section="5")
    report = csv_file("report_body", "Call ID,Dialed Number,Result\n700001,8015550100,Answered\n")

    template_number = Param(wire_name="templateNumber", required=True, example="1", note="the report template")

    template: ReportTemplate

    @check
    def asked(self, world: TcnWorld) -> Answer[Self] | None:
        """What is asked about must be clear, and the account's own."""
        raise NotImplementedError

    @check
    def template_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The template must be one of the account's, for a report of this kind."""
        if not is_number(self.template_number):
            return self.bad_template_number()
        template = world.report_templates.get((self.account.client_sid, int(self.template_number)))
        if template is None:
            return self.bad_report_template()
        self.template = template
        return None if template.type in self.types else self.wrong_type()

    def wrong_type(self) -> Answer[Self]:
        """What is said of a template for another kind of report."""
        return self.bad_report_template()

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Write the report."""
        lines = yield from self.lines(world)
        body = yield from written(self.template, lines)
        return self.report(report_body=body)

    def lines(self, world: TcnWorld) -> Slow[Iterable[Any]]:
        """The lines of the report, each a value for every column; what comes before them is done in slices."""
        raise NotImplementedError


class CallReport(Report):
    """A report of the calls of groups of one kind, or of the records of broadcasts."""

    kind: ClassVar[CallKind]
    ladder: ClassVar[Ladder]

    sids: Ids

    groups: list[int]

    def rows(self, world: TcnWorld) -> Rows[int, Any]:
        """The groups of that kind, of every account."""
        return self.ladder.rows(world)

    @check
    def asked(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be ids of groups that the account owns."""
        if not self.sids or not self.fits(len(self.sids)):
            return self.not_read()
        owned = world.owned(self.rows(world), self.sids, self.account)
        if owned is None:
            return self.unknown_group()
        self.groups = list(dict.fromkeys(self.sids))
        return None

    def fits(self, count: int) -> bool:
        """Whether a report may be about so many groups at once."""
        return True

    def unknown_group(self) -> Answer[Self]:
        """What is said of an id that the account does not own."""
        return self.not_read()

    @property
    def of_records(self) -> bool:
        """Whether the template is for a line a record, and not for a line a call."""
        return self.template.type == OUTBOUND_RECORD

    def lines(self, world: TcnWorld) -> Slow[Iterable[Any]]:
        """The lines of what the report is about."""
        subjects = yield from self.subjects(world)
        return call_lines(world, self.template.columns, subjects)

    def subjects(self, world: TcnWorld) -> Slow[Iterable[Subject]]:
        """What the lines are about, in their order."""
        raise NotImplementedError


def of_records(world: TcnWorld, found: Iterable[TaskRecord]) -> Iterator[Subject]:
    """Records with their last calls; of one that was not called yet, its first number."""
    for record in found:
        call = world.calls.get(record.call_id)
        yield Subject(call if call is not None else _not_called(world, record), record)


def _not_called(world: TcnWorld, record: TaskRecord) -> Call:
    contact = world.contacts.get(record.contact_id)
    found = [number for number in contact.numbers if number] if contact is not None else []
    return Call(
        client_sid=0,
        group_sid=record.task_sid,
        record_id=record.record_id,
        contact_id=record.contact_id,
        number=found[0] if found else "",
    )


def of_calls(found: Iterable[Call]) -> Iterator[Subject]:
    """Calls by themselves."""
    return (Subject(call) for call in found)
