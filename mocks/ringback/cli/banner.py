"""What a server says of itself when it begins."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from ringback import __version__
from ringback.contract.app import App
from ringback.serve.hosts import home
from ringback.serve.settings import Settings
from ringback.serve.worlds import Cell

EVERYWHERE = ("0.0.0.0", "::", "")
ITSELF = ("127.0.0.1", "::1", "localhost")


def root(host: str, port: int, scheme: str = "http") -> str:
    """The base URL under which this machine reaches a server that listens on a host and port."""
    if host in EVERYWHERE:
        host = "[::1]" if host == "::" else "127.0.0.1"
    elif ":" in host:
        host = f"[{host}]"
    return f"{scheme}://{host}:{port}"


class Site(NamedTuple):
    """A server as its users find it: its base URL, the host it listens on, the file by which TLS clients trust it."""

    url: str
    host: str
    ca_file: Path | None = None
    state: str = ""


def banner(apps: Iterable[App], settings: Settings, world: Cell, site: Site) -> Iterator[str]:
    """The lines: what is served and how, and for each app where, for whom, and a first request to paste."""
    url = site.url
    made_of = f"profile {settings.profile}, scenario {settings.scenario}, seed {settings.seed}"
    yield f"Ringback {__version__}: {made_of}, clock {settings.clock} at {world.now():%Y-%m-%d %H:%M} UTC"
    for app in apps:
        yield ""
        yield f"{app.name} ({app.title})"
        yield f"  base URL     {url} ({', '.join(f'{prefix}…' for prefix in app.prefixes)}){_also(app, site)}"
        yield f"  credentials  {'; '.join(app.credentials)}"
        yield f"  try          {' '.join(_curl(app, site))}"
    yield ""
    if site.ca_file is not None:
        yield f"Certificate authority: {site.ca_file} (also for SSL_CERT_FILE, REQUESTS_CA_BUNDLE, NODE_EXTRA_CA_CERTS)"
    if site.state:
        yield f"State file: {site.state}"
    if settings.console:
        yield f"Console: {url}/_ringback/console/"
    yield f"Control plane: {url}/_ringback/   A world of your own: {url}/w/<name>/"
    if site.host in EVERYWHERE and not settings.control_token:
        yield "Listening on all interfaces without --control-token: whoever reaches this port controls every world."


def _also(app: App, site: Site) -> str:
    """The host of the app alone, where this machine's names for itself lead to the server."""
    if site.host not in (*EVERYWHERE, *ITSELF):
        return ""
    scheme, port = site.url.split(":")[0], site.url.rpartition(":")[2]
    return f", also {scheme}://{home(app)}:{port}"


def _curl(app: App, site: Site) -> Iterator[str]:
    yield "curl"
    if site.ca_file is not None:
        yield f"--cacert {quote(str(site.ca_file))}"
    if app.options:
        yield app.options
    yield f"'{site.url}{app.hello}'"
