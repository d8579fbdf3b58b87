"""Broadcast Control (21), Inbound Group Control (22), Broadcast Change Lines (23)."""

from typing import Any, ClassVar, Self

from ringback.contract import Answer, Field, check
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.dialer.ladder import Ladder
from ringback.vendors.tcn.fields import Ids, Param
from ringback.vendors.tcn.replies import Plain
from ringback.vendors.tcn.world import TcnWorld, is_number

SAME = "same"
# As many lines as the number type of the API's own language can hold.
MOST_LINES = 2**31 - 1

# From which states an action leads to which.
MOVES = {
    "pause": (frozenset((ladder.RUNNING, ladder.WAITING)), ladder.PAUSED),
    "play": (frozenset((ladder.PAUSED,)), ladder.RUNNING),
}
STOP = "stop"


class Control(SmallLogin):
    """Change groups of one kind."""

    ladder: ClassVar[Ladder]

    not_received = Plain(400, "An error occurred during the receipt of the API control request!")
    bad_id: Plain
    updated = Plain(
        200,
        "{list_of_updated_broadcast_groups}",
        examples={"list_of_updated_broadcast_groups": "998547"},
    )

    sids: Ids

    groups: list[Any]

    @check
    def received(self, world: TcnWorld) -> Answer[Self] | None:
        """It must be said what is to be done."""
        return None if self.asked() else self.not_received()

    @check
    def ids_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The account must own every group that is named, and at least one must be."""
        groups = world.owned(self.ladder.rows(world), self.sids or (), self.account)
        if not groups:
            return self.bad_id()
        self.groups = groups
        return None

    def asked(self) -> bool:
        """Whether anything is to be done."""
        raise NotImplementedError

    def change(self, world: TcnWorld, sid: int, group: Any) -> bool:
        """Change a group; False when there is nothing to change."""
        raise NotImplementedError

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Change each group; the dialer looks at once at those that did change, and their ids are the answer."""
        key_of = self.ladder.rows(world).table.key_of
        changed = [sid for group in self.groups if self.change(world, sid := key_of(group), group)]
        for sid in changed:
            world.set_timer(self.ladder.kind, sid, world.now)
        return self.updated(list_of_updated_broadcast_groups=",".join(map(str, changed)))


class PlayControl(Control):
    """Pause, play or stop groups."""

    bad_action = Plain(400, "Specified action is invalid!")

    action = Param(required=True, example="pause", note="pause, play or stop")

    @check
    def action_known(self, world: TcnWorld) -> Answer[Self] | None:
        """Exactly one of the three."""
        return None if self.action == STOP or self.action in MOVES else self.bad_action()

    def asked(self) -> bool:
        """Whether the parameter was sent at all."""
        return "action" in self.inputs

    def change(self, world: TcnWorld, sid: int, group: Any) -> bool:
        """Take the action if the group is in a state for it."""
        state = self.ladder.state(group)
        if self.action == STOP:
            if state < ladder.ENDED:
                ladder.end(world, self.ladder, sid, ladder.USER_CANCELED)
            return state < ladder.ENDED
        states, following = MOVES[self.action]
        if state in states:
            self.ladder.rows(world).change(sid, status=self.ladder.base + following)
        return state in states


class BroadcastControl(PlayControl, path="/backoffice/RemoteBroadcastControl", section="21"):
    """Pause, play or stop broadcasts; the answer lists those in a state for it."""

    ladder = ladder.OUTBOUND

    bad_id = Plain(400, "An error occurred while getting the Broadcast ID!")

    sids = Ids(
        wire_name="taskSid", required=True, example="998547", note="broadcasts; separated by commas, or repeated"
    )


class InboundGroupControl(PlayControl, path="/backoffice/RemoteInboundGroupControl", section="22"):
    """Pause, play or stop inbound groups; the answer lists those in a state for it."""

    ladder = ladder.INBOUND

    bad_id = Plain(400, "An error occurred while getting the Inbound Group ID!")

    sids = Ids(wire_name="groupSid", required=True, example="4401", note="groups; separated by commas, or repeated")


class Lines(Field["int | None"]):
    """A number of lines; None for `same`, which is also what is not sent."""

    unreadable = -1

    def __init__(self, **rest: Any) -> None:
        """Declare the parameter."""
        super().__init__(default=None, place="form", **rest)

    def value(self, raw: object) -> int | None:
        """Read the number; a blank is none."""
        return None if raw is None else self.parse(str(raw))

    def parse(self, raw: str) -> int | None:
        """Read the number, or `same`."""
        if raw == SAME:
            return None
        return int(raw) if is_number(raw) and int(raw) <= MOST_LINES else self.unreadable

    def fits(self, value: int | None) -> bool:
        """Whether it could be read."""
        return value != self.unreadable


class BroadcastLineControl(Control, path="/backoffice/RemoteBroadcastLineControl", section="23"):
    """Change the lines of broadcasts that have not ended; the answer lists those that have other lines now."""

    ladder = ladder.OUTBOUND

    imports_not_listed = Plain(400, "An error occurred while getting the list of Import Templates!", reach="fault")
    bad_id = Plain(400, "An error occurred while getting the Broadcast ID!")
    bad_inbound = Plain(400, "Unable to read the new inbound throttle value!")
    bad_outbound = Plain(400, "Unable to read the new outbound throttle value!")

    sids = Ids(
        wire_name="taskSid", required=True, example="998547", note="broadcasts; separated by commas, or repeated"
    )
    inbound = Lines(invalid=bad_inbound, example=SAME, note="lines to the agents, or same")
    outbound = Lines(invalid=bad_outbound, example="20", note="lines to the called, or same")

    def asked(self) -> bool:
        """Whether either of the two was sent; the other then stays the same."""
        return "inbound" in self.inputs or "outbound" in self.inputs

    def change(self, world: TcnWorld, sid: int, group: Any) -> bool:
        """Give the broadcast its new lines."""
        if self.ladder.state(group) >= ladder.ENDED:
            return False
        new = {"inbound_lines": self.inbound, "outbound_lines": self.outbound}
        lines = {name: number for name, number in new.items() if number is not None}
        return bool(world.task_groups.change(sid, **lines) != group)
