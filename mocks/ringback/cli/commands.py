"""The commands and their options; each does its work in a module of its own, imported when it runs."""

from pathlib import Path
from typing import Any

import click

from ringback import __version__

TOKEN = "RINGBACK_CONTROL_TOKEN"


class InOrder(click.Group):
    """Commands listed as they are written, the first of use first."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self.commands)


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "show_default": True},
)
@click.version_option(__version__, message="ringback %(version)s")
def commands() -> None:
    """Stateful, high-fidelity mocks of contact-centre vendor APIs."""


@commands.command()
@click.argument("apps", nargs=-1, metavar="[APP]...")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen there; 0.0.0.0 is every interface.")
@click.option("--port", default=8080, type=click.IntRange(0, 65535), metavar="N", help="0 picks a free one.")
@click.option("--scenario", default="demo", metavar="NAME|FILE", help="What worlds begin with.")
@click.option(
    "--clock", default="real", metavar="real|frozen|<n>x", help="How their clocks run; 60x is sixty times as fast."
)
@click.option(
    "--start",
    default="",
    metavar="ISO-8601",
    show_default="now for a real clock, else the scenario's own start",
    help="When their clocks start; UTC unless it has a zone.",
)
@click.option("--seed", default=1, metavar="N", help="What fixes everything generated.")
@click.option(
    "--profile",
    default="documented",
    type=click.Choice(["documented", "observed"]),
    help="Answer as the vendor's document says, or as its software was seen to.",
)
@click.option("--max-worlds", default=1000, type=click.IntRange(1), metavar="N", help="How many there may be.")
@click.option(
    "--control-token",
    default="",
    metavar="TOKEN",
    envvar=TOKEN,
    show_envvar=True,
    show_default=False,
    help="Ask for `Authorization: Bearer TOKEN` on the control plane.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="A host name under which the control plane may be called; repeatable.",
)
@click.option(
    "--log",
    default="text",
    type=click.Choice(["text", "json", "off"]),
    help="One line for each vendor request, on standard output.",
)
@click.option("--no-headers", is_flag=True, help="Leave the Ringback-… headers out of vendor replies.")
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the base URL there once requests are answered.",
)
def serve(
    *, apps: tuple[str, ...], host: str, port: int, log: str, ready_file: Path | None, no_headers: bool, **rest: Any
) -> None:
    """Serve the named apps, or all, until SIGINT (Ctrl+C) or SIGTERM."""
    from ringback.cli.options import clock_of, start_of
    from ringback.cli.serve import run
    from ringback.serve.settings import Settings

    options = {**rest, "clock": clock_of(rest["clock"]), "start": start_of(rest["start"])}
    run(apps, Settings(**options, headers=not no_headers), host, port, log, ready_file)


@commands.command()
@click.argument("app", default="", metavar="[APP]")
@click.option(
    "--format",
    "form",
    default="markdown",
    type=click.Choice(["markdown", "json"]),
    help="For readers, or for programs.",
)
def reference(app: str, form: str) -> None:
    """Print every endpoint, field and reply of an app, or of all."""
    from ringback.cli.published import reference_text

    click.echo(reference_text(app, form), nl=False)


@commands.command()
@click.argument("sources", nargs=-1, metavar="[URL|FILE|DIR]...")
@click.option(
    "--require",
    type=click.Choice(["documented", "observed", "inferred", "all"]),
    show_default=False,
    help="Exit with 1 when a declared reply of that grade was not seen.",
)
@click.option(
    "--control-token",
    default="",
    metavar="TOKEN",
    envvar=TOKEN,
    show_envvar=True,
    show_default=False,
    help="That of the servers.",
)
def coverage(sources: tuple[str, ...], require: str | None, control_token: str) -> None:
    """Print which declared replies have been seen.

    URLs are of running servers; files, and folders of them, are what test runs left. Without any, it is the folder
    .ringback in the current one.
    """
    from ringback.cli.coverage import missing, report, show

    found = report(sources, control_token)
    show(found)
    if require and (unseen := missing(found, require)):
        click.echo(f"{len(unseen)} required replies were not seen.", err=True)
        raise click.exceptions.Exit(1)


@commands.command()
@click.argument("url", default="http://127.0.0.1:8080", metavar="[URL]")
def health(url: str) -> None:
    """Exit with 0 when a server is ready, else with 1.

    The URL is the server's base URL, http://127.0.0.1:8080 unless given.
    """
    from ringback.cli.health import check

    raise click.exceptions.Exit(check(url))


@commands.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from ringback.cli.published import schema_text

    click.echo(schema_text(), nl=False)
