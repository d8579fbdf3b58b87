"""Skill Group API: create, list, get, update and delete, as far as campaigns and their agents need it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from ringback.contract import Answer
from ringback.vendors.cisco.call import BASE, Done, Shown
from ringback.vendors.cisco.elements import ReadOnly, camel
from ringback.vendors.cisco.faults import NEIGHBOUR, REFERENCED, UNKNOWN_NEIGHBOUR
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.lists import List
from ringback.vendors.cisco.naming import Description, Name
from ringback.vendors.cisco.records import Agent, SkillGroup
from ringback.vendors.cisco.references import CONFLICT, References, Touched, touched
from ringback.vendors.cisco.shapes import Shape, column, composed, ref_url, several
from ringback.vendors.cisco.verbs import ChangeStamp, Create, Delete, Elements, Get, RefUrl, Update
from ringback.vendors.cisco.world import CONFIG, CiscoWorld

SECTION = "Skill Group API"
PATH = f"{BASE}/skillgroup"

SKILL_GROUPS = Kind(
    "skillgroup",
    "skillGroups",
    record=SkillGroup,
    table="skill_groups",
    key="skill_group_id",
    sorts={"name": "live", "description": "description"},
    texts={"name": lambda row: row.name, "description": lambda row: row.description},
    searched=("name", "description"),
    visible=lambda world, row: not row.deleted,
    element="skillGroup",
)


class Members(References):
    """The agents of a skill group; they are kept with the agents."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """Who they are."""
        return [
            {
                "refURL": f"{CONFIG}/agent/{agent.agent_skill_target_id}",
                "firstName": agent.first_name or None,
                "lastName": agent.last_name or None,
                "userName": agent.user_name or None,
                "agentId": agent.agent_id,
            }
            for agent in world.members.get(record.skill_group_id, ())
        ]

    def appears(self, record: type[Any]) -> Shape:
        """A collection of them."""
        known = {camel(name): column(Agent, name) for name in ("first_name", "last_name", "user_name", "agent_id")}
        return several(composed({"refURL": Shape(ref_url(f"{CONFIG}/agent/5000")), **known}))


class AgentCount(ReadOnly):
    """How many agents a skill group has."""

    def shown(self, record: Any, world: CiscoWorld) -> object:
        """The number."""
        return len(world.members.get(record.skill_group_id, ()))

    def appears(self, record: type[Any]) -> Shape:
        """The number, always."""
        return Shape({"type": "integer", "minimum": 0})


class SkillGroupElements(Elements[SkillGroup]):
    """What a skill group consists of."""

    kind = SKILL_GROUPS
    root = "skillGroup"

    change_stamp = ChangeStamp()
    ref_url = RefUrl(SKILL_GROUPS)
    agent_count = AgentCount()
    description = Description()
    name = Name()
    agents = Members("agent", "agents/agent")


class CreateSkillGroup(SkillGroupElements, Create[SkillGroup], path=PATH, section=SECTION):
    """Create a skill group."""

    created = Done(201, ground=NEIGHBOUR)

    def made(self, world: CiscoWorld, values: Mapping[str, Any]) -> SkillGroup:
        """Its agents are kept elsewhere."""
        return SkillGroup(**{name: value for name, value in values.items() if name != "agents"})

    def after(self, world: CiscoWorld, record: SkillGroup) -> None:
        """Its agents join it."""
        join(world, record.skill_group_id, self.agents)


class ListSkillGroups(List, method="GET", path=PATH, section=SECTION):
    """List the skill groups; `campaign:(none)` finds those that no campaign has."""

    listed = Shown("results", ground=NEIGHBOUR)

    shape = SkillGroupElements
    summary_of = ("change_stamp", "ref_url", "agent_count", "description", "name")
    typed = True
    searched_besides = ("campaign",)

    def texts(self, world: CiscoWorld) -> Mapping[str, Callable[[Any], str]]:
        """Name, description, and the name of the campaign that has the skill group."""
        holders = {
            info.skill_group: one.name for one in world.campaigns if not one.deleted for info in one.skill_group_infos
        }
        return {**super().texts(world), "campaign": lambda row: holders.get(row.skill_group_id, "")}


class GetSkillGroup(Get, method="GET", path=f"{PATH}/{{id}}", section=SECTION):
    """Get one skill group."""

    shape = SkillGroupElements
    shown = Shown("skillGroup", ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR


class UpdateSkillGroup(SkillGroupElements, Update[SkillGroup], method="PUT", path=f"{PATH}/{{id}}", section=SECTION):
    """Update a skill group: what is not sent stays as it is."""

    updated = Done(200, ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR
    conflict = CONFLICT

    agents_added = Touched("agent", "agentsAdded/agent")
    agents_removed = Touched("agent", "agentsRemoved/agent")

    members: tuple[int, ...] | None

    def before(self, world: CiscoWorld, record: SkillGroup, values: dict[str, Any]) -> Answer[Any] | None:
        """Who its agents will be."""
        present = [agent.agent_skill_target_id for agent in world.members.get(record.skill_group_id, ())]
        changed = touched(present, values, "agents")
        if changed is not None and "agents" in values:
            return self.say("conflict", error_data="agents", whole="agents")
        self.members = values.pop("agents", changed)
        return None

    def after(self, world: CiscoWorld, before: SkillGroup, record: SkillGroup) -> None:
        """Agents join and leave it."""
        if self.members is not None:
            leave(world, record.skill_group_id, self.members)
            join(world, record.skill_group_id, self.members)


class DeleteSkillGroup(Delete, method="DELETE", path=f"{PATH}/{{id}}", section=SECTION):
    """Delete a skill group that no campaign has: it moves to the deleted objects, where it keeps its name."""

    deleted = Done(200, ground=NEIGHBOUR)
    unknown_id = UNKNOWN_NEIGHBOUR

    kind = SKILL_GROUPS

    referenced = REFERENCED

    def removed(self, world: CiscoWorld, record: SkillGroup) -> Answer[Any] | None:
        """Mark it; its agents leave it."""
        number = record.skill_group_id
        campaigns = world.campaigns_with((number,))
        if campaigns:
            references = [{"name": one.name, "refURL": f"{CONFIG}/campaign/{one.campaign_id}"} for one in campaigns]
            detail = {
                "referenceType": "campaign",
                "references": {"reference": references},
                "totalCount": len(campaigns),
                "totalShown": len(references),
            }
            return self.say("referenced", error_detail=detail)
        leave(world, number)
        world.skill_groups.change(number, deleted=True)
        return None


def join(world: CiscoWorld, group: int, agents: Iterable[int]) -> None:
    """Let agents join a skill group, if they are not in it; its campaigns may have more to do."""
    for number in agents:
        agent = world.agents[number]
        if group not in agent.skill_groups:
            world.agents.put(replace(agent, skill_groups=(*agent.skill_groups, group)))
    wake(world, (group,))


def leave(world: CiscoWorld, group: int, but: Iterable[int] = ()) -> None:
    """Let the agents of a skill group leave it, but for some."""
    staying = frozenset(but)
    for agent in [one for one in world.agents if group in one.skill_groups]:
        if agent.agent_skill_target_id not in staying:
            groups = tuple(one for one in agent.skill_groups if one != group)
            default = agent.default_skill_group if agent.default_skill_group in groups else 0
            world.agents.put(replace(agent, skill_groups=groups, default_skill_group=default))
            world.agent_changed(agent)


def wake(world: CiscoWorld, groups: Iterable[int]) -> None:
    """Let the dialler look at the campaigns of skill groups: who is in them has changed."""
    for campaign in world.campaigns_with(groups):
        world.wake(campaign.campaign_id)
