"""TCN's part of the day: a list is uploaded as a broadcast, slowed down, paused, added to, and reported on."""

from typing import Any

from ringback.cli.demo.client import Answer
from ringback.cli.demo.people import people
from ringback.cli.demo.scene import Scene
from ringback.cli.demo.tally import Figures

LOGIN = {"username": "demo", "password": "demo"}
KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
AREA = "801"
HEADER = """login.username=demo
login.password=demo
file.1.description={description}
file.1.country=United States / Canada
file.1.timezone=America/Denver
file.1.import_template_number=2
{rest}
____DATA-START____
"""
ANSWERED = range(2000, 3000)


class TcnScene(Scene):
    """A broadcast of the day's list, and a drip campaign besides."""

    app = "tcn"
    broadcast = ""
    drip = ""

    def opening(self) -> None:
        """Look at the templates, keep a number out, upload the list, and start a campaign to add to."""
        templates = self.call("BroadcastTemplateList.listed", "RemoteBroadcastTemplateList")
        self.tell(f"{len(templates.text.splitlines()) - 1} broadcast templates")
        self.call("ImportTemplateList.listed", "RemoteImportTemplateList", extend="true")
        self.call("DNCLAdd.added", "RemoteDNCLAdd", dncl=f"{AREA}5550108")
        self.broadcast = self.uploaded("FtpReceptionServlet", "Morning list", "file.1.schedule_template_number=2", 8)
        self.drip = self.uploaded("NewLeadDripCampaign", "Web leads", "file.1.schedule_template_number=1", 2)
        self.tell(f"broadcast {self.broadcast} will call 8 people, drip campaign {self.drip} 2")
        self.call("BroadcastLineControl.updated", "RemoteBroadcastLineControl", taskSid=self.broadcast, outbound=2)

    def morning(self) -> None:
        """See that the broadcast runs, pause it, and let it go on."""
        self.status()
        self.call("BroadcastControl.updated", "RemoteBroadcastControl", taskSid=self.broadcast, action="pause")
        self.status()
        self.call("BroadcastControl.updated", "RemoteBroadcastControl", taskSid=self.broadcast, action="play")

    def midday(self) -> None:
        """Read the calls so far, look at the agents, and promise a call."""
        calls = self.call(
            "FtpReportAsOfServlet.report", "FtpReportAsOfServlet", templateNumber=1, taskSid=self.broadcast
        )
        self.tell(f"{len(calls.text.splitlines()) - 1} calls of the broadcast so far")
        self.ask("AgentSummary.counted", "POST", "/backoffice/AgentSummary", form=KEY)
        self.call(
            "ScheduleACallback.scheduled",
            "ScheduleACallback",
            callbackName="Cat Away",
            phoneNumber=f"{AREA}5550100",
            callerId="4355550100",
            targetAgentId=3001,
        )

    def afternoon(self) -> None:
        """Add a lead to the drip campaign, and look up what a number has been called for."""
        self.uploaded("LeadDripDrop", "Web leads", f"file.1.task_sid={self.drip}", 1)
        self.call("NumberActivityList.listed", "RemoteNumberActivityList", dialed_number=f"{AREA}5550109")
        self.call("AgentSkillsList.listed", "RemoteAgentSkillsList")

    def closing(self) -> None:
        """Stop both, read the whole report, and clear the list of numbers that are not called."""
        self.call("BroadcastControl.updated", "RemoteBroadcastControl", taskSid=self.drip, action="stop")
        self.status()
        report = self.call("FtpReportServlet.report", "FtpReportServlet", templateNumber=1, taskSid=self.broadcast)
        self.tell(f"the report has {len(report.text.splitlines()) - 1} calls")
        self.call("DNCLExport.exported", "RemoteDNCLExport")
        self.call("DNCLPurgeNumbers.deleted", "RemoteDNCLPurgeNumbers", dncl_numbers=f"{AREA}5550108")

    def figures(self) -> Figures:
        """The day's outbound and manual calls."""
        calls = [call for call in self.today("calls", "start_time") if call["kind"] != "inbound"]
        groups = {call["group_sid"] for call in calls if call["kind"] == "outbound"}
        return Figures(len(groups), len(calls), sum(call["result_code"] in ANSWERED for call in calls))

    def call(self, expect: str, name: str, **form: Any) -> Answer:
        """Post a form, with name and password."""
        return self.ask(expect, "POST", f"/backoffice/{name}", form={**LOGIN, **form})

    def uploaded(self, name: str, description: str, rest: str, count: int) -> str:
        """Upload so many people; the id of the broadcast."""
        lines = "".join(f"{person.first},{person.last},{person.number}\n" for person in people(AREA)[-count:])
        file = HEADER.format(description=description, rest=rest) + lines
        return self.ask(f"{name}.scheduled", "POST", f"/backoffice/{name}", files={"file": file}).text.strip()

    def status(self) -> None:
        """Ask how far the broadcast is."""
        said = self.call(
            "BroadcastStatusList.listed", "RemoteBroadcastStatusList", taskSid=self.broadcast, extended="true"
        )
        sid, status, cost, minutes, lines = said.text.splitlines()[-1].split(",")
        self.tell(f"broadcast {sid} is in state {status}: {minutes} minutes billed, {cost} spent, {lines} lines")
