"""A plain model of campaigns, contacts and personal callbacks: what each request must answer and leave behind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]
# What a request is answered with: the status, and of each error its type and the parameter.
Said = tuple[int, list[tuple[str, str]]]

START = datetime(2026, 1, 5, 17, tzinfo=UTC)
FAR = datetime(2031, 1, 1, tzinfo=UTC)
GROUPS = {5001, 5002, 5003, 5004}
AGENTS = {1004: "1004", 5050: "1001"}

REQUIRED = "invalidInput.fieldRequired"
GONE: Said = (404, [("notFound.dbData", "")])
STALE: Said = (400, [("changeStampMismatch.dbData", "changeStamp")])


def refused(*wrong: tuple[str, str]) -> Said:
    """A request that is not taken."""
    return 400, sorted(wrong)


def wrong_attempts(text: str | None, most: int) -> list[tuple[str, str]]:
    """What is wrong with a number of attempts."""
    if text is None:
        return []
    if not text.removeprefix("-").isdigit():
        return [("invalidInput.invalidValue", "maxAttempts")]
    return [] if 1 <= int(text) <= most else [("invalidInput.outOfRange", "maxAttempts")]


@dataclass
class OutboundModel:
    """The handbook world, and what has been done to it."""

    now: datetime = START
    campaigns: dict[int, Row] = field(default_factory=dict)
    deleted: dict[int, Row] = field(default_factory=dict)
    contacts: dict[int, list[Row]] = field(default_factory=dict)
    columns: dict[int, set[str]] = field(default_factory=dict)
    next_contact: dict[int, int] = field(default_factory=dict)
    callbacks: dict[int, Row] = field(default_factory=dict)
    next_campaign: int = 5169
    next_callback: int = 3

    # Campaigns

    def create_campaign(self, sent: Row) -> Said:
        """POST campaign."""
        wrong = self._wrong_campaign(sent) or self._clash(sent, 0) or self._taken(sent["groups"], 0)
        if wrong:
            return refused(*wrong)
        self.campaigns[self.next_campaign] = {
            "name": sent["name"],
            "description": sent.get("description", ""),
            "maxAttempts": int(sent.get("maxAttempts") or "3"),
            "enabled": sent.get("enabled") == "true",
            "groups": list(sent["groups"]),
            "changeStamp": 0,
        }
        self.next_campaign += 1
        return 201, []

    def update_campaign(self, number: int, stamp: int | None, sent: Row) -> Said:
        """PUT campaign/{id}."""
        wrong = self._wrong_campaign(sent)
        if stamp is None:
            wrong.append((REQUIRED, "changeStamp"))
        if wrong:
            return refused(*wrong)
        campaign = self.campaigns.get(number)
        if campaign is None:
            return GONE
        if stamp != campaign["changeStamp"]:
            return STALE
        if clash := self._clash(sent, number):
            return refused(*clash)
        if sent.get("groups") is not None and ("added" in sent or "removed" in sent):
            return refused(("invalidInput.conflictingParameters", "skillGroupInfos"))
        groups = self._groups(campaign, sent)
        if taken := self._taken(groups, number):
            return refused(*taken)
        changes: Row = {name: sent[name] for name in ("name", "description") if name in sent}
        if sent.get("maxAttempts"):
            changes["maxAttempts"] = int(sent["maxAttempts"])
        if sent.get("enabled"):
            changes["enabled"] = sent["enabled"] == "true"
        campaign |= {**changes, "groups": groups, "changeStamp": campaign["changeStamp"] + 1}
        return 200, []

    def delete_campaign(self, number: int) -> Said:
        """DELETE campaign/{id}: the name stays taken."""
        if number not in self.campaigns:
            return GONE
        self.deleted[number] = self.campaigns.pop(number)
        return 200, []

    def disable(self) -> Said:
        """PUT campaign/disable."""
        for campaign in self.campaigns.values():
            if campaign["enabled"]:
                campaign |= {"enabled": False, "changeStamp": campaign["changeStamp"] + 1}
        return 200, []

    def _groups(self, campaign: Row, sent: Row) -> list[int]:
        """The skill groups that an update leaves a campaign with."""
        if sent.get("groups") is not None:
            return list(sent["groups"])
        kept = [one for one in campaign["groups"] if one not in sent.get("removed", [])]
        return [*dict.fromkeys([*kept, *sent.get("added", [])])]

    def _wrong_campaign(self, sent: Row) -> list[tuple[str, str]]:
        wrong = wrong_attempts(sent.get("maxAttempts"), 100)
        name = sent.get("name")
        if name == "":
            wrong.append((REQUIRED, "name"))
        elif name is not None and not name[0].isalnum():
            wrong.append(("invalidInput.invalidCharacter", "name"))
        for part in ("groups", "added", "removed"):
            unknown = [group for group in sent.get(part) or [] if group not in GROUPS]
            wrong += [("notFound.dbData", "skillGroup")] * bool(unknown)
        return wrong

    def _clash(self, sent: Row, own: int) -> list[tuple[str, str]]:
        held = {row["name"] for number, row in {**self.campaigns, **self.deleted}.items() if number != own}
        clash = sent.get("name") in held | {"toolcampaign"}
        return [("invalidInput.duplicateName", "name")] if clash else []

    def _taken(self, groups: Sequence[int], own: int) -> list[tuple[str, str]]:
        used = {group for number, row in self.campaigns.items() if number != own for group in row["groups"]}
        return [("invalidInput.skillGroupInUse", "skillGroup")] if used & set(groups) else []

    # Contacts

    def import_contacts(self, number: int, header: Sequence[str], rows: Sequence[Row], overwrite: bool) -> Said:
        """POST campaign/{id}/import."""
        if number not in self.campaigns:
            return GONE
        bad = [("invalidInput.invalidRow", "Phone01") for row in rows if not row["Phone01"].isdigit()]
        if bad:
            return refused(*bad)
        known = self.columns.get(number) or set(header)
        if not overwrite and known != set(header):
            return refused(("invalidInput.otherColumns", "fileContent"))
        if overwrite:
            self.contacts[number] = []
            known = set(header)
        first = self.next_contact.get(number, 1)
        kept = self.contacts.setdefault(number, [])
        kept += [{"id": place, "accountNumber": row["AccountNumber"]} for place, row in enumerate(rows, first)]
        self.next_contact[number] = first + len(rows)
        self.columns[number] = known
        return 200, []

    def delete_contacts(self, number: int) -> Said:
        """DELETE campaign/{id}/import."""
        if number not in self.campaigns:
            return GONE
        self.contacts[number] = []
        self.columns[number] = set()
        return 200, []

    # Personal callbacks

    def create_callback(self, sent: Row) -> Said:
        """POST personalcallback."""
        wrong = self._wrong_callback(sent)
        if self._too_early(sent["time"]):
            wrong.append(("invalidInput.callbackDateTimeTooEarly", "callbackDateTime"))
        if wrong:
            return refused(*wrong)
        self._store(sent)
        return 201, []

    def import_callbacks(self, rows: Sequence[Row], overwrite: bool) -> Said:
        """POST personalcallback/import."""
        bad = [row for row in rows if self._too_early(row["time"])]
        if bad:
            return refused(*[("invalidInput.invalidRow", "CallbackDateTime")] * len(bad))
        if overwrite:
            self.callbacks.clear()
        for row in rows:
            self._store(row)
        return 200, []

    def update_callback(self, number: int, stamp: int | None, sent: Row) -> Said:
        """PUT personalcallback/{id}."""
        wrong = self._wrong_callback(sent)
        if stamp is None:
            wrong.append((REQUIRED, "changeStamp"))
        if wrong:
            return refused(*wrong)
        callback = self.callbacks.get(number)
        if callback is None:
            return GONE
        if stamp != callback["changeStamp"]:
            return STALE
        time: datetime = sent.get("time") or callback["time"]
        if time != callback["time"]:
            if callback["time"] < self.now + timedelta(minutes=15):
                return refused(("invalidInput.callbackDateTimeTooLate", "callbackDateTime"))
            if self._too_early(time):
                return refused(("invalidInput.callbackDateTimeTooEarly", "callbackDateTime"))
        callback |= {name: sent[name] for name in ("time", "lastName", "agent", "campaign") if name in sent}
        callback["changeStamp"] += 1
        return 200, []

    def delete_callback(self, number: int) -> Said:
        """DELETE personalcallback/{id}."""
        return (200, []) if self.callbacks.pop(number, None) is not None else GONE

    def found_callbacks(self, by: str, text: str) -> list[int]:
        """The callbacks that have a text in their last name or agent id, in the order of one of those."""
        values = {number: (row["lastName"], AGENTS.get(row["agent"], "")) for number, row in self.callbacks.items()}
        found = [number for number, held in values.items() if any(text.lower() in one.lower() for one in held)]
        place = {"lastName": 0, "agentId": 1}[by]
        return sorted(found, key=lambda number: (values[number][place].lower(), number))

    def _wrong_callback(self, sent: Row) -> list[tuple[str, str]]:
        wrong = wrong_attempts(sent.get("maxAttempts"), 2**31 - 1)
        if not set(sent.get("phone", "0")) <= set("0123456789#*"):
            wrong.append(("invalidInput.invalidCharacter", "phone"))
        if sent.get("agent", 1004) not in AGENTS:
            wrong.append(("notFound.dbData", "agent"))
        if sent.get("campaign") is not None and sent["campaign"] not in self.campaigns:
            wrong.append(("notFound.dbData", "campaign"))
        return wrong

    def _too_early(self, time: datetime) -> bool:
        return time <= self.now - timedelta(minutes=15)

    def _store(self, sent: Row) -> None:
        self.callbacks[self.next_callback] = {
            "phone": sent["phone"],
            "lastName": sent.get("lastName", ""),
            "agent": sent.get("agent", 0),
            "campaign": sent.get("campaign") or 0,
            "time": sent["time"],
            "callStatus": sent.get("callStatus", "pending"),
            "changeStamp": 0,
        }
        self.next_callback += 1


def handbook() -> OutboundModel:
    """What a handbook world begins with; its one callback is put off to 2031."""
    model = OutboundModel()
    contacts: Row = {"name": "contacts", "enabled": False, "groups": [5002], "changeStamp": 0}
    printed: Row = {"name": "APIoct1", "enabled": True, "groups": [5004], "changeStamp": 48}
    model.campaigns = {
        5000: {**contacts, "description": "", "maxAttempts": 3},
        5168: {**printed, "description": "", "maxAttempts": 3},
    }
    model.contacts = {5000: [{"id": 1, "accountNumber": "4019"}]}
    model.columns = {
        5000: {"AccountNumber", "FirstName", "LastName", "Phone01", "Phone02", "TimeZoneBias", "DstObserved"}
    }
    model.next_contact = {5000: 2}
    model.callbacks = {
        2: {
            "phone": "999333",
            "lastName": "Kumar",
            "agent": 5050,
            "campaign": 5000,
            "time": FAR,
            "callStatus": "pending",
            "changeStamp": 48,
        }
    }
    return model
