"""Calls that come in: the network calls a DID, the in-group's agents answer."""

import math
from datetime import timedelta

from ringback.vendors.dialer360 import calling
from ringback.vendors.dialer360.activity import CallId, CloserLog, DidCall, LiveCall
from ringback.vendors.dialer360.dialer import floor, naming
from ringback.vendors.dialer360.dialer.outbound import connect
from ringback.vendors.dialer360.records import Did, Lead
from ringback.vendors.dialer360.world import Dialer360World

INBOUND_LIST = 999
AREA_CODES = ("212", "305", "312", "415", "602", "727", "773", "813")
TALK_SECONDS = (30, 300)


def plan(world: Dialer360World, did: Did) -> None:
    """Set the timer for the next call to a DID, at exponentially distributed intervals; none for a quiet one."""
    if did.calls_per_hour <= 0:
        world.cancel_timer("inbound", did.did_pattern)
        return
    draw = world.draw("inbound", did.did_pattern, world.did_log.count("did", did.did_pattern))
    hours = -math.log(1 - draw.unit()) / did.calls_per_hour
    world.set_timer("inbound", did.did_pattern, world.now + timedelta(seconds=max(1, round(hours * 3600))))


def arrive(world: Dialer360World, did_pattern: str) -> None:
    """Somebody calls a DID: the call goes to an agent of its in-group, or waits in the queue."""
    did = world.dids.get(did_pattern)
    if did is None:
        return
    draw = world.draw("caller", did_pattern, world.did_log.count("did", did_pattern))
    # Numbers reserved for fiction, those that the phone network gives no meaning.
    number = f"{draw.one_of(AREA_CODES)}55501{draw.between(10, 99)}"
    uniqueid = naming.unique_id(world.now, did_pattern)
    world.did_log.put(DidCall(uniqueid=uniqueid, did_pattern=did_pattern, caller_id_number=number, call_date=world.now))
    group = world.in_groups.get(did.group_id)
    if group is not None and group.active == "Y":
        call = _queue(world, did.group_id, _caller(world, number), uniqueid, draw.between(*TALK_SECONDS))
        agent = next(floor.waiting_inbound(world, did.group_id), None)
        if agent is not None:
            connect(world, call, agent)
        else:
            world.set_timer("drop", call.callerid, world.now + timedelta(seconds=group.drop_call_seconds))
    plan(world, did)


def _queue(world: Dialer360World, group_id: str, lead: Lead, uniqueid: str, talk_seconds: int) -> LiveCall:
    call = LiveCall(
        callerid=naming.call_code(world.local(world.now), "Y", lead.lead_id),
        uniqueid=uniqueid,
        lead_id=lead.lead_id,
        list_id=lead.list_id,
        campaign_id=group_id,
        call_type="IN",
        status="LIVE",
        phone_number=lead.phone_number,
        call_time=world.now,
        answer_time=world.now,
        talk_seconds=talk_seconds,
    )
    world.live_calls.put(call)
    world.call_ids.put(CallId(caller_code=call.callerid, uniqueid=uniqueid, lead_id=lead.lead_id, call_date=world.now))
    world.closer_log.add(
        CloserLog(
            uniqueid=uniqueid,
            callerid=call.callerid,
            lead_id=lead.lead_id,
            list_id=lead.list_id,
            campaign_id=group_id,
            call_date=world.now,
            phone_number=lead.phone_number,
            status="QUEUE",
        )
    )
    return call


def _caller(world: Dialer360World, number: str) -> Lead:
    """The newest lead with the caller's number, or a new one in the inbound list."""
    known = world.leads.last("phone", number)
    if known is not None:
        return known
    return world.leads.add(
        Lead(
            entry_date=world.now,
            status="INBND",
            list_id=INBOUND_LIST,
            phone_number=number,
            gmt_offset_now=calling.gmt_offset(world.now, "1", number),
            called_since_last_reset="Y",
        )
    )
