"""MaxContact's management in the day: a team, a list and a campaign are made, put together, run and stopped."""

from ringback.cli.demo.maxcontact import MaxContactScene
from ringback.cli.demo.people import people
from ringback.cli.demo.tally import Figures

AREA = "212"
# What a call of the past says of how it came about.
BY_THE_DIALLER = 1


class MaxContactManagementScene(MaxContactScene):
    """One campaign more, with an agent who is new."""

    app = "maxcontact-management"
    area = "management"
    login = "demo"
    team = agent = leads = campaign = 0

    def opening(self) -> None:
        """Make all that a campaign needs, and start it."""
        self.signed_in()
        campaigns = self.call("GetCampaigns.listed", "GET", "campaigns")
        self.tell(f"{len(campaigns)} campaigns are there")
        self.team = self.made("team", {"TeamName": "Demo day"})
        self.agent = self.made("user", {"FirstName": "Dee", "LastName": "Day", "Login": "deeday", "Password": "demo"})
        self.leads = self.made("list", {"ListName": "Demo day leads", "FetchWeight": 10})
        wanted = {"CampaignName": "Demo day", "Type": "Predictive", "Active": True, "DefaultListId": self.leads}
        self.campaign = self.made("campaign", wanted)
        self.call("AssociateUser.associated", "PUT", f"teams/{self.team}/users", {"UserId": self.agent})
        self.call("AssociateList.associated", "PUT", f"{self.own}/lists", {"ListId": self.leads})
        self.call("AssociateTeam.associated", "PUT", f"{self.own}/teams", {"TeamId": self.team})
        self.loaded()
        self.status("Running")
        # Agents log in with a program of the vendor's, which the API has no call for.
        self.stage.world.state.patch(self.app, "agents", self.agent, state="Ready")
        self.tell(f"user {self.agent} has logged in and is ready (by the control plane)")

    def morning(self) -> None:
        """Look at the campaign, and give the agent a skill."""
        shown = self.call("GetCampaign.found", "GET", self.own)
        self.tell(f"campaign {shown['Id']}, {shown['CampaignName']}, is in status {shown['Status']}")
        skill = {"SkillId": 1, "Proficiency": 7, "UserIds": [self.agent]}
        self.call("AssociateSkill.associated", "PUT", "users/skills", skill)

    def midday(self) -> None:
        """An emergency stops all, for a moment."""
        self.call("EnableGlobalEmergency.enabled", "POST", "globalemergency/enable")
        self.call("DisableGlobalEmergency.disabled", "POST", "globalemergency/disable")

    def afternoon(self) -> None:
        """Pause the campaign, change how it dials, and go on."""
        self.status("Paused")
        self.call("UpdateCampaignType.updated", "PATCH", f"{self.own}/type", {"CampaignType": "Progressive"})
        self.status("Running")

    def closing(self) -> None:
        """Stop the campaign, and take it apart."""
        self.status("Not Running")
        self.call("DisassociateTeam.disassociated", "DELETE", f"{self.own}/teams", {"TeamId": self.team})
        self.call("UpdateUserActivityStatus.updated", "PATCH", f"users/{self.agent}/activitystatus", {"Active": False})
        self.call("GetUser.found", "GET", f"users/{self.agent}")

    def figures(self) -> Figures:
        """The day's calls that the dialler made."""
        calls = [call for call in self.today("past_calls", "started") if call["call_status"] == BY_THE_DIALLER]
        answered = sum(call["answered"] is not None for call in calls)
        return Figures(len({call["campaign_id"] for call in calls} - {0}), len(calls), answered)

    @property
    def own(self) -> str:
        """The path of the campaign."""
        return f"campaigns/{self.campaign}"

    def made(self, kind: str, data: dict[str, object]) -> int:
        """Make an entity; its number."""
        number: int = self.call(f"Create{kind.capitalize()}.created", "POST", f"{kind}s", data)["Id"]
        return number

    def status(self, status: str) -> None:
        """Start, pause or stop the campaign."""
        self.call("UpdateCampaignStatus.updated", "PATCH", f"{self.own}/status", {"CampaignStatus": status})

    def loaded(self) -> None:
        """Load the leads, for which the API has no call."""
        state = self.stage.world.state
        for one in people(AREA):
            lead = state.put(self.app, "leads", 0, list_id=self.leads, name=one.first, name2=one.last)["lead_id"]
            state.put(self.app, "lead_phones", 0, lead_id=lead, phone_number=one.number)
        self.tell(f"10 leads are in list {self.leads} (by the control plane)")
