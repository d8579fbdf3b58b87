"""The commands and their options; each does its work in a module of its own, imported when it runs."""

from pathlib import Path
from typing import Any

import click

from ringback import __version__

TOKEN = "RINGBACK_CONTROL_TOKEN"


class OfApps(click.Command):
    """A command whose argument is an app: its help names them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name the apps."""
        # Imported here: most commands print no help, and start-up is a budget.
        from ringback.apps import MODULES

        with formatter.section("Apps"):
            formatter.write_text(", ".join(MODULES))


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
    """Stateful, high-fidelity mocks of contact-centre vendor APIs.

    `ringback serve` starts them all on one port, `ringback COMMAND --help` tells the options of a command.
    """


@commands.command(cls=OfApps, context_settings={"auto_envvar_prefix": "RINGBACK_SERVE"})
@click.argument("apps", nargs=-1, metavar="[APP]...")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Listen there; 0.0.0.0 is every interface.")
@click.option("--port", default=8080, type=click.IntRange(0, 65535), metavar="N", help="Listen on it; 0 is a free one.")
@click.option(
    "--scenario",
    default="demo",
    metavar="NAME|FILE",
    help="What worlds begin with: empty, handbook, demo, observed-2017, or a YAML file.",
)
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
@click.option("--max-worlds", default=1000, type=click.IntRange(1), metavar="N", help="How many worlds there may be.")
@click.option(
    "--state-file",
    type=click.Path(path_type=Path),
    help="Keep the worlds there: they are read at the start, and saved every 30 s and at the end.",
)
@click.option("--tls", is_flag=True, help="Serve https, with a certificate of a local authority made for this run.")
@click.option(
    "--ca-file",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="a temporary file, named at the start",
    help="With --tls: write the authority's certificate there, for clients to trust.",
)
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
    help="A host name under which the control plane may be called, also for the certificate; repeatable.",
)
@click.option(
    "--log",
    default="text",
    type=click.Choice(["text", "json", "off"]),
    help="One line for each vendor request, on standard output.",
)
@click.option("--no-headers", is_flag=True, help="Leave the Ringback-… headers out of vendor replies.")
@click.option("--no-console", is_flag=True, help="Serve no web console.")
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the base URL there once requests are answered.",
)
def serve(*, apps: tuple[str, ...], no_headers: bool, no_console: bool, **options: Any) -> None:
    """Serve the named apps, or all, until Ctrl+C (SIGINT) or SIGTERM.

    Every option can be given in the environment too, as RINGBACK_SERVE_PORT for --port.
    """
    from ringback.cli.options import clock_of, start_of
    from ringback.cli.serve import Outside, run
    from ringback.serve.settings import Settings

    outside = Outside(**{name: options.pop(name) for name in Outside.__annotations__})
    options |= {"clock": clock_of(options["clock"]), "start": start_of(options["start"])}
    run(apps, Settings(**options, headers=not no_headers, console=not no_console), outside)


@commands.command(short_help="Play a contact centre's day in all apps.")
@click.option("--url", default="", metavar="URL", show_default="a server of its own", help="Play on that server.")
@click.option("--app", "apps", multiple=True, metavar="APP", help="Play that app's part; may be repeated.")
@click.option("--seed", default=1, metavar="N", help="What fixes everything generated.")
@click.option("--quiet", is_flag=True, help="Show the summary, and what is not as expected.")
@click.option("--timing", is_flag=True, help="Say how long it took.")
@click.option(
    "--control-token",
    default="",
    metavar="TOKEN",
    envvar=TOKEN,
    show_envvar=True,
    show_default=False,
    help="That of the server.",
)
def demo(url: str, apps: tuple[str, ...], seed: int, quiet: bool, timing: bool, control_token: str) -> None:
    """Play a contact centre's day, and exit with 0 when every reply is as expected, else with 1.

    It is played over HTTP, in the world demo-day, whose clock stands still but for the play. On a server that is
    named, the world stays.
    """
    from ringback.cli.demo.play import demo as played

    good = played(apps, url, control_token, seed, quiet=quiet, timing=timing)
    raise click.exceptions.Exit(0 if good else 1)


@commands.command(cls=OfApps, short_help="Print every endpoint, field and reply of an app, or of all.")
@click.argument("app", default="", metavar="[APP]")
@click.option(
    "--format",
    "form",
    default="markdown",
    type=click.Choice(["markdown", "json"]),
    help="For readers, or for programs.",
)
def reference(app: str, form: str) -> None:
    """Print every endpoint, field and reply of an app, or of all, with where each comes from."""
    from ringback.cli.published import reference_text

    click.echo(reference_text(app, form), nl=False)


