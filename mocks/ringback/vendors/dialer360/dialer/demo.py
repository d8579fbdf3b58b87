"""An outbound centre to show: campaigns, agents in three shifts, leads with names, callers who ring in."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from faker import Faker
from msgspec.structs import replace

from ringback.state.record import EPOCH
from ringback.telephony.rhythm import first_call
from ringback.vendors.dialer360 import calling
from ringback.vendors.dialer360.records import Campaign, Did, InGroup, Lead, LeadList, Recycle, Shift, User
from ringback.vendors.dialer360.world import Dialer360World

NAMES = ("Spring Renewals", "Solar Survey", "Winback", "Loyalty Calls", "New Movers", "Service Check")
AREA_CODES = ("212", "305", "312", "404", "415", "480", "503", "602", "617", "702", "727", "773", "801", "813", "919")
PAUSE_CHANCE = 0.08
# Leads come up for their first call over the history and some days beyond it.
AHEAD = timedelta(days=4)
# How long the agents of the handbook have been there when the system is shown.
HERE_FOR = timedelta(minutes=25)
AGAIN = {status: Recycle(attempt_delay=4 * 3600, attempt_maximum=3) for status in ("NA", "AA", "AB", "DROP", "N")}


def generate(world: Dialer360World, options: Mapping[str, int]) -> None:
    """Fill a system with so many campaigns, agents and leads; `history` is the days that will be played before now."""
    campaigns = [f"DEMO{number}" for number in range(1, options.get("campaigns", 3) + 1)]
    for place, campaign_id in enumerate(campaigns):
        _campaign(world, campaign_id, NAMES[place % len(NAMES)], 5001 + place)
    for place in range(options.get("agents", 12)):
        _agent(world, place, campaigns)
    history = timedelta(days=options.get("days", 14))
    for place in range(options.get("leads", 500)):
        _lead(world, place, 5001 + place % len(campaigns), history)
    _come_in(world, world.now + history - HERE_FOR)
    world.settings.put(replace(world.system, pause_chance=PAUSE_CHANCE))


def _come_in(world: Dialer360World, moment: datetime) -> None:
    """Let those who are on the floor already have come shortly before the system is shown, or with their calls."""
    for agent in [agent for agent in world.live_agents if agent.since == EPOCH]:
        call = world.live_calls.get(agent.callerid)
        answered = call.answer_time if call is not None else None
        world.live_agents.change(agent.user, since=answered or moment)


def _person(world: Dialer360World, *key: int | str) -> Faker:
    """A source of names that depends on the seed and the key alone."""
    person = Faker("en_US")
    person.seed_instance(world.draw("person", *key).word())
    return person


def _campaign(world: Dialer360World, campaign_id: str, name: str, list_id: int) -> None:
    group = f"{campaign_id}_IN"
    world.in_groups.put(InGroup(group_id=group, group_name=f"{name} callers"))
    world.dids.put(Did(did_pattern=f"31255501{list_id % 100:02}", group_id=group, calls_per_hour=0.15))
    world.campaigns.put(
        Campaign(
            campaign_id=campaign_id,
            campaign_name=name,
            dial_method="RATIO",
            auto_dial_level=1.5,
            local_call_time="24hours",
            recycle=AGAIN,
            use_internal_dnc="Y",
            closer_campaigns=(group,),
            wrapup_seconds=20,
        )
    )
    world.lists.put(LeadList(list_id=list_id, list_name=f"{name} 2026", campaign_id=campaign_id))


def _agent(world: Dialer360World, place: int, campaigns: list[str]) -> None:
    """An agent of one of three shifts, each of which has people in every campaign."""
    name = f"agent{place + 1:02}"
    person = _person(world, "agent", place)
    world.users.put(
        User(
            user=name,
            pass_=f"{name}pass",
            full_name=f"{person.first_name()} {person.last_name()}",
            user_group="AGENTS",
            email=f"{name}@example.com",
        )
    )
    campaign_id = campaigns[place % len(campaigns)]
    world.shifts.put(Shift(user=name, campaign_id=campaign_id, start_hour=8 * (place // len(campaigns) % 3), hours=8))


def _lead(world: Dialer360World, place: int, list_id: int, history: timedelta) -> None:
    """A lead that comes up for its first call at its own moment, so that there is something to do every hour."""
    person, draw = _person(world, "lead", place), world.draw("lead", place)
    number = f"{AREA_CODES[place % len(AREA_CODES)]}55501{10 + place // len(AREA_CODES) % 90:02}"
    first, last, state = person.first_name(), person.last_name(), person.state_abbr(include_territories=False)
    lead = world.leads.add(
        Lead(
            entry_date=world.now,
            vendor_lead_code=f"DEMO-{place + 1:05}",
            source_id="demo",
            list_id=list_id,
            gmt_offset_now=calling.gmt_offset(world.now, "1", number),
            # Not for the hopper to take by itself: the timer below brings it up.
            called_since_last_reset="Y",
            phone_number=number,
            first_name=first,
            last_name=last,
            address1=person.street_address(),
            city=person.city(),
            state=state,
            postal_code=person.postcode_in_state(state),
            email=f"{first}.{last}@example.com".lower(),
            gender=draw.one_of(("U", "M", "F")),
        )
    )
    after = int(first_call(draw.unit(), history, AHEAD).total_seconds())
    world.set_timer("recycle", lead.lead_id, world.now + timedelta(seconds=after))
