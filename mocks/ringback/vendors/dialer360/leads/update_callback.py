"""`update_lead` and callbacks: scheduled, changed, deleted."""

from typing import Any, Self

from msgspec.structs import replace

from ringback.contract import OBSERVED, Answer
from ringback.vendors.dialer360.activity import Callback
from ringback.vendors.dialer360.call import Line
from ringback.vendors.dialer360.calling import drop_callbacks, schedule_callback
from ringback.vendors.dialer360.leads import rules
from ringback.vendors.dialer360.leads.search import LeadSearch
from ringback.vendors.dialer360.records import Lead
from ringback.vendors.dialer360.world import Dialer360World


class CallbackUpdates(LeadSearch):
    """What `callback` does to a lead that is found."""

    callback_added = Line(
        "NOTICE: update_lead SCHEDULED CALLBACK ADDED - "
        "{lead_id}|{due}|{campaign_id}|{callback_user}|{callback_type}|{callback_status}",
        observed="NOTICE: update_lead SCHEDULED CALLBACK ADDED - "
        "{lead_id}|{campaign_id}|{due}|{callback_type}|{callback_user}|{callback_status}",
        examples={"due": "2026-01-05 12:00:00"},
    )
    callback_updated = Line(
        "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - "
        "{lead_id}|{due}|{campaign_id}|{callback_user}|{callback_type}|{callback_status}",
        observed="NOTICE: update_lead SCHEDULED CALLBACK UPDATED - "
        "{lead_id}|{campaign_id}|{due}|{callback_type}|{callback_user}|{callback_status}",
        examples={"due": "2026-01-05 12:00:00"},
        reach="state",
    )
    callback_unspecified = Line("NOTICE: update_lead SCHEDULED CALLBACK NOT UPDATED, NO FIELDS SPECIFIED - {lead_id}|")
    no_callback_user = Line(
        "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - {lead_id}|{campaign_id}|{callback_user}|",
        observed="NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - "
        "{lead_id}|{campaign_id}|{callback_user}|{callback_type}",
    )
    no_callback_campaign = Line(
        "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - {lead_id}|{campaign_id}"
    )
    callback_deleted = Line(
        "NOTICE: update_lead SCHEDULED CALLBACK DELETED - {user}|{lead_id}|{callbacks}|{archived}",
        ground=OBSERVED,
        examples={"callbacks": "1", "archived": "1"},
    )

    def delete_callbacks(self, world: Dialer360World, lead: Lead) -> Answer[Self]:
        """Move the lead's callbacks, if any, to the archive."""
        callbacks, archived = drop_callbacks(world, lead.lead_id)
        return self.callback_deleted(lead_id=lead.lead_id, callbacks=callbacks, archived=archived)

    def put_callback(self, world: Dialer360World, lead: Lead) -> Answer[Self]:
        """Change the lead's callback, or schedule one; by the document the lead is then held back until it is due."""
        pending = list(world.callbacks.where("lead", lead.lead_id))
        if pending:
            changes = self._callback_changes(world)
            if not changes:
                return self.callback_unspecified(lead_id=lead.lead_id)
            changed = [schedule_callback(world, replace(row, status="ACTIVE", **changes)) for row in pending]
            said = self._said_as_updated(world, changed[-1])
        elif self.campaign_id not in world.campaigns:
            return self.no_callback_campaign(lead_id=lead.lead_id)
        elif self.callback_type == "USERONLY" and rules.recipient(world, self) is None:
            return self.no_callback_user(lead_id=lead.lead_id)
        else:
            said = self._schedule(world, lead)
        if not world.observed:
            world.leads.change(lead.lead_id, status="CBHOLD")
        return said

    def _schedule(self, world: Dialer360World, lead: Lead) -> Answer[Self]:
        made = schedule_callback(world, rules.new_callback(world, self, lead))
        return self.callback_added(
            lead_id=lead.lead_id,
            due=rules.callback_stamp(world, self),
            callback_user=made.user,
            callback_type=made.recipient,
            callback_status=made.lead_status,
        )

    def _callback_changes(self, world: Dialer360World) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        if self.campaign_id:
            changes["campaign_id"] = self.campaign_id
        if self.callback_status:
            changes["lead_status"] = self.callback_status
        if self.callback_datetime:
            changes["callback_time"] = rules.callback_time(world, self)
        if self.callback_comments:
            changes["comments"] = self.callback_comments
        if self.callback_type:
            changes["recipient"] = rules.callback_type(world, self)
        if self.callback_type or self.callback_user:
            name = self.callback_user if self.callback_type in ("", "USERONLY") else ""
            user = world.user(name)
            changes["user"] = user.user if user is not None else name[:20]
            changes["user_group"] = user.user_group if user is not None else ""
        return changes

    def _said_as_updated(self, world: Dialer360World, callback: Callback) -> Answer[Self]:
        if world.observed:
            return self.callback_updated(lead_id=callback.lead_id, due=rules.callback_stamp(world, self))
        due = callback.callback_time
        return self.callback_updated(
            lead_id=callback.lead_id,
            due=world.stamp(due) if due is not None else "",
            campaign_id=callback.campaign_id,
            callback_user=callback.user,
            callback_type=callback.recipient,
            callback_status=callback.lead_status,
        )
