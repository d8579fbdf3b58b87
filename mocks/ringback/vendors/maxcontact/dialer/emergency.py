"""The global emergency: all campaigns stop, and are afterwards what they were."""

from msgspec.structs import replace

from ringback.vendors.maxcontact.dialer import outbound
from ringback.vendors.maxcontact.world import NOT_RUNNING, MaxContactWorld


def begin(world: MaxContactWorld) -> None:
    """Remember what each campaign is, and stop it; one that has been stopped so already stays as it is."""
    world.settings.put(replace(world.system, global_emergency=True))
    for campaign in list(world.campaigns):
        if campaign.held_status is None:
            world.campaigns.change(campaign.campaign_id, held_status=campaign.status, status=NOT_RUNNING)
        outbound.flush(world, campaign.campaign_id)


def end(world: MaxContactWorld) -> None:
    """Let every campaign be what it was; one that was given a status meanwhile keeps that."""
    if world.system.global_emergency:
        world.settings.put(replace(world.system, global_emergency=False))
    for campaign in list(world.campaigns):
        if campaign.held_status is not None:
            world.campaigns.change(campaign.campaign_id, status=campaign.held_status, held_status=None)
        outbound.look_again(world, campaign.campaign_id)
