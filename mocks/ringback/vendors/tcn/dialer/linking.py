"""Campaign linking: a broadcast of those that another did not reach (or of whomever the link says) follows it."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ringback.vendors.tcn import broadcasts
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.records import CampaignLink, Contact, TaskGroup, TaskRecord
from ringback.vendors.tcn.world import TcnWorld


def follow(world: TcnWorld, group: TaskGroup, ended: Sequence[TaskRecord]) -> None:
    """Records of a broadcast have just ended: start what follows it, once, if its threshold is reached by now.

    Nothing follows while no record has ended as the link asks for; nor a broadcast that was stopped or ran out of time.
    """
    if group.linked_task_sid or ladder.OUTBOUND.state(group) >= ladder.ENDED:
        return
    link = world.campaign_links.get((group.client_sid, group.link_id))
    done = group.records - group.remaining
    needed = group.completion_threshold * group.records
    if link is None or done * 100 < needed:
        return
    # Those that ended before the threshold are looked for once, when it is crossed.
    crossed = (done - len(ended)) * 100 < needed
    matching = _matching(world.task_records.where("group", group.task_sid) if crossed else ended, link)
    contacts = [contact for record in matching if (contact := world.contacts.get(record.contact_id)) is not None]
    if contacts:
        start(world, group, link, contacts)


def _matching(records: Iterable[TaskRecord], link: CampaignLink) -> list[TaskRecord]:
    done = (record for record in records if record.status >= 2300)
    return [record for record in done if not link.results or record.result_code in link.results]


def start(world: TcnWorld, group: TaskGroup, link: CampaignLink, contacts: Sequence[Contact]) -> None:
    """Schedule the link's template for these contacts, with the options of the broadcast that it follows."""
    template = world.broadcast_templates.get((link.client_sid, link.template_number))
    if template is None or template.message_missing:
        return
    planned = replace(
        group,
        task_sid=0,
        description=f"{group.description} ({template.name})",
        status=1000,
        template_number=template.number,
        start_time=world.now,
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
    linked = broadcasts.schedule(world, planned, contacts)
    world.task_groups.change(group.task_sid, linked_task_sid=linked.task_sid)
