"""Campaigns, lists, teams, users and skills in a random order of requests: all agree with a plain model."""

import itertools
import os
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from contract_tests.conftest import Running, Site
from contract_tests.effort import effort
from contract_tests.maxcontact_agent.centre import MANAGER, Centre

Row = dict[str, Any]
# What a request is answered with: its data, or the code and the detail of a refusal.
Said = tuple[bool, Any]

ERROR, INVALID = "Error", "Invalid Parameters"
PATHS = {"campaign": "campaigns", "list": "lists", "team": "teams", "user": "users"}
NAMED = {"campaign": "CampaignName", "list": "ListName", "team": "TeamName"}
TYPES = ("Predictive", "Progressive", "Preview", "IVR", "Bridge", "Ping", "Inbound", "Coach", "Interaction")
STATUSES = ("Not Running", "Running", "Paused", "Flushed")

_numbers = itertools.count(1)

which = st.integers(0, 12)
kinds = st.sampled_from(list(NAMED))
names = st.sampled_from(["Alpha", "Beta", "Alpha", "שלום", "\U0001f4de", "a & <b>"])
logins = st.sampled_from(["kim", "KIM", "lou", "agent3", "demo"])
flags = st.booleans()


def refused(detail: str, code: str = INVALID) -> Said:
    """What a refusal says."""
    return False, (code, detail)


