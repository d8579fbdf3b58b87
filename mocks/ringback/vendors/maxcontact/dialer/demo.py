"""A centre to show: campaigns of the three types that dial, agents in two shifts, leads with names, people who call."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from faker import Faker

from ringback.state.record import EPOCH
from ringback.telephony.rhythm import first_call
from ringback.vendors.maxcontact.activity import Agent, Lead, LeadPhone
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.records import (
    Campaign,
    CampaignList,
    CampaignTeam,
    InboundNumber,
    LeadList,
    Team,
    User,
    UserSkill,
)
from ringback.vendors.maxcontact.world import MaxContactWorld

NAMES = ("Energy Switch", "Loyalty Calls", "New Movers", "Service Check", "Broadband Offer", "Charity Drive")
AREA_CODES = ("212", "305", "312", "404", "415", "480", "503", "602", "617", "702", "727", "773", "801", "813", "919")
# Where the numbers of generated rows begin, so that those of the handbook stay what they are.
FIRST = 101
# Leads come up for their first call over the history and some days beyond it.
AHEAD = timedelta(days=4)
# How long the agents of the handbook have been there when the centre is shown.
HERE_FOR = timedelta(minutes=25)


def generate(world: MaxContactWorld, options: Mapping[str, int]) -> None:
    """Fill a centre with so many campaigns, agents and leads, for a history of so many `days`."""
    campaigns = range(FIRST, FIRST + max(1, options.get("campaigns", 3)))
    for number in campaigns:
        _campaign(world, number)
    for place in range(options.get("agents", 12)):
        _agent(world, place, campaigns[place % len(campaigns)])
    history = timedelta(days=options.get("days", 14))
    _come_in(world, world.now + history - HERE_FOR)
    for place in range(options.get("leads", 500)):
        _lead(world, place, campaigns[place % len(campaigns)], history)


def _come_in(world: MaxContactWorld, moment: datetime) -> None:
    """Let those who are on the floor already have come shortly before the centre is shown."""
    for agent in [agent for agent in world.agents if agent.state != "Logged Out" and agent.since == EPOCH]:
        campaign_id = agent.campaign_id or floor.campaign_for(world, world.users.get(agent.user_id))
        world.agents.change(agent.user_id, since=moment, campaign_id=campaign_id)


def _person(world: MaxContactWorld, *key: int | str) -> Faker:
    """A source of names that depends on the seed and the key alone."""
    person = Faker("en_GB")
    person.seed_instance(world.draw("person", *key).word())
    return person


def _campaign(world: MaxContactWorld, number: int) -> None:
    """A campaign with a list and a team, all of the same number."""
    place = number - FIRST
    name = NAMES[place % len(NAMES)]
    world.teams.put(Team(team_id=number, team_name=f"{name} team", primary_supervisor_id=1, hours_per_working_day=7.5))
    world.lists.put(
        LeadList(list_id=number, list_name=f"{name} 2026", fetch_weight=5, recall_plan_id=2, calling_time_plan_id=1)
    )
    world.campaigns.put(
        Campaign(
            campaign_id=number,
            campaign_name=name,
            caller_id=f"20255501{30 + place % 60}",
            type=place % 3,
            target_drop_percent=3.0,
            is_blended=place == 0,
            auto_record=True,
            default_list_id=number,
            default_phone_type=2,
            hours_per_working_day=7.5,
            tele_param_plan_id=1,
            status=1,
        )
    )
    world.campaign_lists.put(CampaignList(campaign_id=number, list_id=number))
    world.campaign_teams.put(CampaignTeam(campaign_id=number, team_id=number))
    if place == 0:
        world.inbound_numbers.put(InboundNumber(phone_number="2025550190", queue_id=1, calls_per_hour=0.5))


def _agent(world: MaxContactWorld, place: int, campaign_id: int) -> None:
    """An agent who works by itself, in the earlier or the later shift."""
    user_id, person = FIRST + place, _person(world, "agent", place)
    user = User(
        user_id=user_id,
        first_name=person.first_name(),
        last_name=person.last_name(),
        login=f"agent{user_id}",
        password="demo",
        role_plan_id=3,
        team_id=campaign_id,
        extension=f"2{user_id}",
    )
    world.users.put(user)
    world.user_skills.put(UserSkill(user_id=user_id, skill_id=1, proficiency=world.draw("skill", place).between(1, 10)))
    floor.seat(world, user)
    world.agents.put(
        Agent(
            user_id=user_id,
            campaign_id=campaign_id,
            since=world.now,
            automatic=True,
            wrap_seconds=world.draw("wrap", place).between(10, 45),
            shift_start=8 if place // 3 % 2 == 0 else 13,
            shift_hours=8,
        )
    )


def _lead(world: MaxContactWorld, place: int, list_id: int, history: timedelta) -> None:
    """A lead that comes up for its first call at its own moment, so that there is something to do every day."""
    person, draw = _person(world, "lead", place), world.draw("lead", place)
    number = f"{AREA_CODES[place % len(AREA_CODES)]}55501{10 + place // len(AREA_CODES) % 90:02}"
    lead = world.leads.put(
        Lead(
            lead_id=1001 + place,
            list_id=list_id,
            name=person.first_name(),
            name2=person.last_name(),
            reference_id=f"DEMO-{place + 1:05}",
            supplier="Demo",
            created=world.now,
            due=world.now + timedelta(seconds=int(first_call(draw.unit(), history, AHEAD).total_seconds())),
        )
    )
    kind = draw.between(1, 4)
    world.lead_phones.put(
        LeadPhone(lead_phone_id=2001 + 2 * place, lead_id=lead.lead_id, phone_number=number, phone_type_id=kind)
    )
    if place % 5 == 0:
        other = f"{number[:3]}55501{10 + (place // 5) % 90:02}"
        world.lead_phones.put(
            LeadPhone(lead_phone_id=2002 + 2 * place, lead_id=lead.lead_id, phone_number=other, phone_type_id=2)
        )
