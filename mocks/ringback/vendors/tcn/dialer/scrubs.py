"""Scrubs: which numbers of a contact are dialled, in which order, and which must not be."""

from collections.abc import Sequence

from ringback.telephony.numbers import area
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.records import Account, Contact, TaskGroup
from ringback.vendors.tcn.world import TcnWorld

INVALID, UNKNOWN_NPA, UNKNOWN_NXX = 7000, 7210, 7220
DO_NOT_CALL, CELLULAR, ZIP_CODE, INCOMPLETE = 9300, 9310, 9320, 9500

HOME_DIGITS = 10
TOLL_FREE = frozenset(("800", "822", "833", "844", "855", "866", "877", "888"))


def numbers_of(world: TcnWorld, group: TaskGroup, account: Account | None, contact: Contact) -> Sequence[str]:
    """The numbers of a contact in the order of dialling, each once; only the first column's for `first number`."""
    found = contact.numbers
    if group.dial_order == "first number":
        found = found[:1]
    elif group.dial_order == "custom order" and account is not None:
        found = _in_own_order(world, account, contact)
    return found if len(found) == 1 and found[0] else tuple(dict.fromkeys(filter(None, found)))


def _in_own_order(world: TcnWorld, account: Account, contact: Contact) -> tuple[str, ...]:
    """The numbers of the fields that the account names first, then the others as they come."""
    uploaded = world.contact_groups.get(contact.contact_group_sid)
    number = uploaded.import_template_number if uploaded is not None else 0
    template = world.import_templates.get((account.client_sid, number))
    if template is None:
        return contact.numbers
    fields = [field.name for field in template.fields if field.kind == "phone"]
    named = dict(zip(fields, contact.numbers, strict=False))
    first = [named[field] for field in account.number_order if field in named]
    return (*first, *contact.numbers)


def wrong(number: str, country: str) -> int:
    """The result of a number that cannot be dialled at all, or 0."""
    if country != numbers.HOME:
        return INCOMPLETE if len(number) < numbers.FEWEST else 0
    if len(number) != HOME_DIGITS:
        return INCOMPLETE if len(number) < HOME_DIGITS else INVALID
    code = number[:3]
    if area(code) is None and code not in TOLL_FREE:
        return UNKNOWN_NPA
    # No exchange begins with 0 or 1.
    return UNKNOWN_NXX if number[3] in "01" else 0


def forbidden(world: TcnWorld, group: TaskGroup, account: Account | None, contact: Contact, number: str) -> int:
    """The result of a number that the account does not want to be dialled, or 0."""
    if world.must_not_call(group.client_sid, group.country, number):
        return DO_NOT_CALL
    if group.scrub_cell_phone_calls and number.startswith(world.system.cell_prefixes):
        return CELLULAR
    if group.zip_code_scrub and account is not None and account.zip_code_field and account.zip_codes:
        zip_code = world.column(contact, account.zip_code_field).strip()
        return ZIP_CODE if zip_code.startswith(account.zip_codes) else 0
    return 0
