"""Cisco's part of the day: a skill group, agents and a campaign are made, contacts imported, and counters read."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from ringback.cli.demo.client import Answer, basic
from ringback.cli.demo.people import people
from ringback.cli.demo.scene import Scene
from ringback.cli.demo.stage import Stage
from ringback.cli.demo.tally import Figures

BASE = "/unifiedconfig/config"
AUTH = basic("administrator@demo.local", "demo")
ZONE = {"refURL": f"{BASE}/timezone/UTC"}
AREA = "727"


class CiscoScene(Scene):
    """One campaign more, which dials progressively."""

    app = "cisco"
    campaign = ""
    callback = ""

    def __init__(self, stage: Stage) -> None:
        """Note how far the counters are."""
        super().__init__(stage)
        self.before = {row["campaignId"]: row for row in self.rows("runtime")}

    def opening(self) -> None:
        """Make a skill group, two agents and a campaign, and import its contacts."""
        listed = self.call("ListCampaigns.listed", "GET", "campaign").xml
        self.tell(f"{listed.findtext('pageInfo/totalResults')} campaigns are there")
        group = self.made("CreateSkillGroup.created", "skillgroup", "skillGroup", {"name": "sgdemoday"})
        for number, name in enumerate(("Ada", "Ben"), 1):
            person = {"firstName": name, "lastName": "Demo", "userName": f"demoday{number}"}
            groups = {"skillGroup": {"refURL": group}}
            self.made("CreateAgent.created", "agent", "agent", {"person": person, "skillGroups": groups})
        info = {"skillGroup": {"refURL": group}}
        self.campaign = self.made(
            "CreateCampaign.created",
            "campaign",
            "campaign",
            {
                "name": "DemoDay",
                "description": "A day to show",
                "dialingMode": "PROGRESSIVEONLY",
                "enabled": True,
                "startTime": "00:00",
                "endTime": "23:59",
                "endDate": "2026-12-31",
                "timeZone": ZONE,
                "skillGroupInfos": {"skillGroupInfo": info},
            },
        )
        rows = [f"{one.first},{one.last},{one.number}" for one in people(AREA)]
        content = {"fileContent": "\n".join(("FirstName,LastName,Phone01", *rows))}
        self.call("ImportContacts.imported", "POST", f"{self.own}/import", "import", content)

    def morning(self) -> None:
        """Read the counters of the campaign."""
        self.counted()

    def midday(self) -> None:
        """Promise a callback, and let the campaign dial faster."""
        due = {"phone": f"{AREA}5550100", "maxAttempts": 3, "callbackDateTime": f"{self.stage.now:%Y-%m-%d}T21:30:00Z"}
        self.callback = self.made("CreateCallback.created", "personalcallback", "personalCallback", due)
        self.changed({"linesPerAgent": 2})

    def afternoon(self) -> None:
        """Look at the contacts in JSON, and stop and start the campaign."""
        said = self.ask(
            "ListContacts.listed", "GET", f"{BASE}/{self.own}/import", headers={**AUTH, "Accept": "application/json"}
        )
        statuses = [one["callStatus"] for one in said.data["importContacts"][0]["importContact"]]
        self.tell(f"{statuses.count('closed')} of {len(statuses)} contacts are closed")
        self.changed({"enabled": False})
        self.changed({"enabled": True})

    def closing(self) -> None:
        """Read the counters, stop every campaign, and clear up."""
        self.counted()
        self.call("GetCallback.shown", "GET", f"personalcallback/{self.callback.rpartition('/')[2]}")
        self.call("DisableCampaigns.disabled", "PUT", "campaign/disable")
        self.call("DeleteCampaign.deleted", "DELETE", self.own)
        self.call("GetCampaign.unknown_id", "GET", self.own)

    def figures(self) -> Figures:
        """What the counters of all campaigns have gone up by."""
        dialled = answered = campaigns = 0
        for row in self.rows("runtime"):
            before = self.before.get(row["campaignId"], {})
            attempts = row["attemptedCount"] - before.get("attemptedCount", 0)
            campaigns += attempts > 0
            dialled += attempts
            answered += row["voiceCount"] - before.get("voiceCount", 0)
        return Figures(campaigns, dialled, answered)

    @property
    def own(self) -> str:
        """The path of the campaign."""
        return f"campaign/{self.campaign.rpartition('/')[2]}"

    def call(
        self, expect: str, method: str, path: str, root: str = "", content: Mapping[str, Any] | None = None
    ) -> Answer:
        """Make a request, with an element as its body where there is one."""
        xml = f"<{root}>{_written(content)}</{root}>" if content is not None else None
        return self.ask(expect, method, f"{BASE}/{path}", headers=AUTH, xml=xml)

    def made(self, expect: str, path: str, root: str, content: Mapping[str, Any]) -> str:
        """Make an item; its reference."""
        location = self.call(expect, "POST", path, root, content).headers["location"]
        return f"{BASE}/{location.partition(f'{BASE}/')[2]}"

    def changed(self, content: Mapping[str, Any]) -> None:
        """Update the campaign, as it was read."""
        stamp = self.call("GetCampaign.shown", "GET", self.own).xml.findtext("changeStamp")
        self.call("UpdateCampaign.updated", "PUT", self.own, "campaign", {"changeStamp": stamp, **content})

    def counted(self) -> None:
        """Read the campaign's counters."""
        said = self.call("GetCampaignStatus.shown", "GET", f"{self.own}/runtimestats").xml
        attempts, voices, busy = (said.findtext(f"{name}Count") for name in ("attempted", "voice", "busy"))
        self.tell(f"{attempts} calls attempted, {voices} answered, {busy} busy")


def _written(content: Mapping[str, Any]) -> str:
    """Elements as XML."""
    return "".join(
        f"<{name}>{_written(value) if isinstance(value, Mapping) else _text(value)}</{name}>"
        for name, value in content.items()
    )


def _text(value: object) -> str:
    return escape(str(value).lower() if isinstance(value, bool) else str(value))
