"""Simulated hours of dialling: how many timers a second fire, with all that they do."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.processes import alone
from benchmarks.report import Budget, Row
from benchmarks.stock import FIRST_NAMES, LAST_NAMES, ROOM, START, floor, worlds
from ringback.state.passage import Passage, Rooms
from ringback.state.record import Record
from ringback.state.transaction import Transaction
from ringback.state.world import World
from ringback.vendors.cisco import records as cisco
from ringback.vendors.dialer360.activity import LiveAgent

AGENTS = 50
LEADS = 8_000
SEEDS = 4
CAMPAIGN = 6000
BUDGET = Budget(at_least=20_000)


@dataclass(frozen=True)
class Hours:
    """What happened in simulated hours: how many timers fired, the first of them by kind, and the seconds it took."""

    seconds: float
    events: int
    fired: dict[str, int]

    @property
    def rate(self) -> float:
        """Timer events a second."""
        return self.events / self.seconds


def dial(agents: int, lead_count: int, seeds: int) -> Hours:
    """One hour of Dialer360 for each seed: the agents log in, and their campaign dials."""
    hours = Hours(0.0, 0, {})
    for seed in range(1, seeds + 1):
        held, cell = worlds(floor(lead_count, agents), seed)
        rooms = held.library.rooms
        tx = Transaction(cell.world, START)
        view = rooms[ROOM].view(tx)
        for number in range(agents):
            agent = LiveAgent(user=f"agent{number}", campaign_id="TESTCAMP")
            tx.rows(type(view).tables["live_agents"]).put(agent)
            view.edited("live_agents", None, agent)
        hours = _played(tx.commit(), rooms, hours)
    return hours


def dial_cisco(agents: int, contact_count: int, seeds: int) -> Hours:
    """One hour of Cisco's for each seed: a progressive campaign with two lines for each agent."""
    hours = Hours(0.0, 0, {})
    for seed in range(1, seeds + 1):
        held, cell = worlds(centre(agents, contact_count), seed, "cisco")
        hours = _played(cell.world, held.library.rooms, hours)
    return hours


def centre(agents: int, contact_count: int) -> dict[str, Sequence[Record]]:
    """A campaign with its skill group, agents who are ready, and contacts whose numbers force nothing."""
    zones = (cisco.PhoneZone(1140, True),)
    infos = (cisco.SkillGroupInfo(skill_group=5001),)
    return {
        "skill_groups": [cisco.SkillGroup(skill_group_id=5001, name="sgbench")],
        "campaigns": [
            cisco.Campaign(
                campaign_id=CAMPAIGN,
                name="bench",
                dialing_mode="PROGRESSIVEONLY",
                enabled=True,
                lines_per_agent=2,
                start_date=date(2026, 1, 1),
                end_date=date(2026, 12, 31),
                skill_group_infos=infos,
            )
        ],
        "agents": [
            cisco.Agent(agent_skill_target_id=6000 + number, agent_id=f"{number}", skill_groups=(5001,))
            for number in range(agents)
        ],
        "contacts": [
            cisco.Contact(
                campaign_id=CAMPAIGN,
                contact_id=number + 1,
                account_number=f"V{number:07}",
                first_name=FIRST_NAMES[number % len(FIRST_NAMES)],
                last_name=f"{LAST_NAMES[number % len(LAST_NAMES)]}{number % 97}",
                numbers=f"727{2_000_000 + number * 7 % 8_000_000:07}",
                zones=zones,
                import_date=START,
                due=START,
            )
            for number in range(contact_count)
        ],
    }


def _played(world: World, rooms: Rooms, before: Hours) -> Hours:
    """An hour more."""
    passage = Passage(world, START + timedelta(hours=1), rooms)
    began = time.perf_counter()
    while not passage.run():
        pass
    passage.world()
    took = time.perf_counter() - began
    fired = Counter(before.fired) + Counter(timer.kind for timer in passage.fired)
    return Hours(before.seconds + took, before.events + passage.count, dict(fired))


def run(say: Callable[[str], None], times: int = 3) -> list[Row]:
    """Hours of a busy floor and of a small one, in each room that dials; the best of several runs."""
    rows = []
    for name, play in (("dialer360", dial), ("cisco", dial_cisco)):
        for agents, lead_count, seeds in ((AGENTS, LEADS, SEEDS), (12, 2_000, 4 * SEEDS)):
            runs = []
            for turn in range(times):
                say(f"{name}: {seeds} hours of {agents} agents, run {turn + 1} of {times}")
                runs.append(alone(play, agents, lead_count, seeds))
            best = max(runs, key=lambda hours: hours.rate)
            detail = {"fired": best.fired, "seconds": best.seconds, "rates": [hours.rate for hours in runs]}
            what = f"{name} dialling, {agents} agents: {best.events:,} events in {seeds} hours"
            rows.append(Row(what, best.rate, "events/s", budget=BUDGET, detail=detail))
    return rows
