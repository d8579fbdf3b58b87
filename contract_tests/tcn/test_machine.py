"""Do-not-call lists, agents and groups in a random order of calls: answers and tables agree with a plain model.

Broadcasts are uploaded for a day far ahead, so that nobody is called.
"""

import itertools
import os
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.conftest import Running, Site
from contract_tests.effort import effort
from contract_tests.tcn.account_model import DATES, HOME, START, Agents, DoNotCall, Group, Row
from contract_tests.tcn.calling import DEMO, ask, file, post, upload

KEY = {"apiKey": "11111111-2222-3333-4444-555555555555", "clientSid": "1001"}
LISTS = {"dncl": "RemoteDNCL", "inbound_dncl": "RemoteInboundDNCL"}
CONTROLS = {
    "task_groups": ("RemoteBroadcastControl", "taskSid", "RemoteBroadcastStatusList"),
    "inbound_groups": ("RemoteInboundGroupControl", "groupSid", "RemoteInboundGroupStatusList"),
}
UNKNOWN = {
    "task_groups": (400, "An error occurred while getting the Broadcast ID!"),
    "inbound_groups": (400, "An error occurred while getting the Inbound Group ID!"),
}

_numbers = itertools.count(1)

lists = st.sampled_from(list(LISTS))
single = st.sampled_from(["8015550111", "8015550199", "(801) 555-0198", "801-555-0112", "5555550196", "8015550195"])
several = st.lists(single, min_size=1, max_size=6).map(",".join)
numbers = st.one_of(several, several, several, st.sampled_from(["", "junk", "8015550111,x", " , "]))
countries = st.sampled_from([None, None, HOME, "Mexico", "Atlantis"])
dates = st.sampled_from([None, None, *DATES, "soon"])
flags = st.booleans()
tables = st.sampled_from(list(CONTROLS))
which = st.lists(st.integers(0, 8), min_size=1, max_size=3)
accounts = st.tuples(
    st.sampled_from(["Gus", "Hal", "", "שלום"]),
    st.sampled_from(["Grant", "Hill", "O'Neil"]),
    st.sampled_from(["gus", "hal", "ann", "fay", ""]),
    st.just("secret"),
    st.sampled_from(["", "4355550112"]),
    st.sampled_from(["", "112"]),
    st.sampled_from(["", "11", "12", "13", "x"]),
    st.sampled_from(["", "A-7"]),
    st.sampled_from(["", "", "3001", "3004", "3007", "3006", "x"]),
).map(list)


