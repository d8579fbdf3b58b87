"""Remote Schedule Rule List (37)."""

from typing import Self

from ringback.contract import Answer
from ringback.vendors.tcn.call import ClientIdLogin
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.records import ScheduleRule, Window
from ringback.vendors.tcn.replies import Csv, Plain
from ringback.vendors.tcn.world import TcnWorld

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours(window: Window) -> str:
    """A window as text, such as `Mon Tue 09:00-17:00`."""
    days = " ".join([DAYS[day] for day in window.days if 0 <= day < len(DAYS)])
    return f"{days} {_clock(window.start)}-{_clock(window.end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


class Truth(Param):
    """A parameter that is true or false, in any case."""

    def parse(self, raw: str) -> str:
        """Take the text without blanks around it."""
        return raw.strip().lower()


class ScheduleRuleList(ClientIdLogin, path="/backoffice/RemoteScheduleRuleList", section="37"):
    """List the account's schedule rules."""

    bad_parameters = Plain(400, "One or more given parameters are not valid!")
    failed = Plain(400, "An error occurred!", reach="fault")
    listed = Csv(
        "response_body",
        columns=("Name", "Time Zone"),
        extra=("Schedule Rule ID", "Description", "Windows"),
        example=("Office hours", "America/Los_Angeles"),
    )

    extended = Truth(
        choices=("true", "false"), invalid=bad_parameters, example="true", note="adds id, description and windows"
    )

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Read the rules in the order of their ids."""
        more = self.extended == "true"
        rules = world.schedule_rules.where("account", self.account.client_sid)
        return self.listed(response_body=[_row(rule, more) for rule in rules], extended=more)


def _row(rule: ScheduleRule, more: bool) -> tuple[object, ...]:
    row = (rule.name, rule.time_zone)
    windows = "; ".join(map(hours, rule.windows))
    return (*row, rule.schedule_rule_sid, rule.description, windows) if more else row
