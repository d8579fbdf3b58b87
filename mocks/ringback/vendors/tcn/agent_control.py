"""Agent Status (47), Agent Recording Controls (48)."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.tcn.call import ApiKeyLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import Agent, Call
from ringback.vendors.tcn.replies import Json, Plain
from ringback.vendors.tcn.world import TcnWorld, is_number

# The counters of the summary, in the guide's order; all but the total count one state.
TOTAL = "totalLoggedInAgents"
COUNTERS = {
    "pausedAgents": "paused",
    "wrapUpAgents": "wrap-up",
    "readyAgents": "ready",
    "onCallAgents": "on call",
    TOTAL: "",
    "otherStatusAgents": "other",
}

GET, PAUSE, RESUME = FUNCTIONS = ("get", "pause", "resume")
RECORDING, PAUSED, NOT_RECORDING = "RECORDING", "PAUSED", "NOT RECORDING"


class AgentSummary(ApiKeyLogin, path="/backoffice/AgentSummary", section="47"):
    """Count the agents who are logged in, by what they do."""

    counted = Json("agent_status_list_json_format", example={**dict.fromkeys(COUNTERS, 0), "readyAgents": 2, TOTAL: 2})

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Count each state."""
        client_sid = self.account.client_sid
        counts = {name: world.agents.count("state", client_sid, state) for name, state in COUNTERS.items()}
        counts[TOTAL] = sum(counts.values())
        return self.counted(agent_status_list_json_format=counts)


class AgentRecordingCtrl(ApiKeyLogin, path="/backoffice/AgentRecordingCtrl", section="48"):
    """Tell whether the call that an agent has is recorded, pause its recording, or resume it."""

    not_found = Plain(400, "Agent {agent_sid} Not Found!", examples={"agent_sid": "1001"})
    confirmed = Json(
        "confirmation_of_agent_recording_control_function",
        example={"agentSid": 3001, "function": PAUSE, "callSid": 700010, "recordingStatus": PAUSED},
        other={"agentSid": 3001, "function": PAUSE, "callSid": None, "recordingStatus": NOT_RECORDING},
    )

    function = Param(required=True, example=PAUSE, note=", ".join(FUNCTIONS))
    agent_sid = Param(wire_name="agentSid", required=True, example="3001", note="the agent's id")

    agent: Agent

    @check
    def function_known(self, world: TcnWorld) -> Answer[Self] | None:
        """Exactly one of the three."""
        return None if self.function in FUNCTIONS else self.bad_request()

    @check
    def agent_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The agent must be one of the account's."""
        agent = world.agents.get(int(self.agent_sid)) if is_number(self.agent_sid) else None
        if agent is None or agent.client_sid != self.account.client_sid:
            return self.not_found()
        self.agent = agent
        return None

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Act on the call at hand, if there is one that is recorded, and say how things are now."""
        call = world.calls.get(self.agent.call_id)
        status = NOT_RECORDING
        if call is not None and is_recorded(world, call):
            paused = self.agent.recording_paused if self.function == GET else self.function == PAUSE
            switch(world, self.agent, call, paused)
            status = PAUSED if paused else RECORDING
        return self.confirmed(
            confirmation_of_agent_recording_control_function={
                "agentSid": self.agent.agent_sid,
                "function": self.function,
                "callSid": call.call_id if call is not None else None,
                "recordingStatus": status,
            }
        )


def is_recorded(world: TcnWorld, call: Call) -> bool:
    """Whether a call is recorded: those of a broadcast as its template says, all others always."""
    if call.kind != "outbound":
        return True
    group = world.task_groups.get(call.group_sid)
    template = world.broadcast_templates.get((call.client_sid, group.template_number)) if group is not None else None
    return template is not None and template.record_calls


def switch(world: TcnWorld, agent: Agent, call: Call, paused: bool) -> None:
    """Pause or resume the recording of a call; what was said in between will be missing from it."""
    if paused == agent.recording_paused:
        return
    world.agents.change(agent.agent_sid, recording_paused=paused)
    if paused:
        world.calls.change(call.call_id, recording_paused=world.now)
    elif call.recording_paused is not None:
        missing = int((world.now - call.recording_paused).total_seconds())
        world.calls.change(call.call_id, recording_paused=None, unrecorded_seconds=call.unrecorded_seconds + missing)
