"""The printed reference of the API."""

from click.testing import CliRunner

from ringback.cli.commands import commands


def _lines(element: str) -> set[str]:
    """What the reference says of an element, wherever it has it."""
    printed = CliRunner().invoke(commands, ["reference", "cisco"]).output
    return {
        line.split(" | ")[-1].removesuffix(" |") for line in printed.splitlines() if line.startswith(f"| `{element}` ")
    }


def test_the_reference_gives_no_default_for_the_change_stamp() -> None:
    """There is none: an update must send it."""
    assert _lines("changeStamp") == {"as last read; required in updates, ignored otherwise; 0 to 2147483647"}


def test_the_reference_says_which_elements_are_only_shown() -> None:
    """Such as an item's own reference."""
    assert _lines("refURL") == {"shown only, ignored where it is sent"}
