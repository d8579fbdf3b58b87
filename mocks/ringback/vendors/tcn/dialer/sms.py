"""SMS: which numbers are sent to, when, and what becomes of it."""

from ringback.telephony.network import Result
from ringback.vendors.tcn.broadcasts import zone_of
from ringback.vendors.tcn.dialer import calls, scrubs, sending
from ringback.vendors.tcn.dialer.sending import Receipt, Sender
from ringback.vendors.tcn.messaging import medium
from ringback.vendors.tcn.messaging.messages import DELIVERED, DNC, FAILED, INVALID
from ringback.vendors.tcn.records import Message, MessageGroup
from ringback.vendors.tcn.world import TcnWorld

# No phone takes a message there, or none is reached.
NO_PHONE = frozenset((Result.INVALID, Result.FAX, Result.NO_CIRCUIT))
# What is known after how many seconds; with reserved numbers that is always the same.
KNOWN_AFTER = (2, 20)
RESERVED_KNOWN_AFTER = 5


def refusal(world: TcnWorld, group: MessageGroup, country: str, number: str) -> str:
    """Numbers that are none, and those of the outbound do-not-call list, are not sent to."""
    if scrubs.wrong(number, country):
        return INVALID
    return DNC if world.must_not_call(group.client_sid, country, number) else ""


def receipt(world: TcnWorld, message: Message) -> Receipt:
    """A number gets what is sent to it unless a call would come to nothing there."""
    number = message.address
    reached = calls.outcome_of(world, number, 1).result not in NO_PHONE
    reserved = calls.is_reserved(number)
    seconds = RESERVED_KNOWN_AFTER if reserved else world.draw("sms", message.message_id).between(*KNOWN_AFTER)
    return Receipt(seconds, DELIVERED if reached else FAILED)


TIMERS = sending.timers(Sender(medium.SMS, refusal, receipt, zone_of))
