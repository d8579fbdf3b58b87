"""Campaigns, contacts and personal callbacks in a random order of requests: replies and lists agree with a plain model.

Campaigns dial in 2030 and callbacks are either far away or closed, so that the dialler leaves everything alone.
"""

import itertools
import os
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.cisco.callbacks import CALLBACKS, bulk, callback
from contract_tests.cisco.callbacks import body as callback_of
from contract_tests.cisco.conftest import BASE, Cisco, errors
from contract_tests.cisco.contacts import sheet
from contract_tests.cisco.outbound_model import AGENTS, FAR, Row, Said, handbook
from contract_tests.conftest import Running
from contract_tests.effort import effort

DATES = "<startDate>2030-01-01</startDate><endDate>2030-01-02</endDate>"
ZONE = "<timeZone><refURL>/unifiedconfig/config/timezone/UTC</refURL></timeZone>"
HEADERS = (("AccountNumber", "Phone01"), ("AccountNumber", "LastName", "Phone01", "Phone02"))

_numbers = itertools.count(1)

which = st.integers(0, 20)
names = st.sampled_from(["Alpha", "Beta", "Gamma.1", "APIoct1", "toolcampaign", "contacts"])
groups = st.lists(st.sampled_from([5001, 5002, 5003, 5004]), max_size=2, unique=True)
attempts = st.sampled_from(["1", "7", "100"])
flags = st.sampled_from(["true", "false"])
texts = st.sampled_from(["", "first", "Second alpha"])
# What is wrong now and then, in place of what is right.
mistakes: st.SearchStrategy[Row] = st.sampled_from(
    [
        *[{}] * 8,
        {"maxAttempts": "0"},
        {"maxAttempts": "101"},
        {"maxAttempts": "x"},
        {"name": ""},
        {"name": ".x"},
        {"maxAttempts": "-1", "name": "_"},
    ]
)
changes: st.SearchStrategy[Row] = st.fixed_dictionaries(
    {},
    optional={
        "name": names,
        "description": texts,
        "maxAttempts": attempts,
        "enabled": flags,
        "groups": groups,
        "added": st.lists(st.sampled_from([5001, 5003, 5009]), min_size=1, max_size=2, unique=True),
        "removed": st.lists(st.sampled_from([5001, 5002, 5003]), min_size=1, max_size=2, unique=True),
    },
)
stamps = st.sampled_from(["right", "right", "right", "right", "stale", "missing"])
# Minutes from now, or the far future.
times = st.sampled_from([-15, -14, 14, 15, 60, None])
people = st.sampled_from([1004, 5050, 1])
surnames = st.sampled_from(["", "Ames", "Bell", "belmont"])
contact_rows = st.lists(st.sampled_from(["5", "12", "7", "8", "9", "x"]), max_size=3)


def said(answer: httpx.Response) -> Said:
    """What a reply says: its status and its errors, in the order of the alphabet."""
    if answer.status_code < 400:
        return answer.status_code, []
    return answer.status_code, sorted((one.type, one.data) for one in errors(answer))


def campaign(sent: Row, *around: str) -> str:
    """The body of a campaign."""
    inside = "".join(around)
    for name in ("name", "description", "maxAttempts", "enabled", "changeStamp"):
        if name in sent:
            inside += f"<{name}>{sent[name]}</{name}>"
    for part, element in (("groups", ""), ("added", "Added"), ("removed", "Removed")):
        if part in sent:
            items = "".join(
                f"<skillGroupInfo><skillGroup>{group(one)}</skillGroup></skillGroupInfo>" for one in sent[part]
            )
            inside += f"<skillGroupInfos{element}>{items}</skillGroupInfos{element}>"
    return f"<campaign>{inside}</campaign>"


def group(number: int) -> str:
    """The reference to a skill group."""
    return f"<refURL>{BASE}/skillgroup/{number}</refURL>"


def last_number(reference: str | None) -> int:
    """The id that a refURL ends with; 0 for none."""
    return int((reference or "0").rpartition("/")[2])


def shown_campaign(item: ElementTree.Element) -> tuple[int, Row]:
    """A campaign's id, and what the model knows of it."""
    infos = item.iterfind("skillGroupInfos/skillGroupInfo/skillGroup")
    return last_number(item.findtext("refURL")), {
        "name": item.findtext("name"),
        "description": item.findtext("description") or "",
        "maxAttempts": int(item.findtext("maxAttempts") or ""),
        "enabled": item.findtext("enabled") == "true",
        "groups": [last_number(one.findtext("refURL")) for one in infos],
        "changeStamp": int(item.findtext("changeStamp") or ""),
    }


