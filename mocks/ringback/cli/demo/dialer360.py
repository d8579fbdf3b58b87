"""Dialer360's part of the day: a list of leads is loaded into a campaign, looked after, and looked at."""

from typing import Any

from ringback.cli.demo.client import Answer
from ringback.cli.demo.people import people
from ringback.cli.demo.scene import Scene
from ringback.cli.demo.tally import Figures

DOOR = "/adminpanel/api.php"
LOGIN = {"source": "test", "user": "6666", "pass": "1234"}
LIST = "7001"
CAMPAIGN = "DEMO1"
AREA = "646"


class Dialer360Scene(Scene):
    """One list more for the first of the demo's campaigns."""

    app = "dialer360"
    leads: tuple[str, ...] = ()

    def opening(self) -> None:
        """Look at the version, make a list and an agent, and load the leads."""
        self.call("version", "shown")
        self.call("add_list", "added", list_id=LIST, list_name="Demo day", campaign_id=CAMPAIGN, active="Y")
        self.call(
            "add_user",
            "added",
            agent_user="demoday",
            agent_pass="demoday1",
            agent_user_level=1,
            agent_full_name="Dee Day",
            agent_user_group="AGENTS",
        )
        self.leads = tuple(self.added(one.first, one.last, one.number) for one in people(AREA))
        self.tell(f"{len(self.leads)} leads from {self.leads[0]} on in list {LIST} of campaign {CAMPAIGN}")

    def morning(self) -> None:
        """Look at the agents, and at what the first leads have come to."""
        self.call("logged_in_agents", "shown", campaigns=CAMPAIGN)
        self.call("user_group_status", "shown", user_groups="AGENTS", header="YES")
        self.status()

    def midday(self) -> None:
        """Try to load a lead twice, look up a number, and mark a lead by hand."""
        self.call("add_lead", "phone_in_list", phone_number=f"{AREA}5550101", list_id=LIST, duplicate_check="DUPLIST")
        self.call("phone_number_log", "found", phone_number=f"{AREA}5550101")
        self.call("update_lead", "updated", lead_id=self.leads[1], status="CALLBK", comments="Wants to be called")

    def afternoon(self) -> None:
        """Let the campaign dial with more lines, and look at an agent's day."""
        self.call("update_campaign", "updated", campaign_id=CAMPAIGN, auto_dial_level=2)
        day = f"{self.stage.begin:%Y-%m-%d}"
        self.call(
            "agent_stats_export",
            "found",
            datetime_start=f"{day} 00:00:00",
            datetime_end=f"{day} 23:59:59",
            time_format="S",
        )

    def closing(self) -> None:
        """Look at what has become of the leads, and close the list."""
        self.status()
        self.call("in_group_status", "shown", in_groups="DEMO1_IN", header="YES")
        self.call("update_list", "updated", list_id=LIST, active="N")

    def figures(self) -> Figures:
        """The day's outbound calls."""
        calls = self.today("call_log", "call_date")
        return Figures(
            len({call["campaign_id"] for call in calls}), len(calls), sum(bool(call["user"]) for call in calls)
        )

    def call(self, function: str, reply: str, **query: Any) -> Answer:
        """Call a function."""
        return self.ask(f"{function}.{reply}", "GET", DOOR, query={"function": function, **query}, hidden=LOGIN)

    def added(self, first: str, last: str, number: str) -> str:
        """Load a lead; its id."""
        said = self.call("add_lead", "added", phone_number=number, list_id=LIST, first_name=first, last_name=last)
        return said.text.split("|")[3]

    def status(self) -> None:
        """Ask what the first leads have come to."""
        said = [
            self.call("lead_field_info", "told", lead_id=lead, field_name="status").text.strip()
            for lead in self.leads[:3]
        ]
        self.tell(f"the first leads are in status {', '.join(said)}")
