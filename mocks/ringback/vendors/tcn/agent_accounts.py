"""Account Management: list, add, update and delete agents (45, 46)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Self

import msgspec

from ringback.contract import Answer, Part, Slices, check, inferred
from ringback.vendors.tcn.agent_items import Item, add_or_update, delete, items
from ringback.vendors.tcn.call import ApiKeyLogin
from ringback.vendors.tcn.fields import FilePart, Param
from ringback.vendors.tcn.records import Settings
from ringback.vendors.tcn.replies import Body, Json, Plain
from ringback.vendors.tcn.world import TcnWorld
from ringback.wire.forms import Upload

LIST, CHANGE, DELETE = "list", "addOrUpdate", "delete"
# After so many agents others have their turn.
AT_A_TIME = 100
# The agents of a file, with their passwords, where it comes under this name.
_IN_FILE = re.compile(
    r'(^Content-Disposition:(?>[^\r\n]*?\bname="?file\b)[^\r\n]*+\r?\n(?>(?:[^\r\n]++\r?\n){0,7})\r?\n)'
    r"(?s:.*?)(?=\r?\n--|\Z)",
    re.IGNORECASE | re.MULTILINE,
)
_AS_FIELD = re.compile(r"((?:^|[?&])file=)[^&]+", re.MULTILINE)


class AgentAcctMgmtServlet(ApiKeyLogin):
    """What is sent of agents is not shown: their passwords are among it."""

    secret_patterns = (*ApiKeyLogin.secret_patterns, _IN_FILE, _AS_FIELD)


class AgentAcctMgmtList(AgentAcctMgmtServlet, path="/backoffice/AgentAcctMgmt", function=LIST, section="45"):
    """List the account's agents; a function other than this and those of section 46 is refused."""

    listed = Json(
        "agent_list_json_format",
        example=[
            {
                "agentSid": 3001,
                "firstName": "Ann",
                "lastName": "Archer",
                "webLogin": "ann",
                "callbackNumber": "4355550110",
                "callbackExtension": "110",
                "huntGroupSid": 11,
                "partnerAgentId": "A-1",
            }
        ],
    )

    function = Param(required=True, example=LIST, note=LIST)

    @check
    def function_known(self, world: TcnWorld) -> Answer[Self] | None:
        """Whatever no other function is comes here."""
        return None if self.function == LIST else self.bad_request()

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the agents in the order of their sids; no password is shown."""
        return self.listed(
            agent_list_json_format=[
                {
                    "agentSid": agent.agent_sid,
                    "firstName": agent.first_name,
                    "lastName": agent.last_name,
                    "webLogin": agent.web_login,
                    "callbackNumber": agent.callback_number,
                    "callbackExtension": agent.callback_extension,
                    "huntGroupSid": agent.hunt_group_sid or None,
                    "partnerAgentId": agent.partner_agent_id,
                }
                for agent in world.agents.where("account", self.account.client_sid)
            ]
        )


class Line(Body):
    """A text within the list `resultDetail` of a JSON body; `lines` are all its texts, where there are more."""

    media = "application/json"

    def __init__(self, text: str, **rest: Any) -> None:
        """Declare the text."""
        super().__init__(200, text, **rest)

    def content(self, values: Mapping[str, Any], system: Settings, profile: str) -> bytes:
        """Encode the texts."""
        return msgspec.json.encode({"resultDetail": values.get("lines") or [self.render(values, profile)]})


SAME_SERVLET = "45"
LIKE_ADDED = inferred("the printed function does this too, and the printed text for an added agent is the pattern")


class AgentAcctMgmtCall(AgentAcctMgmtServlet):
    """Do something to agents; the answer has a text for each of them, whether or not it could be done."""

    bad_request = Plain(400, "HTTPS Status 400: Bad Request!", section=SAME_SERVLET)

    api_key = Param(
        wire_name="apiKey",
        missing=bad_request,
        secret=True,
        example="11111111-2222-3333-4444-555555555555",
        note="the account's agent API key",
    )
    client_sid = Param(wire_name="clientSid", missing=bad_request, example="1001", note="the account's id")
    function: Param
    agent_accts: Param
    file = FilePart(note="the file with an agent a line, where it is not sent as agentAccts")

    items: list[Item]

    @check
    def agents_given(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be an agent at least, in the parameter or in a file."""
        self.items = list(self.given())
        return None if self.items else self.bad_request()

    def given(self) -> Iterable[Item]:
        """The agents of the parameter, then those of the files."""
        yield from items(self.agent_accts, "|")
        for sent in (self.inputs.get("agentAccts"), self.file):
            if isinstance(sent, Upload):
                yield from items(sent.content.decode("utf-8-sig", "replace"), "")

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Take one agent after the other."""
        parts: list[Part] = []
        for place, item in enumerate(self.items, 1):
            parts += self.taken(world, item).parts
            if not place % AT_A_TIME:
                yield
        lines = [part.text(self.profile) for part in parts]
        # Each reply once, however many agents it is about.
        said = {part.reply.name: Part(part.endpoint, part.reply, {**part.values, "lines": lines}) for part in parts}
        return Answer(*said.values())

    def taken(self, world: TcnWorld, item: Item) -> Answer[Self]:
        """Do it to one agent, and say so."""
        raise NotImplementedError


class AgentAcctMgmtChange(AgentAcctMgmtCall, path="/backoffice/AgentAcctMgmt", function=CHANGE, section="46"):
    """Add agents, and update those whose sid is sent; the answer has a text for each of them."""

    unable = Line("Unable to add agent: {agent_name}", examples={"agent_name": "Ann Archer"})
    added = Line("ADDED Agent: {id}", examples={"id": "3007"})
    updated = Line("UPDATED Agent: {id}", ground=LIKE_ADDED, examples={"id": "3001"})

    function = Param(required=True, example=CHANGE, note=CHANGE)
    agent_accts = Param(
        wire_name="agentAccts",
        required=True,
        secret=True,
        example="Gus,Grant,gus,secret,4355550112,,11,A-7",
        note="firstName,lastName,webLogin,webPassword,callbackNumber,callbackExtension,huntGroupSid,partnerAgentId, "
        "and for an update the agent's sid; several agents are separated by |, in an attached file by line ends",
    )

    def taken(self, world: TcnWorld, item: Item) -> Answer[Self]:
        """Add or update one agent."""
        agent = add_or_update(world, self.account, item)
        if agent is None:
            return self.unable(agent_name=item.name)
        return self.updated(id=agent.agent_sid) if item.agent_sid else self.added(id=agent.agent_sid)


class AgentAcctMgmtDelete(AgentAcctMgmtCall, path="/backoffice/AgentAcctMgmt", function=DELETE, section="46"):
    """Delete agents; the answer has a text for each of them, whether or not it could be done."""

    deleted = Line("DELETED Agent: {id}", ground=LIKE_ADDED, examples={"id": "3001"})
    not_deleted = Line(
        "Unable to delete agent: {agent_name}",
        ground=inferred("the printed text for an agent who cannot be added is the pattern"),
        examples={"agent_name": "Ann Archer"},
    )

    function = Param(required=True, example=DELETE, note=DELETE)
    agent_accts = Param(
        wire_name="agentAccts",
        required=True,
        secret=True,
        example="3001",
        note="the agent's sid or login, alone or in its place among the columns of addOrUpdate; several agents are "
        "separated by |, in an attached file by line ends",
    )

    def taken(self, world: TcnWorld, item: Item) -> Answer[Self]:
        """Delete one agent."""
        agent = delete(world, self.account, item)
        return self.not_deleted(agent_name=item.name) if agent is None else self.deleted(id=agent.agent_sid)


# The rows of agents have the password under this name.
AgentAcctMgmtChange.secret_names |= {"web_password"}
