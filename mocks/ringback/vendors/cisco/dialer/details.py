"""The history of calls: what each one came to is kept until a nightly purge."""

from ringback.vendors.cisco.activity import DialerCall, DialerDetail
from ringback.vendors.cisco.dialer import counters, results
from ringback.vendors.cisco.world import CiscoWorld


def write(world: CiscoWorld, call: DialerCall, result: int, seconds: int = 0) -> None:
    """Keep what came of a call; nothing of a record that was not dialled."""
    if result in results.NOT_DIALED:
        return
    world.dialer_details.add(
        DialerDetail(
            date_time=world.now,
            campaign_id=call.campaign_id,
            contact_id=call.contact_id,
            personal_callback_id=call.personal_callback_id,
            phone=call.dialed,
            agent=call.agent,
            call_result=result,
            talk_seconds=seconds,
        )
    )
    counters.plan(world)
