"""What the command line refuses."""

from collections.abc import Iterable


class Refusal(Exception):
    """Something the user asked for cannot be done; the text says what and why, the hint what to do instead."""

    def __init__(self, problem: str, hint: str = "") -> None:
        """Refuse in one line, or in two."""
        super().__init__(f"ringback: {problem}" + (f"\n{hint}" if hint else ""))


def unknown(kind: str, name: str, known: Iterable[str]) -> Refusal:
    """The refusal of a name that nothing has; near ones are offered."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(name.lower(), names, 3, 0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Known are {', '.join(names)}."
    return Refusal(f"there is no {kind} {name!r}", hint)
