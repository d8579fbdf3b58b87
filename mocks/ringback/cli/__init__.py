"""The command `ringback`; its parts are listed in `commands`."""

import gc
import sys

from ringback.cli.ending import on_signal


def main() -> None:
    """Run the command line; what the user got wrong is said in a line or two, with exit code 2."""
    from ringback.cli.refusal import Refusal

    words = sys.argv[1:]
    try:
        if words[:1] == ["health"] and len(words) <= 2 and not words[-1].startswith("-"):
            # Asked for every few seconds in a container, it need not wait for the command line to be laid out.
            from ringback.cli.health import check

            sys.exit(check(*words[1:]))
        if words[:1] == ["serve"]:
            # What is made while a server begins is there to stay: to look for garbage in it takes a tenth of that time.
            gc.disable()
            on_signal()
        from ringback.cli.commands import commands

        commands(prog_name="ringback")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
