"""E-mail: which addresses are sent to, and what becomes of it.

Of the domains that are reserved for examples and tests, `.invalid` never takes an e-mail and the others always do.
"""

import re

from ringback.vendors.tcn.dialer import sending
from ringback.vendors.tcn.dialer.sending import Receipt, Sender
from ringback.vendors.tcn.messaging import medium
from ringback.vendors.tcn.messaging.messages import DELIVERED, FAILED, INVALID
from ringback.vendors.tcn.records import Message, MessageGroup
from ringback.vendors.tcn.world import TcnWorld

ADDRESS = re.compile(r"[^@\s,;]+@[^@\s,;.]+(\.[^@\s,;.]+)+")
NEVER = ("invalid",)
ALWAYS = ("example", "test", "localhost", "local")
EXAMPLES = frozenset(("example.com", "example.org", "example.net"))
# Whether an address exists is its own matter; when that is known, each message's.
OUTCOMES = ((DELIVERED, 96.0), (FAILED, 4.0))
KNOWN_AFTER = (2, 60)
RESERVED_KNOWN_AFTER = 5


def refusal(world: TcnWorld, group: MessageGroup, country: str, address: str) -> str:
    """What is no address is not sent to."""
    return "" if ADDRESS.fullmatch(address) else INVALID


def receipt(world: TcnWorld, message: Message) -> Receipt:
    """Most addresses take what they are sent; those that do not never do."""
    address = message.address.casefold()
    domain = address.rpartition("@")[2]
    ending = domain.rpartition(".")[2]
    if ending in NEVER:
        return Receipt(RESERVED_KNOWN_AFTER, FAILED)
    if ending in ALWAYS or ".".join(domain.split(".")[-2:]) in EXAMPLES:
        return Receipt(RESERVED_KNOWN_AFTER, DELIVERED)
    seconds = world.draw("email", message.message_id).between(*KNOWN_AFTER)
    return Receipt(seconds, world.draw("email", address).pick(OUTCOMES))


TIMERS = sending.timers(Sender(medium.EMAIL, refusal, receipt))
