"""What call progress analysis records: a file for each call that it has listened to, where the campaign says so."""

from ringback.vendors.cisco.activity import DialerCall
from ringback.vendors.cisco.dialer import pacing, results
from ringback.vendors.cisco.records import Campaign
from ringback.vendors.cisco.world import CiscoWorld

# The results of calls in which there was something to hear.
_HEARD = frozenset({*results.LIVE, *results.MACHINES, results.FAX, results.DEAD_AIR})

# A recording without a sound: the header of a WAV file of 8,000 samples a second, of which there are none.
_SILENCE = bytes.fromhex("524946462400000057415645666d74201000000001000100401f0000401f0000010008006461746100000000")


def keep(world: CiscoWorld, campaign: Campaign, call: DialerCall) -> None:
    """Store the recording of a call among the world's files, by campaign, contact and time."""
    if not campaign.cpa_enabled or campaign.dialing_mode == pacing.DIRECT or call.result not in _HEARD:
        return
    moment = f"{world.now.astimezone(world.logger_zone):%Y%m%d%H%M%S}"
    name = f"recordings/{call.campaign_id}/{call.contact_id}_{moment}.wav"
    world.tx.files = world.tx.files.set(name, _SILENCE)