class Entities(RuleBasedStateMachine):
    """One centre, and its model."""

    running: Running

    def __init__(self) -> None:
        """Make a fresh handbook world, and take over what it begins with."""
        super().__init__()
        self.site: Site = self.running.site(f"entities-{os.getpid()}-{next(_numbers)}")
        self.site.control.put(f"worlds/{self.site.world}", json={}).raise_for_status()
        self.centre = Centre(self.site)
        self.rows: dict[str, dict[int, Row]] = {kind: {row["Id"]: row for row in self.listed(kind)} for kind in PATHS}
        self.next = {kind: max(rows) + 1 for kind, rows in self.rows.items()}
        self.links = {
            part: {(row["campaign_id"], row[f"{part}_id"]) for row in self.site.rows(f"campaign_{part}s", MANAGER)}
            for part in ("list", "team")
        }
        skills = self.site.rows("user_skills", MANAGER)
        self.skills = {(row["user_id"], row["skill_id"]): row["proficiency"] for row in skills}
        # What each campaign was before the emergency and will be again.
        self.emergency = False
        self.stopped: dict[int, int] = {}

    def teardown(self) -> None:
        """Drop the world."""
        self.site.control.delete(f"worlds/{self.site.world}")

    def listed(self, kind: str) -> list[Row]:
        """All rows of a kind, as the API shows them."""
        rows: list[Row] = self.centre.managed("GET", PATHS[kind])
        return rows

    def said(self, verb: str, path: str, **body: Any) -> Said:
        """What is answered."""
        envelope = self.centre.manage(verb, path, **body)
        if envelope["Success"]:
            assert envelope["ResponseCode"] == "Success"
            return True, envelope["Data"]
        assert envelope["Data"] is None
        return False, (envelope["ResponseCode"], envelope["ResponseDetail"])

    def an_id(self, kind: str, which: int) -> int:
        """One that there is, or one that there is not."""
        known = [*sorted(self.rows[kind], reverse=True), 999]
        return known[which % len(known)]

    def known(self, kind: str, number: int) -> Said | None:
        """The refusal of an id that nothing has."""
        return None if number in self.rows[kind] else refused(f"There is no {kind} {number}")

    @rule(kind=kinds, name=st.none() | names)
    def create(self, kind: str, name: str | None) -> None:
        """With a name, which others may have, and with nothing else; or without one."""
        member = NAMED[kind]
        ok, data = self.said("POST", PATHS[kind], **({member: name} if name is not None else {"Colour": "red"}))
        if name is None:
            assert (ok, data) == refused(f"{member} is required")
            return
        assert ok
        assert (data["Id"], data[member]) == (self.next[kind], name)
        self.rows[kind][data["Id"]] = data
        self.next[kind] += 1

    @rule(kind=kinds, which=which, name=names, other=st.integers(0, 3))
    def rename(self, kind: str, which: int, name: str, other: int) -> None:
        """The rest stays; the body may name another id than the path."""
        number = self.an_id(kind, which)
        body: Row = {NAMED[kind]: name} | ({"Id": number + other} if other < 2 else {})
        expected = self.known(kind, number)
        if expected is None and other == 1:
            expected = refused(f"Id is {number + 1} in the body and {number} in the path")
        if expected is None:
            self.rows[kind][number] = {**self.rows[kind][number], NAMED[kind]: name}
            expected = True, self.rows[kind][number]
        assert self.said("PUT", f"{PATHS[kind]}/{number}", **body) == expected

    @rule(kind=st.sampled_from(list(PATHS)), which=which)
    def show(self, kind: str, which: int) -> None:
        """As the list has it."""
        number = self.an_id(kind, which)
        expected = self.known(kind, number) or (True, self.rows[kind].get(number))
        assert self.said("GET", f"{PATHS[kind]}/{number}") == expected

    @rule(which=which, status=st.sampled_from([*STATUSES, "asleep"]))
    def change_a_status(self, which: int, status: str) -> None:
        """By name; one that is no status is refused."""
        number = self.an_id("campaign", which)
        expected = self.known("campaign", number)
        if expected is None and status == "asleep":
            expected = refused("CampaignStatus is no campaign status")
        if expected is None:
            self.rows["campaign"][number]["Status"] = STATUSES.index(status)
            self.stopped.pop(number, None)
            expected = True, status
        assert self.said("PATCH", f"campaigns/{number}/status", CampaignStatus=status) == expected

    @rule(which=which, number=st.integers(0, 9))
    def change_a_type(self, which: int, number: int) -> None:
        """By number; the members that are another type's go."""
        campaign = self.an_id("campaign", which)
        expected = self.known("campaign", campaign)
        if expected is None and number == 9:
            expected = refused("CampaignType is no campaign type")
        if expected is None:
            row = self.rows["campaign"][campaign]
            row["Type"] = number
            if TYPES[number] not in ("IVR", "Bridge"):
                row["MaxLines"] = 0
            if TYPES[number] not in ("Predictive", "Progressive"):
                row |= {"ProgressiveThreshold": 0, "NotReadyWaitTime": 0}
            expected = True, TYPES[number]
        assert self.said("PATCH", f"campaigns/{campaign}/type", CampaignType=number) == expected

    @rule(which=which, active=flags)
    def switch_a_campaign(self, which: int, active: bool) -> None:
        """It answers with itself."""
        number = self.an_id("campaign", which)
        expected = self.known("campaign", number)
        if expected is None:
            self.rows["campaign"][number]["Active"] = active
            expected = True, self.rows["campaign"][number]
        assert self.said("PATCH", f"campaigns/{number}/activityStatus", Active=active) == expected

    @rule(part=st.sampled_from(["list", "team"]), campaign=which, other=which)
    def join(self, part: str, campaign: int, other: int) -> None:
        """Once is as good as twice."""
        pair = self.an_id("campaign", campaign), self.an_id(part, other)
        ok, told = self.said("PUT", f"campaigns/{pair[0]}/{part}s", **{f"{part.title()}Id": pair[1]})
        expected = self.known("campaign", pair[0]) or self.known(part, pair[1])
        assert expected is None if ok else (ok, told) == expected
        if ok:
            self.links[part].add(pair)

    @rule(part=st.sampled_from(["list", "team"]), campaign=which, other=which)
    def part(self, part: str, campaign: int, other: int) -> None:
        """What is not joined cannot be parted."""
        there = sorted(self.links[part])
        pair = (
            there[campaign % len(there)]
            if there and other % 2
            else (self.an_id("campaign", campaign), self.an_id(part, other))
        )
        ok, told = self.said("DELETE", f"campaigns/{pair[0]}/{part}s", **{f"{part.title()}Id": pair[1]})
        expected = self.known("campaign", pair[0]) or self.known(part, pair[1])
        if expected is None and pair not in self.links[part]:
            expected = refused(f"{part.title()} {pair[1]} is not associated with campaign {pair[0]}", ERROR)
        assert expected is None if ok else (ok, told) == expected
        self.links[part].discard(pair)

    @rule(login=logins, password=st.sampled_from(["p", "", None]), alone=flags)
    def create_a_user(self, login: str, password: str | None, alone: bool) -> None:
        """A login is one user's in whatever case; a password is needed unless the user signs on elsewhere."""
        body: Row = {"Login": login, "SSOActive": alone} | ({} if password is None else {"Password": password})
        expected = self.wrong(login, password, alone, 0)
        ok, data = self.said("POST", "users", **body)
        if expected is not None:
            assert (ok, data) == expected
            return
        assert ok
        assert (data["Id"], data["Login"], data["SSOActive"]) == (self.next["user"], login, alone)
        self.rows["user"][data["Id"]] = data
        self.next["user"] += 1

    @rule(which=which, login=st.none() | logins, first=names, password=st.sampled_from(["p", ""]))
    def update_a_user(self, which: int, login: str | None, first: str, password: str) -> None:
        """The administrator, whose token it is, stays as is."""
        number = self.an_id("user", which)
        if number == 1:
            return
        body: Row = {"FirstName": first, "Password": password} | ({} if login is None else {"Login": login})
        expected = self.known("user", number)
        if expected is None:
            expected = self.wrong(login, password, bool(self.rows["user"][number]["SSOActive"]), number)
        if expected is None:
            self.rows["user"][number] |= {"FirstName": first} | ({} if login is None else {"Login": login})
            expected = True, self.rows["user"][number]
        assert self.said("PUT", f"users/{number}", **body) == expected

    def wrong(self, login: str | None, password: str | None, alone: bool, own: int) -> Said | None:
        """The refusal of a login or a password."""
        if not password and not alone:
            return refused("Password is required unless SSOActive is true")
        others = {row["Login"].lower() for number, row in self.rows["user"].items() if number != own}
        taken = login is not None and login.lower() in others
        return refused(f"The login {login} is in use", ERROR) if taken else None

    @rule(which=which, team=which, leaves=flags)
    def move_a_user(self, which: int, team: int, leaves: bool) -> None:
        """A user has one team, and only that can let the user go."""
        user, number = self.an_id("user", which), self.an_id("team", team)
        row = self.rows["user"].get(user, {})
        if leaves and row.get("TeamId") and team % 2:
            number = row["TeamId"]
        expected = self.known("team", number) or self.known("user", user)
        if expected is None and leaves and row["TeamId"] != number:
            expected = refused(f"User {user} is not in team {number}", ERROR)
        ok, told = self.said("DELETE" if leaves else "PUT", f"teams/{number}/users", UserId=user)
        assert expected is None if ok else (ok, told) == expected
        if ok:
            row["TeamId"] = 0 if leaves else number

    @rule(skill=st.integers(1, 4), users=st.lists(which, min_size=1, max_size=3), level=st.integers(0, 11), gives=flags)
    def skill_users(self, skill: int, users: list[int], level: int, gives: bool) -> None:
        """User by user; those that are not there do not keep the others from it."""
        numbers = [self.an_id("user", user) for user in users]
        path, body = "users/skills", {"SkillId": skill, "UserIds": numbers} | ({"Proficiency": level} if gives else {})
        said = self.said("PUT" if gives else "DELETE", path, **body)
        if gives and not 1 <= level <= 10 and skill < 4:
            assert said == refused("Proficiency must be 1 to 10")
        elif skill == 4:
            assert said in (refused("There is no skill 4"), refused("Proficiency must be 1 to 10"))
        else:
            rows = [self.skilled(number, skill, level if gives else None) for number in dict.fromkeys(numbers)]
            assert said == (True, rows)

    def skilled(self, user: int, skill: int, level: int | None) -> Row:
        """One user's part of it."""
        if user not in self.rows["user"]:
            return {"UserId": user, "Success": False, "Detail": "Unknown user"}
        if level is not None:
            self.skills[user, skill] = level
            return {"UserId": user, "Success": True, "Detail": "Associated"}
        had = self.skills.pop((user, skill), None) is not None
        return {"UserId": user, "Success": had, "Detail": "Disassociated" if had else "Not associated"}

    @rule(begins=flags)
    def emergency_stop(self, begins: bool) -> None:
        """All campaigns stop, once; at its end each is what it was, unless it has been changed meanwhile."""
        assert self.said("POST", f"globalemergency/{'enable' if begins else 'disable'}") == (True, None)
        campaigns = self.rows["campaign"]
        if begins and not self.emergency:
            self.stopped = {number: row["Status"] for number, row in campaigns.items()}
        for number, status in self.stopped.items() if begins != self.emergency else ():
            campaigns[number]["Status"] = 0 if begins else status
        self.emergency = begins

    @rule(seconds=st.sampled_from([1, 60]))
    def let_time_pass(self, seconds: int) -> None:
        """No entity changes by itself."""
        self.site.advance(seconds)

    @invariant()
    def the_lists_agree(self) -> None:
        """Every entity in the order of its id, and who belongs to whom."""
        for kind, rows in self.rows.items():
            assert self.listed(kind) == [row for _, row in sorted(rows.items())]
        for part, pairs in self.links.items():
            links = self.site.rows(f"campaign_{part}s", MANAGER)
            assert {(row["campaign_id"], row[f"{part}_id"]) for row in links} == pairs
            assert len(links) == len(pairs)
        skills = self.site.rows("user_skills", MANAGER)
        assert {(row["user_id"], row["skill_id"]): row["proficiency"] for row in skills} == self.skills


def test_entities_agree_with_a_plain_model_whatever_the_requests(handbook_server: Running) -> None:
    """Each run has its own world; the steps are few enough for every run of the tests."""

    class Machine(Entities):
        running = handbook_server

    run_state_machine_as_test(Machine, settings=effort(12, 20))
