"""What the methods of the management API share."""

from typing import ClassVar

from ringback.contract import inferred
from ringback.vendors.maxcontact.call import Authorised, MaxContactCall, UnknownPathCall, UnknownVerbCall
from ringback.vendors.maxcontact.places import SERVICES
from ringback.vendors.maxcontact.replies import NOT_AN_INTEGER
from ringback.vendors.maxcontact.token import LoginByPathCall, LoginCall

MANAGEMENT = f"{SERVICES}/management"

NAMES_NOTHING = inferred("the code is the document's for parameters that do not fit; its wording is nowhere told")
STATE = inferred("the code is the document's for what goes wrong; its wording is nowhere told")


class ManagementCall(MaxContactCall):
    """A call of the management API; its response codes are texts."""

    app = "maxcontact-management"
    document = "MaxContact Management API 1.3"
    envelope: ClassVar[str] = "ManagementActionResponse"


class Login(ManagementCall, LoginCall, method="GET", path=f"{SERVICES}/apitoken/login/{{login}}", section="Tokens API"):
    """Give out a token for a login and the password in the Authorization header."""


class LoginByPath(
    ManagementCall,
    LoginByPathCall,
    method="GET",
    path=f"{SERVICES}/apitoken/login/{{login}}/{{password}}",
    section="Tokens API",
):
    """Give out a token for a login and a password in the path, as early clients asked for one; off by default."""


class UnknownPath(
    ManagementCall,
    UnknownPathCall,
    otherwise="path",
    method="GET",
    path=f"{MANAGEMENT}/{{unknown}}",
    section="Responses",
):
    """Answer a path at which there is nothing."""


class UnknownVerb(
    ManagementCall,
    UnknownVerbCall,
    otherwise="method",
    method="DELETE",
    path=f"{MANAGEMENT}/campaigns",
    section="Responses",
):
    """Answer a verb that a path does not have."""


class ManagementMethod(ManagementCall, Authorised):
    """A method, for whoever has a token."""


class Numbered(ManagementMethod):
    """A method with an id in its path."""

    not_an_integer = NOT_AN_INTEGER
