"""`ringback coverage`: which declared replies a server or test runs have seen."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ringback.apps import MODULES, app
from ringback.cli.health import fetch, why
from ringback.cli.refusal import Refusal
from ringback.publish.coverage import GRADES, Seen, coverage, merge

FOLDER = Path(".ringback")


def report(sources: Sequence[str], token: str = "") -> dict[str, Any]:
    """What all the sources have seen together: URLs of servers, files, and folders of files that test runs left."""
    if not sources and FOLDER.is_dir():
        sources = [str(FOLDER)]
    found = [document for source in sources for document in _documents(source, token)]
    if not found:
        raise Refusal(
            "nothing to report on",
            f"Name a server's URL, or files that test runs left; else the folder {FOLDER} in this one is looked at.",
        )
    names = {name for apps, _ in found for name in apps}
    return coverage([app(name) for name in MODULES if name in names], merge(*(seen for _, seen in found)))


def _documents(source: str, token: str) -> list[tuple[Iterable[str], Seen]]:
    """The apps and the replies seen of each document in a source."""
    if source.startswith(("http://", "https://")):
        try:
            return [_document(source, fetch(source, "coverage", token))]
        except (OSError, ValueError) as error:
            raise Refusal(why(source, error)) from None
    path = Path(source)
    paths = sorted(path.glob("coverage-*.json")) if path.is_dir() else [path]
    return [_document(str(path), _read(path)) for path in paths]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise Refusal(f"{path} is not JSON: {error}") from None


def _document(source: str, content: Any) -> tuple[Iterable[str], Seen]:
    match content:
        case {"apps": dict() | list() as apps, "seen": dict() as seen} if all(map(_is_count, seen.values())):
            return apps, seen
    raise Refusal(f"{source} is no coverage", "Expected are `apps`, and `seen` with two counts for each reply.")


def _is_count(times: Any) -> bool:
    return isinstance(times, list) and len(times) == 2 and all(isinstance(count, int) for count in times)


def missing(report: Mapping[str, Any], required: str) -> list[str]:
    """The ids of required replies that were not seen; required are those of one grade, or `all`."""
    parts = [part if required == "all" else part[required] for part in report["apps"].values()]
    return [reply for part in parts for reply in part["unseen"]]


def show(report: Mapping[str, Any]) -> None:
    """Print a table for each app, and what was not seen."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, soft_wrap=True)
    for name, seen in report["apps"].items():
        title = f"{name}: {seen['endpoints']} endpoints, {seen['seen']} of {seen['replies']} replies seen"
        table = Table(title=title, title_justify="left")
        for column in ("grade", "replies", "seen", "by input", "by state", "by fault", "not seen"):
            table.add_column(column, justify="left" if column == "grade" else "right")
        for grade in GRADES:
            part = seen[grade]
            counts = (part["replies"], part["seen"], *part["by"].values(), len(part["unseen"]))
            table.add_row(grade, *map(str, counts))
        console.print(table)
        for grade in GRADES:
            for reply in seen[grade]["unseen"]:
                console.print(f"  not seen  {reply}  {grade}", markup=False)
        console.print()
