"""Trials of mutants: a pytest session that collects the tests once and then, for each target, forks and runs a few.

A forked process has every import and all tests at hand. It starts a server of its own, alters one declaration after
the other, and runs the tests that were given the reply, quickest first, until one fails.
"""

import gc
import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing.connection import Connection
from select import select
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from contract_tests.mutation.mutant import Group, Mutant
from contract_tests.mutation.record import Met, recorded
from contract_tests.mutation.targets import Targets

Verdict = Literal["told", "published", "survived", "timed out"]
Find = Callable[[str], Sequence[Mutant]]

# No trial of one mutant takes longer, in seconds; a mutant that makes the tests hang is noticed too.
LONGEST = 150
# A test that is given so many different replies looks at all of them alike; such tests come last, and those that take
# longer than QUICK seconds.
WHOLESALE = 250
QUICK = 1.0
KERNEL = "contract_tests/kernel/"

ALTERED, PLAIN = "altered", "plain"


class Outcome(NamedTuple):
    """What became of a mutant: a test noticed that was told the altered reply, or one that compares what is published;
    `by` is that test.
    """

    target: str
    group: str
    what: str
    verdict: Verdict
    by: str = ""


class Suite:
    """The collected tests and what is on record of them."""

    def __init__(self, items: Sequence[pytest.Item], met: dict[str, Met], slowest: float) -> None:
        """Leave out tests that take longer than `slowest` seconds."""
        self.items = {item.nodeid: item for item in items}
        self.met = {test: one for test, one in met.items() if test in self.items and one.seconds <= slowest}
        self._by_reply: dict[str, list[str]] = {}
        for test, one in self.met.items():
            for reply in one.replies:
                self._by_reply.setdefault(reply, []).append(test)
                self._by_reply.setdefault(reply.rpartition(".")[0], []).append(test)
        self.published = [test for test, one in self.met.items() if one.read]
        self.outermost = min(items, key=lambda item: item.nodeid.count("/"))
        self.proven: dict[str, int] = {}

    def told(self, mutant: Mutant, quick: bool) -> list[str]:
        """The tests that were given the reply where the mutant shows: the quick ones, or the others."""
        tests = dict.fromkeys(self._by_reply.get(mutant.target, ()))
        fit = [test for test in tests if self._is_quick(test) is quick]
        shown = [test for test in fit if mutant.group == "rules" or self._in_profile(test, mutant)]
        return sorted(shown, key=partial(self._order, folder_of(mutant)))

    def _is_quick(self, test: str) -> bool:
        """Whether a test is quick and looks at few replies, not at all of them alike."""
        return self.met[test].seconds < QUICK and len(self.met[test].replies) < WHOLESALE

    def _in_profile(self, test: str, mutant: Mutant) -> bool:
        return not set(mutant.profiles).isdisjoint(self.met[test].replies[mutant.target])

    def comparing(self, mutant: Mutant) -> list[str]:
        """The tests that read what is published, and of these only the vendor's own and the kernel's."""
        own = folder_of(mutant)
        told = set(self._by_reply.get(mutant.target, ()))
        tests = (test for test in self.published if test.startswith((own, KERNEL)) and test not in told)
        return sorted(tests, key=partial(self._order, own))

    def _order(self, own: str, test: str) -> tuple[int, bool, float]:
        """Those first that noticed something before, then the vendor's own, then the quickest."""
        return -self.proven.get(test, 0), not test.startswith(own), self.met[test].seconds


def folder_of(mutant: Mutant) -> str:
    """How the folders begin where the vendor's tests lie."""
    return f"contract_tests/{mutant.target.partition('.')[0].partition('-')[0]}"


