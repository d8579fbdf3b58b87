"""Lists: search, sort and pages, the same for every resource."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, TypedDict
from urllib.parse import quote, urlencode

from msgspec import Meta

from ringback.vendors.cisco.world import CONFIG, folded

DEFAULT_PAGE = 25
LARGEST_PAGE = 100

# Read from where a key begins and up to the next parenthesis only, so that no query takes long.
_TERM = re.compile(r"(?<![A-Za-z.])([A-Za-z.]+):(\([^()]*\)|\S+)")

# Terms of deployments that are divided into departments. Clients send them anyway; they limit nothing in another one.
_OF_DEPARTMENTS = frozenset({"departments", "globaldepartment"})


@dataclass(frozen=True)
class Search:
    """What a list is searched for: `anywhere` in any default field, and `terms` in the fields they name.

    A term is met when its field has any of its values in it; an empty set of values stands for `(none)`.
    """

    anywhere: str
    terms: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, query: str, fields: Iterable[str]) -> "Search":
        """Read a query; the case of keys does not count, and terms whose key is none of the fields are text."""
        terms: dict[str, tuple[str, ...]] = {}
        known = {folded(field): field for field in fields}

        def take(found: re.Match[str]) -> str:
            key = folded(found[1])
            if key in known:
                terms[known[key]] = _values(found[2])
            return " " if key in known or key in _OF_DEPARTMENTS else found[0]

        return cls(folded(" ".join(_TERM.sub(take, query).split())), terms)

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.anywhere or self.terms)

    def matches(self, row: Any, fields: Mapping[str, Callable[[Any], str]], default: Iterable[str]) -> bool:
        """Whether a row is found; `fields` give the texts that are searched, `default` names those always looked at."""
        for key, values in self.terms.items():
            text = folded(fields[key](row))
            if not (any(value in text for value in values) if values else not text):
                return False
        return not self.anywhere or any(self.anywhere in folded(fields[name](row)) for name in default)


def _values(written: str) -> tuple[str, ...]:
    """The values of a term: one, or several as in `(a|b)`; none for `(none)`."""
    if not (written.startswith("(") and written.endswith(")")):
        return (folded(written),)
    inside = folded(written[1:-1])
    return () if inside.strip() == "none" else tuple(value.strip() for value in inside.split("|"))


Url = Annotated[str, Meta(pattern="^https?://", examples=[f"http://127.0.0.1:8080{CONFIG}/campaign?resultsPerPage=25"])]


class PageInfo(TypedDict):
    """What a list says of its page; what that has not got is left out."""

    firstPage: Url
    lastPage: Url
    nextPage: Url | None
    prevPage: Url | None
    resultsPerPage: int
    searchTerm: str | None
    sortTerm: str | None
    startIndex: int
    totalResults: int


@dataclass(frozen=True)
class Page:
    """One page of a list: what was asked for, and how many items there are."""

    start: int
    size: int
    total: int

    @classmethod
    def of(cls, start: int, size: int, total: int) -> "Page":
        """The page from `start` on; beyond the end, the last full one."""
        if start >= total:
            start = max(0, total - size)
        return cls(start, size, total)

    def info(self, url: str, query: Mapping[str, str], search: str, sort: str) -> PageInfo:
        """The pageInfo: where the other pages are, and what the list was asked for."""

        def at(start: int | None) -> str:
            paging = {} if start is None else {"startIndex": str(start)}
            every = {**query, **paging, "resultsPerPage": str(self.size)}
            return f"{url}?{urlencode(every, quote_via=quote, safe='')}"

        after, before = self.start + self.size, max(0, self.start - self.size)
        final = max(0, (self.total - 1) // self.size * self.size)
        return {
            "firstPage": at(None),
            "lastPage": at(final),
            "nextPage": at(after) if after < self.total else None,
            "prevPage": at(before) if self.start > 0 else None,
            "resultsPerPage": self.size,
            "searchTerm": search or None,
            "sortTerm": sort or None,
            "startIndex": self.start,
            "totalResults": self.total,
        }

    def cut(self, rows: Iterable[Any]) -> list[Any]:
        """Its rows among all of them."""
        return list(islice(rows, self.start, self.start + self.size))
