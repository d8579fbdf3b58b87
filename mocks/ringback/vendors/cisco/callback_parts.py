"""The parts of a personal callback that are more than a value: its time, and what is known of campaign and agent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ringback.contract import inferred
from ringback.vendors.cisco.elements import Element, ReadOnly, Words
from ringback.vendors.cisco.errors import Error, Refused
from ringback.vendors.cisco.moments import Moment
from ringback.vendors.cisco.shapes import Shape
from ringback.vendors.cisco.world import CiscoWorld

TOO_EARLY = Error(
    400,
    "invalidInput.callbackDateTimeTooEarly",
    "The callback must be later than {earliest}, which is {minutes} minutes before the Logger's time",
    ground=inferred("the rule is documented, what its refusal says is not on record"),
    examples={"error_data": "callbackDateTime", "earliest": "2016-01-15T03:45:00", "minutes": "15"},
)


class Phone(Words):
    """A phone number as it is dialled: digits, # and *."""

    clearable = False

    def __init__(self, **rest: Any) -> None:
        """Declare the number."""
        super().__init__(20, pattern="[0-9#*]+", in_bytes=True, note="digits, # and *", required=True, **rest)


class AccountNumber(Words):
    """The customer's account number."""

    def __init__(self, **rest: Any) -> None:
        """Declare the number."""
        super().__init__(30, in_bytes=True, **rest)


class CallbackTime(Moment):
    """When the customer is to be called, to the second."""

    def __init__(self, **rest: Any) -> None:
        """Declare the time."""
        note = "yyyy-MM-ddTHH:mm:ss by the Logger's clock, unless it names a zone"
        super().__init__(required=True, note=note, **rest)

    def parse(self, raw: str) -> datetime:
        """Read it; what is below a second does not count."""
        return super().parse(raw).replace(microsecond=0)

    def check(self, value: datetime | None, world: CiscoWorld) -> None:
        """It must lie in a year that no zone can push out of the calendar."""
        if value is not None:
            self.moment(value, world)

    @staticmethod
    def moment(value: datetime, world: CiscoWorld) -> datetime:
        """The moment in UTC."""
        if not 1 < value.year < 9999:
            raise Refused("invalid_value", value=value.isoformat())
        return world.moment(value)


class NewCallbackTime(CallbackTime):
    """The time of a new callback: it may lie a little in the past."""

    def check(self, value: datetime | None, world: CiscoWorld) -> None:
        """It must be later than the limit before now."""
        if value is not None and (refused := too_early(self.moment(value, world), world)) is not None:
            raise refused


def limit(world: CiscoWorld) -> timedelta:
    """How far from now a callback's time may lie when it is set, and must lie when it is changed."""
    return timedelta(minutes=world.deployment.callback_time_limit)


def too_early(moment: datetime, world: CiscoWorld) -> Refused | None:
    """The refusal of a time that lies the limit or more before now."""
    earliest = world.now - limit(world)
    if moment > earliest:
        return None
    return Refused("too_early", earliest=world.stamp(earliest), minutes=world.deployment.callback_time_limit)


class Known(ReadOnly):
    """What is known of the campaign or the agent: without one it is not shown."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The number."""
        return getattr(record, self.column) or None

    def appears(self, record: type[Any]) -> Shape:
        """The number, now and then."""
        return super().appears(record).sometimes()


class Id(Element[int]):
    """The id of an item, in a column. 0 stands for none."""

    kind = "integer"

    def __init__(self, table: str, **rest: Any) -> None:
        """Declare the id by the table that must have it."""
        super().__init__(default=0, note=f"an id among the {table}", **rest)
        self.table = table

    def parse(self, raw: str) -> int:
        """Read it."""
        text = raw.strip()
        if not text.isascii() or not text.isdigit() or len(text) > 18:
            raise Refused("invalid_value", value=raw)
        if int(text) == 0:
            raise Refused("unknown_reference")
        return int(text)

    def check(self, value: int, world: CiscoWorld) -> None:
        """The database must have the item, whoever made it."""
        if value and ((found := getattr(world, self.table).get(value)) is None or found.deleted):
            raise Refused("unknown_reference")


def completed(world: CiscoWorld, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a record has them: the time in UTC, and with the agent what is known of it."""
    done = dict(values)
    if "callback_date_time" in done:
        done["callback_date_time"] = world.moment(done["callback_date_time"])
    if "agent" in done:
        agent = world.agent(done["agent"])
        done["agent_id"] = agent.agent_id if agent is not None else ""
        done["peripheral_id"] = agent.peripheral_id if agent is not None else 0
    return done
