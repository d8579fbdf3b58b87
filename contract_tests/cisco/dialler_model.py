"""A plain model of one progressive campaign with a line for each agent: what must become of every contact, and when.

It knows the reserved numbers, the campaign's delays and hours, and nothing of how the dialler is made: agents are
servers, contacts a queue, and time goes from one end of a call to the next. All times are seconds from the beginning.
"""

from collections import Counter
from dataclasses import dataclass, field
from heapq import heappop, heappush

DAY = 86_400
MINUTE = 60
ATTEMPTS = 3
RINGS = 24
WRAP_UP = 10

# By result: the counter, whether it counts as an attempt, and the minutes until a retry (None: never again).
KINDS: dict[int, tuple[str, bool, int | None]] = {
    6: ("noDialToneDetectCount", True, 60),
    7: ("sitToneDetectCount", True, None),
    8: ("noAnswerDetectCount", False, 60),
    9: ("busyCount", True, 60),
    10: ("voiceCount", True, None),
    11: ("faxDetectCount", True, None),
    12: ("answeringMachineCount", True, 60),
    21: ("customerAbandonDetectCount", True, 30),
    24: ("customerNotHomeCount", True, 60),
    26: ("", False, None),
}
# By the last digits of a number: seconds until it is clear what answers, the result, and the seconds of talk.
CALLS = {
    "00": (6, 10, 60),
    "01": (2, 9, 0),
    "02": (RINGS, 8, 0),
    "03": (20, 12, 0),
    "04": (6, 11, 0),
    "05": (1, 7, 0),
    "06": (1, 6, 0),
    "07": (7, 21, 0),
    "08": (6, 24, 15),
}


@dataclass
class Person:
    """A contact: numbers, with what came of each and how often it was dialled; 0 and not yet."""

    number: int
    phones: list[str]
    offset: int
    due: int = 0
    status: str = "pending"
    overall: int = 0
    place: int = 0
    calls: int = 0
    results: list[int] = field(default_factory=list)
    dialled: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing has been dialled."""
        self.results = [0] * len(self.phones)
        self.dialled = [0] * len(self.phones)


class Model:
    """The campaign; `opens` and `closes` are seconds of the day, by the clock of each phone."""

    def __init__(
        self, people: list[Person], agents: int, hours: tuple[int, int], now: int, forbidden: set[str]
    ) -> None:
        """Begin at `now`, seconds after a midnight of the Logger, with everybody pending."""
        self.people = people
        self.free = agents
        self.opens, self.closes = hours
        self.began = now
        self.now = 0
        self.forbidden = forbidden
        self.counters: Counter[str] = Counter()
        self.voices = 0
        self._ends: list[tuple[int, int, str, int]] = []
        self._order = 0
        self._dial()

    def run(self, until: int) -> None:
        """Let time pass."""
        while (then := self._next()) <= until:
            midnight = (self.began + then) // DAY != (self.began + self.now) // DAY
            self.now = then
            if midnight:
                self.counters.clear()
            while self._ends and self._ends[0][0] == then:
                _, _, what, number = heappop(self._ends)
                self._end(what, self.people[number])
            self._dial()
        if (self.began + until) // DAY != (self.began + self.now) // DAY:
            self.counters.clear()
        self.now = until

    def stats(self) -> dict[str, int]:
        """The counters that are not zero."""
        waiting = sum(person.status in ("pending", "retry") for person in self.people)
        return dict(+(self.counters + Counter(totalVoiceCount=self.voices, totalCount=waiting)))

    def _next(self) -> int:
        """When something happens next: a call ends, somebody free may call, or the day does."""
        moments = [self._ends[0][0]] if self._ends else []
        if self.free:
            moments += [self._may_be_called(person) for person in self.people if person.status in ("pending", "retry")]
        moments.append(((self.began + self.now) // DAY + 1) * DAY - self.began)
        return min(moments)

    def _may_be_called(self, person: Person) -> int:
        """The first moment from now on at which a contact is due and it is calling hours there."""
        then = max(person.due, self.now)
        second = (self.began + then + person.offset) % DAY
        if self.opens <= second < self.closes:
            return then
        return then + (self.opens - second) % DAY

    def _dial(self) -> None:
        """Give every free agent the contact who has waited longest."""
        while self.free:
            waiting = [person for person in self.people if person.status in ("pending", "retry")]
            ready = [person for person in waiting if self._may_be_called(person) == self.now and person.due <= self.now]
            if not ready:
                return
            person = min(ready, key=lambda one: (one.due, one.number))
            if person.phones[person.place] in self.forbidden:
                self._come_back(person, 26)
                continue
            self.free -= 1
            person.status = "active"
            rings, _, _ = self._call(person)
            self._at(rings, "answer", person)

    def _call(self, person: Person) -> tuple[int, int, int]:
        ending = person.phones[person.place][-2:]
        if ending == "09":
            ending = "02" if person.dialled[person.place] < 2 else "00"
        return CALLS[ending]

    def _at(self, seconds: int, what: str, person: Person) -> None:
        self._order += 1
        heappush(self._ends, (self.now + seconds, self._order, what, person.number - 1))

    def _end(self, what: str, person: Person) -> None:
        if what == "wrap-up":
            self.free += 1
            self.counters["wrapupTimeCount"] += WRAP_UP
            return
        _, result, talk = self._call(person)
        if what == "answer" and talk:
            self._at(talk, "talk", person)
            return
        if what == "talk":
            self.counters["talkTimeCount"] += talk
            self._at(WRAP_UP, "wrap-up", person)
        else:
            self.free += 1
        person.dialled[person.place] += 1
        person.calls += 1
        self._come_back(person, result)

    def _come_back(self, person: Person, result: int) -> None:
        """Count a result, and decide what becomes of the contact."""
        counter, attempted, _ = KINDS[result]
        self.counters[counter] += bool(counter)
        self.counters["attemptedCount"] += attempted
        self.voices += result == 10
        person.overall = person.results[person.place] = result
        person.due = self.now
        alive = [place for place, known in enumerate(person.results) if not known or KINDS[known][2] is not None]
        following = [place for place in alive if place > person.place]
        if result == 10 or not alive:
            person.status = "closed"
        elif result != 21 and following:
            person.status, person.place = "pending", following[0]
        else:
            person.place = person.place if result == 21 else alive[0]
            person.status = "retry"
            person.due += (KINDS[person.results[person.place]][2] or 0) * MINUTE
        if person.status in ("pending", "retry") and person.calls >= ATTEMPTS:
            person.status = "maxAttemptsReached"
        self.counters["closedCount"] += person.status in ("closed", "maxAttemptsReached") and result != 10
