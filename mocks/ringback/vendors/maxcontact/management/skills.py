"""Skills of users."""

from collections.abc import Iterator
from typing import ClassVar, Self

from ringback.contract import Answer, check, inferred
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import NAMES_NOTHING
from ringback.vendors.maxcontact.management.campaigns import RANGE
from ringback.vendors.maxcontact.management.members import MISSING, Integer, Integers
from ringback.vendors.maxcontact.management.users import USERS
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import UserSkill
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

ROWS = inferred("a SkillUserResult is said to be returned and described nowhere; one row a user tells what was done")
A_ROW = {"UserId": 2, "Success": True, "Detail": "Associated"}


class WithSkill(Body):
    """A method for a skill and several users; what becomes of each is told user by user."""

    envelope: ClassVar[str] = "SkillUserResult"

    missing = MISSING
    unknown_skill = Refusal("There is no skill {skill_id}", code=INVALID, ground=NAMES_NOTHING)

    skill_id = Integer("SkillId", required=True, example="1", note="as the page of outbound skills shows")

    @check
    def skill_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The skill must be there."""
        return self.unknown_skill() if self.skill_id not in world.skills else None


class AssociateSkill(WithSkill, method="PUT", path=f"{USERS}/skills", section="Associate Skills with Users"):
    """Give users a skill, or another proficiency in it."""

    bad_proficiency = Refusal("Proficiency must be 1 to 10", code=INVALID, ground=RANGE)
    associated = Done("Skill {skill_id} is associated", shown=Many("UserResult", [A_ROW]), ground=ROWS)

    proficiency = Integer("Proficiency", required=True, between=(1, 10), invalid=bad_proficiency, example="5")
    user_ids = Integers("UserIds", required=True, example="2")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Do it for every user who is there."""
        return self.associated(data=Many("UserResult", list(self._rows(world))))

    def _rows(self, world: MaxContactWorld) -> Iterator[dict[str, object]]:
        for user_id in self.user_ids:
            known = user_id in world.users
            if known:
                world.user_skills.put(UserSkill(user_id=user_id, skill_id=self.skill_id, proficiency=self.proficiency))
                floor.look(world, user_id)
            yield {"UserId": user_id, "Success": known, "Detail": "Associated" if known else "Unknown user"}


class DisassociateSkill(WithSkill, method="DELETE", path=f"{USERS}/skills", section="Disassociate Skills from Users"):
    """Take a skill from users."""

    disassociated = Done("Skill {skill_id} is disassociated", shown=Many("UserResult", [A_ROW]), ground=ROWS)

    user_ids = Integers("UserIds", required=True, example="2")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Do it for every user who has it."""
        return self.disassociated(data=Many("UserResult", list(self._rows(world))))

    def _rows(self, world: MaxContactWorld) -> Iterator[dict[str, object]]:
        for user_id in self.user_ids:
            removed = world.user_skills.remove((user_id, self.skill_id))
            detail = "Disassociated" if removed is not None else "Not associated"
            if user_id not in world.users:
                detail = "Unknown user"
            yield {"UserId": user_id, "Success": removed is not None, "Detail": detail}
