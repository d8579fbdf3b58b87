"""The simulated phone network: outcomes that the seed fixes, and the numbers that force one."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from statistics import mean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.state.chance import draw
from ringback.telephony.network import DEFAULT_MIX, MAGIC, Network, Outcome, Result
from ringback.telephony.rhythm import first_call

NUMBERS = [f"727{2_000_000 + ordinal}" for ordinal in range(20_000)]
NETWORK = Network()

GOLDEN_WORDS = [14129685460022935882, 8589835541365222602, 15793794712669945595]
GOLDEN_UNIT = 0.7659717836146855
GOLDEN_OUTCOMES = [
    Outcome(Result.FAX, 9, 7),
    Outcome(Result.ANSWERED, 15, 42),
    Outcome(Result.NO_ANSWER, 37, 0),
    Outcome(Result.NO_ANSWER, 28, 0),
    Outcome(Result.MACHINE, 17, 26),
]


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """Return what the first attempt at each of 20,000 numbers comes to."""
    return [NETWORK.place(1, number, 1) for number in NUMBERS]


def test_a_draw_gives_the_values_it_has_always_given() -> None:
    """Golden values: worlds saved by one version must live on in the next."""
    golden = draw(1, "lead", 42)
    assert [golden.word() for _ in range(3)] == GOLDEN_WORDS
    assert draw(1, "lead", 42).unit() == GOLDEN_UNIT


def test_a_draw_does_not_depend_on_what_was_drawn_before() -> None:
    """Values belong to their key."""
    first = draw(7, "lead", 1).unit()
    draw(7, "lead", 2).unit()
    assert draw(7, "lead", 1).unit() == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, "ab", "c"), (1, "a", "bc")),
        ((1, "1"), (1, 1)),
        ((1, "a", ""), (1, "a")),
        ((1, "a', 'b"), (1, "a", "b")),
        ((1, 2), (12,)),
        ((1, "a"), (2, "a")),
    ],
)
def test_keys_that_differ_give_different_values(one: tuple[int, str | int], other: tuple[int, str | int]) -> None:
    """No two keys are written alike."""
    assert draw(*one).word() != draw(*other).word()


def test_a_draw_never_runs_dry_nor_repeats_itself() -> None:
    """More values than one hash holds are all different."""
    source = draw(1, "many")
    assert len({source.word() for _ in range(1000)}) == 1000


@given(st.integers(), st.lists(st.text() | st.integers()))
def test_a_unit_lies_from_zero_up_to_but_not_at_one(seed: int, key: list[str | int]) -> None:
    """Any seed and key will do, lone surrogates too."""
    assert 0.0 <= draw(seed, *key).unit() < 1.0


@given(st.integers(), st.integers(min_value=-(2**40), max_value=2**40), st.integers(min_value=0, max_value=2**40))
def test_a_value_between_two_ends_may_reach_both(seed: int, low: int, width: int) -> None:
    """Both ends are included."""
    assert low <= draw(seed, "between").between(low, low + width) <= low + width


def test_values_between_two_ends_are_even() -> None:
    """A die of 60,000 throws shows each face near 10,000 times."""
    faces = Counter(draw(1, "die", throw).between(1, 6) for throw in range(60_000))
    assert sorted(faces) == [1, 2, 3, 4, 5, 6]
    assert all(abs(count - 10_000) < 400 for count in faces.values())


def test_a_pick_follows_the_weights() -> None:
    """A weight of zero is never picked."""
    picks = Counter(draw(1, "pick", ordinal).pick({"a": 3, "never": 0, "b": 1}) for ordinal in range(10_000))
    assert set(picks) == {"a", "b"}
    assert abs(picks["a"] - 7_500) < 200


def test_a_pick_takes_pairs_as_well_as_a_mapping() -> None:
    """The same weights give the same choice."""
    weights = {"a": 0.5, "b": 0.5}
    assert draw(1, "pick").pick(weights) == draw(1, "pick").pick(list(weights.items()))


@pytest.mark.parametrize("weights", [{}, {"a": 0.0}, {"a": -1.0, "b": 2.0}, {"a": float("nan")}, {"a": float("inf")}])
def test_a_pick_from_impossible_weights_is_refused(weights: dict[str, float]) -> None:
    """The error is a ValueError."""
    with pytest.raises(ValueError, match="weight"):
        draw(1, "pick").pick(weights)


def test_choosing_from_nothing_is_refused() -> None:
    """Neither an empty list nor an upside-down range has a value."""
    with pytest.raises(ValueError, match="nothing"):
        draw(1, "x").one_of([])
    with pytest.raises(ValueError, match="between"):
        draw(1, "x").between(2, 1)


def test_one_of_reaches_every_choice() -> None:
    """Each letter turns up."""
    assert {draw(1, "letter", ordinal).one_of("abc") for ordinal in range(100)} == {"a", "b", "c"}


def test_a_call_comes_to_the_same_each_time_it_is_asked() -> None:
    """Seed, number and attempt decide, whatever was dialled before."""
    first = [NETWORK.place(1, number, 1) for number in NUMBERS[:100]]
    assert [Network().place(1, number, 1) for number in reversed(NUMBERS[:100])] == first[::-1]


def test_calls_come_to_what_they_have_always_come_to() -> None:
    """Golden outcomes: a story written for one version holds in the next."""
    assert [NETWORK.place(1, number, 1) for number in NUMBERS[:5]] == GOLDEN_OUTCOMES


def test_another_seed_gives_another_network() -> None:
    """Most of a thousand numbers behave differently."""
    differ = sum(NETWORK.place(1, number, 1) != NETWORK.place(2, number, 1) for number in NUMBERS[:1000])
    assert differ > 900


def test_the_mix_comes_out_as_its_weights_say(outcomes: list[Outcome]) -> None:
    """Each result has its share within one percentage point."""
    counts = Counter(outcome.result for outcome in outcomes)
    assert {result: counts[result] / len(outcomes) for result in Result} == pytest.approx(dict(DEFAULT_MIX), abs=0.01)


def test_later_attempts_follow_the_mix_too() -> None:
    """The fifth attempt is like the first."""
    counts = Counter(NETWORK.place(1, number, 5).result for number in NUMBERS)
    assert {result: counts[result] / len(NUMBERS) for result in Result} == pytest.approx(dict(DEFAULT_MIX), abs=0.01)


def test_a_dead_line_or_a_fax_is_so_on_every_attempt(outcomes: list[Outcome]) -> None:
    """What belongs to the line does not change from call to call."""
    lasting = {Result.INVALID, Result.FAX}
    for number, first in list(zip(NUMBERS, outcomes, strict=True))[:2000]:
        again = NETWORK.place(1, number, 2).result
        assert (first.result in lasting or again in lasting) is (first.result is again and again in lasting)


def test_a_busy_line_may_answer_next_time(outcomes: list[Outcome]) -> None:
    """What belongs to the moment does change."""
    busy = [number for number, first in zip(NUMBERS, outcomes, strict=True) if first.result is Result.BUSY]
    assert {NETWORK.place(1, number, 2).result for number in busy} >= {Result.ANSWERED, Result.NO_ANSWER, Result.BUSY}


def test_talk_times_are_skewed_as_talk_is(outcomes: list[Outcome]) -> None:
    """From 15 s to 10 minutes, two and a half on average, half of them under two."""
    talks = [outcome.talk_seconds for outcome in outcomes if outcome.result is Result.ANSWERED]
    assert min(talks) == 15
    assert 590 < max(talks) <= 600
    assert mean(talks) == pytest.approx(150, abs=6)
    assert median(talks) < 120


def test_nobody_talks_on_a_call_that_nothing_picks_up(outcomes: list[Outcome]) -> None:
    """Busy, unanswered and failed calls last no second."""
    silent = {Result.BUSY, Result.NO_ANSWER, Result.INVALID, Result.NO_CIRCUIT}
    assert all((outcome.talk_seconds == 0) is (outcome.result in silent) for outcome in outcomes)


def test_every_call_rings_for_a_second_or_more(outcomes: list[Outcome]) -> None:
    """No call ends in the second it is placed, and none rings for a minute."""
    assert all(1 <= outcome.ring_seconds <= 40 for outcome in outcomes)


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        ("00", Outcome(Result.ANSWERED, 6, 60)),
        ("01", Outcome(Result.BUSY, 2, 0)),
        ("02", Outcome(Result.NO_ANSWER, 25, 0)),
        ("03", Outcome(Result.MACHINE, 20, 10)),
        ("04", Outcome(Result.FAX, 6, 5)),
        ("05", Outcome(Result.INVALID, 1, 0)),
        ("06", Outcome(Result.NO_CIRCUIT, 1, 0)),
        ("07", Outcome(Result.HUNG_UP, 6, 1)),
        ("08", Outcome(Result.WRONG_PERSON, 6, 15)),
        ("09", Outcome(Result.NO_ANSWER, 25, 0)),
    ],
)
@pytest.mark.parametrize("form", ["{}", "1{}", "+1{}", "+1 ({:.3}) 555-01"])
def test_a_magic_number_does_what_its_last_two_digits_say(ending: str, outcome: Outcome, form: str) -> None:
    """Any seed, any area code, with or without the country's 1, however it is spelt."""
    number = form.format("212") + ending if form.endswith("01") else form.format("72755501" + ending)
    assert [NETWORK.place(seed, number, 1) for seed in (1, 2, 99)] == [outcome] * 3


