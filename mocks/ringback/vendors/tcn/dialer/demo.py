"""An account to show: lists with names, broadcasts and messages to them, agents in shifts, people who ring."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from faker import Faker
from msgspec.structs import replace

from ringback.vendors.tcn.dialer import callers, demo_broadcasts, floor, shifts
from ringback.vendors.tcn.dialer.demo_broadcasts import CLIENT
from ringback.vendors.tcn.messaging.medium import EMAIL, SMS, Medium
from ringback.vendors.tcn.messaging.messages import scheduling
from ringback.vendors.tcn.records import (
    Account,
    Agent,
    Callback,
    Contact,
    DnclEntry,
    EmailTemplate,
    FromAddress,
    InboundGroup,
    ManualGroup,
    MessageGroup,
    SmsTemplate,
    SourceNumber,
)
from ringback.vendors.tcn.slicing import at_once
from ringback.vendors.tcn.uploads.importing import Line
from ringback.vendors.tcn.world import TcnWorld

AREA_CODES = ("212", "305", "312", "404", "415", "480", "503", "602", "617", "702", "727", "773", "801", "813", "919")
CALLER_ID, SERVICE_NUMBER, OFFER_NUMBER, SENDER = "4355550120", "8005550120", "8005550121", "demo@example.com"
# What there is to do goes on for some days beyond the history.
AHEAD = timedelta(days=4)
CALLBACKS = 14
# When the history ends people have begun to ring for the offer, and messages about it are on their way.
LATELY, NOW = timedelta(hours=1), timedelta(0)
# Every so many contacts do not want to be called, and of those who ring some are not welcome.
REFUSES_EVERY, UNWELCOME = 60, (20, 70, 120, 170)


def generate(world: TcnWorld, options: Mapping[str, int]) -> None:
    """Fill the demo account with so many broadcasts, agents and records; `days` will be played before now."""
    account = world.accounts.get(CLIENT) or world.accounts.put(Account(client_sid=CLIENT, name="Demo"))
    days, many = options.get("days", 14), options.get("broadcasts", 3)
    demo_broadcasts.templates(world)
    lists: list[Sequence[Contact]] = []
    for place in range(many):
        lines = [_line(world, person) for person in range(place, options.get("records", 500), many)]
        lists.append(demo_broadcasts.launch(world, place, lines, timedelta(days=days), AHEAD))
    for place in range(options.get("agents", 12)):
        _agent(world, account, place)
    contacts = [contact for listed in lists for contact in listed]
    service = _lines(world, contacts[-1].contact_group_sid if contacts else 0, timedelta(days=days))
    _do_not_call(world, contacts, service)
    _callbacks(world, account, contacts, days)
    if contacts:
        _messages(world, [listed for listed in lists if listed], timedelta(days=days))


@cache
def _names() -> Faker:
    # To make one takes longer than to draw all the names.
    return Faker("en_US")


def _person(world: TcnWorld, *key: int | str) -> tuple[str, str]:
    """First and last name, which depend on the seed and the key alone."""
    person = _names()
    person.seed_instance(world.draw("person", *key).word())
    return person.first_name(), person.last_name()


def _line(world: TcnWorld, place: int) -> Line:
    """A line of a list, with a number that is fictional and has no outcome of its own."""
    first, last = _person(world, "contact", place)
    draw = world.draw("contact", place)
    number = f"{AREA_CODES[place % len(AREA_CODES)]}55501{10 + place // len(AREA_CODES) % 90:02}"
    email = f"{first}.{last}@example.com".lower()
    balance = f"{draw.between(20, 900)}.{draw.between(0, 99):02}"
    values = (first, last, number, email, f"{draw.between(10001, 98999):05}", f"DEMO-{place + 1:05}", balance)
    return Line(values, (number,))


def _agent(world: TcnWorld, account: Account, place: int) -> None:
    """An agent of one of three shifts, which follow each other around the clock."""
    first, last = _person(world, "agent", place)
    skills = [skill.name for skill in world.agent_skills.where("account", CLIENT)]
    draw = world.draw("agent", place)
    hunts = [group.hunt_group_sid for group in world.hunt_groups.where("account", CLIENT)]
    agent = world.agents.add(
        Agent(
            client_sid=account.client_sid,
            first_name=first,
            last_name=last,
            web_login=f"agent{place + 1:02}",
            web_password="demo",
            callback_number=f"43555501{21 + place % 70:02}",
            callback_extension=f"{201 + place}",
            hunt_group_sid=draw.one_of(hunts) if hunts else 0,
            partner_agent_id=f"D-{place + 1}",
            skills=tuple(skill for skill in skills if draw.unit() < 0.5),
            since=world.now,
            shift_start=8 * (place % 3),
            shift_hours=8,
        )
    )
    if shifts.at_work(world, agent):
        world.agents.change(agent.agent_sid, state=floor.READY)


def _lines(world: TcnWorld, contact_group_sid: int, span: timedelta) -> int:
    """Calls by hand, a number that takes calls, the sid of whose group is the answer, and one that begins to lately."""
    began: dict[str, Any] = {"client_sid": CLIENT, "created": world.now, "start_time": world.now}
    by_hand = ManualGroup(
        description="Follow-up", caller_id=CALLER_ID, contact_group_sid=contact_group_sid, calls_per_hour=0.6, **began
    )
    world.manual_groups.add(by_hand)
    taking = InboundGroup(description="Customer service", number=SERVICE_NUMBER, calls_per_hour=0.6, **began)
    service = world.inbound_groups.add(taking)
    began["start_time"] = world.now + max(span - LATELY, NOW)
    world.inbound_groups.add(
        InboundGroup(description="Winter offer answers", number=OFFER_NUMBER, calls_per_hour=8.0, **began)
    )
    return service.group_sid


def _do_not_call(world: TcnWorld, contacts: Sequence[Contact], group_sid: int) -> None:
    """Some of those on the lists, and some of those who will ring."""
    for contact in contacts[REFUSES_EVERY // 2 :: REFUSES_EVERY]:
        world.dncl.put(DnclEntry(client_sid=CLIENT, number=contact.numbers[0]))
    for place in UNWELCOME:
        number = callers.stranger(world, group_sid, place)
        world.inbound_dncl.put(DnclEntry(client_sid=CLIENT, number=number))


def _callbacks(world: TcnWorld, account: Account, contacts: Sequence[Contact], days: int) -> None:
    """Callbacks that were asked for, on the days of the history and some of those to come."""
    if account.callbacks_service_id is None or not contacts:
        return
    skills = [skill.name for skill in world.agent_skills.where("account", CLIENT)]
    for place in range(CALLBACKS):
        draw = world.draw("callback", place)
        contact = contacts[draw.between(0, len(contacts) - 1)]
        start = world.now + timedelta(days=place * (days + AHEAD.days) // CALLBACKS, minutes=draw.between(30, 400))
        world.callbacks.add(
            Callback(
                client_sid=CLIENT,
                service_id=account.callbacks_service_id,
                name=" ".join(contact.values[:2]),
                phone_number=contact.numbers[0],
                caller_id=CALLER_ID,
                start_time=start,
                end_time=start + timedelta(hours=4),
                skills=(draw.one_of(skills),) if skills and place % 2 else (),
                notes=f"Account {contact.values[5]}",
                details={"Balance": contact.values[6]},
                created=world.now,
            )
        )


def _messages(world: TcnWorld, lists: Sequence[Sequence[Contact]], span: timedelta) -> None:
    """Text messages and e-mails to a list, half way and two thirds through the history; more are on their way at last.

    Those go slowly, and to the list of another broadcast where there is one.
    """
    world.source_numbers.put(SourceNumber(client_sid=CLIENT, number=CALLER_ID))
    world.from_addresses.put(FromAddress(client_sid=CLIENT, address=SENDER))
    text = world.sms_templates.add(
        SmsTemplate(0, CLIENT, name="Year's end", text="Your balance is due by 31 December.")
    )
    mail = world.email_templates.add(
        EmailTemplate(0, CLIENT, name="New year", subject="Thank you", html="<p>Hello.</p>")
    )
    offer = world.sms_templates.add(
        SmsTemplate(0, CLIENT, name="Winter offer", text="Our winter offer ends on Friday. Call 800-555-0121.")
    )
    contacts, others = lists[0], lists[1 % len(lists)]
    _send(world, SMS, _group(world, text.sms_template_sid, "Year's end", span / 2), contacts)
    _send(world, EMAIL, _group(world, mail.email_template_sid, "New year", span * 2 / 3), contacts)
    _send(world, SMS, _group(world, offer.sms_template_sid, "Winter offer", max(span - LATELY, NOW), pace=1), others)


def _group(world: TcnWorld, template_sid: int, description: str, after: timedelta, pace: int = 30) -> MessageGroup:
    return MessageGroup(
        group_sid=0,
        client_sid=CLIENT,
        description=description,
        template_sid=template_sid,
        pace=pace,
        start_time=world.now + after,
    )


def _send(world: TcnWorld, medium: Medium, group: MessageGroup, contacts: Sequence[Contact]) -> None:
    column, sender = ("Phone", CALLER_ID) if medium is SMS else ("Email", SENDER)
    planned = replace(group, contact_group_sid=contacts[0].contact_group_sid, column=column, sender=sender)
    at_once(scheduling(world, medium, planned, contacts, len(contacts)))
