"""The restriction of some users to the lists of their group's campaigns."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.vendors.dialer360.call import Line, SignedIn
from ringback.vendors.dialer360.world import Dialer360World


class ListRestricted(SignedIn):
    """A function that touches lists: `class AddList(Function, ListRestricted, …)`.

    The lists are looked up right after the login, ahead of source and permission. `allowed_lists` are their ids as
    texts, None for a user without the restriction; what the function refuses is its own affair.
    """

    no_user_group = Line(
        "ERROR: user_group DOES NOT EXIST: |{user}|{user_group}|",
        ground=OBSERVED,
        section="login",
        reach="state",
        examples={"user_group": "AGENTS"},
    )

    allowed_lists: frozenset[str] | None = None

    @check
    def lists_looked_up(self, world: Dialer360World) -> Answer[Self] | None:
        """The group of a restricted user must exist."""
        me = self.me
        if not me.api_list_restrict:
            return None
        if me.user_group not in world.user_groups:
            return self.no_user_group(user_group=me.user_group)
        campaigns = world.allowed_campaigns(me)
        self.allowed_lists = frozenset(
            str(row.list_id) for row in world.lists if campaigns is None or row.campaign_id in campaigns
        )
        return None

    def may_use_list(self, list_id: str) -> bool:
        """Whether the user may touch a list."""
        return self.allowed_lists is None or list_id in self.allowed_lists
