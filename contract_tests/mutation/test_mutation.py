"""The mutants themselves: each alters what is declared while it is applied, and nothing afterwards.

In a process of its own: the declarations must be watched from the beginning.
"""

import subprocess
import sys
from pathlib import Path

TRIED = """
import sys
from contract_tests.mutation.mutant import GROUPS
from contract_tests.mutation.replies import PLACEHOLDER
from contract_tests.mutation.targets import Targets
from ringback.apps import app
from ringback.contract.catalogue import describe

targets = Targets(GROUPS)
for name in sys.argv[1:]:
    endpoint = app(name.partition(".")[0]).by_id[name]
    plain = describe(endpoint), endpoint.steps
    found = {target: targets.mutants(target) for target in targets.named([name])}
    for mutant in (mutant for mutants in found.values() for mutant in mutants):
        with mutant.applied():
            altered = describe(endpoint), endpoint.steps
            assert tuple(step[:2] for step in endpoint._taken) == endpoint.steps, mutant
        assert altered != plain or mutant.group == "further", mutant
        assert altered[1] == plain[1] or mutant.group == "rules", mutant
        assert (describe(endpoint), endpoint.steps) == plain, mutant
    for reply in endpoint.replies.values():
        mutants = found[f"{name}.{reply.name}"]
        assert len({mutant.what for mutant in mutants}) == len(mutants)
        assert sum(mutant.group == "status" for mutant in mutants) == 1
        texts = [mutant for mutant in mutants if mutant.group == "text"]
        letters = any(letter.isalpha() for letter in PLACEHOLDER.sub("", reply.template.text))
        assert len(texts) >= 3 * letters, reply.name
        print(len(texts))
"""


def test_a_mutant_alters_one_endpoint_and_only_while_it_is_applied() -> None:
    """Each reply has a mutant of its status; each text, one of a character, of the last one and of a letter's case."""
    names = ("tcn.AgentSkillsList", "maxcontact-agent.Hold", "maxcontact-management.GetUsers", "cisco.GetCampaign")
    command = [sys.executable, "-c", TRIED, *names, "dialer360.sounds_list"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sum(map(int, done.stdout.split())) > 100
