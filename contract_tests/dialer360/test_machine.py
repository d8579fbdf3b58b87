"""Lists, users and agents in a random order of requests: replies and tables agree with a plain model.

Nobody dials: the agents' campaign is dialled by hand.
"""

import itertools
import os
from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.conftest import Running, Site
from contract_tests.effort import effort

Row = dict[str, Any]

CAMPAIGNS = ("TESTCAMP", "TESTBLND")
GROUPS = ("ADMIN", "AGENTS", "AGENT", "SALES")
OPTIONAL = "THIS IS AN OPTIONAL FIELD"

_numbers = itertools.count(1)

lists = st.sampled_from([101, 107, 999, 8107, 7001, 7002])
list_names = st.sampled_from(["New list", "Another one", "n" * 30])
short_names = st.sampled_from(["", "Short", "n" * 31])
campaigns = st.sampled_from([*CAMPAIGNS, *CAMPAIGNS, "TESTCIMP"])
users = st.sampled_from(["2424", "1028", "kim", "lou", "77"])
groups = st.sampled_from([*GROUPS, "FAKEGROUP"])
full_names = st.sampled_from(["Kim Example", "Lou Example", "Zoe Grosser: 2/3"])
levels = st.sampled_from(["1", "7", "9", "0", "10"])
flags = st.booleans()
changes = st.fixed_dictionaries(
    {},
    optional={
        "agent_full_name": full_names,
        "agent_user_level": levels,
        "agent_user_group": groups,
        "active": st.sampled_from(["Y", "N", "X"]),
    },
)