@pytest.mark.parametrize("ending", ["00", "01", "02", "03", "04", "05", "06", "07", "08"])
def test_a_magic_number_does_the_same_on_every_attempt(ending: str) -> None:
    """All but 09 do not change."""
    number = f"31255501{ending}"
    assert len({NETWORK.place(1, number, attempt) for attempt in range(1, 6)}) == 1


def test_the_magic_number_09_answers_on_the_third_attempt_and_after() -> None:
    """It is not answered twice, then always."""
    results = [NETWORK.place(1, "3125550109", attempt).result for attempt in (1, 2, 3, 4, 50)]
    assert results == [Result.NO_ANSWER] * 2 + [Result.ANSWERED] * 3


def test_a_magic_number_beats_the_mix_of_the_scenario() -> None:
    """It is busy even where every other number answers."""
    assert Network.of({"answered": 1}).place(1, "7275550101", 1).result is Result.BUSY


def test_the_other_reserved_numbers_follow_the_mix() -> None:
    """555-0110 to 555-0199 are fictional, but not magic."""
    results = {
        NETWORK.place(1, f"{code}55501{ending}", 1).result for code in (212, 312, 727) for ending in range(10, 100)
    }
    assert len(results) > 5


@pytest.mark.parametrize("number", ["5550101", "27275550101", "72755501010", "7275551010", "17275550101 2"])
def test_only_ten_digits_or_one_and_ten_make_a_magic_number(number: str) -> None:
    """Anything else goes by the mix: over fifty attempts it does not stay busy."""
    assert {NETWORK.place(1, number, attempt).result for attempt in range(1, 51)} != {Result.BUSY}


