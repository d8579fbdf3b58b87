"""Callbacks that customers ask an agent for: when, and the record that a personal one becomes."""

from datetime import datetime, timedelta

from ringback.vendors.cisco.records import Campaign, Contact, PersonalCallback
from ringback.vendors.cisco.world import CiscoWorld

MINUTES = (30, 180)


def is_asked_for(world: CiscoWorld, campaign_id: int, contact: Contact) -> bool:
    """Whether the customer asks for a callback in this call."""
    share = world.deployment.callback_share
    return world.draw("asks", campaign_id, contact.contact_id, contact.calls_made).unit() < share


def asked_for(world: CiscoWorld, contact: Contact) -> datetime:
    """When the customer wants to be called back."""
    draw = world.draw("callback", contact.campaign_id, contact.contact_id, contact.calls_made)
    return world.now.replace(microsecond=0) + timedelta(minutes=draw.between(*MINUTES))


def schedule(
    world: CiscoWorld, campaign: Campaign, contact: Contact, place: int, agent_id: int, then: datetime
) -> PersonalCallback:
    """Write down the personal callback that an agent has promised to a contact."""
    phone, agent = contact.phone(place), world.agents.get(agent_id)
    numbers = [info.dialed_number for info in campaign.skill_group_infos if info.dialed_number]
    callback = world.personal_callbacks.add(
        PersonalCallback(
            personal_callback_id=0,
            campaign_id=campaign.campaign_id,
            agent=agent_id,
            agent_id=agent.agent_id if agent is not None else "",
            peripheral_id=agent.peripheral_id if agent is not None else 0,
            campaign_dn=numbers[0] if numbers else "",
            phone=phone.number if phone is not None else "",
            account_number=contact.account_number,
            max_attempts=max(1, campaign.max_attempts - contact.calls_made),
            callback_date_time=then,
            last_name=contact.last_name,
            first_name=contact.first_name,
            contact_id=contact.contact_id,
            dialed=contact.attempts[place] if place < len(contact.attempts) else 0,
        )
    )
    world.wake_callback(callback.personal_callback_id)
    return callback
