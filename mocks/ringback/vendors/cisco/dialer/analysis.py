"""Call progress analysis: what the phone network does with a call, as the dialler hears it."""

from functools import lru_cache
from typing import NamedTuple

from ringback.telephony.network import Network, Outcome, Result
from ringback.telephony.outcomes import line_of, magic_of
from ringback.vendors.cisco.dialer import results
from ringback.vendors.cisco.records import Campaign
from ringback.vendors.cisco.world import CiscoWorld

# One ring and the pause after it.
RING_SECONDS = 6

# How a line that is not a reserved number fails in one way or another.
_INVALID = ((results.INVALID, 6.0), (results.NOT_IN_SERVICE, 2.0), (results.OPERATOR, 2.0))
_NO_CIRCUIT = ((results.NO_DIAL_TONE, 6.0), (results.NO_RINGBACK, 2.0), (results.ERROR, 2.0))
_NO_ANSWER = ((results.NO_ANSWER, 19.0), (results.DISCONNECTED, 1.0))
_MACHINE = ((results.MACHINE, 9.0), (results.NETWORK_MACHINE, 1.0))
_WRONG_PERSON = ((results.NOT_HOME, 1.0), (results.WRONG_NUMBER, 1.0))

_USUAL = {
    Result.ANSWERED: results.VOICE,
    Result.HUNG_UP: results.VOICE,
    Result.BUSY: results.BUSY,
    Result.NO_ANSWER: results.NO_ANSWER,
    Result.MACHINE: results.MACHINE,
    Result.FAX: results.FAX,
    Result.INVALID: results.INVALID,
    Result.NO_CIRCUIT: results.NO_DIAL_TONE,
    Result.WRONG_PERSON: results.NOT_HOME,
}
_VARIED = {
    Result.INVALID: _INVALID,
    Result.NO_CIRCUIT: _NO_CIRCUIT,
    Result.NO_ANSWER: _NO_ANSWER,
    Result.MACHINE: _MACHINE,
    Result.WRONG_PERSON: _WRONG_PERSON,
}

# How often the analysis errs with its default settings: a machine passes for a voice, a voice for a machine or nobody.
_MISSED, _MISTAKEN, _SILENT = 0.03, 0.01, 0.01
_ANYONE = (results.VOICE, results.NOT_HOME, results.WRONG_NUMBER)


class Heard(NamedTuple):
    """What a call comes to: the seconds until that is known, the result, and the seconds the far end stays then."""

    seconds: int
    result: int
    stays: int


@lru_cache(maxsize=16)
def _network(mix: tuple[tuple[str, float], ...]) -> Network:
    """The network of a mix; a mix that is none is as good as not set."""
    try:
        return Network.of(dict(mix)) if mix else Network()
    except ValueError:
        return Network()


def bare(number: str) -> str:
    """The number without its extension, which is not dialled."""
    return number.partition("*")[0].partition("#")[0]


def listen(world: CiscoWorld, campaign: Campaign, number: str, attempt: int, *, by_agent: bool = False) -> Heard:
    """What the dialler hears of an attempt; with `by_agent` it is an agent who dials and listens."""
    line = line_of(bare(number))
    if not line:
        return Heard(1, results.INVALID_FOR_SIP, 0)
    outcome = _network(tuple(world.deployment.network.items())).place(world.tx.base.seed, line, attempt)
    most = campaign.no_answer_ring_limit * RING_SECONDS
    if outcome.result is Result.NO_ANSWER or outcome.ring_seconds > most:
        return Heard(most, _named(world, Outcome(Result.NO_ANSWER, most, 0), line, attempt), 0)
    result = _named(world, outcome, line, attempt)
    stays = outcome.talk_seconds
    # Who hangs up at once is gone before the last of those seconds is over.
    lasted = stays - 1 if outcome.result is Result.HUNG_UP else stays
    if result in _ANYONE and lasted < campaign.minimum_call_duration:
        return Heard(outcome.ring_seconds + stays, results.CUSTOMER_ABANDONED, 0)
    if not by_agent:
        result = _analysed(world, campaign, result, line, attempt)
    return Heard(outcome.ring_seconds + _tone(campaign, result, stays, by_agent), result, stays)


def _named(world: CiscoWorld, outcome: Outcome, line: str, attempt: int) -> int:
    """The result of an outcome; only reserved numbers always have the usual one."""
    varied = _VARIED.get(outcome.result)
    if varied is None or magic_of(line) is not None:
        return _USUAL[outcome.result]
    # A line that is out of order stays so.
    key = () if outcome.result is Result.INVALID else (attempt,)
    return world.draw("result", line, *key).pick(varied)


def _analysed(world: CiscoWorld, campaign: Campaign, result: int, line: str, attempt: int) -> int:
    """What the analysis takes a call for: without it everything that answers is a voice."""
    machine = result in (results.MACHINE, results.NETWORK_MACHINE)
    if not campaign.cpa_enabled:
        return results.VOICE if machine or result == results.FAX else result
    if machine and not campaign.ip_amd_enabled:
        return results.VOICE
    if magic_of(line) is not None or not (machine or result in _ANYONE):
        return result
    point = world.draw("analysis", line, attempt).unit()
    if machine:
        # A longer period hears more of a short greeting; longer silences let it pass for a machine.
        missed = _MISSED * campaign.analysis_period / 2500 * 608 / max(campaign.min_silence_period, 1)
        return results.VOICE if point < missed else result
    mistaken = _MISTAKEN * 2500 / max(campaign.analysis_period, 1) if campaign.ip_amd_enabled else 0.0
    silent = _SILENT * 3000 / max(campaign.max_time_analysis, 1) * campaign.minimum_valid_speech / 112
    if point < mistaken:
        return results.MACHINE
    return results.DEAD_AIR if point < mistaken + silent else result


def _tone(campaign: Campaign, result: int, stays: int, by_agent: bool) -> int:
    """The seconds that the dialler waits for the tone after a machine's greeting, where it is told to."""
    if by_agent or result not in (results.MACHINE, results.NETWORK_MACHINE):
        return 0
    waits = campaign.amd_treatment_mode == "terminateToneDetect" or (
        campaign.ip_terminating_beep_detect and campaign.amd_treatment_mode != "abandonCall"
    )
    return min(stays, campaign.max_term_tone_analysis // 1000) if waits else 0
