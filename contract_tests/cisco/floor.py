"""A small outbound centre for the tests of the dialler: a skill group, its campaign, agents, contacts; by the API."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from contract_tests.cisco.conftest import Cisco

HOUR = 3600
DAY = 24 * HOUR
# 555-01xx numbers of this area code force what becomes of a call by their last two digits.
AREA = "727555"


def magic(ending: str) -> str:
    """A reserved number by its last two digits."""
    return f"{AREA}01{ending}"


class Floor:
    """The centre: it is 17:00 UTC, and the clock stands still."""

    def __init__(self, cisco: Cisco, group: str = "sgfloor") -> None:
        """Begin with a skill group of that name and nobody in it."""
        self.cisco = cisco
        self.group = cisco.made("/skillgroup", f"<skillGroup><name>{group}</name></skillGroup>")

    def campaign(
        self, mode: object = "PROGRESSIVEONLY", info: object = "", name: object = "floor", **elements: object
    ) -> int:
        """Make a campaign that dials all day long unless `elements` say otherwise; its id."""
        given = {
            "name": name,
            "dialingMode": mode,
            "enabled": "true",
            "startTime": "00:00",
            "endTime": "23:59",
            "endDate": "2026-12-31",
            "linesPerAgent": 1,
            **elements,
        }
        group = f"<skillGroup><refURL>{self.group}</refURL></skillGroup>{info}"
        made = self.cisco.made(
            "/campaign",
            f"<campaign>{written(given)}<timeZone><refURL>/unifiedconfig/config/timezone/UTC</refURL></timeZone>"
            f"<skillGroupInfos><skillGroupInfo>{group}</skillGroupInfo></skillGroupInfos></campaign>",
        )
        return int(made.rpartition("/")[2])

    def update(self, campaign: int, **elements: object) -> None:
        """Change a campaign."""
        stamp = self.cisco.xml("GET", f"/campaign/{campaign}").findtext("changeStamp")
        body = f"<campaign><changeStamp>{stamp}</changeStamp>{written(elements)}</campaign>"
        answer = self.cisco.call("PUT", f"/campaign/{campaign}", body)
        assert answer.status_code == 200, answer.text

    def agent(self, name: str = "one") -> int:
        """Make an agent, who is logged in and ready; the id."""
        person = f"<person><firstName>Ann</firstName><lastName>Example</lastName><userName>{name}</userName></person>"
        groups = f"<skillGroups><skillGroup><refURL>{self.group}</refURL></skillGroup></skillGroups>"
        return int(self.cisco.made("/agent", f"<agent>{person}{groups}</agent>").rpartition("/")[2])

    def agents(self, count: int) -> list[int]:
        """Make so many agents."""
        return [self.agent(f"agent{number}") for number in range(1, count + 1)]

    def imported(self, campaign: int, *rows: str, header: str = "Phone01", overwrite: bool = False) -> None:
        """Import contacts, each by the values of its row."""
        content = "\n".join((header, *rows))
        body = f"<import><fileContent>{content}</fileContent><overwriteData>{str(overwrite).lower()}</overwriteData>"
        answer = self.cisco.call("POST", f"/campaign/{campaign}/import", f"{body}</import>")
        assert answer.status_code == 200, answer.text

    def contact(self, campaign: int, number: int = 1) -> dict[str, str]:
        """A contact as the API shows it; the parts of its phones are `phone01/callResult` and so on."""
        return flat(self.cisco.xml("GET", f"/campaign/{campaign}/import/{number}"))

    def came_of(self, campaign: int, number: int = 1) -> tuple[str, int, int]:
        """Status, last result and number of calls of a contact."""
        shown = self.contact(campaign, number)
        return shown["callStatus"], int(shown["callResultOverall"]), int(shown["callsMade"])

    def statuses(self, campaign: int) -> dict[str, int]:
        """How many contacts have each status letter."""
        return Counter(row["callStatus"] for row in self.cisco.rows("contacts") if row["campaignId"] == campaign)

    def stats(self, campaign: int) -> dict[str, int]:
        """The counters of a campaign that are not zero."""
        shown = flat(self.cisco.xml("GET", f"/campaign/{campaign}/runtimestats"))
        return {name: int(text) for name, text in shown.items() if name != "dateTime" and text != "0"}

    def calls(self, phase: str = "") -> list[dict[str, Any]]:
        """What the dialler has in its memory, in one phase or in all."""
        return [row for row in self.cisco.rows("dialer_calls") if phase in ("", row["phase"])]

    def states(self) -> list[str]:
        """The states of the centre's agents."""
        group = int(self.group.rpartition("/")[2])
        return [row["state"] for row in self.cisco.rows("agents") if group in row["skillGroups"]]

    def settle(self) -> None:
        """Let the dialler do what it can do at once."""
        self.cisco.advance(0)


def written(elements: Mapping[str, object]) -> str:
    """Elements as XML; a value that is a mapping has elements of its own."""
    return "".join(
        f"<{name}>{written(value) if isinstance(value, Mapping) else value}</{name}>"
        for name, value in elements.items()
    )


def flat(root: ElementTree.Element, before: str = "") -> dict[str, str]:
    """The texts of an element's parts by their paths."""
    found: dict[str, str] = {}
    for part in root:
        path = f"{before}{part.tag}"
        found.update(flat(part, f"{path}/") if len(part) else {path: part.text or ""})
    return found
