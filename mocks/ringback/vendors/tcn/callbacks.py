"""Schedule a callback (41), Schedule Callbacks (42)."""

from collections.abc import Iterator, Sequence
from io import BytesIO, TextIOWrapper
from typing import Self

from ringback.contract import Answer, Slices, check
from ringback.vendors.tcn.call import CapitalLogin
from ringback.vendors.tcn.callback_rows import NAMES, Given, Problem, callback_of, schedule
from ringback.vendors.tcn.door import Repeated
from ringback.vendors.tcn.fields import FilePart, Param
from ringback.vendors.tcn.records import Callback
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.world import TcnWorld

SKILLS = "skills"
RESERVED = frozenset((*NAMES, "username", "password"))
# The two texts of section 41 that are printed in section 5.
PRINTED_IN = "5"
# After so many lines others have their turn.
AT_A_TIME = 200


class CallbackCall(CapitalLogin):
    """A call of an account that has the callback service."""

    no_service = Plain(400, "Scheduled Callbacks service ID is not present in this account!")

    @check
    def has_service(self, world: TcnWorld) -> Answer[Self] | None:
        """Without the service nothing can be scheduled."""
        return self.no_service() if self.account.callbacks_service_id is None else None


class ScheduleACallback(CallbackCall, path="/backoffice/ScheduleACallback", section="41"):
    """Schedule a callback for an agent, or for the agents with certain skills."""

    no_name = Plain(400, "A name is required in order to schedule a callback!")
    no_routing = Plain(400, "An agent ID or one or more agent skills are required for callback routing!")
    bad_start = Plain(400, "An error occurred while reading the scheduled callback start time!")
    bad_end = Plain(400, "An error occurred while reading the scheduled callback end time interval!")
    bad_details = Plain(400, "An error occurred while reading the scheduled callback details list!", reach="fault")
    not_scheduled = Plain(400, "An error occurred while scheduling the callback!", reach="fault")
    scheduled = Plain(200, "The callback was scheduled.")
    bad_phone_number = Plain(
        400, "A valid phone number is required in order to schedule a callback!", section=PRINTED_IN
    )
    bad_caller_id = Plain(400, "A valid caller ID is required in order to schedule a callback!", section=PRINTED_IN)

    callback_name = Param(wire_name="callbackName", required=True, example="Ann Answers", note="its name")
    phone_number = Param(wire_name="phoneNumber", required=True, example="8015550100", note="the number to call")
    caller_id = Param(wire_name="callerId", required=True, example="4355550100", note="the number that is shown")
    start_time = Param(
        wire_name="startTime", example="2026/01/06 10:00", note="yyyy/MM/dd HH:mm, or MM/dd/yyyy HH:mm; blank for now"
    )
    time_zone = Param(wire_name="timeZone", example="America/Denver", note="of Appendix B; else the account's")
    end_time_interval = Param(
        wire_name="endTimeInterval", example="60", note="minutes for which it is available; blank for ever"
    )
    target_agent_id = Param(wire_name="targetAgentId", example="3001", note="the agent's sid; the skills do not matter")
    skills = Param(example="Collections", note="names of skills, separated by commas or repeated: all are wanted")
    notes = Param(note="any text")

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Schedule it unless something is wrong with it."""
        callback = callback_of(world, self.account, self.given())
        if isinstance(callback, Problem):
            return self.refused(callback)
        schedule(world, callback)
        return self.scheduled()

    def given(self) -> Given:
        """The parameters; those with no meaning of their own are client info."""
        values = {name: _whole(value) for name, value in self.inputs.items() if isinstance(value, str)}
        details = {name: text for name, text in values.items() if name not in RESERVED}
        return Given(values, tuple(values.get(SKILLS, "").split(",")), details)

    def refused(self, problem: Problem) -> Answer[Self]:
        """What is said of a problem."""
        replies = {
            Problem.NAME: self.no_name,
            Problem.PHONE_NUMBER: self.bad_phone_number,
            Problem.CALLER_ID: self.bad_caller_id,
            Problem.ROUTING: self.no_routing,
            Problem.START_TIME: self.bad_start,
            Problem.END_INTERVAL: self.bad_end,
        }
        return replies[problem]()


def _whole(value: str) -> str:
    """A parameter as it was received; the values of a repeated one are separated by commas."""
    return ",".join(value.values) if isinstance(value, Repeated) else value


class ScheduleCallbacks(CallbackCall, path="/backoffice/ScheduleCallbacks", section="42"):
    """Schedule the callbacks of a file, a line each."""

    no_file = Plain(400, "Required input file not found!")
    no_header = Plain(400, "Scheduled Callbacks upload file requires a header row!")
    none_scheduled = Plain(400, "No callbacks were successfully scheduled!")
    some_scheduled = Plain(
        200,
        "One or more callbacks not scheduled. Count Scheduled: {number_of_scheduled_callbacks}",
        kind="partial",
        examples={"number_of_scheduled_callbacks": "2"},
    )
    all_scheduled = Plain(200, "{number_of_scheduled_callbacks}", examples={"number_of_scheduled_callbacks": "3"})

    file = FilePart(
        required=True,
        note="a header row, then a callback a line; commas, no quotes. The columns are the parameters of section 41, a "
        "column for each skill, and any others as client info",
    )

    columns: Sequence[str]

    @check
    def received(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be a file."""
        return self.no_file() if self.file is None else None

    @check
    def header_read(self, world: TcnWorld) -> Answer[Self] | None:
        """Its first row must name columns, and one at least that is known."""
        self.columns = next(self.rows(), ())
        return None if not set(NAMES).isdisjoint(self.columns) else self.no_header()

    def rows(self) -> Iterator[list[str]]:
        """The cells of every line that is not blank."""
        content = self.file.content if self.file is not None else b""
        for line in TextIOWrapper(BytesIO(content), encoding="utf-8-sig", errors="replace", newline=None):
            cells = [cell.strip() for cell in line.split(",")]
            if any(cells):
                yield cells

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Schedule one line after the other; those that cannot be scheduled are counted out."""
        count = lines = 0
        for lines, cells in enumerate(self.rows()):
            if lines:
                count += self.taken(world, cells)
            if not lines % AT_A_TIME:
                yield
        if not count:
            return self.none_scheduled()
        said = self.all_scheduled if count == lines else self.some_scheduled
        return said(number_of_scheduled_callbacks=count)

    def taken(self, world: TcnWorld, cells: Sequence[str]) -> bool:
        """Whether the callback of a line is scheduled now; a line with more cells than columns says nothing sure."""
        if any(cells[len(self.columns) :]):
            return False
        callback = callback_of(world, self.account, self.given(cells))
        if not isinstance(callback, Callback):
            return False
        schedule(world, callback)
        return True

    def given(self, cells: Sequence[str]) -> Given:
        """What a line says. Where there is a column for the agent, those for skills are ignored."""
        pairs = list(zip(self.columns, cells, strict=False))
        values: dict[str, str] = {}
        for name, cell in pairs:
            values.setdefault(name, cell)
        skills = () if "targetAgentId" in self.columns else tuple(cell for name, cell in pairs if name == SKILLS)
        details = {name: cell for name, cell in values.items() if name and name not in NAMES}
        return Given(values, skills, details)
