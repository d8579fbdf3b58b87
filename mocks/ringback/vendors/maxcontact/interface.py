"""What the descriptions of both APIs say besides their methods."""

from ringback.contract import Credential
from ringback.vendors.maxcontact.places import SERVICES

NOTATIONS = ("application/xml", "application/json")

SECURITY = (
    {
        "password": Credential(
            {"type": "apiKey", "in": "header", "name": "Authorization"},
            "Authorization",
            "ZGVtbw==",
            "The Base64 of the password of the login in the path.",
        )
    },
    {
        "token": Credential(
            {"type": "apiKey", "in": "cookie", "name": "TokenKey"},
            "Cookie",
            note=f"The TokenKey that GET {SERVICES}/apitoken/login/demo answers, with `Authorization: ZGVtbw==`.",
        )
    },
)
