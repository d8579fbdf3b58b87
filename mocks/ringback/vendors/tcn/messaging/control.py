"""What the control of SMS groups (51) and that of e-mail groups (58) share."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import msgspec

from ringback.contract import Answer, check, inferred
from ringback.vendors.tcn.call import SmallLogin
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.messaging.medium import Medium
from ringback.vendors.tcn.messaging.messages import MOST_PACE
from ringback.vendors.tcn.records import MessageGroup, Settings
from ringback.vendors.tcn.replies import Body, Json, Plain
from ringback.vendors.tcn.world import TcnWorld, is_number

CANCEL, CHANGE_PACE, STATUS = "cancel", "changePace", "status"
MOVES = {"pause": (ladder.RUNNING, ladder.PAUSED), "unpause": (ladder.PAUSED, ladder.RUNNING)}
# The guide's text for others leaves out `status`, which its parameter takes all the same.
FUNCTIONS = (*MOVES, CANCEL, STATUS, CHANGE_PACE)

OTHER_STATES = inferred("the printed text is for a pause of a scheduled group; other functions and states are like it")
OTHER_PARAM = inferred("nothing is printed for newPace; the texts for the other parameters are the pattern")


class JsonText(Body):
    """A text as the value of `resultDetail`."""

    media = "application/json"

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Encode the text."""
        return msgspec.json.encode({"resultDetail": self.render(values, profile)})


def pace_of(text: str) -> int | None:
    """A number of messages a minute, or None when it is none that anything can be sent at."""
    return int(text) if is_number(text) and 1 <= int(text) <= MOST_PACE else None


class GroupControl(SmallLogin):
    """Pause, unpause, cancel, slow down or speed up a group, or tell its state."""

    medium: ClassVar[Medium]

    not_found: Plain
    sid_missing: Plain
    bad_function = Plain(
        400,
        "Bad request: param 'function'=[{invalid_function}] does not have a valid value "
        "[cancel,pause,unpause, changePace] !!",
        examples={"invalid_function": "stop"},
    )
    pace_missing = Plain(400, "Bad request: param 'newPace' not present !!", ground=OTHER_PARAM)
    bad_pace = Plain(
        400, "Bad request: param 'newPace'=[{new_pace}] does not have a valid value !!", ground=OTHER_PARAM
    )
    still_scheduled: JsonText
    no_action: JsonText
    done = Json("group_and_action", example={"groupSid": 992, "actionTaken": "pause"})

    function = Param(required=True, example="pause", note=", ".join(FUNCTIONS))
    sid: Param
    new_pace = Param(wire_name="newPace", example="10", note="messages a minute, with changePace")

    group: MessageGroup

    @check
    def group_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The group must be named, and be the account's."""
        if not self.sid:
            return self.sid_missing()
        group = self.medium.ladder.rows(world).get(int(self.sid)) if is_number(self.sid) else None
        if group is None or group.client_sid != self.account.client_sid:
            return self.not_found(sid=self.sid)
        self.group = group
        return None

    @check
    def function_known(self, world: TcnWorld) -> Answer[Self] | None:
        """One of the five, and with a new pace where one is wanted."""
        if self.function not in FUNCTIONS:
            return self.bad_function(invalid_function=self.function)
        if self.function != CHANGE_PACE:
            return None
        if not self.new_pace:
            return self.pace_missing()
        return None if pace_of(self.new_pace) is not None else self.bad_pace()

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Do it if the group is in a state for it."""
        sid = self.group.group_sid
        code, label = self.medium.state(world, self.group)
        if self.function == STATUS:
            told = {"groupSid": sid, "actionTaken": STATUS, "statusCode": code, "status": label}
            return self.done(group_and_action=told)
        if self.acted(world, sid):
            return self.done(group_and_action={"groupSid": sid, "actionTaken": self.function})
        if self.function == "pause" and self.medium.ladder.state(self.group) == ladder.SCHEDULED:
            return self.still_scheduled(group_sid=sid)
        return self.no_action(action=self.function, group_sid=sid, state=label)

    def acted(self, world: TcnWorld, sid: int) -> bool:
        """Change the group, at which the sender looks at once; False when its state does not let it."""
        climbing, groups = self.medium.ladder, self.medium.ladder.rows(world)
        state = climbing.state(self.group)
        before, after = MOVES.get(self.function, (state, state))
        if state >= ladder.ENDED or state != before:
            return False
        if self.function == CANCEL:
            ladder.end(world, climbing, sid, ladder.USER_CANCELED)
        elif self.function == CHANGE_PACE:
            groups.change(sid, pace=int(self.new_pace))
        else:
            groups.change(sid, status=climbing.base + after)
        world.set_timer(climbing.kind, sid, world.now)
        return True