def shown_callback(item: ElementTree.Element) -> tuple[int, Row]:
    """A callback's id, and what the model knows of it."""
    agent = last_number(item.findtext("agent/refURL"))
    assert item.findtext("agentId") == AGENTS.get(agent)
    return last_number(item.findtext("refURL")), {
        "phone": item.findtext("phone"),
        "lastName": item.findtext("lastName") or "",
        "agent": agent,
        "campaign": last_number(item.findtext("campaign/refURL")),
        "time": datetime.fromisoformat(f"{item.findtext('callbackDateTime')}+00:00"),
        "callStatus": item.findtext("callStatus"),
        "changeStamp": int(item.findtext("changeStamp") or ""),
    }


class OutboundMachine(RuleBasedStateMachine):
    """One world, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world."""
        super().__init__()
        site = self.running.site(f"outbound-{os.getpid()}-{next(_numbers)}")
        site.control.put(f"worlds/{site.world}", json={}).raise_for_status()
        self.cisco = Cisco(site)
        self.cisco.patch("personal_callbacks", 2, callbackDateTime="2031-01-01T00:00:00Z")
        self.model = handbook()

    def teardown(self) -> None:
        """Drop the world."""
        self.cisco.site.control.delete(f"worlds/{self.cisco.site.world}")

    def ask(self, method: str, path: str, body: str | None = None) -> Said:
        """Send a request; what is said."""
        return said(self.cisco.call(method, path, body))

    def a_campaign(self, which: int) -> int:
        """A campaign that there is, or was, or that the Campaign tool has made."""
        known = [*sorted(self.model.campaigns, reverse=True), *self.model.deleted, 5100]
        return known[which % len(known)]

    def a_callback(self, which: int) -> int:
        """A callback that there is, or one that is not there."""
        known = [*sorted(self.model.callbacks, reverse=True), 1]
        return known[which % len(known)]

    def stamp(self, kind: str, row: Row | None) -> int | None:
        """A change stamp: the present one, the one before, or none."""
        present: int = row["changeStamp"] if row is not None else 0
        return {"right": present, "stale": present + 1, "missing": None}[kind]

    def moment(self, minutes: int | None) -> datetime:
        """A time, so many minutes from now."""
        return FAR if minutes is None else self.model.now + timedelta(minutes=minutes)

    @rule(name=names, groups=groups, enabled=flags, text=texts, mistake=mistakes)
    def create_a_campaign(self, name: str, groups: list[int], enabled: str, text: str, mistake: Row) -> None:
        """Names and skill groups may be taken."""
        sent = {"name": name, "groups": groups, "enabled": enabled, "description": text, **mistake}
        expected = self.model.create_campaign(sent)
        assert self.ask("POST", "/campaign", campaign(sent, DATES, ZONE)) == expected

    @rule(which=which, kind=stamps, change=changes, mistake=mistakes)
    def update_a_campaign(self, which: int, kind: str, change: Row, mistake: Row) -> None:
        """Some of it, with a change stamp that may be right."""
        number = self.a_campaign(which)
        stamp = self.stamp(kind, self.model.campaigns.get(number))
        sent = {**change, **mistake}
        expected = self.model.update_campaign(number, stamp, sent)
        stamped = sent if stamp is None else {**sent, "changeStamp": stamp}
        assert self.ask("PUT", f"/campaign/{number}", campaign(stamped)) == expected

    @rule(which=which)
    def delete_a_campaign(self, which: int) -> None:
        """Or one that is gone already."""
        number = self.a_campaign(which)
        assert self.ask("DELETE", f"/campaign/{number}") == self.model.delete_campaign(number)

    @rule(which=which)
    def get_a_campaign(self, which: int) -> None:
        """It is what the list shows, or not found."""
        number = self.a_campaign(which)
        answer = self.cisco.get(f"/campaign/{number}")
        row = self.model.campaigns.get(number)
        assert answer.status_code == (404 if row is None else 200)
        if row is not None:
            assert shown_campaign(ElementTree.fromstring(answer.content)) == (number, row)

    @rule()
    def stop_all_campaigns(self) -> None:
        """In an emergency."""
        assert self.ask("PUT", "/campaign/disable") == self.model.disable()

    @rule(text=st.sampled_from(["a", "ALPHA", "second", "."]))
    def search_campaigns(self, text: str) -> None:
        """By name and description, sorted by name."""
        rows = self.model.campaigns.values()
        found = [row["name"] for row in rows if text.lower() in f"{row['name']}\n{row['description']}".lower()]
        assert self.cisco.listed(f"/campaign?q={text}&resultsPerPage=100") == sorted(found, key=str.lower)

    @rule(which=which, header=st.sampled_from(HEADERS), phones=contact_rows, overwrite=flags)
    def import_contacts(self, which: int, header: tuple[str, ...], phones: list[str], overwrite: str) -> None:
        """All or none; what is there has its columns."""
        number = self.a_campaign(which)
        rows: list[Row] = [
            {**dict.fromkeys(header, ""), "AccountNumber": str(9 - place), "Phone01": phone}
            for place, phone in enumerate(phones)
        ]
        expected = self.model.import_contacts(number, header, rows, overwrite == "true")
        lines = [",".join(header), *[",".join(row.values()) for row in rows]]
        assert self.ask("POST", f"/campaign/{number}/import", sheet(*lines, overwrite=overwrite)) == expected

    @rule(which=which, phones=contact_rows, clear=st.booleans())
    def start_over(self, which: int, phones: list[str], clear: bool) -> None:
        """Contacts that take the place of others get ids of their own, however the others went."""
        if clear:
            self.delete_contacts(which)
        self.import_contacts(which, HEADERS[clear], phones, "false" if clear else "true")

    @rule(which=which)
    def delete_contacts(self, which: int) -> None:
        """All of a campaign."""
        number = self.a_campaign(which)
        assert self.ask("DELETE", f"/campaign/{number}/import") == self.model.delete_contacts(number)

    @rule(which=which, size=st.integers(1, 3), start=st.integers(0, 3))
    def list_contacts(self, which: int, size: int, start: int) -> None:
        """A page, sorted by account number; beyond the end the last full one."""
        number = self.a_campaign(which)
        answer = self.cisco.get(f"/campaign/{number}/import?startIndex={start}&resultsPerPage={size}")
        assert answer.status_code == (200 if number in self.model.campaigns else 404)
        if answer.status_code == 200:
            rows = self.model.contacts.get(number, [])
            ordered = sorted((row["accountNumber"], row["id"]) for row in rows)
            start = start if start < len(rows) else max(0, len(rows) - size)
            root = ElementTree.fromstring(answer.content)
            items = root.iterfind("importContacts/importContact")
            found = [(item.findtext("accountNumber"), last_number(item.findtext("refURL"))) for item in items]
            assert found == ordered[start : start + size]
            assert root.findtext("pageInfo/totalResults") == str(len(rows))

    @rule(
        minutes=times,
        agent=people,
        of=st.none() | which,
        name=surnames,
        mistake=st.sampled_from(["", "", "", "0", "x"]),
    )
    def create_a_callback(self, minutes: int | None, agent: int, of: int | None, name: str, mistake: str) -> None:
        """With an agent, and perhaps with a campaign."""
        sent: Row = {"phone": "5#", "time": self.moment(minutes), "agent": agent, "lastName": name}
        if of is not None:
            sent["campaign"] = self.a_campaign(of)
        if mistake:
            sent |= {"phone": "1-2", "maxAttempts": mistake}
        if minutes is not None:
            sent["callStatus"] = "closed"
        expected = self.model.create_callback(sent)
        assert self.ask("POST", CALLBACKS, callback(**wire(sent))) == expected

    @rule(
        rows=st.lists(st.tuples(people.filter(AGENTS.__contains__), surnames), max_size=4), late=times, overwrite=flags
    )
    def import_callbacks(self, rows: list[tuple[int, str]], late: int | None, overwrite: str) -> None:
        """All or none, in addition or instead; one may be too early."""
        sent: list[Row] = [{"phone": "7", "time": FAR, "agent": agent, "lastName": name} for agent, name in rows]
        if late == -15:
            sent.append({"phone": "7", "time": self.moment(late), "agent": 1004})
        expected = self.model.import_callbacks(sent, overwrite == "true")
        lines = [f"7|{row['time']:%Y-%m-%dT%H:%M:%S}|{row['agent']}|{row.get('lastName', '')}|1" for row in sent]
        content = "\n".join(["Phone|CallbackDateTime|AgentSkillTargetId|LastName|MaxAttempts", *lines])
        body = bulk(content, delimiter="|", overwriteData=overwrite)
        assert self.ask("POST", f"{CALLBACKS}/import", body) == expected

    @rule(which=which, kind=stamps, minutes=times, keep=st.booleans(), agent=st.none() | people, name=surnames)
    def update_a_callback(
        self, which: int, kind: str, minutes: int | None, keep: bool, agent: int | None, name: str
    ) -> None:
        """Its time, unless it is too late for that; its agent; its name. One that is to be called stays far away."""
        number = self.a_callback(which)
        row = self.model.callbacks.get(number)
        sent: Row = {"lastName": name}
        if not keep:
            closed = row is not None and row["callStatus"] == "closed"
            sent["time"] = self.moment(minutes) if closed else FAR + timedelta(days=minutes or 0)
        if agent is not None:
            sent["agent"] = agent
        stamp = self.stamp(kind, row)
        expected = self.model.update_callback(number, stamp, sent)
        stamped = wire(sent) if stamp is None else {"changeStamp": str(stamp), **wire(sent)}
        assert self.ask("PUT", f"{CALLBACKS}/{number}", callback_of(**stamped)) == expected

    @rule(minutes=st.sampled_from([14, 15, 16]), wait=st.sampled_from([0, 1]), to=times)
    def put_a_callback_off(self, minutes: int, wait: int, to: int | None) -> None:
        """As long as it is not too near, which it may become."""
        sent: Row = {"phone": "1", "time": self.moment(minutes), "agent": 5050, "callStatus": "closed"}
        number = self.model.next_callback
        assert self.ask("POST", CALLBACKS, callback(**wire(sent))) == self.model.create_callback(sent)
        self.let_time_pass(wait)
        changed: Row = {"time": self.moment(to)}
        expected = self.model.update_callback(number, 0, changed)
        assert self.ask("PUT", f"{CALLBACKS}/{number}", callback_of(changeStamp="0", **wire(changed))) == expected

    @rule(which=which)
    def delete_a_callback(self, which: int) -> None:
        """Or one that is not there."""
        number = self.a_callback(which)
        assert self.ask("DELETE", f"{CALLBACKS}/{number}") == self.model.delete_callback(number)

    @rule(text=st.sampled_from(["bel", "e", "100", "1004"]), by=st.sampled_from(["lastName", "agentId"]))
    def search_callbacks(self, text: str, by: str) -> None:
        """By last name and agent."""
        found = self.cisco.listed(f"{CALLBACKS}?q={quote(text)}&sort={by}&resultsPerPage=100", "refURL")
        assert [last_number(one) for one in found] == self.model.found_callbacks(by, text)

    @rule(minutes=st.sampled_from([1, 5, 20]))
    def let_time_pass(self, minutes: int) -> None:
        """Callbacks draw nearer; whatever is due by then is closed."""
        self.cisco.advance(minutes * 60)
        self.model.now += timedelta(minutes=minutes)

    @invariant()
    def the_lists_agree(self) -> None:
        """Campaigns, personal callbacks, and the contacts of every campaign are the model's, in their order."""
        model = self.model
        campaigns = self.cisco.xml("GET", "/campaign?resultsPerPage=100").iterfind("campaigns/campaign")
        by_name = sorted(model.campaigns.items(), key=lambda item: item[1]["name"].lower())
        assert list(map(shown_campaign, campaigns)) == by_name
        callbacks = self.cisco.xml("GET", f"{CALLBACKS}?sort=lastName&resultsPerPage=100")
        in_order = [(number, model.callbacks[number]) for number in model.found_callbacks("lastName", "")]
        assert list(map(shown_callback, callbacks.iterfind("personalCallbacks/personalCallback"))) == in_order
        contacts: dict[int, list[Row]] = {number: [] for number in model.campaigns}
        for row in self.cisco.rows("contacts"):
            if row["campaignId"] in contacts:
                contacts[row["campaignId"]].append({"id": row["contactId"], "accountNumber": row["accountNumber"]})
        assert contacts == {number: model.contacts.get(number, []) for number in contacts}


def wire(sent: Row) -> dict[str, Any]:
    """The elements of a callback, by their names."""
    elements = {name: str(value) for name, value in sent.items() if name != "time"}
    if "time" in sent:
        elements["callbackDateTime"] = f"{sent['time']:%Y-%m-%dT%H:%M:%S}"
    return elements


def test_all_that_is_outbound_agrees_with_a_plain_model_whatever_the_requests(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(OutboundMachine):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(15, 20))
