"""Purges of the do-not-call lists: whole (26, 27), of what has expired (28, 29), and of given numbers (30, 31)."""

from typing import Self

from ringback.contract import Slices
from ringback.vendors.tcn import numbers
from ringback.vendors.tcn.dncl.call import DnclCall, InCountry
from ringback.vendors.tcn.fields import Param
from ringback.vendors.tcn.replies import Csv, Download, NoBody, Plain, written
from ringback.vendors.tcn.slicing import portions
from ringback.vendors.tcn.world import TcnWorld


class Purge(DnclCall):
    """Empty a list."""

    purged = NoBody()

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Remove every entry of the account."""
        yield from self.purging(world)
        return self.purged()


class PurgeExpired(DnclCall):
    """Remove what has expired from a list."""

    purged = NoBody()

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Remove the entries whose expiration has passed."""
        yield from self.purging(world, expired=True)
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
    deleted = Download("deletions", media=Csv.media, example="8015550100,Success\n")

    dncl_numbers = Param(required=True, example="8015550100,8015550101", note="separated by commas")

    def slices(self, world: TcnWorld) -> Slices[Self]:
        """Remove each number that is on the list, and say of each whether it was; all that is sent must be numbers."""
        entries, country = self.entries(world), self.country or self.account.country
        lines: list[bytes] = []
        for portion in portions(filter(None, map(str.strip, self.dncl_numbers.split(",")))):
            rows: list[tuple[str, str]] = []
            for text in portion:
                number = numbers.phone_number(text, country)
                if number is None:
                    return self.unreadable()
                removed = entries.remove((self.account.client_sid, country, number))
                rows.append((text, "Failure" if removed is None else "Success"))
            lines.append(written(rows))
            yield
        return self.deleted(deletions=b"".join(lines)) if lines else self.unreadable()


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
