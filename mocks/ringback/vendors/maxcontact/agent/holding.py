"""Hold and Retrieve, Stop Recording and Start Recording."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.maxcontact.activity import CONNECTED, ON_HOLD, RECORDING, STOPPED
from ringback.vendors.maxcontact.agent.call import OWN_CALL, TELEPHONY, OpenCallMethod
from ringback.vendors.maxcontact.dialer import line
from ringback.vendors.maxcontact.replies import Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld


class Hold(OpenCallMethod, method="GET", path=f"{TELEPHONY}/hold/user/{{UserID}}/call/{{CallID}}", section="Hold"):
    """Place a call on hold."""

    held = Done("Call {call_id} is on hold")
    held_already = Refusal("Call {call_id} is on hold already", ground=OWN_CALL)
    not_answered = Refusal("Call {call_id} has not been answered", ground=OWN_CALL)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Only a call that has been answered can be held, and only once."""
        if self.call.call_state == ON_HOLD:
            return self.held_already()
        if self.call.call_state != CONNECTED:
            return self.not_answered()
        line.hold(world, self.call)
        return self.held()


class Retrieve(
    OpenCallMethod, method="GET", path=f"{TELEPHONY}/retrieve/user/{{UserID}}/call/{{CallID}}", section="Retrieve"
):
    """Retrieve a call from hold; another one that the user is talking in is held instead."""

    retrieved = Done("Call {call_id} is retrieved")
    not_held = Refusal("Call {call_id} is not on hold", ground=OWN_CALL)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Only a held call can be retrieved."""
        if self.call.call_state != ON_HOLD:
            return self.not_held()
        line.retrieve(world, self.call)
        return self.retrieved()


class StopRecording(
    OpenCallMethod,
    method="GET",
    path=f"{TELEPHONY}/stoprecord/user/{{UserID}}/call/{{CallID}}",
    section="Stop Recording",
):
    """Stop the recording of a call; one that is not recorded stays so."""

    stopped = Done("Call {call_id} is not being recorded")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Stop it."""
        if self.call.recording_state == RECORDING:
            world.calls.change(self.call_id, recording_state=STOPPED)
        return self.stopped()


class StartRecording(
    OpenCallMethod,
    method="GET",
    path=f"{TELEPHONY}/startrecord/user/{{UserID}}/call/{{CallID}}",
    section="Start Recording",
):
    """Start or continue the recording of a call."""

    started = Done("Call {call_id} is being recorded")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Start it."""
        world.calls.change(self.call_id, recording_state=RECORDING)
        return self.started()