class Account(RuleBasedStateMachine):
    """The demo account of one world, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world, and take over what it begins with."""
        super().__init__()
        self.site: Site = self.running.site(f"account-{os.getpid()}-{next(_numbers)}")
        self.site.control.put(f"worlds/{self.site.world}", json={}).raise_for_status()
        self.now = START
        self.lists = {
            "dncl": DoNotCall("DNCL", "DNCL Upload Successful!", self.stored("dncl")),
            "inbound_dncl": DoNotCall("Inbound DNCL", "", self.stored("inbound_dncl")),
        }
        rows = {row["agentSid"]: row for row in self.agents()}
        groups = {row["hunt_group_sid"] for row in self.site.rows("hunt_groups", "tcn") if row["client_sid"] == 1001}
        self.staff = Agents(rows, {"fay"}, groups, 3007)
        self.groups = {
            table: {sid: Group(state % 1000, START) for sid, state in self.states(table)} for table in CONTROLS
        }
        self.next_group = 998547

    def teardown(self) -> None:
        """Drop the world."""
        self.site.control.delete(f"worlds/{self.site.world}")

    def stored(self, table: str) -> dict[tuple[str, str], datetime | None]:
        """The numbers of a list, as the table has them."""
        return {
            (row["country"], row["number"]): datetime.fromisoformat(row["expiration"])
            if row.get("expiration")
            else None
            for row in self.site.rows(table, "tcn")
            if row["client_sid"] == 1001
        }

    def agents(self) -> list[Row]:
        """The agents, as the API lists them."""
        reply = post(self.site, "AgentAcctMgmt", **KEY, function="list")
        listed: list[Row] = reply.json()["resultDetail"]
        return listed

    def states(self, table: str) -> list[tuple[int, int]]:
        """The account's groups with their states, as the table has them."""
        (key,) = (name for name in ("task_sid", "group_sid") if name in self.site.rows(table, "tcn")[0])
        return [(row[key], row["status"]) for row in self.site.rows(table, "tcn") if row["client_sid"] == 1001]

    @rule(table=lists, dncl=numbers, country=countries, date=dates, replace=flags, restrictive=flags)
    def add_numbers(
        self, table: str, dncl: str, country: str | None, date: str | None, replace: bool, restrictive: bool
    ) -> None:
        """Up to five, for a country and until a date."""
        sent = {"dncl": dncl, "replace": str(replace).lower(), "restrictive": str(restrictive).lower()}
        sent |= {"country_name": country} if country else {}
        sent |= {"exp_date": date} if date else {}
        held = self.lists[table]
        expected = held.add(dncl, country or HOME, date, replace=replace, restrictive=restrictive)
        assert ask(self.site, f"{LISTS[table]}Add", **sent) == expected

    @rule(table=lists, sent=numbers, country=st.sampled_from([None, HOME, "Mexico"]))
    def purge_numbers(self, table: str, sent: str, country: str | None) -> None:
        """Those of one country."""
        place = {"country": country} if country else {}
        expected = self.lists[table].purge_numbers(sent, country or HOME, "Inbound " if table != "dncl" else "")
        assert ask(self.site, f"{LISTS[table]}PurgeNumbers", dncl_numbers=sent, **place) == expected

    @rule(table=lists, expired=st.sampled_from([True, True, True, False]))
    def purge(self, table: str, expired: bool) -> None:
        """What has expired, seldom all."""
        path = f"{LISTS[table]}Purge{'Expired' if expired else ''}"
        assert ask(self.site, path) == self.lists[table].purge(self.now if expired else None)

    @rule(table=lists, country=countries)
    def export(self, table: str, country: str | None) -> None:
        """All, or one country's."""
        place = {"country": country} if country else {}
        assert ask(self.site, f"{LISTS[table]}Export", **place) == self.lists[table].export(country)

    @rule(sent=st.lists(accounts, min_size=1, max_size=3))
    def add_or_update_agents(self, sent: list[list[str]]) -> None:
        """One after the other, each with its own text."""
        expected = [self.staff.put(one) for one in sent]
        accounts = "|".join(",".join(one) for one in sent)
        reply = post(self.site, "AgentAcctMgmt", **KEY, function="addOrUpdate", agentAccts=accounts)
        assert (reply.status_code, reply.json()["resultDetail"]) == (200, expected)

    @rule(sent=st.lists(st.sampled_from(["3004", "3007", "eli", "gus", "3006", "nobody"]), min_size=1, max_size=3))
    def delete_agents(self, sent: list[str]) -> None:
        """By sid or login; nobody twice, and no other account's."""
        expected = [self.staff.delete(one) for one in sent]
        reply = post(self.site, "AgentAcctMgmt", **KEY, function="delete", agentAccts="|".join(sent))
        told = reply.json()["resultDetail"]
        assert [
            line if line.startswith("DELETED") else line[: len(wanted)]
            for line, wanted in zip(told, expected, strict=True)
        ] == expected

    @rule(count=st.integers(1, 3))
    def upload_a_list(self, count: int) -> None:
        """For a day far ahead."""
        data = "".join(f"Person,{self.next_group},80155501{place:02}\n" for place in range(count))
        header = {"start_time": "03/02/2026 11:00", "duplicate_handle": "Allow"}
        text = file(data=data, description=f"List {self.next_group}", **header)
        assert upload(self.site, text) == (200, str(self.next_group))
        self.groups["task_groups"][self.next_group] = Group(0, self.now)
        self.next_group += 1

    @rule(
        table=tables, which=which, action=st.sampled_from(["pause", "play", "stop", "Pause"]), wrong=st.integers(0, 6)
    )
    def control(self, table: str, which: list[int], action: str, wrong: int) -> None:
        """Several at once; one that is unknown, or no action, keeps all as they are."""
        held = self.groups[table]
        known = sorted(held, reverse=True)
        sids = [known[place % len(known)] for place in which]
        path, name, _ = CONTROLS[table]
        text = ",".join(map(str, [*sids, 777777] if not wrong else sids))
        if not wrong:
            expected = UNKNOWN[table]
        elif action == "Pause":
            expected = 400, "Specified action is invalid!"
        else:
            expected = 200, ",".join(str(sid) for sid in dict.fromkeys(sids) if held[sid].act(action, self.now))
        assert ask(self.site, path, action=action, **{name: text}) == expected

    @rule(table=tables, which=which)
    def ask_for_states(self, table: str, which: list[int]) -> None:
        """In the order asked for, each once."""
        held = self.groups[table]
        known = sorted(held)
        sids = [*dict.fromkeys(known[place % len(known)] for place in which)]
        _, name, path = CONTROLS[table]
        digit = "1" if table == "task_groups" else "5"
        told = ask(self.site, path, **{name: ",".join(map(str, sids))})[1].splitlines()[1:]
        assert told == [f"{sid},{digit}{held[sid].status:03}" for sid in sids]

    @rule(seconds=st.sampled_from([1, 2, 60, 3600, 23 * 3600]))
    def let_time_pass(self, seconds: int) -> None:
        """Numbers expire, groups are prepared, billed, exported."""
        self.site.advance(seconds)
        self.now += timedelta(seconds=seconds)
        for held in self.groups.values():
            for group in held.values():
                group.pass_time(self.now)

    @rule(wrong=st.sampled_from(["wrong", ""]))
    def call_as_nobody(self, wrong: str) -> None:
        """Nothing is done without the password."""
        assert ask(self.site, "RemoteDNCLPurge", **{**DEMO, "password": wrong})[0] == 400

    @invariant()
    def the_tables_agree(self) -> None:
        """Numbers, agents and states; agents as the API lists them, too."""
        for table, held in self.lists.items():
            assert self.stored(table) == held.held
        assert self.agents() == self.staff.listed()
        for table, groups in self.groups.items():
            assert {sid: state % 1000 for sid, state in self.states(table)} == {
                sid: group.status for sid, group in groups.items()
            }


def test_an_account_agrees_with_a_plain_model_whatever_the_calls(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(Account):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(12, 20))
