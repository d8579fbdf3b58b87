"""Methods with a body: what it says, member by member."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Self

from ringback.contract import Answer, check
from ringback.state.record import Record
from ringback.vendors.maxcontact.management.call import ManagementMethod
from ringback.vendors.maxcontact.management.members import WRONG_VALUE, Member
from ringback.vendors.maxcontact.notation import parsed
from ringback.vendors.maxcontact.replies import STATUS_ONLY, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld
from ringback.wire.tree import Malformed, Tree

UNREADABLE = Refusal("The request body cannot be read", status=400, ground=STATUS_ONLY, section="Responses")


class Body(ManagementMethod):
    """A method with a body; its members are the fields that are placed in it."""

    unreadable = UNREADABLE
    wrong_value = WRONG_VALUE

    @cached_property
    def parsed(self) -> Mapping[str, Sequence[Tree]] | None:
        """What the body says; None when it cannot be read."""
        try:
            return parsed(self.request)
        except Malformed:
            return None

    @property
    def body(self) -> Mapping[str, Sequence[Tree]]:
        """What the body says; one that cannot be read says nothing."""
        return self.parsed or {}

    @check
    def readable(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The body must be well-formed, and an object."""
        return self.unreadable() if self.parsed is None else None

    @classmethod
    def members(cls) -> list[Member[Any]]:
        """The members in the document's order."""
        return [field for field in cls.fields.values() if isinstance(field, Member)]

    @classmethod
    def shown(cls, record: Record) -> dict[str, object]:
        """A record as an entity of these members."""
        return {field.wire_name: getattr(record, field.column) for field in cls.members() if not field.hidden}

    def said(self) -> dict[str, Any]:
        """What the body says, by the record's fields."""
        return {field.column: getattr(self, field.name) for field in self.members() if field.given(self)}
