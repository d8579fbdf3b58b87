"""Contacts as the API shows them: their kind, what may be searched and sorted, and their elements."""

from dataclasses import dataclass
from typing import Any

from ringback.vendors.cisco.call_status import CallStatus
from ringback.vendors.cisco.elements import ReadOnly, camel
from ringback.vendors.cisco.kinds import Kind
from ringback.vendors.cisco.moments import Moment
from ringback.vendors.cisco.records import Contact, Phone
from ringback.vendors.cisco.shapes import Schema, Shape, column, composed, ref_url
from ringback.vendors.cisco.verbs import Elements, RefUrl
from ringback.vendors.cisco.world import CONFIG, CiscoWorld


@dataclass(frozen=True)
class ContactKind(Kind[Contact]):
    """Contacts, whose ids are counted in each campaign."""

    def reference(self, record: Contact) -> str:
        """The contact's refURL, below its campaign's."""
        return f"{CONFIG}/campaign/{record.campaign_id}/import/{record.contact_id}"

    def references(self) -> Schema:
        """What all refURLs of contacts have in common."""
        return ref_url(f"{CONFIG}/campaign/5000/import/1")


CONTACTS = ContactKind(
    "import",
    "importContacts",
    element="importContact",
    record=Contact,
    table="contacts",
    key="contact_id",
    sorts={"accountNumber": "account_number", "firstName": "first_name", "lastName": "last_name"},
    texts={
        "accountNumber": lambda row: row.account_number,
        "firstName": lambda row: row.first_name,
        "lastName": lambda row: row.last_name,
    },
    searched=("accountNumber", "firstName", "lastName"),
    verbs=("create", "delete"),
)


class ShownPhone(ReadOnly):
    """One of a contact's phones, with its zone and what came of calling it."""

    def __init__(self, place: int) -> None:
        """Declare the phone by its place, from 0."""
        super().__init__()
        self.place_of_phone = place

    def shown(self, record: Contact, world: CiscoWorld) -> object:
        """The phone, unless the contact has none in this place."""
        phone = record.phone(self.place_of_phone)
        if phone is None:
            return None
        return {
            "callResult": phone.call_result,
            "dstObserved": phone.dst_observed,
            "gmtOffset": phone.gmt_offset,
            "number": phone.number,
        }

    def appears(self, record: type[Any]) -> Shape:
        """The phone, now and then."""
        return Shape(composed({camel(name): column(Phone, name) for name in Phone._fields}), always=False)


class ContactElements(Elements[Contact]):
    """What a contact consists of."""

    kind = CONTACTS
    root = "importContact"

    ref_url = RefUrl(CONTACTS)
    account_number = ReadOnly()
    calls_made = ReadOnly()
    call_status = CallStatus()
    call_result_overall = ReadOnly()
    first_name = ReadOnly()
    last_name = ReadOnly()
    import_date = Moment()
    phone01 = ShownPhone(0)
    phone02 = ShownPhone(1)
    phone03 = ShownPhone(2)
    phone04 = ShownPhone(3)
    phone05 = ShownPhone(4)
    phone06 = ShownPhone(5)
    phone07 = ShownPhone(6)
    phone08 = ShownPhone(7)
    phone09 = ShownPhone(8)
    phone10 = ShownPhone(9)
