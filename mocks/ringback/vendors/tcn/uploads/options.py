"""The options of a broadcast that stand in the header of an upload file."""

from collections.abc import Sequence
from datetime import datetime
from typing import get_args

from ringback.vendors.tcn.numbers import digits
from ringback.vendors.tcn.records import BroadcastTemplate, TaskGroup
from ringback.vendors.tcn.records.accounts import DialOrder
from ringback.vendors.tcn.uploads.call import HeaderParam, Timed

MOST_CALLER_IDS = 10
DIAL_ORDERS: Sequence[str] = get_args(DialOrder)
ON = {"true": True, "false": False}


def chosen(text: str, preferred: bool) -> bool:
    """Whether a switch is on: as it says, or as the account prefers when it says neither true nor false."""
    return ON.get(text.lower(), preferred)


def one_of(known: Sequence[str], text: str, preferred: str) -> str:
    """The one of some words that a text is, in whatever case, or what the account prefers when it is none of them."""
    return next((word for word in known if word.lower() == text.lower()), preferred)


class BroadcastOptions(Timed):
    """How a broadcast dials; what is not said is as the account prefers."""

    description = HeaderParam("file.1.description", example="Testing 123", note="what the list is called")
    schedule_template_number = HeaderParam(
        "file.1.schedule_template_number", example="1", note="the broadcast template"
    )
    dial_order = HeaderParam("file.1.dial_order", example="first number", note=", ".join(DIAL_ORDERS))
    scrub_cell_phone_calls = HeaderParam("file.1.scrub_cell_phone_calls", note="true: cell phones are not called")
    follow_the_sun = HeaderParam("file.1.follow_the_sun", note="true: from the east coast to the west coast")
    caller_ids = HeaderParam("file.1.caller_ids", example="4355550100", note="up to 10, separated by commas")
    custom_calling_rules = HeaderParam("file.1.custom_calling_rules", note="true: the account's own calling hours")
    zip_code_scrub = HeaderParam("file.1.zip_code_scrub", note="true, false or default: the account's preference")

    def task_group(self, template: BroadcastTemplate, begin: datetime, end: datetime | None) -> TaskGroup:
        """The broadcast of a template with these options, not scheduled yet."""
        account = self.account
        return TaskGroup(
            task_sid=0,
            client_sid=account.client_sid,
            description=self.description or template.name,
            template_number=template.number,
            country=self.country,
            start_time=begin,
            end_time=end,
            timezone=self.zone,
            timezone_override=self.timezone_override,
            dial_order=one_of(DIAL_ORDERS, self.dial_order, account.dial_order),
            follow_the_sun=chosen(self.follow_the_sun, account.follow_the_sun),
            caller_ids=self.caller_id_list(),
            scrub_cell_phone_calls=chosen(self.scrub_cell_phone_calls, account.scrub_cell_phone_calls),
            zip_code_scrub=chosen(self.zip_code_scrub, account.zip_code_scrub),
            custom_calling_rules=chosen(self.custom_calling_rules, account.custom_calling_rules),
            schedule_rule=account.schedule_rule,
            outbound_lines=template.outbound_lines,
            inbound_lines=template.inbound_lines,
        )

    def caller_id_list(self) -> tuple[str, ...]:
        """The caller ids that are given, in the place of the template's."""
        given = [digits(item.strip()) for item in self.caller_ids.split(",")]
        return tuple([item for item in given if item.isascii() and item.isdigit()][:MOST_CALLER_IDS])
