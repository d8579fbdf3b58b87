"""Agent API: create, list, get, update and delete, as far as campaigns and personal callbacks need it."""

from collections.abc import Mapping
from typing import Any

from ringback.contract import Answer, inferred
from ringback.vendors.cisco.call import BASE, Done, Shown
from ringback.vendors.cisco.elements import Flag, ReadOnly, Words, camel
from ringback.vendors.cisco.errors import Error
from ringback.vendors.cisco.faults import NEIGHBOUR, UNKNOWN_NEIGHBOUR
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.naming import Description
from ringback.vendors.cisco.records import Agent
from ringback.vendors.cisco.references import CONFLICT, Reference, References, Touched, touched
from ringback.vendors.cisco.shapes import Shape
from ringback.vendors.cisco.skill_group import wake
from ringback.vendors.cisco.verbs import ChangeStamp, Create, Delete, Elements, Get, RefUrl, Update
from ringback.vendors.cisco.world import CiscoWorld

SECTION = "Agent API"
PATH = f"{BASE}/agent"
PERIPHERAL = "CUCM_PG1"

AGENTS = Kind(
    "agent",
    "agents",
    record=Agent,
    table="agents",
    key="agent_skill_target_id",
    sorts={
        "agentId": "live",
        "description": "description",
        "person.firstName": "person.firstName",
        "person.lastName": "person.lastName",
        "person.userName": "person.userName",
    },
    texts={
        "agentId": lambda row: row.agent_id,
        "description": lambda row: row.description,
        "person.firstName": lambda row: row.first_name,
        "person.lastName": lambda row: row.last_name,
        "person.userName": lambda row: row.user_name,
        "supervisor": lambda row: str(row.supervisor),
    },
    searched=("agentId", "description", "person.firstName", "person.lastName", "person.userName"),
    visible=lambda world, row: not row.deleted,
)


class PeripheralName(ReadOnly):
    """The name of the peripheral that agents belong to."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The only one there is."""
        return PERIPHERAL

    def appears(self, record: type[Any]) -> Shape:
        """That one, always."""
        return Shape({"type": "string", "const": PERIPHERAL})


class AgentId(Words):
    """The login at the peripheral: digits."""

    clearable = False

    def __init__(self) -> None:
        """Declare it."""
        super().__init__(11, pattern="[0-9]*", note="digits; by default a number of seven")


class AgentElements(Elements[Agent]):
    """What an agent consists of."""

    kind = AGENTS
    root = "agent"

    change_stamp = ChangeStamp()
    ref_url = RefUrl(AGENTS)
    agent_id = AgentId()
    agent_state_trace = Flag(default=False)
    description = Description()
    peripheral_id = ReadOnly("peripheral/id")
    peripheral_name = PeripheralName("peripheral/name")
    first_name = Words(32, "person/firstName", required=True)
    last_name = Words(32, "person/lastName", required=True)
    login_enabled = Flag("person/loginEnabled", default=True)
    user_name = Words(32, "person/userName", pattern=r"[A-Za-z0-9][A-Za-z0-9._@-]*", required=True)
    skill_groups = References("skillgroup", "skillGroups/skillGroup")
    default_skill_group = Reference("skillgroup")
    supervisor = Flag(default=False)


class AgentWrite(AgentElements):
    """What creating and updating an agent have in common: ids are unique, and a default is one of the skill groups."""

    taken = Error(
        400,
        "invalidInput.duplicateName",
        "Another agent has it",
        ground=inferred("the record says that an agent's id is unique; the error follows that of a name"),
        examples={"error_data": "agentId", "error_detail": {"deleted": False, "scope": "system"}},
    )
    not_a_member = Error(
        400,
        "invalidInput.invalidValue",
        "The default skill group must be one of the agent's skill groups",
        ground=inferred("the record has the rule and tells of no error"),
        examples={"error_data": "defaultSkillGroup"},
    )

    def clash(self, world: CiscoWorld, values: Mapping[str, Any], own: Any) -> Answer[Any] | None:
        """The refusal of an id or a user name that another agent has, deleted or not."""
        number = own.agent_skill_target_id if isinstance(own, Agent) else own
        for column in ("agent_id", "user_name"):
            holder = world.agents.first(column, values[column]) if values.get(column) else None
            if holder is not None and holder.agent_skill_target_id != number:
                detail = {"deleted": holder.deleted, "scope": "system"}
                return self.say("taken", error_data=camel(column), error_detail=detail)
        return None


