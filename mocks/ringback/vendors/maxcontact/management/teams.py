"""Team methods."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, check
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import MANAGEMENT, NAMES_NOTHING, STATE, ManagementMethod, Numbered
from ringback.vendors.maxcontact.management.lists import A_BOOLEAN
from ringback.vendors.maxcontact.management.members import MISSING, Decimal, Flag, Integer, Words
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import Team, User
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

TEAMS = f"{MANAGEMENT}/teams"


class ForTeam(Numbered):
    """A method for one team, which is `team`."""

    unknown_team = Refusal("There is no team {team_id}", code=INVALID, ground=NAMES_NOTHING)

    team_id = Number("teamId", example="1")

    team: Team

    @check
    def team_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The team must be there."""
        team = world.teams.get(self.team_id)
        if team is None:
            return self.unknown_team()
        self.team = team
        return None


class TeamBody(Body):
    """A method that takes a Team."""

    own_id = Integer("Id", column="team_id", note="given by the system; in the path of an update")
    tenant_id = Integer("TenantId")
    team_name = Words("TeamName", example="Morning")
    primary_supervisor_id = Integer("PrimarySupervisorId")
    max_callbacks_per_day = Integer("MaxCallbacksPerDay")
    service_time = Integer("ServiceTime")
    hours_per_working_day = Decimal("HoursPerWorkingDay")
    well_being_deck_id = Integer("WellBeingDeckId")


A_TEAM = TeamBody.shown(Team(team_id=1, team_name="Morning"))


class GetTeams(ManagementMethod, method="GET", path=TEAMS, section="Get Teams"):
    """Get all teams."""

    listed = Done("The teams", shown=Many("Team", [A_TEAM]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("Team", [TeamBody.shown(row) for row in world.teams]))


class GetTeam(ForTeam, method="GET", path=f"{TEAMS}/{{teamId}}", section="Get Team"):
    """Get a team."""

    found = Done("Team {team_id}", shown=A_TEAM)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Show it."""
        return self.found(data=TeamBody.shown(self.team))


class CreateTeam(TeamBody, method="POST", path=TEAMS, section="Create Team"):
    """Create a team; what the body leaves out has its default."""

    missing = MISSING
    created = Done("Team {number} is created", shown=A_TEAM, examples={"number": "1"})

    team_name = Words("TeamName", required=True, example="Morning")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Give it the next number."""
        said = {"tenant_id": world.system.tenant_id, **self.said(), "team_id": 0}
        team = world.teams.add(Team(**said))
        return self.created(number=team.team_id, data=TeamBody.shown(team))


class UpdateTeam(TeamBody, ForTeam, method="PUT", path=f"{TEAMS}/{{teamId}}", section="Update Team"):
    """Update a team; what the body leaves out stays."""

    other_id = Refusal("Id is {own_id} in the body and {team_id} in the path", code=INVALID, ground=NAMES_NOTHING)
    updated = Done("Team {team_id} is updated", shown=A_TEAM)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        if self.own_id not in (0, self.team_id):
            return self.other_id()
        team = world.teams.put(replace(self.team, **{**self.said(), "team_id": self.team_id}))
        return self.updated(data=TeamBody.shown(team))


class UpdateTeamActivityStatus(
    Body, ForTeam, method="PUT", path=f"{TEAMS}/{{teamId}}/activitystatus", section="Update Team Activity Status"
):
    """Activate or deactivate a team; users of an inactive one log in to no campaign by themselves."""

    missing = MISSING
    updated = Done("The activity status of team {team_id} is updated", shown=True, ground=A_BOOLEAN)

    active = Flag("Active", required=True, example="true")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        world.teams.change(self.team_id, active=self.active)
        return self.updated(data=self.active)


class WithUser(Body, ForTeam):
    """A method for a team and a user, who is `user`."""

    missing = MISSING
    unknown_user = Refusal("There is no user {user_id}", code=INVALID, ground=NAMES_NOTHING)

    user_id = Integer("UserId", required=True, in_query=True, example="2")

    user: User

    @check
    def user_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The user must be there."""
        user = world.users.get(self.user_id)
        if user is None:
            return self.unknown_user()
        self.user = user
        return None


class AssociateUser(WithUser, method="PUT", path=f"{TEAMS}/{{teamId}}/users", section="Associate User with Team"):
    """Put a user into a team; a user has one, and leaves the team before."""

    associated = Done("User {user_id} is in team {team_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Move the user."""
        world.users.change(self.user_id, team_id=self.team_id)
        return self.associated()


class DisassociateUser(
    WithUser, method="DELETE", path=f"{TEAMS}/{{teamId}}/users", section="Disassociate User from Team"
):
    """Take a user out of a team."""

    not_in_team = Refusal("User {user_id} is not in team {team_id}", ground=STATE)
    disassociated = Done("User {user_id} is no longer in team {team_id}")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Leave the user without a team."""
        if self.user.team_id != self.team_id:
            return self.not_in_team()
        world.users.change(self.user_id, team_id=0)
        return self.disassociated()