class Trials:
    """The plugin: answers what it is asked over a connection, until that is None.

    Asked for ALTERED and the ids of targets, it tries their mutants; for PLAIN and tests, it says which of them fail
    with nothing altered.
    """

    def __init__(self, asked: Connection, find: Find, met: dict[str, Met], slowest: float) -> None:
        """`find` gives the mutants of a target, by its id."""
        self._asked = asked
        self._find = find
        self._met = met
        self._slowest = slowest
        self._failed: list[str] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of running the tests."""
        suite = Suite(session.items, self._met, self._slowest)
        gc.freeze()
        self._asked.send(len(suite.met))
        while (asked := self._asked.recv()) is not None:
            what, names = asked
            if what == PLAIN:
                self._asked.send(self._unreliable(suite, names))
                continue
            outcomes = self._tried(suite, [mutant for target in names for mutant in self._find(target)])
            for outcome in outcomes:
                suite.proven[outcome.by] = suite.proven.get(outcome.by, 0) + 1
            self._asked.send(outcomes)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self._failed.append(report.nodeid)

    def _tried(self, suite: Suite, mutants: Sequence[Mutant]) -> list[Outcome]:
        """The outcomes of mutants; after one that hung, the others are tried in another process."""
        outcomes: list[Outcome] = []
        while len(outcomes) < len(mutants):
            left = mutants[len(outcomes) :]
            outcomes += [Outcome(*one) for one in forked(partial(self._trials, suite, left))]
            if len(outcomes) < len(mutants):
                hung = mutants[len(outcomes)]
                outcomes.append(Outcome(hung.target, hung.group, hung.what, "timed out"))
        return outcomes

    def _trials(self, suite: Suite, mutants: Sequence[Mutant]) -> Iterator[Outcome]:
        for mutant in mutants:
            with mutant.applied():
                verdict, by = self._verdict(suite, mutant)
            suite.proven[by] = suite.proven.get(by, 0) + 1
            yield Outcome(mutant.target, mutant.group, mutant.what, verdict, by)

    def _verdict(self, suite: Suite, mutant: Mutant) -> tuple[Verdict, str]:
        told = self._first_failure(suite, suite.told(mutant, quick=True))
        if told:
            return "told", told
        compared = "" if mutant.group == "rules" else self._first_failure(suite, suite.comparing(mutant))
        if compared:
            return "published", compared
        told = self._first_failure(suite, suite.told(mutant, quick=False))
        return ("told", told) if told else ("survived", "")

    def _first_failure(self, suite: Suite, tests: Sequence[str]) -> str:
        """Run tests until one fails; fixtures of the session are kept, those of a file as long as it goes on."""
        self._failed.clear()
        elsewhere = suite.outermost
        for place, test in enumerate(tests):
            item = suite.items[test]
            after = suite.items[tests[place + 1]] if place + 1 < len(tests) else elsewhere
            item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._failed:
                item.session._setupstate.teardown_exact(elsewhere)
                return test
        return ""

    def _unreliable(self, suite: Suite, tests: Sequence[str]) -> list[str]:
        """Of these tests, those that fail with nothing altered."""

        def failing() -> Iterator[str]:
            left = list(tests)
            while left:
                failed = self._first_failure(suite, left)
                left = left[left.index(failed) + 1 :] if failed else []
                yield failed

        return [test for test in forked(failing) if test]


def forked(work: Callable[[], Iterator[Any]]) -> list[Any]:
    """What `work` yields in a forked process: as much of it as came before a pause that was too long."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            with open(writing, "w", encoding="utf-8") as lines:
                for one in work():
                    print(json.dumps(one), file=lines, flush=True)
        finally:
            os._exit(0)
    os.close(writing)
    buffer = b""
    while select([reading], [], [], LONGEST)[0] and (read := os.read(reading, 65536)):
        buffer += read
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return [json.loads(line) for line in buffer.decode().splitlines()]


def work(asked: Connection, groups: Sequence[Group], slowest: float, paths: Sequence[str]) -> None:
    """Run such a session; it ends when None is asked."""
    targets = Targets(groups)
    # A failure is all that is wanted, not the smallest example of it.
    hypothesis_settings.register_profile("trial", phases=(Phase.explicit, Phase.generate), database=None)
    hypothesis_settings.load_profile("trial")
    with tempfile.TemporaryDirectory() as folder:
        options = ["--assert=plain", "-p", "no:terminal", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
        pytest.main([*options, *paths], plugins=[Trials(asked, targets.mutants, recorded(), slowest)])
