"""Who is who: which value of the mock's world a value of a transcript means, once both have been met."""

from collections.abc import Mapping, Sequence

from ringback.serve.transcripts.kinds import noun
from ringback.serve.transcripts.standins import StandIn


class Bindings:
    """Values of a transcript and what they mean in the mock's world, by what they are of: a lead, a list."""

    def __init__(self, stand_ins: Sequence[StandIn], given: Mapping[str, str]) -> None:
        """Begin with those that are `given`."""
        self.stand_ins = {one.value: one for one in stand_ins}
        self._given = dict(given)
        self._bound: dict[tuple[str, str], str] = {}
        self._last: dict[str, str] = {}
        self._all: dict[str, set[str]] = {}
        self._means: dict[tuple[str, str], str] = {}
        self.unknown: dict[str, str] = {}

    def sent(self, name: str, then: str) -> str:
        """What to send for a value; one that no reply has told stands for itself."""
        if then in self._given:
            return self._given[then]
        group = self._group(name, then)
        now = self._bound.get((group, then)) or self._last.get(then)
        if now is None:
            now = then
            if then in self.stand_ins and self.stand_ins[then].kind in ("id", "user", "secret"):
                self.unknown.setdefault(then, name)
        self._bind(group, then, now)
        return now

    def known(self, then: str) -> str | None:
        """What a value is known to mean, whatever it is of."""
        return self._given.get(then) or self._last.get(then)

    def met(self, name: str, then: str, now: str) -> bool:
        """Take up that a reply has `now` where the transcript has `then`; whether that fits what was met before."""
        if then in self._given:
            return now == self._given[then]
        if not now:
            return False
        group = self._group(name, then)
        bound = self._bound.get((group, then))
        if bound is not None:
            return bound == now
        if self._means.get((group, now), then) != then:
            return False
        if group == "" and then in self._all:
            return now in self._all[then]
        self._bind(group, then, now)
        return True

    def _bind(self, group: str, then: str, now: str) -> None:
        self._bound[group, then] = now
        self._means[group, now] = then
        self._last[then] = now
        self._all.setdefault(then, set()).add(now)

    def _group(self, name: str, then: str) -> str:
        """Within what a value means one thing: a stand-in, of which there is one for each, within its kind."""
        made = self.stand_ins.get(then)
        if made is not None and made.kind != "id":
            return f"({made.kind})"
        return noun(name)
