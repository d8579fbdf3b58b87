"""TLS: a certificate authority for one run of a server, and a certificate of its making."""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ringback.cli.banner import EVERYWHERE
from ringback.cli.refusal import Refusal
from ringback.state.clock import wall

ALWAYS = ("localhost", "127.0.0.1", "::1", "*.localhost")
# Clients differ in which clocks they trust, and some take no certificate that lasts for years.
EARLIER, LATER = timedelta(days=1), timedelta(days=365)


class Secured(NamedTuple):
    """What a server speaks TLS with, and the file by which its clients trust it."""

    context: ssl.SSLContext
    ca_file: Path


def names(host: str, also: Iterable[str], rooms: Iterable[str]) -> list[str]:
    """The names and addresses of a server: where it listens, those it is given, and the hosts of its apps.

    Many clients take no `*.localhost`, for a wildcard before a single label; so each app's host stands by itself.
    """
    apps = [name for room in rooms for name in (f"{room}.localhost", f"*.{room}.localhost")]
    given = [name.lower().removesuffix(".") for name in (host, *also) if name not in EVERYWHERE]
    return list(dict.fromkeys([*ALWAYS, *apps, *given]))


@contextmanager
def secured(wanted: Iterable[str], ca_file: Path | None) -> Iterator[Secured]:
    """Make both, and write the authority's certificate to a file (a temporary one unless given) that goes at the end.

    The authority's key is never written down. A Refusal when a name cannot be in a certificate, or a file be written.
    """
    with ExitStack() as stack:
        try:
            path = ca_file or Path(stack.enter_context(TemporaryDirectory(prefix="ringback-")), "ca.pem")
            context = _made(wanted, path)
        except OSError as error:
            hint = "The folder for temporary files (TMPDIR) must be writable, and that of --ca-file."
            where = f"{error.filename}: " if error.filename else ""
            raise Refusal(f"--tls: a file cannot be written: {where}{error.strerror}", hint) from None
        except ValueError as error:
            raise Refusal(f"--tls: no certificate can be made: {error}", "Check --host and --allow-host.") from None
        try:
            yield Secured(context, path.resolve())
        finally:
            with suppress(OSError):
                path.unlink()


def _made(wanted: Iterable[str], path: Path) -> ssl.SSLContext:
    # Imported here: it takes half as long as all the rest of a server's start.
    from trustme import CA

    authority = CA(organization_name="Ringback", organization_unit_name="For tests on this machine only")
    now = wall()
    certificate = authority.issue_cert(*wanted, not_before=now - EARLIER, not_after=now + LATER)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["http/1.1"])
    certificate.configure_cert(context)
    authority.cert_pem.write_to_path(path)
    return context
