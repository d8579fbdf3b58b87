"""What happens at once when a user changes rows or files by hand, or loads a scenario; and what each timer does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from ringback.state.record import EPOCH, Record
from ringback.vendors.cisco.activity import CACHED, IVR, PREVIEW, RINGING, TALKING
from ringback.vendors.cisco.dialer import (
    callbacks,
    calling,
    counters,
    ending,
    floor,
    forbidden,
    memory,
    outbound,
    presence,
    talking,
)
from ringback.vendors.cisco.records import Agent, Campaign, Contact, Dnc, PersonalCallback, RuntimeStatus, Settings
from ringback.vendors.cisco.world import FINISHED, WAITING, CiscoWorld

UNKNOWN = "U"
UNKNOWN_FOR = timedelta(minutes=60)


def known_again(world: CiscoWorld, key: str) -> None:
    """A contact of whom the dialler has not been heard for an hour is pending again."""
    campaign_id, _, contact_id = key.partition("/")
    contact = world.contacts.get((int(campaign_id), int(contact_id)))
    if contact is not None and contact.call_status == UNKNOWN:
        world.contacts.put(replace(contact, call_status=ending.PENDING, due=world.now))
        world.wake(contact.campaign_id)


TIMERS: dict[str, Callable[[Any, Any], None]] = {
    "dial": outbound.dial,
    "preview": calling.preview,
    "ring": calling.ring,
    "talk": talking.talk,
    "wrapup": floor.wrapup,
    "callback": callbacks.attempt,
    "unknown": known_again,
    counters.MIDNIGHT: counters.midnight,
    forbidden.TIMER: forbidden.take_up,
}


class AttendedWorld(CiscoWorld):
    """A Cisco deployment with its dialler at work: it takes up what is changed, by the API and by hand."""

    def halt(self, campaign: int) -> None:
        """Let go of a campaign at once: what has not been put through goes back untried, and what has is recorded."""
        for phase in (CACHED, PREVIEW, RINGING):
            for call in list(self.dialer_calls.where("line", campaign, phase)):
                calling.give_back(self, call)
        for phase in (TALKING, IVR):
            for call in list(self.dialer_calls.where("line", campaign, phase)):
                talking.settle(self, call)
        for call in list(self.dialer_calls.where("called_back", campaign)):
            talking.settle(self, call) if call.phase == TALKING else calling.give_back(self, call)
        outbound.send_away(self, campaign)
        super().halt(campaign)

    def forget_contacts(self, campaign: int) -> None:
        """Remove a campaign's contacts, and from the dialler what it has of them; those who talk are let finish."""
        for call in list(self.dialer_calls.where("line", campaign)):
            if call.phase in (TALKING, IVR):
                self.dialer_calls.put(replace(call, recorded=True))
            else:
                calling.drop(self, call)
        super().forget_contacts(campaign)

    def forget_callback(self, number: int) -> None:
        """Let go of a personal callback; one that is being talked about is talked about to the end."""
        callback = self.personal_callbacks.get(number)
        of_campaign = self.dialer_calls.where("called_back", callback.campaign_id) if callback is not None else ()
        for call in [call for call in of_campaign if call.personal_callback_id == number]:
            if call.phase != TALKING:
                calling.drop(self, call)
        super().forget_callback(number)

    def wake_callback(self, number: int) -> None:
        """Look at a personal callback when its time has come; one that is finished is purged some night."""
        super().wake_callback(number)
        callback = self.personal_callbacks.get(number)
        if callback is not None and callback.call_status in FINISHED:
            counters.plan(self)

    def wake_rule(self, number: int) -> None:
        """Plan to take a rule's file up if it is there."""
        rule = self.dncs.get(number)
        if rule is not None:
            forbidden.look(self, rule)

    def agent_changed(self, before: Agent) -> None:
        """Let go of an agent who can no longer have the call that was meant for them."""
        presence.reconsidered(self, before)

    def filed(self, name: str) -> None:
        """Look for the files of the Do Not Call rules."""
        for rule in list(self.dncs):
            forbidden.look(self, rule)

    def edited(self, table: str, before: Record | None, after: Record | None) -> None:
        """Take up a change of one row."""
        if table == "agents":
            presence.changed(self, *(row if isinstance(row, Agent) else None for row in (before, after)))
        elif isinstance(after, Campaign):
            stopped = isinstance(before, Campaign) and before.enabled and not after.enabled
            self.halt(after.campaign_id) if stopped or after.deleted else self.wake(after.campaign_id)
        elif isinstance(before, Campaign):
            self.halt(before.campaign_id)
        elif isinstance(after, Contact) or isinstance(before, Contact):
            self._contact_changed(before, after)
        elif isinstance(after, PersonalCallback):
            self.wake_callback(after.personal_callback_id)
        elif isinstance(before, PersonalCallback):
            self.forget_callback(before.personal_callback_id)
        else:
            self._setting_changed(after)

    def _setting_changed(self, after: Record | None) -> None:
        if isinstance(after, Dnc):
            forbidden.look(self, after)
        elif isinstance(after, RuntimeStatus):
            if after.date_time == EPOCH:
                self.runtime.change(after.campaign_id, date_time=self.now)
            counters.plan(self)
        elif isinstance(after, Settings) and self.timer_due(counters.MIDNIGHT, counters.LOGGER) is not None:
            # Midnight may have moved with the Logger's zone.
            self.cancel_timer(counters.MIDNIGHT, counters.LOGGER)
            counters.plan(self)

    def settled(self) -> None:
        """Set the timers that what has been loaded asks for, and wake the campaigns that have somebody to call."""
        for campaign in list(self.campaigns.where("dialing")):
            ready = campaign.campaign_purpose_type == ending.IVR_CAMPAIGN or floor.present(
                self, floor.groups_of(campaign)
            )
            if ready and self.contacts.count("waiting", campaign.campaign_id):
                self.wake(campaign.campaign_id)
        for callback in list(self.personal_callbacks.where("promised")):
            if self.timer_due("callback", callback.personal_callback_id) is None:
                self.wake_callback(callback.personal_callback_id)
        self.filed("")
        if counters.counts(self):
            counters.plan(self)

    def _contact_changed(self, before: Record | None, after: Record | None) -> None:
        if isinstance(before, Contact) and before.call_status == memory.ACTIVE:
            self._take_from_dialer(before)
        if not isinstance(after, Contact):
            return
        if after.import_date == EPOCH:
            after = self.contacts.put(replace(after, import_date=self.now))
        if after.call_status == UNKNOWN:
            key = f"{after.campaign_id}/{after.contact_id}"
            self.set_timer("unknown", key, self.now + UNKNOWN_FOR)
        elif after.call_status in FINISHED:
            counters.plan(self)
        if after.call_status in WAITING and after.due is None:
            self.contacts.put(replace(after, due=self.now))
        self.wake(after.campaign_id)

    def _take_from_dialer(self, contact: Contact) -> None:
        """The dialler no longer has a say in a contact that is changed while it has it."""
        calls = self.dialer_calls.where("line", contact.campaign_id)
        for call in [call for call in calls if call.contact_id == contact.contact_id]:
            if call.phase in (TALKING, IVR):
                self.dialer_calls.put(replace(call, recorded=True))
            else:
                calling.drop(self, call)
