"""What agents did in a span of time: `agent_stats_export`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from ringback.contract import Answer, check
from ringback.state.order import TOP
from ringback.vendors.dialer360.activity import AgentLog
from ringback.vendors.dialer360.call import HEADER, STAGE, Export, Function, Line
from ringback.vendors.dialer360.fields import Digits, Letters, Raw, Switch, Words
from ringback.vendors.dialer360.logs import ECHOED
from ringback.vendors.dialer360.world import Dialer360World

MOMENT_LENGTH = len("YYYY-MM-DD HH:MM:SS")
# The log counts whole seconds: what happened within the last one of the span belongs to it.
LAST_MICROSECOND = 999_999
# What a round consists of; the dead time lies within the talk time.
PARTS = ("pause", "wait", "talk", "dead", "dispo")

COLUMNS = (
    "user",
    "full_name",
    "user_group",
    "calls",
    "login_time",
    "total_talk_time",
    "avg_talk_time",
    "avg_wait_time",
    "pct_of_queue",
    "pause_time",
    "sessions",
    "avg_session",
    "pauses",
    "avg_pause_time",
    "pause_pct",
    "pauses_per_session",
    "total_wait_time",
)

SAMPLE = (
    *("1029", "test agent", "ADMIN", "1"),
    *("0:01:52", "0:00:16", "0:00:16", "0:00:18", "16.7%"),
    *("54", "3", "0:00:37", "5", "0:00:11", "48.2%", "2", "0:00:18"),
)


@dataclass(frozen=True)
class Work:
    """The rounds of one agent added up; times in seconds."""

    user: str
    calls: int
    pauses: int
    sessions: int
    login: int
    pause: int
    wait: int
    talk: int

    @classmethod
    def of(cls, user: str, rounds: list[AgentLog]) -> Self:
        """Add up rounds in their order; someone without a call has neither talked nor waited."""
        calls = sum(1 for row in rounds if row.lead_id)
        pause, wait, talk, dead, dispo = (sum(getattr(row, f"{part}_sec") for row in rounds) for part in PARTS)
        last = rounds[-1]
        span = int((last.event_time - rounds[0].event_time).total_seconds())
        span += last.pause_sec + last.wait_sec + last.talk_sec + last.dispo_sec
        return cls(
            user=user,
            calls=calls,
            pauses=sum(1 for row in rounds if row.pause_sec > 0),
            sessions=max(1, sum(1 for row in rounds if "LOGIN" in row.sub_status)),
            login=min(pause + wait + talk + dispo, span),
            pause=pause,
            wait=wait if calls else 0,
            talk=talk - dead if calls else 0,
        )


class AgentStatsExport(Function, function="agent_stats_export", section="agent_stats_export"):
    """Export how agents spent their time."""

    needs = ("view_reports",)

    not_permitted = Line(
        "ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - {user}|0",
        observed="ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO: |{user}|0|",
    )
    invalid = Line(
        "ERROR: agent_stats_export INVALID SEARCH PARAMETERS - {user}|{agent_user}|{datetime_start}|{datetime_end}",
        observed="ERROR: agent_stats_export INVALID SEARCH PARAMETERS: "
        "{user}|{agent_user}|{datetime_start}|{datetime_end}",
    )
    none = Line(
        "ERROR: agent_stats_export NO RECORDS FOUND - {user}|{agent_user}|{datetime_start}|{datetime_end}",
        observed="ERROR: agent_stats_export NO RECORDS FOUND - {user}|{agent_user}|{lead_id}|{date}",
    )
    found = Export(*COLUMNS, observed=COLUMNS[:-1], sample=SAMPLE)

    datetime_start = Words(also=" -:_", required=True, example="2026-01-05 00:00:00", note="YYYY-MM-DD HH:MM:SS")
    datetime_end = Words(also=" -:_", required=True, example="2026-01-05 23:59:59", note="YYYY-MM-DD HH:MM:SS")
    agent_user = Raw(note="2-20 characters; one agent only")
    stage = Letters(note=STAGE)
    header = Raw(note=HEADER)
    time_format = Switch(note="H and HF (the default) 1:23:45, M 83:45, S 5025")
    lead_id = Digits(note=ECHOED)
    date = Raw(note=ECHOED)

    @check
    def searchable(self, world: Dialer360World) -> Answer[Self] | None:
        """Both ends of the span are needed; the software ignores an agent's name that is too long."""
        complete = len(self.datetime_start) == len(self.datetime_end) == MOMENT_LENGTH
        strange = bool(self.agent_user) and not world.observed and not 2 <= len(self.agent_user) <= 20
        return self.invalid() if strange or not complete else None

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Show one row for each agent."""
        work = list(_added_up(self._rounds(world)))
        calls = sum(part.calls for part in work)
        return self.found(rows=[self._row(world, part, calls) for part in work]) if work else self.none()

    def _rounds(self, world: Dialer360World) -> Iterable[AgentLog]:
        start, end = world.moment(self.datetime_start), world.moment(self.datetime_end)
        if start is None or end is None:
            return ()
        last = end.replace(microsecond=LAST_MICROSECOND)
        if not 1 <= len(self.agent_user) <= 20:
            return world.agent_log.between("time", (start,), (last, TOP))
        user = world.user(self.agent_user)
        name = user.user if user is not None else self.agent_user
        return world.agent_log.between("user", (name, start), (name, last, TOP))

    def _row(self, world: Dialer360World, work: Work, all_calls: int) -> tuple[object, ...]:
        user = world.user(work.user)
        # The software shows the average of a sum that it has not made yet.
        average_talk = 0 if world.observed else _average(work.talk, work.calls)
        return (
            work.user,
            user.full_name if user is not None else "",
            user.user_group if user is not None else "",
            work.calls,
            self._time(work.login),
            self._time(work.talk),
            self._time(average_talk),
            self._time(_average(work.wait, work.calls)),
            _percent(work.calls, all_calls),
            work.pause,
            work.sessions,
            self._time(_average(work.login, work.sessions)),
            work.pauses,
            self._time(_average(work.pause, work.pauses)),
            _percent(work.pause, work.login) if work.pauses and work.login else "100%",
            _average(work.pauses, work.sessions),
            self._time(work.wait),
        )

    def _time(self, seconds: int) -> str:
        if self.time_format == "S":
            return str(seconds)
        if self.time_format == "M":
            return f"{seconds // 60}:{seconds % 60:02}"
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _added_up(rounds: Iterable[AgentLog]) -> Iterator[Work]:
    ordered = sorted(rounds, key=lambda row: (row.user.lower(), row.event_time, row.agent_log_id))
    for _, group in groupby(ordered, key=lambda row: row.user.lower()):
        rows = list(group)
        yield Work.of(rows[0].user, rows)


def _average(total: int, count: int) -> int:
    """The average as a whole number, halves upwards; 0 of nothing."""
    return (2 * total + count) // (2 * count) if count else 0


def _percent(part: int, whole: int) -> str:
    """The share with one decimal, halves upwards, without a decimal that is 0."""
    return f"{_average(1000 * part, whole) / 10:g}%"
