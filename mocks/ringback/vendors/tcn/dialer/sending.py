"""The sending of messages, whatever their medium: so many a minute, at hours that suit whom they reach.

A group that runs has a timer of its kind when it waits for something, and `<kind> pace` until the next message may go.
What became of messages that are sent is learnt at `<kind> receipt`, and those left over when a group has ended are
cancelled at `<kind> leftovers`. The timers are the group's: a message is only rows.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.dialer import hours, ladder
from ringback.vendors.tcn.messaging.medium import Medium
from ringback.vendors.tcn.messaging.messages import CANCELED, SENT, WAITING
from ringback.vendors.tcn.records import Message, MessageGroup
from ringback.vendors.tcn.world import TcnWorld

# So many messages are taken up in one go; then others have their turn.
AT_A_TIME = 10
_MINUTE = timedelta(minutes=1)


class Receipt(NamedTuple):
    """What becomes of a message that is sent: after how many seconds it is known, and the status."""

    seconds: int
    status: str


class Sender(NamedTuple):
    """A medium, and what is particular to sending by it.

    `refusal` is the status of a message that is not sent at all (else blank), given the group and the country of its
    list. `place` is the time zone of an address in a country, blank where that is unknown; without it, and then, the
    zone of the group counts.
    """

    medium: Medium
    refusal: Callable[[TcnWorld, MessageGroup, str, str], str]
    receipt: Callable[[TcnWorld, Message], Receipt]
    place: Callable[[str, str], str] | None = None


def timers(sender: Sender) -> Mapping[str, Callable[[Any, Any], None]]:
    """What each kind of timer of a medium does to a group."""
    kind = sender.medium.ladder.kind
    looks = dict.fromkeys((kind, f"{kind} end", f"{kind} pace", f"{kind} leftovers"), partial(look, sender))
    return {**looks, f"{kind} receipt": partial(receive, sender)}


def look(sender: Sender, world: TcnWorld, sid: int) -> None:
    """Look at a group: it goes on as far as its time has come."""
    climbing = sender.medium.ladder
    runs = ladder.climb(world, climbing, sid)
    group = climbing.rows(world).get(sid)
    if group is None:
        return
    _await_receipt(sender.medium, world, sid)
    if runs:
        _send(sender, world, group)
    elif climbing.state(group) >= ladder.ENDED:
        _cancel(sender.medium, world, group)


def receive(sender: Sender, world: TcnWorld, sid: int) -> None:
    """It is known what became of some messages."""
    messages = sender.medium.messages(world)
    for message in list(islice(messages.where("status", sid, SENT), AT_A_TIME)):
        if message.due > world.now:
            break
        messages.change(message.message_id, status=sender.receipt(world, message).status)
    _await_receipt(sender.medium, world, sid)


def _await_receipt(medium: Medium, world: TcnWorld, sid: int) -> None:
    first = medium.messages(world).first("status", sid, SENT)
    if first is not None:
        world.set_timer(f"{medium.ladder.kind} receipt", sid, max(first.due, world.now))


def _send(sender: Sender, world: TcnWorld, group: MessageGroup) -> None:
    """Send what may go now, and see to what comes after that."""
    climbing, sid = sender.medium.ladder, group.group_sid
    pacing = f"{climbing.kind} pace"
    pace = max(1, group.pace)
    # More than one a second go by twos, by threes and so on.
    batch = min(-(-pace // 60), AT_A_TIME)
    pending = world.timer_due(pacing, sid)
    if pending is not None:
        # The pace may have been changed since the last message went.
        world.set_timer(pacing, sid, min(pending, world.now + _MINUTE * batch / pace))
        return
    sent, following = _Batch(sender, world, group).send(batch)
    messages = sender.medium.messages(world)
    remaining = messages.count("status", sid, WAITING)
    cost = round(group.cost + sent * world.system.message_rate, 4)
    climbing.rows(world).change(sid, remaining=remaining, cost=cost)
    _await_receipt(sender.medium, world, sid)
    if not remaining:
        ladder.end(world, climbing, sid, ladder.COMPLETED)
    elif sent:
        world.set_timer(pacing, sid, world.now + _MINUTE * sent / pace)
    else:
        world.set_timer(climbing.kind, sid, following)


def _cancel(medium: Medium, world: TcnWorld, group: MessageGroup) -> None:
    """Cancel some of the messages that have not been sent; those that have are not taken back."""
    messages, sid = medium.messages(world), group.group_sid
    for message in list(islice(messages.where("status", sid, WAITING), AT_A_TIME)):
        messages.change(message.message_id, status=CANCELED)
    left = messages.count("status", sid, WAITING)
    if left != group.remaining:
        medium.ladder.rows(world).change(sid, remaining=left)
    if left:
        world.set_timer(f"{medium.ladder.kind} leftovers", sid, world.now)


class _Batch:
    """Some messages of a group that may go at the same moment."""

    def __init__(self, sender: Sender, world: TcnWorld, group: MessageGroup) -> None:
        self.sender = sender
        self.world = world
        self.group = group
        self.messages = sender.medium.messages(world)
        uploaded = world.contact_groups.get(group.contact_group_sid)
        self.country = uploaded.country if uploaded is not None else numbers.HOME

    def send(self, most: int) -> tuple[int, datetime]:
        """Send so many at most; how many have gone, and when to go on if none has."""
        now, sid = self.world.now, self.group.group_sid
        if self.sender.place is None and (opening := self._opening("")) > now:
            return 0, opening
        sent = 0
        for _ in range(AT_A_TIME):
            message = self.messages.first("status", sid, WAITING)
            if message is None or message.due > now:
                return sent, now if message is None else message.due
            sent += self._sent(message)
            if sent == most:
                break
        return sent, now

    def _sent(self, message: Message) -> bool:
        """Send a message, unless it must not be sent, or not now."""
        world, now = self.world, self.world.now
        refusal = self.sender.refusal(world, self.group, self.country, message.address)
        if refusal:
            self.messages.change(message.message_id, status=refusal)
            return False
        opening = self._opening(message.address)
        if opening > now:
            self.messages.change(message.message_id, due=opening)
            return False
        due = now + timedelta(seconds=self.sender.receipt(world, message).seconds)
        self.messages.change(message.message_id, status=SENT, sent=now, due=due)
        return True

    def _opening(self, address: str) -> datetime:
        """When messages may go to an address, from now on."""
        now, group = self.world.now, self.group
        if group.timezone_override:
            return now
        place = self.sender.place(address, self.country) if self.sender.place is not None else ""
        found = hours.span(hours.DAYTIME, place or group.timezone, now)
        return max(found.opens, now) if found is not None else now
