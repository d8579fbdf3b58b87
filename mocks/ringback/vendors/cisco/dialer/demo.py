"""An outbound centre to show: campaigns in several modes, agents who are at work, contacts who come up by and by."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from faker import Faker
from msgspec.structs import replace

from ringback.telephony.numbers import area, offset_hours
from ringback.telephony.rhythm import first_call
from ringback.vendors.cisco.records import (
    Agent,
    Campaign,
    Contact,
    DialingList,
    PhoneZone,
    SkillGroup,
    SkillGroupInfo,
)
from ringback.vendors.cisco.world import CiscoWorld

# What campaigns are called and how they dial; the last kind goes without agents.
CAMPAIGNS = (
    ("SpringRenewals", {"dialing_mode": "PROGRESSIVEONLY", "lines_per_agent": 1.0}),
    ("SolarSurvey", {"dialing_mode": "PREDICTIVEONLY", "personalized_callback_enabled": True}),
    ("Winback", {"dialing_mode": "PREVIEWONLY", "personalized_callback_enabled": True}),
    ("Appointments", {"dialing_mode": "PROGRESSIVEONLY", "campaign_purpose_type": "ivrCampaign"}),
)
AREA_CODES = ("212", "305", "312", "404", "415", "480", "503", "602", "617", "702", "727", "773", "801", "813", "919")
COLUMNS = ("AccountNumber", "FirstName", "LastName", "Phone01", "Phone02", "TimeZoneBias", "DstObserved")
# Contacts come up for their first call over the history and some days beyond it.
AHEAD = timedelta(days=4)
# The end of campaigns that are to go on wherever on the calendar the demo is shown.
LAST_DAY = date(2099, 12, 31)
# Longer than the history, so that what is finished with can still be seen.
DAYS_TO_PURGE = 30
WINTER, SUMMER = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


def generate(world: CiscoWorld, options: Mapping[str, int]) -> None:
    """Fill a deployment with so many campaigns, agents and contacts; `days` will be played before now."""
    made = [_campaign(world, place) for place in range(options.get("campaigns", 3))]
    for place in range(options.get("agents", 12)):
        _agent(world, place, made[place % len(made)].skill_group_infos[0].skill_group)
    count, history = options.get("contacts", 500), timedelta(days=options.get("days", 14))
    for place, campaign in enumerate(made):
        number = campaign.campaign_id
        contacts = [*_contacts(world, number, range(place, count, len(made)), history)]
        world.contacts.extend(contacts)
        listed = DialingList(campaign_id=number, columns=COLUMNS, next_contact=len(contacts) + 1)
        world.dialing_lists.put(listed)
    world.settings.put(replace(world.deployment, days_to_purge=DAYS_TO_PURGE))


@cache
def _names() -> Faker:
    # To make one takes longer than to draw all the names.
    return Faker("en_US")


def _person(world: CiscoWorld, *key: int | str) -> tuple[str, str]:
    """First and last name, which depend on the seed and the key alone."""
    person = _names()
    person.seed_instance(world.draw("person", *key).word())
    return person.first_name(), person.last_name()


def _campaign(world: CiscoWorld, place: int) -> Campaign:
    """A campaign with a skill group of its own."""
    name, settings = CAMPAIGNS[place % len(CAMPAIGNS)]
    name += str(place // len(CAMPAIGNS) + 1) * (place >= len(CAMPAIGNS))
    group = world.skill_groups.add(SkillGroup(skill_group_id=0, name=f"sg{name}"))
    info = SkillGroupInfo(
        skill_group=group.skill_group_id,
        dialed_number=f"91{place + 1:02}",
        ivr_ports=5 * ("campaign_purpose_type" in settings),
        ivr_route_point=f"92{place + 1:02}",
    )
    number = world.campaigns.take_id()
    return world.campaigns.put(
        Campaign(
            campaign_id=number,
            import_rule=number,
            name=name,
            description=f"{name} 2026",
            enabled=True,
            start_date=world.today("UTC"),
            end_date=LAST_DAY,
            start_time="09:00",
            end_time="20:00",
            time_zone="Eastern Standard Time",
            no_answer_delay=240,
            answering_machine_delay=240,
            skill_group_infos=(info,),
            **settings,
        )
    )


def _agent(world: CiscoWorld, place: int, group: int) -> None:
    """An agent who is ready."""
    first, last = _person(world, "agent", place)
    world.agents.add(
        Agent(
            agent_skill_target_id=0,
            agent_id=str(2001 + place),
            user_name=f"agent{2001 + place}",
            first_name=first,
            last_name=last,
            skill_groups=(group,),
            default_skill_group=group,
            since=world.now,
        )
    )


def _contacts(world: CiscoWorld, campaign_id: int, places: range, history: timedelta) -> Iterator[Contact]:
    """Contacts who come up for their first call each at a moment of their own."""
    for number, place in enumerate(places, 1):
        draw = world.draw("contact", place)
        first, last = _person(world, "contact", place)
        code = AREA_CODES[place % len(AREA_CODES)]
        line = 10 + place // len(AREA_CODES) % 90
        numbers = [f"{code}55501{line:02}"]
        if draw.unit() < 0.3:
            numbers.append(f"{code}55501{10 + (line + 35) % 90:02}")
        yield Contact(
            campaign_id=campaign_id,
            contact_id=number,
            account_number=f"DEMO-{place + 1:05}",
            first_name=first,
            last_name=last,
            numbers=" ".join(numbers),
            zones=(_zone(code),),
            import_date=world.now,
            due=world.now + timedelta(seconds=int(first_call(draw.unit(), history, AHEAD).total_seconds())),
        )


def _zone(code: str) -> PhoneZone:
    """Where the numbers of an area code are."""
    found = area(code)
    name = found.zone if found is not None else "UTC"
    winter, summer = offset_hours(name, WINTER), offset_hours(name, SUMMER)
    return PhoneZone(round(60 * winter) % 1440, winter != summer)
