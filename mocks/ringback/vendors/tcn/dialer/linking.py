"""Campaign linking: a broadcast of those that another did not reach (or of whomever the link says) follows it."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ringback.state.passage import Handler
from ringback.vendors.tcn import broadcasts
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.records import CampaignLink, Contact, TaskGroup, TaskRecord
from ringback.vendors.tcn.slicing import Slow, at_once, portions
from ringback.vendors.tcn.world import TcnWorld

# From here on a record has ended.
DONE = 2300


def follow(world: TcnWorld, group: TaskGroup, ended: Sequence[TaskRecord]) -> None:
    """Records of a broadcast have just ended: let what follows it start, once, if its threshold is reached by now.

    Nothing follows while no record has ended as the link asks for; nor a broadcast that was stopped or ran out of time.
    """
    sid = group.task_sid
    if group.linked_task_sid or ladder.OUTBOUND.state(group) >= ladder.ENDED or world.timer_due("broadcast link", sid):
        return
    link = world.campaign_links.get((group.client_sid, group.link_id))
    done = group.records - group.remaining
    needed = group.completion_threshold * group.records
    if link is None or done * 100 < needed:
        return
    if (done - len(ended)) * 100 < needed:
        # Those that ended before the threshold are looked for once, when it is crossed; there may be very many.
        world.set_timer("broadcast link", sid, world.now)
    else:
        at_once(_starting(world, group, link, _contacts(world, link, ended)))


def link_up(world: TcnWorld, task_sid: int) -> Slow[None]:
    """The threshold has been crossed: start what follows, in slices, with all whose records have ended until now."""
    group = world.task_groups.get(task_sid)
    link = world.campaign_links.get((group.client_sid, group.link_id)) if group is not None else None
    if group is None or link is None or group.linked_task_sid:
        return
    contacts: list[Contact] = []
    for portion in portions(world.task_records.where("group", task_sid)):
        contacts += _contacts(world, link, portion)
        yield
    yield from _starting(world, group, link, contacts)


def _contacts(world: TcnWorld, link: CampaignLink, records: Iterable[TaskRecord]) -> list[Contact]:
    """The contacts of those records that have ended as the link asks for."""
    done = (record for record in records if record.status >= DONE)
    matching = (record for record in done if not link.results or record.result_code in link.results)
    found = (world.contacts.get(record.contact_id) for record in matching)
    return [contact for contact in found if contact is not None]


def _starting(world: TcnWorld, group: TaskGroup, link: CampaignLink, contacts: Sequence[Contact]) -> Slow[None]:
    """Schedule the link's template for these contacts, with the options of the broadcast that it follows."""
    template = world.broadcast_templates.get((link.client_sid, link.template_number))
    if not contacts or template is None or template.message_missing:
        return
    planned = replace(
        group,
        task_sid=0,
        description=f"{group.description} ({template.name})",
        status=1000,
        template_number=template.number,
        start_time=world.now,
        ended=None,
        caller_ids=(),
        link_id="",
        outbound_lines=template.outbound_lines,
        inbound_lines=template.inbound_lines,
        records=0,
        remaining=0,
        in_use=0,
        cost=0.0,
        billed_minutes=0.0,
    )
    linked = yield from broadcasts.scheduling(world, planned, contacts)
    world.task_groups.change(group.task_sid, linked_task_sid=linked.task_sid)


TIMERS: dict[str, Handler] = {"broadcast link": link_up}
