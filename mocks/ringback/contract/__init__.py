"""What is promised: replies, fields, endpoints and the catalogue of them. Runs nothing."""

from ringback.contract.app import App, Parts
from ringback.contract.door import Door, FunctionDoor, PathDoor
from ringback.contract.endpoint import Endpoint, Slices, check
from ringback.contract.field import Field, Header, Text
from ringback.contract.ground import DOCUMENTED, OBSERVED, Ground, inferred
from ringback.contract.interface import Chain, Credential, Interface
from ringback.contract.reply import Answer, Part, Rendered, Reply
from ringback.contract.request import Request

__all__ = [
    "DOCUMENTED",
    "OBSERVED",
    "Answer",
    "App",
    "Chain",
    "Credential",
    "Door",
    "Endpoint",
    "Field",
    "FunctionDoor",
    "Ground",
    "Header",
    "Interface",
    "Part",
    "Parts",
    "PathDoor",
    "Rendered",
    "Reply",
    "Request",
    "Slices",
    "Text",
    "check",
    "inferred",
]
