"""What a server says of itself when it begins."""

from collections.abc import Iterable, Iterator

from ringback import __version__
from ringback.contract.app import App
from ringback.serve.settings import Settings
from ringback.serve.worlds import Cell

EVERYWHERE = ("0.0.0.0", "::", "")


def root(host: str, port: int) -> str:
    """The base URL under which this machine reaches a server that listens on a host and port."""
    if host in EVERYWHERE:
        host = "[::1]" if host == "::" else "127.0.0.1"
    elif ":" in host:
        host = f"[{host}]"
    return f"http://{host}:{port}"


def banner(apps: Iterable[App], settings: Settings, world: Cell, url: str, host: str) -> Iterator[str]:
    """The lines: what is served and how, and for each app where, for whom, and a first request to paste."""
    made_of = f"profile {settings.profile}, scenario {settings.scenario}, seed {settings.seed}"
    yield f"Ringback {__version__}: {made_of}, clock {settings.clock} at {world.now():%Y-%m-%d %H:%M} UTC"
    for app in apps:
        yield ""
        yield f"{app.name} ({app.title})"
        yield f"  base URL     {url} ({', '.join(f'{prefix}…' for prefix in app.prefixes)})"
        yield f"  credentials  {'; '.join(app.credentials)}"
        yield f"  try          curl {app.options + ' ' if app.options else ''}'{url}{app.hello}'"
    yield ""
    yield f"Control plane: {url}/_ringback/   A world of your own: {url}/w/<name>/"
    if host in EVERYWHERE and not settings.control_token:
        yield "Listening on all interfaces without --control-token: whoever reaches this port controls every world."
