"""Remote Agent List (43), Remote Agent Skills List (44)."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn.call import AgentLogin
from ringback.vendors.tcn.replies import Csv, Plain
from ringback.vendors.tcn.world import TcnWorld

COLUMNS = (
    "Agent SID",
    "First Name",
    "Last Name",
    "Username",
    "Hunt Group SID",
    "Partner Agent ID",
    "Callback Number",
    "Callback Extension",
)


class AgentList(AgentLogin, path="/backoffice/RemoteAgentList", section="43"):
    """List the account's agents."""

    not_displayed = Plain(400, "An error occurred while attempting to display Agent list!", reach="fault")
    listed = Csv(
        "agent_list", columns=COLUMNS, example=("3001", "Ann", "Archer", "ann", "1", "A-1", "4355550110", "110")
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the agents in the order of their sids."""
        return self.listed(
            agent_list=[
                (
                    agent.agent_sid,
                    agent.first_name,
                    agent.last_name,
                    agent.web_login,
                    agent.hunt_group_sid or "",
                    agent.partner_agent_id,
                    agent.callback_number,
                    agent.callback_extension,
                )
                for agent in world.agents.where("account", self.account.client_sid)
            ]
        )


class AgentSkillsList(AgentLogin, path="/backoffice/RemoteAgentSkillsList", section="44"):
    """List the names of all agent skills of the account."""

    none = Plain(200, "There are no agent skills.")
    listed = Plain(200, "Agent Skills: {skills}", examples={"skills": "Collections, Spanish"})

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the skills in the order of their names."""
        skills = [skill.name for skill in world.agent_skills.where("account", self.account.client_sid)]
        return self.listed(skills=", ".join(skills)) if skills else self.none()