class Floor(RuleBasedStateMachine):
    """One system, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world, send everybody home, and take over what there is."""
        super().__init__()
        self.site: Site = self.running.site(f"floor-{os.getpid()}-{next(_numbers)}")
        self.site.control.put(f"worlds/{self.site.world}", json={}).raise_for_status()
        for table in ("live_agents", "live_calls"):
            for row in self.site.rows(table):
                self.remove(table, row["user" if table == "live_agents" else "callerid"])
        self.lists = {row["list_id"]: self.of_list(row) for row in self.site.rows("lists")}
        self.leads = {row["lead_id"]: row["list_id"] for row in self.site.rows("leads")}
        self.called = {row["lead_id"] for row in self.site.rows("leads") if row["called_since_last_reset"] == "Y"}
        self.users = {row["user"]: self.of_user(row) for row in self.site.rows("users")}
        self.seats: dict[str, Row] = {}
        self.next_lead = 193715

    def teardown(self) -> None:
        """Drop the world."""
        self.site.control.delete(f"worlds/{self.site.world}")

    @staticmethod
    def of_list(row: Row) -> Row:
        """What the model knows of a list."""
        return {name: row[name] for name in ("list_name", "campaign_id", "active")}

    @staticmethod
    def of_user(row: Row) -> Row:
        """What the model knows of a user."""
        return {name: row[name] for name in ("full_name", "user_level", "user_group", "active")}

    def remove(self, table: str, key: object) -> None:
        """Remove a row by hand."""
        self.site.control.delete(f"worlds/{self.site.world}/state/dialer360/{table}/{key}").raise_for_status()

    def call(self, function: str, **sent: object) -> str:
        """Call a function as the administrator; the reply's body."""
        data = {"source": "test", "user": "6666", "pass": "1234", "function": function}
        reply = self.site.post({**data, **{name: str(value) for name, value in sent.items()}})
        assert reply.status_code == 200
        return reply.text

    # Lists

    @rule(list_id=lists, name=st.one_of(list_names, list_names, short_names), campaign=campaigns)
    def add_a_list(self, list_id: int, name: str, campaign: str) -> None:
        """Inactive."""
        expected = self.added(list_id, name, campaign)
        assert self.call("add_list", list_id=list_id, list_name=name, campaign_id=campaign) == expected

    def added(self, list_id: int, name: str, campaign: str) -> str:
        """Name, campaign, list: in this order."""
        if not campaign or not 6 <= len(name) <= 30:
            return f"ERROR: add_list YOU MUST USE ALL REQUIRED FIELDS: |6666|{list_id}|{name}|{campaign}\n"
        if campaign not in CAMPAIGNS:
            return f"ERROR: add_list CAMPAIGN DOES NOT EXIST: |6666|{campaign}\n"
        if list_id in self.lists:
            return f"ERROR: add_list LIST ALREADY EXISTS: |6666|{list_id}\n"
        self.lists[list_id] = {"list_name": name, "campaign_id": campaign, "active": "N"}
        return f"SUCCESS: add_list LIST HAS BEEN ADDED - 6666|{list_id}|{name}|{campaign}\n"

    @rule(
        list_id=lists,
        campaign=st.none() | campaigns,
        name=st.none() | list_names | st.just("Short"),
        active=st.sampled_from([None, None, "Y", "N", "U"]),
        insert=flags,
    )
    def update_a_list(
        self, list_id: int, campaign: str | None, name: str | None, active: str | None, insert: bool
    ) -> None:
        """One that is not there is sent on to be added, if that is asked for."""
        sent = {"campaign_id": campaign, "list_name": name, "active": active}
        given = {field: value for field, value in sent.items() if value is not None}
        if list_id in self.lists:
            expected = self.changed(list_id, given)
        elif insert:
            expected = f"NOTICE: update_list LIST DOES NOT EXIST, SENDING TO add_list FUNCTION: |6666|{list_id}\n"
            expected += self.added(list_id, name or "", campaign or "")
            if "SUCCESS" in expected and active == "Y":
                self.lists[list_id]["active"] = "Y"
        else:
            expected = f"ERROR: update_list LIST DOES NOT EXIST: |6666|{list_id}\n"
        flag = {"insert_if_not_found": "Y"} if insert else {}
        assert self.call("update_list", list_id=list_id, **given, **flag) == expected

    def changed(self, list_id: int, given: dict[str, str]) -> str:
        """All of it or nothing."""
        wrong = {
            "campaign_id": ("CAMPAIGN DOES NOT EXIST", ("TESTCIMP",)),
            "list_name": ("LIST NAME MUST BE FROM 6 TO 30 CHARACTERS", ("Short",)),
            "active": ("ACTIVE MUST BE Y OR N", ("U",)),
        }
        for field, (problem, values) in wrong.items():
            if given.get(field) in values:
                return f"ERROR: update_list {problem}, {OPTIONAL}: |6666|{given[field]}\n"
        if not given:
            return "NOTICE: update_list NO UPDATES DEFINED: |6666|\n"
        self.lists[list_id] |= given
        return f"SUCCESS: update_list LIST HAS BEEN UPDATED - 6666|{list_id}\n"

    @rule(list_id=lists, reset=flags, delete=st.sampled_from([False, False, True]), leads=flags)
    def clear_a_list(self, list_id: int, reset: bool, delete: bool, leads: bool) -> None:
        """Reset, list, leads: in this order."""
        asked = {"reset_list": reset, "delete_list": delete, "delete_leads": leads}
        if list_id not in self.lists:
            lines = [f"ERROR: update_list LIST DOES NOT EXIST: |6666|{list_id}"]
        else:
            own = {lead for lead, place in self.leads.items() if place == list_id}
            lines = ["NOTICE: update_list NO UPDATES DEFINED: |6666|"]
            if reset:
                count = len(own & self.called)
                lines.append(f"NOTICE: update_list LEADS IN LIST HAVE BEEN RESET - 6666|{list_id}|{count}")
                self.called -= own
            if delete:
                lines.append(f"NOTICE: update_list LIST HAS BEEN DELETED - 6666|{list_id}|1")
                del self.lists[list_id]
            if leads:
                lines.append(f"NOTICE: update_list LEADS IN LIST HAVE BEEN DELETED - 6666|{list_id}|{len(own)}")
                self.leads = {lead: place for lead, place in self.leads.items() if lead not in own}
                self.called -= own
        flags = {name: "Y" for name, said in asked.items() if said}
        assert self.call("update_list", list_id=list_id, **flags) == "".join(f"{line}\n" for line in lines)

    @rule(list_id=lists, called=flags)
    def add_a_lead(self, list_id: int, called: bool) -> None:
        """To whatever list; one that is called is so by hand."""
        said = self.call("add_lead", phone_number="7275550110", list_id=list_id)
        assert said == (f"SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275550110|6666|{list_id}|{self.next_lead}|-5\n")
        if called:
            self.site.patch("leads", self.next_lead, called_since_last_reset="Y")
            self.called.add(self.next_lead)
        self.leads[self.next_lead] = list_id
        self.next_lead += 1

    # Users

    @rule(user=users, upper=flags, name=full_names, level=st.sampled_from(["1", "9", "12"]), group=groups)
    def add_a_user(self, user: str, upper: bool, name: str, level: str, group: str) -> None:
        """Names are taken in whatever case."""
        sent = user.upper() if upper else user
        said = self.call(
            "add_user",
            agent_user=sent,
            agent_pass="9999",
            agent_user_level=level,
            agent_full_name=name,
            agent_user_group=group,
        )
        wrong = []
        if group not in GROUPS:
            wrong.append(f"ERROR: add_user USER GROUP DOES NOT EXIST - 6666|{group}\n")
        if sent.lower() in {known.lower() for known in self.users}:
            wrong.append(f"ERROR: add_user USER ALREADY EXISTS - 6666|{sent}\n")
        if wrong:
            assert said in wrong
            return
        assert said == f"SUCCESS: add_user USER HAS BEEN ADDED - 6666|{sent}|9999|{level}|{name}|{group}\n"
        self.users[sent] = {"full_name": name, "user_level": int(level), "user_group": group, "active": "Y"}

    @rule(user=users, change=changes)
    def update_a_user(self, user: str, change: dict[str, str]) -> None:
        """All of it or nothing."""
        known = self.named(user)
        expected = self.out_of_reach(user) or self.refused(change) or self.updated(known or "", user, change)
        assert self.call("update_user", agent_user=user, **change) == expected

    def out_of_reach(self, user: str) -> str:
        """One that is not there, or that has a level above the administrator's."""
        known = self.named(user)
        if known is None:
            return f"ERROR: update_user USER DOES NOT EXIST - 6666|{user}\n"
        if self.users[known]["user_level"] > 9:
            return f"ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER - 6666|{user}\n"
        return ""

    def named(self, user: str) -> str | None:
        """A user as the table has the name."""
        return next((known for known in self.users if known.lower() == user.lower()), None)

    def refused(self, change: dict[str, str]) -> str:
        """The first value that cannot be."""
        level, group, active = (change.get(name) for name in ("agent_user_level", "agent_user_group", "active"))
        if level in ("0", "10"):
            return f"ERROR: update_user YOU MUST USE A VALID USER LEVEL, {OPTIONAL} - 6666|{level}|9|1\n"
        if group == "FAKEGROUP":
            return f"ERROR: update_user YOU MUST USE A VALID USER GROUP, {OPTIONAL} - 6666|{group}|0\n"
        return f"ERROR: update_user ACTIVE MUST BE Y OR N, {OPTIONAL} - 6666\n" if active == "X" else ""

    def updated(self, known: str, sent: str, change: dict[str, str]) -> str:
        """What is sent is changed, the rest stays."""
        if not change:
            return "ERROR: update_user NO UPDATES DEFINED - 6666|0\n"
        new = {name.removeprefix("agent_"): value for name, value in change.items()}
        self.users[known] |= new | ({"user_level": int(new["user_level"])} if "user_level" in new else {})
        return f"SUCCESS: update_user USER HAS BEEN UPDATED - 6666|{sent}\n"

    @rule(user=users)
    def delete_a_user(self, user: str) -> None:
        """Unless an agent sits there under that name."""
        known = self.named(user)
        if known in self.seats:
            return
        refusal = self.out_of_reach(user)
        expected = refusal or f"SUCCESS: update_user USER HAS BEEN DELETED - 6666|{user}\n"
        assert self.call("update_user", agent_user=user, delete_user="Y") == expected
        if not refusal:
            del self.users[known or ""]

    # Agents

    @rule(user=users, campaign=st.sampled_from(CAMPAIGNS), ready=flags)
    def sit_down(self, user: str, campaign: str, ready: bool) -> None:
        """Waiting or in a pause; the campaign is dialled by hand or has inbound calls, of which there are none."""
        known = self.named(user)
        if known is None or known in self.seats:
            return
        status = "READY" if ready else "PAUSED"
        self.site.put("live_agents", known, campaign_id=campaign, status=status)
        self.seats[known] = {"campaign_id": campaign, "status": status, "pause_code": ""}

    @rule(user=users, code=st.sampled_from(["", "BREAK", "LUNCH"]))
    def pause_or_resume(self, user: str, code: str) -> None:
        """With a code, or without: back to waiting."""
        known = self.named(user)
        if known is None or known not in self.seats:
            return
        change = {"status": "PAUSED" if code else "READY", "pause_code": code}
        self.site.patch("live_agents", known, **change)
        self.seats[known] |= change

    @rule(user=users)
    def go_home(self, user: str) -> None:
        """The seat is free."""
        known = self.named(user)
        if known is not None and self.seats.pop(known, None) is not None:
            self.remove("live_agents", known)

    @rule(user=users)
    def ask_for_an_agent(self, user: str) -> None:
        """What the agent does, if somebody sits there."""
        known = self.named(user)
        said = self.call("agent_status", agent_user=user, stage="csv")
        if known is None or known not in self.seats:
            assert said.startswith("ERROR: agent_status ")
            return
        seat, row = self.seats[known], self.users[known]
        columns = said.rstrip("\n").split(",")
        assert [columns[place] for place in (0, 3, 5, 6, 7)] == [
            seat["status"],
            seat["campaign_id"],
            row["full_name"],
            row["user_group"],
            str(row["user_level"]),
        ]

    @rule(group=st.sampled_from(GROUPS))
    def count_a_group(self, group: str) -> None:
        """Those who wait and those in a pause."""
        states = Counter(seat["status"] for user, seat in self.seats.items() if self.users[user]["user_group"] == group)
        expected = f"{group}|0|{states.total()}|0|{states['READY']}|{states['PAUSED']}|0|0\n"
        assert self.call("user_group_status", user_groups=group) == expected

    @rule(seconds=st.sampled_from([1, 60, 3600]))
    def let_time_pass(self, seconds: int) -> None:
        """Nobody is called, and nobody goes home."""
        self.site.advance(seconds)

    @invariant()
    def the_tables_agree(self) -> None:
        """Lists, leads, users; and agents as the API lists them."""
        assert {row["list_id"]: self.of_list(row) for row in self.site.rows("lists")} == self.lists
        leads = self.site.rows("leads")
        assert {row["lead_id"]: row["list_id"] for row in leads} == self.leads
        assert {row["lead_id"] for row in leads if row["called_since_last_reset"] == "Y"} == self.called
        assert {row["user"]: self.of_user(row) for row in self.site.rows("users")} == self.users
        said = self.call("logged_in_agents")
        if not self.seats:
            assert said.startswith("ERROR: logged_in_agents ")
            return
        rows = {row[0]: row[1:] for row in (line.split("|") for line in said.splitlines())}
        assert {user: (row[0], row[2], row[6]) for user, row in rows.items()} == {
            user: (seat["campaign_id"], seat["status"], self.users[user]["full_name"])
            for user, seat in self.seats.items()
        }


def test_lists_users_and_agents_agree_with_a_plain_model_whatever_the_requests(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(Floor):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(10, 20))
