"""A plain model of an account's do-not-call lists, agents and groups: what each call must answer and leave behind."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]
Said = tuple[int, str]

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
HOME = "United States / Canada"
# Pacific time as it is sent and exported, and the moment it means.
DATES = {
    "2025/12/31 12:00": datetime(2025, 12, 31, 20, tzinfo=UTC),
    "2026/01/05 09:01": datetime(2026, 1, 5, 17, 1, tzinfo=UTC),
    "2026/01/31 12:00": datetime(2026, 1, 31, 20, tzinfo=UTC),
    "2026/06/30 23:59": datetime(2026, 7, 1, 6, 59, tzinfo=UTC),
}
WRITTEN = {moment: text for text, moment in DATES.items()} | {
    datetime(2025, 12, 1, 7, 59, tzinfo=UTC): "2025/11/30 23:59"
}

BILLED, EXPORTED = timedelta(hours=1), timedelta(days=1)
PREPARED = timedelta(seconds=2)


def digits(number: str) -> str | None:
    """A number of ten digits without its punctuation; None for what is no number."""
    bare = "".join(sign for sign in number if sign not in " ()-.")
    return bare if bare.isdigit() and len(bare) == 10 else None


@dataclass
class DoNotCall:
    """One of the lists: numbers by country, with the moment at which each expires."""

    name: str
    sent_back: str
    held: dict[tuple[str, str], datetime | None]

    def add(self, dncl: str, country: str, date: str | None, *, replace: bool, restrictive: bool) -> Said:
        """Up to five numbers; all of them or, when one cannot be read, none."""
        sent = [one for one in dncl.split(",") if one.strip()]
        if not sent:
            return 400, f"One or more {self.name} numbers are required for adding to the list!"
        numbers = [number for one in sent[:5] if (number := digits(one)) is not None]
        if len(numbers) < len(sent[:5]) or country not in (HOME, "Mexico") or (date is not None and date not in DATES):
            return 400, f"An error occurred while attempting to read the given {self.name} numbers!"
        if replace:
            self.held.clear()
        until = None if date is None else DATES[date]
        for number in numbers:
            place = (country, number)
            self.held[place] = longer(self.held[place], until) if restrictive and place in self.held else until
        if len(sent) > 5:
            return 200, (
                f"The amount of {self.name} numbers given exceeds the allowed amount of 5. To add more than this, "
                f"please feel free to use the file upload feature. The first 5 provided {self.name} numbers were added "
                "to the list."
            )
        return 200, self.sent_back

    def purge_numbers(self, sent: str, country: str, before: str) -> Said:
        """One by one, each as it was sent."""
        asked = [one.strip() for one in sent.split(",") if one.strip()]
        if not asked or None in map(digits, asked):
            return 400, f"An error occurred while attempting to read the {before}Do Not Call List numbers to delete!"
        lines = []
        for one in asked:
            gone = (country, digits(one) or "") in self.held
            self.held.pop((country, digits(one) or ""), None)
            lines.append(f"{one},{'Success' if gone else 'Failure'}\n")
        return 200, "".join(lines)

    def purge(self, now: datetime | None) -> Said:
        """All, or those that have expired."""
        self.held = {
            place: until for place, until in self.held.items() if now is not None and (until is None or until > now)
        }
        return 200, ""

    def export(self, country: str | None) -> Said:
        """As it can be loaded again."""
        if not self.held:
            return 200, f"The {self.name} is empty."
        lines = [
            f"{number},{'' if until is None else WRITTEN[until]},{place}\n"
            for (place, number), until in sorted(self.held.items(), key=lambda item: item[0])
            if country in (None, place)
        ]
        return 200, "".join(lines) or f"No {self.name} entries exist for the given country."


def longer(one: datetime | None, other: datetime | None) -> datetime | None:
    """The expiration that blocks longer; none at all blocks for ever."""
    return None if one is None or other is None else max(one, other)


@dataclass
class Agents:
    """The agents of the account, by their sids; logins of another account are taken too."""

    rows: dict[int, Row]
    taken: set[str]
    hunt_groups: set[int]
    next_sid: int

    def listed(self) -> list[Row]:
        """As section 45 has them."""
        return [row for _, row in sorted(self.rows.items())]

    def put(self, sent: list[str]) -> str:
        """Add an agent, or update the one whose sid is sent last."""
        first, last, login, _, number, extension, hunt, partner, sid = sent
        name = f"{first} {last}".strip() or login
        others = self.taken | {row["webLogin"] for held, row in self.rows.items() if str(held) != sid}
        wrong = login in others or (hunt and not (hunt.isdigit() and int(hunt) in self.hunt_groups))
        if sid:
            wrong = wrong or not sid.isdigit() or int(sid) not in self.rows
        else:
            wrong = wrong or not (first and last and login)
        if wrong:
            return f"Unable to add agent: {name}"
        held = self.next_sid if not sid else int(sid)
        before = self.rows.get(held, {})
        self.rows[held] = {
            "agentSid": held,
            "firstName": first or before["firstName"],
            "lastName": last or before["lastName"],
            "webLogin": login or before["webLogin"],
            "callbackNumber": number,
            "callbackExtension": extension,
            "huntGroupSid": int(hunt) if hunt else None,
            "partnerAgentId": partner,
        }
        self.next_sid += not sid
        return f"{'UPDATED' if sid else 'ADDED'} Agent: {held}"

    def delete(self, sent: str) -> str:
        """By sid or login; what is told of one that is not there begins so."""
        for held, row in self.rows.items():
            if sent in (str(held), row["webLogin"]):
                del self.rows[held]
                return f"DELETED Agent: {held}"
        return "Unable to delete agent: "


@dataclass
class Group:
    """A broadcast or an inbound group: its state without the first digit, and since when it is in it."""

    status: int
    since: datetime
    lines: dict[str, int] = field(default_factory=dict)

    def act(self, action: str, now: datetime) -> bool:
        """Whether it changes."""
        new = {
            "pause": 210 if self.status in (200, 220) else None,
            "play": 200 if self.status == 210 else None,
            "stop": 320 if self.status in (0, 100, 200, 210, 220) else None,
        }[action]
        if new is None:
            return False
        self.status, self.since = new, now
        return True

    def pass_time(self, now: datetime) -> None:
        """Prepared, it waits for its day; stopped, it is billed and then exported."""
        if self.status == 0 and now >= self.since + PREPARED:
            self.status = 100
        if self.status == 320 and now >= self.since + BILLED:
            self.status = 420
        if self.status == 420 and now >= self.since + EXPORTED:
            self.status = 520
