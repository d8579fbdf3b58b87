"""A plain model of leads, callbacks and hopper, as the document and the facts about it describe them.

It takes requests as plain parameters and gives the reply that is to come back: values in it are already clean, so that
filters and widths of columns are left to other tests.
"""

from datetime import datetime, timedelta
from typing import Any

Params = dict[str, str]
Row = dict[str, Any]

LISTS = {
    998: "TESTCAMP",
    999: "TESTCAMP",
    101: "TESTCAMP",
    107: "TESTBLND",
    8107: "TESTCAMP",
    3333444: "TESTCAMP",
    999888999777: "TESTCAMP",
}
OFFSETS = {"727": "-5", "312": "-6", "480": "-7", "999": "-5"}
USERS = {"1028": "AGENTS"}
COLUMNS = (
    "list_id",
    "phone_number",
    "vendor_lead_code",
    "first_name",
    "last_name",
    "status",
    "user",
    "called_since_last_reset",
    "called_count",
    "rank",
    "gender",
    "gmt_offset_now",
    "entry_list_id",
)
CALLBACK_COLUMNS = ("lead_id", "status", "campaign_id", "user", "user_group", "recipient", "lead_status")
NO_TIME = ""


class LeadModel:
    """What a world should hold, and what it should answer."""

    def __init__(self, leads: list[Row], next_lead: int, next_hopper: int) -> None:
        """Begin with the leads of a scenario, and without callbacks and hopper."""
        self.leads: dict[int, Row] = {}
        self.entered: dict[int, datetime] = {}
        for row in leads:
            self.leads[row["lead_id"]] = {name: row[name] for name in COLUMNS}
            self.entered[row["lead_id"]] = datetime.fromisoformat(row["entry_date"])
        self.callbacks: dict[int, Row] = {}
        self.times: dict[int, str] = {}
        self.archive: list[tuple[int, int]] = []
        self.numbers: dict[int, int] = {}
        self.hopper: list[tuple[int, str]] = []
        self.next_lead, self.next_hopper, self.next_callback = next_lead, next_hopper, 1
        self.now = datetime.fromisoformat("2026-01-05T17:00:00+00:00")

    def advance(self, seconds: int) -> None:
        """Let time pass, but not so much that a callback is due."""
        self.now += timedelta(seconds=seconds)

    def add(self, sent: Params) -> str:
        """`add_lead`."""
        list_id, phone = int(sent.get("list_id", "999")), sent["phone_number"]
        refused = self._duplicate(sent.get("duplicate_check", ""), phone, list_id)
        if refused:
            return refused
        lead_id = self._store(sent, list_id, "CBHOLD" if sent.get("callback") == "Y" else "NEW")
        lines = [f"SUCCESS: add_lead LEAD HAS BEEN ADDED - {phone}|6666|{list_id}|{lead_id}|{OFFSETS[phone[:3]]}"]
        if sent.get("add_to_hopper") == "Y":
            lines.append(f"NOTICE: add_lead ADDED TO HOPPER - {phone}|6666|{lead_id}|{self._queue(lead_id)}")
        if sent.get("callback") == "Y":
            lines.append(self._schedule("add_lead", sent, lead_id)[0])
        return said(lines)

    def field(self, lead_id: int, name: str) -> str:
        """`lead_field_info`."""
        lead = self.leads.get(lead_id)
        if lead is None:
            return f"ERROR: lead_field_info LEAD NOT FOUND - 6666|{lead_id}|{name}\n"
        if lead["list_id"] not in LISTS:
            return f"ERROR: lead_field_info LIST NOT FOUND - 6666|{lead_id}|{name}\n"
        return str(lead[name])

    def update(self, sent: Params) -> str:
        """`update_lead`."""
        found = self.find(sent)
        asked = f"6666|{sent.get('lead_id', '')}|{sent.get('vendor_lead_code', '')}|{sent.get('phone_number', '')}"
        if not found:
            if sent.get("no_update") == "Y":
                return f"NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - {asked}\n"
            if sent.get("insert_if_not_found") == "Y":
                return f"NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - {asked}\n" + self._insert(sent)
            return f"ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM - {asked}\n"
        lines = []
        if sent.get("no_update") == "Y":
            lead = self.leads[found[0]]
            own = "|".join(str(lead[name]) for name in ("vendor_lead_code", "phone_number", "list_id", "entry_list_id"))
            lines.append(f"NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|{found[0]}|{own}")
        else:
            for lead_id in found:
                lines += self._delete(lead_id) if sent.get("delete_lead") == "Y" else self._change(sent, lead_id)
        if sent.get("add_to_hopper") == "Y":
            lines.append(self._into_hopper(sent, int(sent.get("lead_id") or found[0])))
        return said(lines)

    def find(self, sent: Params) -> list[int]:
        """The leads that a search finds, the newest first."""
        newest = sorted(self.leads, key=lambda lead_id: (self.entered[lead_id], lead_id), reverse=True)
        within = [lead_id for lead_id in newest if self._within(sent, self.leads[lead_id]["list_id"])]
        method = sent.get("search_method", "LEAD_ID")
        keys = (
            ("LEAD_ID", lambda lead_id: str(lead_id) == sent.get("lead_id")),
            (
                "VENDOR_LEAD_CODE",
                lambda lead_id: (
                    self.leads[lead_id]["vendor_lead_code"].lower() == sent.get("vendor_lead_code", "?").lower()
                ),
            ),
            ("PHONE_NUMBER", lambda lead_id: self.leads[lead_id]["phone_number"] == sent.get("phone_number")),
        )
        for name, matches in keys:
            found = [lead_id for lead_id in within if matches(lead_id)] if name in method else []
            if found:
                return found[: int(sent.get("records", "1"))]
        return []

    def _within(self, sent: Params, list_id: int) -> bool:
        named, location = int(sent.get("list_id", "0")), sent.get("search_location", "SYSTEM")
        if not named or location == "SYSTEM":
            return True
        if location == "LIST":
            return list_id == named
        return list_id in LISTS and LISTS[list_id] == LISTS.get(named)

    def _duplicate(self, check: str, phone: str, list_id: int) -> str:
        same = sorted(lead_id for lead_id, lead in self.leads.items() if lead["phone_number"] == phone)
        for word, place in (("DUPLIST", "LIST"), ("DUPCAMP", "CAMPAIGN LISTS"), ("DUPSYS", "SYSTEM")):
            location = {"DUPLIST": "LIST", "DUPCAMP": "CAMPAIGN", "DUPSYS": "SYSTEM"}[word]
            where = {"search_location": location, "list_id": str(list_id)}
            among = [lead_id for lead_id in same if self._within(where, self.leads[lead_id]["list_id"])]
            if word in check and among:
                other = f"|{self.leads[among[0]]['list_id']}" if word != "DUPLIST" else ""
                return f"ERROR: add_lead DUPLICATE PHONE NUMBER IN {place} - {phone}|{list_id}|{among[0]}{other}\n"
        return ""

    def _store(self, sent: Params, list_id: int, status: str) -> int:
        lead_id, self.next_lead = self.next_lead, self.next_lead + 1
        self.leads[lead_id] = {
            "list_id": list_id,
            "phone_number": sent["phone_number"],
            "vendor_lead_code": sent.get("vendor_lead_code", ""),
            "first_name": sent.get("first_name", ""),
            "last_name": sent.get("last_name", ""),
            "status": status,
            "user": "6666",
            "called_since_last_reset": "N",
            "called_count": 0,
            "rank": int(sent.get("rank", "0")),
            "gender": "U",
            "gmt_offset_now": float(OFFSETS[sent["phone_number"][:3]]),
            "entry_list_id": 0,
        }
        self.entered[lead_id] = self.now
        return lead_id

    def _insert(self, sent: Params) -> str:
        phone, list_id = sent.get("phone_number", ""), sent.get("list_id_field") or sent.get("list_id", "")
        if not (phone and sent.get("phone_code") and list_id):
            tail = f"{phone}|{sent.get('phone_code', '')}|{sent.get('list_id', '')}"
            return f"ERROR: update_lead INVALID DATA FOR LEAD INSERTION - 6666|{tail}\n"
        kept = {name: value for name, value in sent.items() if value != "--BLANK--"}
        lead_id = self._store(kept, int(list_id), sent.get("status", "NEW"))
        self.leads[lead_id]["called_count"] = int(sent.get("called_count", "0"))
        return f"SUCCESS: update_lead LEAD HAS BEEN ADDED - {phone}|6666|{list_id}|{lead_id}|{OFFSETS[phone[:3]]}\n"

    def _delete(self, lead_id: int) -> list[str]:
        lead = self.leads.pop(lead_id)
        self._drop_callback(lead_id)
        own = f"{lead['phone_number']}|6666|{lead['list_id']}|{lead_id}|{lead['gmt_offset_now']:g}"
        return [f"SUCCESS: update_lead LEAD HAS BEEN DELETED - {own}"]

    def _change(self, sent: Params, lead_id: int) -> list[str]:
        changes: Row = {
            name: "" if sent[name] == "--BLANK--" else sent[name]
            for name in ("vendor_lead_code", "first_name", "last_name", "status")
            if sent.get(name)
        }
        changes |= {name: int(sent[name]) for name in ("rank", "called_count") if sent.get(name)}
        if sent.get("list_id_field"):
            changes["list_id"] = int(sent["list_id_field"])
        if sent.get("reset_lead") == "Y":
            changes["called_since_last_reset"] = "N"
        if sent.get("update_phone_number") == "Y" and sent.get("phone_number"):
            changes["phone_number"] = sent["phone_number"]
        self.leads[lead_id] |= changes
        lines = [f"SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|{lead_id}"] if changes else []
        if sent.get("callback") == "REMOVE":
            count = self._drop_callback(lead_id)
            lines.append(f"NOTICE: update_lead SCHEDULED CALLBACK DELETED - 6666|{lead_id}|{count}|{count}")
        elif sent.get("callback") == "Y":
            line, done = self._put_callback(sent, lead_id)
            lines.append(line)
            if done:
                self.leads[lead_id]["status"] = "CBHOLD"
        return lines

    def _put_callback(self, sent: Params, lead_id: int) -> tuple[str, bool]:
        row = self.callbacks.get(lead_id)
        if row is None:
            return self._schedule("update_lead", sent, lead_id)
        if not any(sent.get(name) for name in ("campaign_id", "callback_datetime", "callback_type", "callback_user")):
            return f"NOTICE: update_lead SCHEDULED CALLBACK NOT UPDATED, NO FIELDS SPECIFIED - {lead_id}|", False
        row["campaign_id"] = sent.get("campaign_id") or row["campaign_id"]
        self.times[lead_id] = sent.get("callback_datetime") or self.times[lead_id]
        if sent.get("callback_type"):
            name = sent["callback_user"] if sent["callback_type"] == "USERONLY" else ""
            row |= {"recipient": sent["callback_type"], "user": name, "user_group": USERS.get(name, "")}
        tail = f"{self.times[lead_id]}|{row['campaign_id']}|{row['user']}|{row['recipient']}|CALLBK"
        return f"NOTICE: update_lead SCHEDULED CALLBACK UPDATED - {lead_id}|{tail}", True

    def _schedule(self, function: str, sent: Params, lead_id: int) -> tuple[str, bool]:
        campaign, kind = sent.get("campaign_id", ""), sent.get("callback_type", "ANYONE")
        user = sent.get("callback_user", "") if kind == "USERONLY" else ""
        if campaign not in LISTS.values():
            line = f"SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - {lead_id}|{campaign}"
            return f"NOTICE: {function} {line}", False
        if kind == "USERONLY" and user not in USERS:
            line = f"SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead_id}|{campaign}|{user}|"
            return f"NOTICE: {function} {line}", False
        self.times[lead_id] = sent.get("callback_datetime", NO_TIME)
        self.numbers[lead_id] = self.next_callback
        self.next_callback += 1
        self.callbacks[lead_id] = {
            "lead_id": lead_id,
            "status": "ACTIVE",
            "campaign_id": campaign,
            "user": user,
            "user_group": USERS.get(user, ""),
            "recipient": kind,
            "lead_status": "CALLBK",
        }
        tail = f"{lead_id}|{self.times[lead_id]}|{campaign}|{user}|{kind}|CALLBK"
        return f"NOTICE: {function} SCHEDULED CALLBACK ADDED - {tail}", True

    def _drop_callback(self, lead_id: int) -> int:
        if lead_id not in self.callbacks:
            return 0
        del self.callbacks[lead_id]
        self.archive.append((self.numbers[lead_id], lead_id))
        return 1

    def _queue(self, lead_id: int) -> int:
        self.hopper.append((lead_id, LISTS.get(self.leads[lead_id]["list_id"], "")))
        hopper_id, self.next_hopper = self.next_hopper, self.next_hopper + 1
        return hopper_id

    def _into_hopper(self, sent: Params, lead_id: int) -> str:
        start = "NOTICE: update_lead NOT ADDED TO HOPPER"
        if lead_id not in self.leads:
            return f"{start}, LEAD NOT FOUND - {sent.get('phone_number', '')}|{lead_id}|6666"
        phone = self.leads[lead_id]["phone_number"]
        if any(lead_id == waiting for waiting, _ in self.hopper):
            return f"{start}, LEAD IS ALREADY IN THE HOPPER - {phone}|{lead_id}|6666"
        return f"NOTICE: update_lead ADDED TO HOPPER - {phone}|6666|{lead_id}|{self._queue(lead_id)}"


def said(lines: list[str]) -> str:
    """Lines as they come over the wire."""
    return "".join(f"{line}\n" for line in lines)
