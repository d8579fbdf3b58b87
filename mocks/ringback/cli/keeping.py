"""`--state-file`: a keeper of worlds, and what is said of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ringback.cli.refusal import Refusal

if TYPE_CHECKING:
    from ringback.serve.keeper import Keeper


@contextmanager
def keeping(path: Path | None) -> Iterator["Keeper | None"]:
    """A keeper of the file, which is held meanwhile; None without a file. A Refusal when the file cannot be used."""
    if path is None:
        yield None
        return
    # Imported here: most servers keep nothing, and start-up is a budget.
    from ringback.serve.keeper import Keeper
    from ringback.serve.state_file import StateFileError, held

    path = path.resolve()
    try:
        with held(path):
            yield Keeper(path)
    except StateFileError as error:
        raise Refusal(f"--state-file {path}: {error.problem}", f"{error.hint}.") from None


def told(keeper: "Keeper") -> str:
    """Where worlds are kept, and which were found there."""
    from ringback.serve.keeper import EVERY

    found = "begun anew"
    if keeper.found is not None:
        found = f"as saved {keeper.found.saved:%Y-%m-%d %H:%M} UTC; seed, clock and so on are for new worlds"
    return f"{keeper.path} ({found}; saved every {EVERY:g} s and at the end)"


async def saved(keeper: "Keeper | None") -> None:
    """Save for the last time. What could not be saved is told, and the exit code is 1."""
    if keeper is not None:
        try:
            await keeper.end()
        except OSError as error:
            print(f"ringback: {keeper.path} could not be saved: {error.strerror or error}", file=sys.stderr)
            raise SystemExit(1) from None
