"""Get Task Group Status (18), Get Inbound Group Status (19), Get Manual Group Status (20)."""

from typing import Any, Self

from ringback.contract import Answer, check
from ringback.vendors.tcn.billing import decimal
from ringback.vendors.tcn.dialer import ladder
from ringback.vendors.tcn.fields import Flag, Ids
from ringback.vendors.tcn.groups import GroupsAsked
from ringback.vendors.tcn.replies import Csv, Plain
from ringback.vendors.tcn.world import TcnWorld

COST = ("Cost", "Billed Minutes")


class StatusList(GroupsAsked):
    """Tell the state of groups."""

    bad_id: Plain
    imports_not_listed = Plain(400, "An error occurred while getting the list of Import Templates!", reach="fault")
    not_displayed = Plain(400, "An error occurred while attempting to display status info!")
    listed: Csv

    extended: Flag

    groups: list[Any]

    @check
    def ids_known(self, world: TcnWorld) -> Answer[Self] | None:
        """The account must own every group that is named."""
        named = self.named(world)
        if named is None:
            return self.bad_id()
        self.groups = named
        return None

    @check
    def anything_asked(self, world: TcnWorld) -> Answer[Self] | None:
        """There must be ids or a whole range, and no date that cannot be read."""
        asked = self.asked(world, self.groups)
        if asked is None:
            return self.not_displayed()
        self.groups = asked
        return None

    def run(self, world: TcnWorld) -> Answer[Self]:
        """One line a group."""
        key_of = self.rows(world).table.key_of
        rows = [(key_of(group), group.status, *(self.more(group) if self.extended else ())) for group in self.groups]
        return self.listed(status_info=rows, extended=self.extended)

    def more(self, group: Any) -> tuple[object, ...]:
        """What an extended line adds."""
        return decimal(group.cost), decimal(group.billed_minutes)


class BroadcastStatusList(StatusList, path="/backoffice/RemoteBroadcastStatusList", section="18"):
    """Tell the state of broadcasts, by id or by the dates between which they start."""

    ladder = ladder.OUTBOUND

    bad_id = Plain(400, "An error occurred while getting the Broadcast ID!")
    listed = Csv(
        "status_info",
        columns=("Broadcast ID", "Status Code"),
        extra=(*COST, "Outbound Lines"),
        example=("998545", "1500"),
    )

    sids = Ids(wire_name="taskSid", example="998545", note="broadcasts; several are separated by commas, or repeated")
    extended = Flag(note="adds cost, billed minutes and outbound lines")

    def more(self, group: Any) -> tuple[object, ...]:
        """What an extended line adds: of broadcasts, their lines too."""
        return (*super().more(group), group.outbound_lines)


class InboundGroupStatusList(StatusList, path="/backoffice/RemoteInboundGroupStatusList", section="19"):
    """Tell the state of inbound groups, by id or by the dates between which they start."""

    ladder = ladder.INBOUND

    bad_id = Plain(400, "An error occurred while getting the Inbound Group ID!")
    listed = Csv("status_info", columns=("Inbound Group ID", "Status Code"), extra=COST, example=("4401", "5200"))

    sids = Ids(wire_name="groupSid", example="4401", note="groups; several are separated by commas, or repeated")
    extended = Flag(note="adds cost and billed minutes")


class ManualDialGroupStatusList(StatusList, path="/backoffice/RemoteManualDialGroupStatusList", section="20"):
    """Tell the state of manual dial groups, by id or by the dates between which they start."""

    ladder = ladder.MANUAL

    bad_id = Plain(400, "An error occurred while getting the Manual Dial Group ID!")
    # The guide heads the first column as it does for inbound groups.
    listed = Csv("status_info", columns=("Inbound Group ID", "Status Code"), extra=COST, example=("5501", "6200"))

    sids = Ids(
        wire_name="groupSid",
        also=("taskSid",),
        example="5501",
        note="groups; several are separated by commas, or repeated",
    )
    extended = Flag(note="adds cost and billed minutes")
