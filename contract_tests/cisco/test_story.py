"""Two days in a contact centre: a thousand contacts, and everything that can be asked agrees to the unit.

The first campaign is compared with a plain model second by second; the second one, whose agents look at contacts first
and promise callbacks, is balanced: what is counted, what contacts hold, and what became of the callbacks.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from contract_tests.cisco.conftest import BASE, Cisco
from contract_tests.cisco.dialler_model import DAY, Model, Person
from contract_tests.cisco.floor import Floor
from contract_tests.conftest import Running

HOUR = 3600
# It is 17:00 UTC. Half of the zones are open then; in the others it is evening, and night.
BEGAN = 17 * HOUR
BIASES = (480, 300, 0, -540)
PLAIN, LOOKED_AT = 850, 150
AGENTS = 8
ENDINGS = tuple(f"{ending:02}" for ending in range(10))
FORBIDDEN = {"2125550109", "3125550101", "4155550106"}
# Odd spans, so that calls are under way when they end; together they are two days, and midnights lie between.
SPANS = (1, 37, 611, 5_000, 12_345, 7_205, 3, 30_000, 40_001, 52_000, 25_597)
FIRST_ENDS = {
    "00": {("closed", 10, 1), ("personalCallbackRequested", 14, 1)},
    "01": {("maxAttemptsReached", 9, 3)},
    "02": {("maxAttemptsReached", 8, 3)},
    "03": {("maxAttemptsReached", 12, 3)},
    "04": {("closed", 11, 1)},
    "05": {("closed", 7, 1)},
    "06": {("maxAttemptsReached", 6, 3)},
    "07": {("maxAttemptsReached", 21, 3)},
    "08": {("maxAttemptsReached", 24, 3)},
    "09": {("closed", 10, 3), ("personalCallbackRequested", 14, 3)},
}


def numbers(contact: int) -> list[str]:
    """One to three reserved numbers, in four area codes, so that all kinds meet each other in every order."""
    count = (1, 1, 2, 3)[contact * 7 % 4]
    areas = ("727", "312", "415", "212")
    return [
        f"{areas[(contact + place) % 4]}55501{ENDINGS[contact * (3 + 4 * place) // (1 + place) % 10]}"
        for place in range(count)
    ]


class Story:
    """The two days, in one world; `said` keeps every reply."""

    def __init__(self, site: Cisco) -> None:
        """Set the centre up and import the contacts."""
        self.cisco, self.said = site, list[str]()
        site.patch("settings", "deployment", agentChoices={"accept": 1}, callbackShare=0.4)
        control = site.site
        control.control.put(f"worlds/{control.world}/files/dnc.txt", content="\n".join(FORBIDDEN)).raise_for_status()
        site.advance(5)
        first = Floor(site)
        second = Floor(site, "sgsecond")
        for number in range(AGENTS):
            first.agent(f"first{number}")
            second.agent(f"second{number}")
        self.plain = first.campaign(startTime="09:00", endTime="17:00")
        self.looked_at = second.campaign("PREVIEWONLY", name="second", personalizedCallbackEnabled="true")
        rows = [(numbers(number), BIASES[number // 3 % 4]) for number in range(1, PLAIN + 1)]
        header = "Phone01,Phone02,Phone03,TimeZoneBias"
        first.imported(
            self.plain, *(",".join([*phones, "", "", ""][:3]) + f",{bias}" for phones, bias in rows), header=header
        )
        second.imported(self.looked_at, *(f"72755501{ENDINGS[number % 10]}" for number in range(LOOKED_AT)))
        people = [Person(number, phones, -60 * bias) for number, (phones, bias) in enumerate(rows, 1)]
        self.model = Model(people, AGENTS, (9 * HOUR, 17 * HOUR), BEGAN + 5, FORBIDDEN)
        self.counted: Counter[str] = Counter()
        self.passed = 5

    def get(self, path: str) -> dict[str, Any]:
        """Ask, and keep what is said."""
        answer = self.cisco.get(path, accept="application/json")
        assert answer.status_code == 200, answer.text
        # Pages name the world in their URLs.
        self.said.append(answer.text.replace(self.cisco.site.world, "story"))
        said: dict[str, Any] = answer.json()
        return said

    def contacts(self, campaign: int) -> dict[int, dict[str, Any]]:
        """All contacts of a campaign, page by page, by their ids."""
        found: dict[int, dict[str, Any]] = {}
        path = f"/campaign/{campaign}/import?resultsPerPage=100"
        while path:
            said = self.get(path)
            for one in said["importContacts"][0]["importContact"]:
                found[int(one["refURL"].rpartition("/")[2])] = one
            path = said["pageInfo"].get("nextPage", "").partition(BASE)[2]
        return found

    def stats(self, campaign: int) -> dict[str, int]:
        """The counters of a campaign that are not zero."""
        said = self.get(f"/campaign/{campaign}/runtimestats")
        return {name: count for name, count in said.items() if name != "dateTime" and count}

    def callbacks(self) -> list[dict[str, Any]]:
        """The callbacks that agents have promised."""
        return [row for row in self.cisco.rows("personal_callbacks") if row["contactId"]]

    def advance(self, seconds: int) -> None:
        """Let time pass, in the world and in the model; what a day has counted is kept before it is set back."""
        while seconds:
            today = DAY - (BEGAN + self.passed) % DAY
            step = min(seconds, today - 1 if today > 1 else 1)
            self.cisco.advance(step)
            self.passed += step
            seconds -= step
            if (BEGAN + self.passed + 1) % DAY == 0:
                self.counted.update(self.stats(self.looked_at))
        self.model.run(self.passed - 5)


def agrees(story: Story) -> None:
    """Every contact and every counter is as the model has it."""
    assert story.stats(story.plain) == story.model.stats()
    shown = story.contacts(story.plain)
    assert len(shown) == PLAIN
    for person in story.model.people:
        contact = shown[person.number]
        told = (contact["callStatus"], contact["callResultOverall"], contact["callsMade"])
        assert told == (person.status, person.overall, person.calls), person
        for place, result in enumerate(person.results, 1):
            assert contact[f"phone{place:02}"]["callResult"] == result, person


@pytest.fixture(scope="module")
def story(handbook_server: Running) -> Iterator[Story]:
    """The story before its first day; the tests of this module play it in their order."""
    yield from _told(handbook_server, "cisco-story")


def _told(server: Running, name: str) -> Iterator[Story]:
    site = server.site(name)
    site.control.put(f"worlds/{name}", json={}).raise_for_status()
    yield Story(Cisco(site))
    site.control.delete(f"worlds/{name}")


def played(story: Story) -> Story:
    """The story at its end; whoever asks first plays it, and compares it with the model on the way."""
    if story.passed < sum(SPANS):
        agrees(story)
        for span in SPANS:
            story.advance(span)
            agrees(story)
        story.counted.update(story.stats(story.looked_at))
    return story


def test_at_any_moment_contacts_and_counters_are_those_of_a_plain_model(story: Story) -> None:
    """Eleven times in two days, to the second."""
    assert sum(SPANS) == 2 * DAY
    played(story)


def test_after_two_days_every_contact_is_finished_with(story: Story) -> None:
    """Nobody waits, nobody is being called, and all kinds of ends have been met."""
    played(story)
    statuses = Counter(one["callStatus"] for one in story.contacts(story.plain).values())
    assert set(statuses) == {"closed", "maxAttemptsReached"}
    results = {one["callResultOverall"] for one in story.contacts(story.plain).values()}
    assert results == {6, 7, 8, 9, 10, 11, 12, 21, 24, 26}
    assert story.cisco.rows("dialer_calls") == []


def test_contacts_whom_agents_look_at_end_as_their_numbers_say(story: Story) -> None:
    """With or without a promise of a callback."""
    played(story)
    for number, contact in story.contacts(story.looked_at).items():
        told = (contact["callStatus"], contact["callResultOverall"], contact["callsMade"])
        assert told in FIRST_ENDS[ENDINGS[(number - 1) % 10]], contact


def test_every_promise_has_been_kept(story: Story) -> None:
    """As many callbacks as contacts who asked for one, each made by its agent and closed."""
    played(story)
    moved = [one for one in story.contacts(story.looked_at).values() if one["callResultOverall"] == 14]
    callbacks = story.callbacks()
    assert len(callbacks) == len(moved) > 5
    assert {(row["callStatus"], row["callResult"], row["campaignId"]) for row in callbacks} == {
        ("C", 10, story.looked_at)
    }
    assert story.counted["callBackCount"] == story.counted["personalCallbackCount"] == len(moved)


def test_the_counters_of_all_days_are_the_calls_of_all_contacts_and_callbacks(story: Story) -> None:
    """Each result has been counted once: those of contacts, and one for each callback."""
    played(story)
    made = sum(one["callsMade"] for one in story.contacts(story.looked_at).values())
    results = ("busyCount", "noAnswerDetectCount", "answeringMachineCount", "faxDetectCount", "sitToneDetectCount")
    others = ("noDialToneDetectCount", "customerAbandonDetectCount", "customerNotHomeCount", "voiceCount")
    counted = sum(story.counted[name] for name in (*results, *others, "callBackCount"))
    assert counted == made + len(story.callbacks())
    assert story.counted["attemptedCount"] == counted - story.counted["noAnswerDetectCount"]
    voices = story.counted["voiceCount"] + story.counted["callBackCount"]
    assert story.stats(story.looked_at)["totalVoiceCount"] == voices
    assert story.counted["talkTimeCount"] == 60 * voices + 15 * story.counted["customerNotHomeCount"]
    assert story.counted["wrapupTimeCount"] == 10 * (voices + story.counted["customerNotHomeCount"])


def test_the_story_told_twice_is_the_same_to_the_byte(handbook_server: Running) -> None:
    """The same requests in another world of the same seed."""
    told = []
    for name in ("cisco-story-once", "cisco-story-again"):
        for story in _told(handbook_server, name):
            for span in (611, 50_000, 86_400):
                story.advance(span)
                for campaign in (story.plain, story.looked_at):
                    story.contacts(campaign)
                    story.stats(campaign)
            told.append((story.said, story.callbacks(), story.cisco.rows("agents")))
    assert told[0] == told[1]