def test_the_table_of_magic_numbers_can_be_read() -> None:
    """Ten endings, each with a line for the reference."""
    assert list(MAGIC) == [f"{ending:02}" for ending in range(10)]
    assert all(magic.meaning and magic.outcomes for magic in MAGIC.values())


def test_the_leading_one_and_the_spelling_do_not_change_a_line() -> None:
    """Two spellings of a number ring the same telephone."""
    for number in NUMBERS[:50]:
        spelt = f"+1 ({number[:3]}) {number[3:6]}-{number[6:]}"
        assert NETWORK.place(1, spelt, 1) == NETWORK.place(1, "1" + number, 1) == NETWORK.place(1, number, 1)


@given(st.integers(), st.text(alphabet="0123456789"), st.integers())
def test_no_string_of_digits_is_too_odd_to_dial(seed: int, number: str, attempt: int) -> None:
    """Every call comes to something."""
    assert isinstance(NETWORK.place(seed, number, attempt), Outcome)


@given(st.text())
def test_no_string_at_all_is_too_odd_to_dial(number: str) -> None:
    """Digits of other scripts and control characters are passed over."""
    assert isinstance(NETWORK.place(1, number, 1), Outcome)


@pytest.mark.parametrize("result", list(Result))
def test_a_scenario_can_make_every_call_end_alike(result: Result) -> None:
    """A result left out of the mix never happens."""
    network = Network.of({result.value: 2})
    assert {network.place(1, number, 1).result for number in NUMBERS[:500]} == {result}


def test_the_weights_of_a_mix_need_not_add_up_to_one() -> None:
    """Only their proportions count."""
    small, large = Network.of({"answered": 0.5, "busy": 0.5}), Network.of({"answered": 50, "busy": 50})
    assert [small.place(1, n, 1) for n in NUMBERS[:100]] == [large.place(1, n, 1) for n in NUMBERS[:100]]


def test_a_mix_equals_another_of_the_same_weights() -> None:
    """Networks are values: they compare and hash by what they say."""
    assert Network.of({"busy": 1.0}) == Network.of({"busy": 1})
    assert len({Network(), Network(), Network.of({"busy": 1})}) == 2


def test_ring_and_talk_times_can_be_set() -> None:
    """Ranges of one value make stories that can be reckoned by hand."""
    network = replace(Network.of({"answered": 1}), ring=(5, 5), talk=(30, 30))
    assert network.place(1, "7275551234", 1) == Outcome(Result.ANSWERED, 5, 30)


@pytest.mark.parametrize(
    ("mix", "message"),
    [
        ({"anwsered": 1}, "unknown result 'anwsered'.*answered, busy"),
        ({"busy": -0.5}, "weight of busy is -0.5"),
        ({"busy": "many"}, "weight of busy is 'many'"),
        ({"busy": True}, "weight of busy is True"),
        ({"busy": float("nan")}, "weight of busy is nan"),
        ({"busy": 10**400}, "weight of busy"),
        ({"busy": 0, "fax": 0}, "at least one weight"),
        ({}, "at least one weight"),
    ],
)
def test_an_impossible_mix_is_refused_in_plain_words(mix: dict[str, float], message: str) -> None:
    """The message names the result and what is wrong with it."""
    with pytest.raises(ValueError, match=message):
        Network.of(mix)


@pytest.mark.parametrize("seconds", [(10, 5), (-1, 5)])
def test_an_impossible_range_of_seconds_is_refused(seconds: tuple[int, int]) -> None:
    """Neither upside down nor negative."""
    with pytest.raises(ValueError, match="talk seconds"):
        Network(talk=seconds)


@pytest.mark.parametrize("days", [0, 1, 14])
def test_people_come_up_in_the_order_of_their_chances_and_most_around_the_showing(days: int) -> None:
    """None before the history begins or later than is said; a good part of them within a day of its end."""
    history, ahead = timedelta(days=days), timedelta(days=4)
    moments = [first_call(chance / 1000, history, ahead) for chance in range(1001)]
    assert moments == sorted(moments)
    assert (moments[0], moments[-1]) == (timedelta(0), history + ahead)
    near = [moment for moment in moments if abs(moment - history) <= timedelta(days=1)]
    assert len(near) > 450
