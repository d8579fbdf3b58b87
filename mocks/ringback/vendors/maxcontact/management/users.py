"""User methods."""

from typing import Self

from msgspec.structs import replace

from ringback.contract import Answer, check, inferred
from ringback.vendors.maxcontact.dialer import floor
from ringback.vendors.maxcontact.fields import Number
from ringback.vendors.maxcontact.management.body import Body
from ringback.vendors.maxcontact.management.call import MANAGEMENT, NAMES_NOTHING, ManagementMethod, Numbered
from ringback.vendors.maxcontact.management.members import MISSING, Flag, Integer, Words
from ringback.vendors.maxcontact.notation import Many
from ringback.vendors.maxcontact.records import User
from ringback.vendors.maxcontact.replies import INVALID, Done, Refusal
from ringback.vendors.maxcontact.world import MaxContactWorld

USERS = f"{MANAGEMENT}/users"


class ForUser(Numbered):
    """A method for one user, who is `user`."""

    unknown_user = Refusal("There is no user {user_id}", code=INVALID, ground=NAMES_NOTHING)

    user_id = Number("userId")

    user: User

    @check
    def user_known(self, world: MaxContactWorld) -> Answer[Self] | None:
        """The user must be there."""
        user = world.users.get(self.user_id)
        if user is None:
            return self.unknown_user()
        self.user = user
        return None


class UserBody(Body):
    """A method that takes a User; the password is taken and never shown."""

    no_password = Refusal(
        "Password is required unless SSOActive is true",
        code=INVALID,
        ground=inferred("the password is documented as required; who signs on elsewhere has none"),
    )
    login_taken = Refusal(
        "The login {login} is in use", ground=inferred("tokens are given out by login, so one login is one user")
    )

    own_id = Integer("Id", column="user_id", note="given by the system; in the path of an update")
    first_name = Words("FirstName", example="Alex")
    last_name = Words("LastName", example="Example")
    login = Words("Login", example="alex")
    role_plan_id = Integer("RolePlanId")
    use_rtc = Flag("UseRTC")
    extension = Words("Extension")
    auto_logon = Integer("AutoLogon")
    team_id = Integer("TeamId")
    agent_capacity_plan_id = Integer("AgentCapacityPlanId")
    sso_active = Flag("SSOActive")
    password = Words("Password", hidden=True, secret=True, note="required unless SSOActive is true; never returned")

    def refused(self, world: MaxContactWorld, user: User) -> Answer[Self] | None:
        """Refuse a user without a password, or with another one's login."""
        if not self.password and not user.sso_active:
            return self.no_password()
        other = world.user_of(user.login)
        if other is not None and other.user_id != user.user_id:
            return self.login_taken(login=user.login)
        return None


A_USER = UserBody.shown(User(user_id=2, first_name="Alex", last_name="Example", login="alex"))


class GetUsers(ManagementMethod, method="GET", path=USERS, section="Get Users"):
    """Get all users."""

    listed = Done("The users", shown=Many("User", [A_USER]))

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """List them by number."""
        return self.listed(data=Many("User", [UserBody.shown(row) for row in world.users]))


class GetUser(ForUser, method="GET", path=f"{USERS}/{{userId}}", section="Get User"):
    """Get a user."""

    found = Done("User {user_id}", shown=A_USER)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Show the user."""
        return self.found(data=UserBody.shown(self.user))


class CreateUser(UserBody, method="POST", path=USERS, section="Create User"):
    """Create a user, who is active and not logged in; what the body leaves out has its default."""

    missing = MISSING
    created = Done("User {number} is created", shown=A_USER, examples={"number": "2"})

    login = Words("Login", required=True, example="alex")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Give the user the next number."""
        user = User(**{**self.said(), "user_id": 0})
        refused = self.refused(world, user)
        if refused is not None:
            return refused
        user = world.users.add(user)
        floor.seat(world, user)
        return self.created(number=user.user_id, data=UserBody.shown(user))


class UpdateUser(UserBody, ForUser, method="PUT", path=f"{USERS}/{{userId}}", section="Update User"):
    """Update a user; what the body leaves out stays, but the password must be there."""

    other_id = Refusal("Id is {own_id} in the body and {user_id} in the path", code=INVALID, ground=NAMES_NOTHING)
    updated = Done("User {user_id} is updated", shown=A_USER)

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change the user."""
        if self.own_id not in (0, self.user_id):
            return self.other_id()
        said = {name: value for name, value in self.said().items() if value != "" or name not in ("login", "password")}
        user = replace(self.user, **{**said, "user_id": self.user_id})
        refused = self.refused(world, user)
        if refused is not None:
            return refused
        world.users.put(user)
        return self.updated(data=UserBody.shown(user))


class UpdateUserActivityStatus(
    Body, ForUser, method="PATCH", path=f"{USERS}/{{userId}}/activitystatus", section="Update User Activity Status"
):
    """Activate or deactivate a user; an inactive one gets no token."""

    missing = MISSING
    updated = Done("The activity status of user {user_id} is updated", shown=A_USER)

    active = Flag("Active", required=True, example="true")

    def run(self, world: MaxContactWorld) -> Answer[Self]:
        """Change it."""
        user = world.users.change(self.user_id, active=self.active)
        return self.updated(data=UserBody.shown(user))
