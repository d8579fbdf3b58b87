"""The 17 methods in a random order: agents and calls agree with a plain model after every step."""

import itertools
import os
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.conftest import Running, Site
from contract_tests.effort import effort
from contract_tests.maxcontact_agent.centre import AGENT, CONNECTED, DIALLING, ENDED, ON_HOLD, RINGING, Centre

_numbers = itertools.count(1)

USERS = (2, 3)
# What reserved numbers do: seconds until something picks up or not, and how long it stays; 0 for nobody.
LINES = {
    "2025550100": (6, 60),
    "2025550101": (2, 0),
    "2025550102": (25, 0),
    "2025550103": (20, 10),
    "2025550107": (6, 1),
}
OPEN = (DIALLING, RINGING, CONNECTED, ON_HOLD)

users = st.sampled_from(USERS)
numbers = st.sampled_from(list(LINES))
codes = st.sampled_from(["SALE", "nothome", "CALLBACK", "NONE"])
which = st.integers(0, 3)


@dataclass
class ModelCall:
    """A call as it should be."""

    call_id: int
    number: str
    begun: int
    state: int = DIALLING
    recording: int = 0


@dataclass
class ModelAgent:
    """An agent as it should be; without a campaign that dials, nothing comes by itself."""

    resting: str = "Not Ready"
    calls: list[ModelCall] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What follows from the calls."""
        states = {call.state for call in self.calls}
        if not states:
            return self.resting
        if CONNECTED in states:
            return "Talking"
        if states & {DIALLING, RINGING}:
            return "Calling"
        return "Talking" if ON_HOLD in states else "Wrapping"


class CallMachine(RuleBasedStateMachine):
    """One world with its campaigns stopped, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world."""
        super().__init__()
        self.site: Site = self.running.site(f"calls-{os.getpid()}-{next(_numbers)}")
        self.site.control.put(f"worlds/{self.site.world}", json={}).raise_for_status()
        self.centre = Centre(self.site)
        for campaign in (1, 2, 3):
            self.centre.managed("PATCH", f"campaigns/{campaign}/status", CampaignStatus="Paused")
        self.agents = {user: ModelAgent() for user in USERS}
        self.now = 0
        self.next_call = 1000
        self.disposed: dict[int, str] = {}

    def teardown(self) -> None:
        """Drop the world."""
        self.site.control.delete(f"worlds/{self.site.world}")

    def expect(self, path: str, detail: str, *, success: bool) -> None:
        """The method says so."""
        said = self.centre.telephony(path)
        assert (said["Success"], said["ResponseDetail"]) == (success, detail)

    def chosen(self, user: int, place: int) -> ModelCall | None:
        """One of all calls there are, mostly the user's own."""
        own = self.agents[user].calls
        others = [call for agent in self.agents.values() for call in agent.calls]
        calls = own if place < 3 and own else others
        return calls[place % len(calls)] if calls else None

    def not_own(self, user: int, call: ModelCall | None, path: str) -> bool:
        """Whether a method refuses for its call."""
        if call is None:
            self.expect(path.format(call=999), "There is no call 999", success=False)
            return True
        if call not in self.agents[user].calls:
            self.expect(path.format(call=call.call_id), f"Call {call.call_id} is another user's", success=False)
            return True
        return False

    def over(self, user: int, call: ModelCall | None, path: str) -> bool:
        """Whether a method for open calls refuses for its call."""
        if self.not_own(user, call, path):
            return True
        assert call is not None
        if call.state == ENDED:
            self.expect(path.format(call=call.call_id), f"Call {call.call_id} has ended", success=False)
        return call.state == ENDED

    @rule(user=users, number=numbers)
    def dial(self, user: int, number: str) -> None:
        """At rest, or beside one call on hold."""
        agent = self.agents[user]
        if agent.calls and [call.state for call in agent.calls] != [ON_HOLD]:
            detail = f"User {user} is neither ready nor not ready"
            self.expect(f"dial/user/{user}/phone/{number}", detail, success=False)
            return
        shown = self.centre.dial(user, number)
        assert (shown["CallId"], shown["CallState"]) == (self.next_call, DIALLING)
        assert shown["CallStatus"] == (3 if agent.calls else 0)
        agent.calls.append(ModelCall(self.next_call, number, self.now))
        self.next_call += 1

    @rule(user=users)
    def go_ready(self, user: int) -> None:
        """With no call left."""
        agent = self.agents[user]
        if agent.calls:
            detail = f"User {user} has a call that is open or not disposed"
            self.expect(f"goready/user/{user}", detail, success=False)
        else:
            self.expect(f"goready/user/{user}", f"User {user} is ready", success=True)
            agent.resting = "Ready"

    @rule(user=users, place=which)
    def hang_up(self, user: int, place: int) -> None:
        """The call waits to be disposed."""
        call, path = self.chosen(user, place), f"hangup/user/{user}/call/{{call}}"
        if not self.over(user, call, path) and call is not None:
            self.expect(path.format(call=call.call_id), f"Call {call.call_id} is hung up", success=True)
            self.end(call)

    @rule(user=users, place=which, code=codes)
    def dispose(self, user: int, place: int, code: str) -> None:
        """Open or over, the call is gone."""
        call, path = self.chosen(user, place), f"dispose/user/{user}/call/{{call}}?resultcode={code}"
        if self.not_own(user, call, path) or call is None:
            return
        if code == "NONE":
            self.expect(path.format(call=call.call_id), "There is no result code NONE", success=False)
            return
        detail = f"Call {call.call_id} is disposed with {code.upper()}"
        self.expect(path.format(call=call.call_id), detail, success=True)
        self.agents[user].calls.remove(call)
        self.disposed[call.call_id] = code.upper()

    @rule(user=users, place=which)
    def hold(self, user: int, place: int) -> None:
        """Once it has been answered."""
        call, path = self.chosen(user, place), f"hold/user/{user}/call/{{call}}"
        if self.over(user, call, path) or call is None:
            return
        number = call.call_id
        if call.state == CONNECTED:
            self.expect(path.format(call=number), f"Call {number} is on hold", success=True)
            call.state = ON_HOLD
        else:
            detail = "is on hold already" if call.state == ON_HOLD else "has not been answered"
            self.expect(path.format(call=number), f"Call {number} {detail}", success=False)

    @rule(user=users, place=which)
    def retrieve(self, user: int, place: int) -> None:
        """The call that was talked in is held."""
        call, path = self.chosen(user, place), f"retrieve/user/{user}/call/{{call}}"
        if self.over(user, call, path) or call is None:
            return
        number = call.call_id
        if call.state != ON_HOLD:
            self.expect(path.format(call=number), f"Call {number} is not on hold", success=False)
            return
        self.expect(path.format(call=number), f"Call {number} is retrieved", success=True)
        self.connect(user, call)

    @rule(user=users, place=which, method=st.sampled_from(["startrecord", "stoprecord"]))
    def record(self, user: int, place: int, method: str) -> None:
        """Start and stop whatever the state."""
        call, path = self.chosen(user, place), f"{method}/user/{user}/call/{{call}}"
        if self.over(user, call, path) or call is None:
            return
        starts = method == "startrecord"
        detail = f"Call {call.call_id} is {'' if starts else 'not '}being recorded"
        self.expect(path.format(call=call.call_id), detail, success=True)
        if starts or call.recording:
            call.recording = 1 if starts else 2

    @rule(user=users, place=which, method=st.sampled_from(["changelead", "createnewlead"]))
    def other_lead(self, user: int, place: int, method: str) -> None:
        """The call stays what it is."""
        tail = "leadphone/10" if method == "changelead" else "phone/2025550155"
        call, path = self.chosen(user, place), f"{method}/user/{user}/call/{{call}}/{tail}"
        if not self.over(user, call, path) and call is not None:
            self.centre.done(path.format(call=call.call_id))

    @rule(user=users, first=which, second=which, code=codes)
    def connect_calls(self, user: int, first: int, second: int, code: str) -> None:
        """Two open calls of the user go together."""
        one, two = self.chosen(user, first), self.chosen(user, second)
        if one is None or two is None:
            return
        path = f"connectcalls/user/{user}?call1={one.call_id}&call2={two.call_id}&resultcode1=SALE&resultcode2={code}"
        own = self.agents[user].calls
        for call in (one, two):
            if call not in own:
                self.expect(path, f"Call {call.call_id} is another user's", success=False)
                return
            if call.state not in OPEN:
                self.expect(path, f"Call {call.call_id} is not open", success=False)
                return
        if one is two:
            self.expect(path, f"Calls {one.call_id} and {two.call_id} are the same", success=False)
        elif code == "NONE":
            self.expect(path, "There is no result code NONE", success=False)
        else:
            self.expect(path, f"Calls {one.call_id} and {two.call_id} are connected", success=True)
            self.agents[user].calls = [call for call in own if call not in (one, two)]
            self.disposed |= {one.call_id: "SALE", two.call_id: code.upper()}

    @rule(user=users, listing=st.sampled_from(["campaigns", "users", "resultcodes", "acdqueues", "leadphones"]))
    def look(self, user: int, listing: str) -> None:
        """Looking changes nothing."""
        assert self.centre.done(f"{listing}/user/{user}" + ("/lead/1" if listing == "leadphones" else ""))

    @rule(seconds=st.sampled_from([1, 5, 20, 60]))
    def let_time_pass(self, seconds: int) -> None:
        """Second by second in the model, at once in the world."""
        self.site.advance(seconds)
        for _ in range(seconds):
            self.now += 1
            for user, agent in self.agents.items():
                for call in agent.calls:
                    self.pass_a_second(user, call)

    def pass_a_second(self, user: int, call: ModelCall) -> None:
        """Ringing, an answer, the end: each at its second."""
        rings, talks = LINES[call.number]
        age = self.now - call.begun
        if call.state in (DIALLING, RINGING):
            if age >= rings and talks:
                self.connect(user, call)
                call.recording = 1
            elif age >= rings:
                self.end(call)
            else:
                call.state = RINGING
        elif call.state in (CONNECTED, ON_HOLD) and age >= rings + talks:
            self.end(call)

    def connect(self, user: int, call: ModelCall) -> None:
        """One call at a time is talked in."""
        for other in self.agents[user].calls:
            if other.state == CONNECTED:
                other.state = ON_HOLD
        call.state = CONNECTED

    def end(self, call: ModelCall) -> None:
        """Over, and no longer recorded."""
        call.state = ENDED
        call.recording = 2 if call.recording == 1 else call.recording

    @invariant()
    def calls_and_agents_agree(self) -> None:
        """What the API shows, and what the tables hold; no call is lost."""
        for user, agent in self.agents.items():
            shown = [(call["CallId"], call["CallState"], call["RecordingState"]) for call in self.centre.calls(user)]
            assert shown == [(call.call_id, call.state, call.recording) for call in agent.calls]
            assert self.centre.state(user) == agent.state
        past = {row["call_id"]: row["result_code"] for row in self.site.rows("past_calls", AGENT)}
        assert past == self.disposed
        under_way = sum(len(agent.calls) for agent in self.agents.values())
        assert under_way + len(self.disposed) == self.next_call - 1000


def test_calls_agree_with_a_plain_model_whatever_the_requests(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(CallMachine):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(12, 20))