class CreateAgent(AgentWrite, Create[Agent], path=PATH, section=SECTION):
    """Create an agent, who is then logged in and ready."""

    created = Done(201, ground=NEIGHBOUR)

    def clash(self, world: CiscoWorld, values: Mapping[str, Any], own: Any) -> Answer[Any] | None:
        """The default must fit too."""
        default = values["default_skill_group"]
        if default and default not in values["skill_groups"]:
            return self.say("not_a_member", error_data="defaultSkillGroup")
        return super().clash(world, values, own)

    def made(self, world: CiscoWorld, values: Mapping[str, Any]) -> Agent:
        """The id is made up unless it is sent."""
        number = world.agents.take_id()
        agent_id = values["agent_id"] or invented(world, number)
        return Agent(**{**values, "agent_skill_target_id": number, "agent_id": agent_id})

    def after(self, world: CiscoWorld, record: Agent) -> None:
        """There is someone more to dial for."""
        wake(world, record.skill_groups)


class ListAgents(List, method="GET", path=PATH, section=SECTION):
    """List the agents."""

    listed = Shown("results", ground=NEIGHBOUR)

    shape = AgentElements
    summary_of = (
        "ref_url",
        "agent_id",
        "agent_state_trace",
        "description",
        "first_name",
        "last_name",
        "login_enabled",
        "user_name",
        "supervisor",
    )
    typed = True


class GetAgent(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one agent."""

    shape = AgentElements
    shown = Shown("agent", ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR


class UpdateAgent(AgentWrite, Update[Agent], method="PUT", path=f"{PATH}/{{id}}", section=SECTION):
    """Update an agent: what is not sent stays as it is."""

    updated = Done(200, ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR
    conflict = CONFLICT

    skill_groups_added = Touched("skillgroup", "skillGroupsAdded/skillGroup")
    skill_groups_removed = Touched("skillgroup", "skillGroupsRemoved/skillGroup")

    def before(self, world: CiscoWorld, record: Agent, values: dict[str, Any]) -> Answer[Any] | None:
        """Take skill groups in and out; a default that is not sent goes with its skill group."""
        changed = touched(record.skill_groups, values, "skill_groups")
        if changed is not None and "skill_groups" in values:
            return self.say("conflict", error_data="skillGroups", whole="skillGroups")
        groups = values.setdefault("skill_groups", record.skill_groups if changed is None else changed)
        if "default_skill_group" in values and values["default_skill_group"] not in groups:
            return self.say("not_a_member", error_data="defaultSkillGroup")
        if record.default_skill_group not in groups:
            values.setdefault("default_skill_group", 0)
        return None

    def after(self, world: CiscoWorld, before: Agent, record: Agent) -> None:
        """The campaigns of the skill groups may have more to do, or less."""
        world.agent_changed(before)
        wake(world, {*before.skill_groups, *record.skill_groups})


class DeleteAgent(Delete, method="DELETE", path=f"{PATH}/{{id}}", section=SECTION):
    """Delete an agent, who moves to the deleted objects; personal callbacks stay."""

    deleted = Done(200, ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR

    kind = AGENTS

    def removed(self, world: CiscoWorld, record: Agent) -> Answer[Any] | None:
        """Mark and log out; who talks to a customer does so to the end."""
        world.agents.change(record.agent_skill_target_id, deleted=True, logged_in=False)
        world.agent_changed(record)
        return None


def invented(world: CiscoWorld, number: int) -> str:
    """A login of seven digits that no agent has."""
    numbers = world.draw("agent_id", number)
    while world.agents.first("agent_id", login := str(numbers.between(1_000_000, 9_999_999))) is not None:
        pass
    return login
