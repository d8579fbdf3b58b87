"""Uploaded lists: contact groups with their contacts, and the two do-not-call lists."""

from ringback.state.record import EPOCH, Instant, Record


class ContactGroup(Record, frozen=True, kw_only=True):
    """An uploaded list. `fields` are the names of its columns; a digest is kept of data that may come only once."""

    contact_group_sid: int = 0
    client_sid: int
    description: str = ""
    country: str = "United States / Canada"
    uploaded: Instant = EPOCH
    import_template_number: int = 0
    fields: tuple[str, ...] = ()
    sha_digest: str = ""


class Contact(Record, frozen=True, kw_only=True, gc=False):
    """A line of a list: its values by column, and its phone numbers by number column, blank where there is none."""

    contact_id: int = 0
    contact_group_sid: int
    values: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class DnclEntry(Record, frozen=True, kw_only=True):
    """A number that must not be called (or taken calls from), until it expires if it does."""

    client_sid: int
    country: str = "United States / Canada"
    number: str
    expiration: Instant | None = None