@commands.command(cls=OfApps)
@click.argument("app")
def openapi(app: str) -> None:
    """Print an app as an OpenAPI 3.1 document, in JSON."""
    from ringback.cli.published import openapi_text

    click.echo(openapi_text(app), nl=False)


@commands.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from ringback.cli.published import schema_text

    click.echo(schema_text(), nl=False)


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


@commands.command(short_help="Make the requests of a failed test again, and see whether they get the same.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--serve", "serving", is_flag=True, help="Then serve the world as it was at the end, until Ctrl+C.")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Where to serve it.")
@click.option(
    "--port", default=8080, type=click.IntRange(0, 65535), metavar="N", help="On which port; 0 is a free one."
)
def replay(file: Path, serving: bool, host: str, port: int) -> None:
    """Make the requests of a bundle again, and exit with 0 when they get the same bytes, else with 1.

    A bundle is what `pytest --ringback-bundle DIR` saves of a failed test, or GET /_ringback/worlds/{world}/bundle
    answers.
    """
    from ringback.cli.replay import open_world
    from ringback.cli.replay import replay as replayed

    gateway, recording, same = replayed(file)
    if serving:
        open_world(gateway, recording.name, host, port)
    raise click.exceptions.Exit(0 if same else 1)


@commands.command(cls=OfApps, short_help="Pass requests on to a real account, and write a sanitised transcript.")
@click.argument("app")
@click.option("--upstream", required=True, metavar="URL", help="The account's base URL.")
@click.option("--listen", default="127.0.0.1:8080", metavar="HOST:PORT", help="Listen there; port 0 is a free one.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="APP-transcript.json",
    help="Write the transcript there.",
)
@click.option(
    "--keep",
    multiple=True,
    type=click.Choice(["id", "name", "user", "text", "postal", "birth", "phone", "email"]),
    help="Leave values of that kind as they are; repeatable. Secrets are never kept.",
)
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the proxy's base URL there once requests are answered.",
)
def record(*, app: str, upstream: str, **options: Any) -> None:
    """Pass requests on to a real account of APP, and write a sanitised transcript, until Ctrl+C or SIGTERM.

    In it, secrets, telephone numbers, e-mail addresses, names and ids are replaced by stand-ins, each by the same one
    wherever it stands. What is not replaced is said in the file. Needs the extra `ringback[record]`.
    """
    from ringback.cli.record import Outside, run

    run(app, upstream, Outside(**options))


@commands.command(short_help="Tell where the mock's replies differ from a transcript.")
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option("--scenario", default="handbook", metavar="NAME|FILE", help="What the mock's world begins with.")
@click.option("--profile", default="documented", type=click.Choice(["documented", "observed"]), help="How it answers.")
@click.option("--seed", default=1, metavar="N", help="What fixes everything generated.")
@click.option("--start", default="", metavar="ISO-8601", show_default="as recorded", help="When its clock starts.")
@click.option(
    "--use",
    multiple=True,
    metavar="STAND-IN=VALUE",
    help="What a stand-in means in that world; repeatable. The login used most is the demo account's without it.",
)
@click.option("--tolerance", default=5.0, type=click.FloatRange(0), metavar="S", help="How exact moments must be.")
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]), help="How to say it.")
def compare(*, transcript: Path, form: str, start: str, **options: Any) -> None:
    """Ask the mock what a transcript's account was asked, and tell where the replies differ.

    Exit with 0 when they do not, with 1 when they do, with 2 when it cannot be done.
    """
    from ringback.cli.compare import Options
    from ringback.cli.compare import compare as compared
    from ringback.cli.options import start_of

    same = compared(transcript, Options(**options, start=start_of(start)), form)
    raise click.exceptions.Exit(0 if same else 1)


@commands.command(short_help="Say by the exit code whether a server is ready.")
@click.argument("url", default="", metavar="[URL]")
def health(url: str) -> None:
    """Exit with 0 when a server is ready, else with 1.

    The URL is the server's base URL. Without it, it is read from the file that RINGBACK_SERVE_READY_FILE names, or
    else is http://127.0.0.1:8080. A certificate is not checked.
    """
    from ringback.cli.health import check

    raise click.exceptions.Exit(check(url))
