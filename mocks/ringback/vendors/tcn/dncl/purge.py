"""Purges of the do-not-call lists: whole (26, 27), of what has expired (28, 29), and of given numbers (30, 31)."""

from typing import Self

from ringback.contract import Answer, check
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.dncl.call import DnclCall, InCountry
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.replies import Csv, NoBody, Plain
from ringback.vendors.tcn.world import TcnWorld


class Purge(DnclCall):
    """Empty a list."""

    purged = NoBody()

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Remove every entry of the account."""
        self.purge(world)
        return self.purged()


class PurgeExpired(DnclCall):
    """Remove what has expired from a list."""

    purged = NoBody()

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Remove the entries whose expiration has passed."""
        self.purge(world, expired=True)
        return self.purged()


class DNCLPurge(Purge, path="/backoffice/RemoteDNCLPurge", section="26"):
    """Empty the outbound do-not-call list."""

    failed = Plain(400, "An error occurred during the Do Not Call List purge!", reach="fault")


class InboundDNCLPurge(Purge, path="/backoffice/RemoteInboundDNCLPurge", section="27"):
    """Empty the inbound do-not-call list."""

    inbound = True

    failed = Plain(400, "An error occurred during the Inbound Do Not Call List purge!", reach="fault")


class DNCLPurgeExpired(PurgeExpired, path="/backoffice/RemoteDNCLPurgeExpired", section="28"):
    """Remove what has expired from the outbound do-not-call list."""

    failed = Plain(400, "An error occurred during the purging of the expired Do Not Call List.", reach="fault")


class InboundDNCLPurgeExpired(PurgeExpired, path="/backoffice/RemoteInboundDNCLPurgeExpired", section="29"):
    """Remove what has expired from the inbound do-not-call list."""

    inbound = True

    failed = Plain(400, "An error occurred during the Inbound Do Not Call List purge!", reach="fault")


class PurgeNumbers(InCountry):
    """Remove numbers from a list."""

    unreadable: Plain
    deleted = Csv("deletions", example=("8015550100", "Success"))

    dncl_numbers = Param(required=True, example="8015550100,8015550101", note="separated by commas")

    @check
    def numbers_read(self, world: TcnWorld) -> Answer[Self] | None:
        """All that is sent must be numbers."""
        items = self.items()
        readable = items and all(number is not None for _, number in items)
        return None if readable else self.unreadable()

    def items(self) -> list[tuple[str, str | None]]:
        """What was sent, each with the number that it is; blank items are left out."""
        texts = [item.strip() for item in self.dncl_numbers.split(",")]
        return [(text, numbers.phone_number(text, self.country or self.account.country)) for text in texts if text]

    def run(self, world: TcnWorld) -> Answer[Self]:
        """Remove each number that is on the list, and say of each whether it was."""
        entries, country = self.entries(world), self.country or self.account.country
        rows = []
        for text, number in self.items():
            removed = entries.remove((self.account.client_sid, country, number or ""))
            rows.append((text, "Failure" if removed is None else "Success"))
        return self.deleted(deletions=rows)


class DNCLPurgeNumbers(PurgeNumbers, path="/backoffice/RemoteDNCLPurgeNumbers", section="30"):
    """Remove numbers from the outbound do-not-call list."""

    failed = Plain(400, "An error occurred during the deletion of the Do Not Call List numbers!", reach="fault")
    unreadable = Plain(400, "An error occurred while attempting to read the Do Not Call List numbers to delete!")


class InboundDNCLPurgeNumbers(PurgeNumbers, path="/backoffice/RemoteInboundDNCLPurgeNumbers", section="31"):
    """Remove numbers from the inbound do-not-call list."""

    inbound = True

    failed = Plain(400, "An error occurred during the deletion of the Inbound Do Not Call List numbers!", reach="fault")
    unreadable = Plain(
        400, "An error occurred while attempting to read the Inbound Do Not Call List numbers to delete!"
    )
