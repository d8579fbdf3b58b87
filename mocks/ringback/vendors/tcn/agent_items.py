"""The agents that a request of Account Management speaks of, and what is done to their rows."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from ringback.vendors.tcn.records import Account, Agent
from ringback.vendors.tcn.world import TcnWorld, is_number

COLUMNS = 9


class Item(NamedTuple):
    """An agent as it is sent: the guide's nine columns, the last of which only an update has; `more` is too many."""

    first_name: str = ""
    last_name: str = ""
    web_login: str = ""
    web_password: str = ""
    callback_number: str = ""
    callback_extension: str = ""
    hunt_group_sid: str = ""
    partner_agent_id: str = ""
    agent_sid: str = ""
    more: bool = False

    @property
    def name(self) -> str:
        """What the agent is called; the login where no name is given."""
        return f"{self.first_name} {self.last_name}".strip() or self.web_login or self.agent_sid


def items(text: str, separator: str) -> Iterator[Item]:
    """The agents of a text: one a line and, where there is a separator, several in a line; blank ones are left out."""
    for line in text.splitlines():
        for part in line.split(separator) if separator else (line,):
            columns = [column.strip() for column in part.split(",")]
            if any(columns):
                blank = [""] * (COLUMNS - len(columns))
                yield Item._make([*columns[:COLUMNS], *blank, any(columns[COLUMNS:])])


def known(world: TcnWorld, account: Account, sid: str) -> Agent | None:
    """The account's agent of that sid, or None."""
    agent = world.agents.get(int(sid)) if is_number(sid) else None
    return agent if agent is not None and agent.client_sid == account.client_sid else None


def add_or_update(world: TcnWorld, account: Account, item: Item) -> Agent | None:
    """Add an agent, or with a sid change the one who has it; None when that cannot be done.

    In a change, blank names, login and password stay as they are; the other columns become what is sent, blank or not.
    """
    new = Agent(client_sid=account.client_sid, since=world.now)
    before = known(world, account, item.agent_sid) if item.agent_sid else new
    hunt_group_sid = _hunt_group(world, account, item.hunt_group_sid)
    if before is None or hunt_group_sid is None or item.more:
        return None
    after = replace(
        before,
        first_name=item.first_name or before.first_name,
        last_name=item.last_name or before.last_name,
        web_login=item.web_login or before.web_login,
        web_password=item.web_password or before.web_password,
        callback_number=item.callback_number,
        callback_extension=item.callback_extension,
        hunt_group_sid=hunt_group_sid,
        partner_agent_id=item.partner_agent_id,
    )
    if not (after.first_name and after.last_name and after.web_login) or _taken(world, after):
        return None
    return world.agents.add(after) if before is new else world.agents.put(after)


def _hunt_group(world: TcnWorld, account: Account, text: str) -> int | None:
    """The sid of the account's hunt group; 0 where none is wanted, None when there is no such one."""
    if not text:
        return 0
    group = world.hunt_groups.get(int(text)) if is_number(text) else None
    return group.hunt_group_sid if group is not None and group.client_sid == account.client_sid else None


def _taken(world: TcnWorld, agent: Agent) -> bool:
    """Whether somebody else signs in under the agent's login, which must be one of a kind in the whole system."""
    other = world.agents.first("web_login", agent.web_login)
    return other is not None and other.agent_sid != agent.agent_sid


def delete(world: TcnWorld, account: Account, item: Item) -> Agent | None:
    """Delete the agent of the sid, else of the login; one column alone is either. None when there is no such agent."""
    alone = item == Item(item.first_name)
    sid, login = (item.first_name, item.first_name) if alone else (item.agent_sid, item.web_login)
    agent = known(world, account, sid)
    if agent is None and login and (alone or not sid):
        agent = world.agents.first("web_login", login)
    if agent is None or agent.client_sid != account.client_sid:
        return None
    return world.agents.remove(agent.agent_sid)
