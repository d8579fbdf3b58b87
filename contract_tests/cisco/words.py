"""How each error is worded: its type and its message, by the name of its reply; what stands in braces varies.

Where the document or the vendor's other APIs have the words, they are those. The others are Ringback's own: programs
look at the type, people at the message, and neither may change unseen.
"""

import json
import re
from collections.abc import Iterator

import httpx
from lxml import etree

WORDS = {
    "no_access": (
        "authentication.noAccess",
        "User is not allowed to access the resource. Check the user roles",
    ),
    "not_acceptable": (
        "invalid.acceptHeader",
        "Invalid accept header, it should contain either xml or json",
    ),
    "failed": ("processing.failed", "Internal Error"),
    "not_found": ("notFound.uri", "The URI requested does not exist on the server"),
    "not_allowed": (
        "invalid.method",
        "The method specified in the Request-Line is not allowed for the resource identified by the Request-URI",
    ),
    "queue_full": ("limitExceeded.requestQueue", "Request processing queue is at capacity."),
    "timed_out": ("processing.timedOut", "The request timed out in the request processing queue."),
    "unsupported_type": ("invalid.contentType", "The content type must be application/xml or application/json"),
    "xml_syntax": ("processing.xmlSyntaxError", "XML Syntax error while processing the request attachment"),
    "json_syntax": ("processing.jsonSyntaxError", "JSON syntax error while processing the request attachment"),
    "too_large": ("limitExceeded.requestSize", "The request is larger than the server takes"),
    "required": ("invalidInput.fieldRequired", "This field is a required field; it cannot be left blank"),
    "out_of_range": ("invalidInput.outOfRange", "This field must contain a value from {minimum} to {maximum}"),
    "too_long": ("invalidInput.fieldLengthExceeded", "The field length exceeds the maximum of {maximum}"),
    "invalid_character": ("invalidInput.invalidCharacter", "Invalid characters in the input field."),
    "invalid_value": ("invalidInput.invalidValue", "The value of this field is not valid"),
    "unknown_id": ("notFound.dbData", "The specified ID does not exist in the database."),
    "unknown_reference": ("notFound.dbData", "The specified ID does not exist in the database."),
    "duplicate_name": ("invalidInput.duplicateName", "The name is already in use"),
    "taken": ("invalidInput.duplicateName", "Another agent has it"),
    "group_taken": (
        "invalidInput.skillGroupInUse",
        "The skill group is already associated with another campaign",
    ),
    "dates_reversed": ("invalidInput.invalidDateRange", "The end date must not be before the start date"),
    "unknown_sort": ("invalidInput.invalidSort", "The list cannot be sorted by {column}"),
    "stale": (
        "changeStampMismatch.dbData",
        "The item has been changed since it was read: its change stamp is {number}",
    ),
    "sets_conflict": (
        "invalidInput.conflictingParameters",
        "skillGroupInfos cannot be used in conjunction with skillGroupInfosAdded or skillGroupInfosRemoved",
    ),
    "conflict": (
        "invalidInput.conflictingParameters",
        "{whole} cannot be used in conjunction with {whole}Added or {whole}Removed",
    ),
    "unknown_column": ("invalidInput.unknownColumn", "The column {column} of the header is not known"),
    "repeated_column": ("invalidInput.repeatedColumn", "The column {column} is in the header more than once"),
    "missing_column": (
        "invalidInput.missingColumn",
        "The column {column} is not in the header, and is required",
    ),
    "no_phone_column": (
        "invalidInput.missingColumn",
        "At least one of the columns Phone01 to Phone10 must be in the header",
    ),
    "other_columns": (
        "invalidInput.otherColumns",
        "The columns must be those of the data that is there: {columns}",
    ),
    "row_length": ("invalidInput.rowLength", "Row {row} has {found} values, the header has {expected} columns"),
    "bad_row": ("invalidInput.invalidRow", "Row {row}, column {column}: {problem}"),
    "too_many_rows": (
        "limitExceeded.records",
        "The number of records provided ({found}) exceeds the maximum number allowed ({most}).",
    ),
    "too_many": (
        "operation.tooManyResources",
        "The number of resources provided ({count}) exceeds the maximum number allowed ({most}).",
    ),
    "resource_errors": (
        "operation.resourceErrors",
        "There were one or more errors processing the following request: delete {item}",
    ),
    "too_early": (
        "invalidInput.callbackDateTimeTooEarly",
        "The callback must be later than {earliest}, which is {minutes} minutes before the Logger's time",
    ),
    "too_late": (
        "invalidInput.callbackDateTimeTooLate",
        "The callback is due at {present}: its time can only be changed {minutes} minutes or more before",
    ),
    "referenced": ("referenceViolation.api", "The item is referenced by other items"),
    "not_a_member": (
        "invalidInput.invalidValue",
        "The default skill group must be one of the agent's skill groups",
    ),
}


def check_words(answer: httpx.Response) -> None:
    """Compare the errors that an answer tells of with how they are worded, and count them."""
    also = answer.headers.get("ringback-also", "")
    replies = [answer.headers.get("ringback-reply", ""), *filter(None, also.split(", "))]
    named = [name for name in (reply.rpartition(".")[2] for reply in replies) if name in WORDS]
    told = list(_told(answer))
    assert len(told) == len(named) or not told, (named, answer.text)
    for name, (error_type, message) in zip(named, told, strict=False):
        words = re.split(r"\{\w+\}", WORDS[name][1])
        assert error_type == WORDS[name][0], answer.text
        assert re.fullmatch(".*".join(map(re.escape, words)), message, re.DOTALL), (name, message)


def _told(answer: httpx.Response) -> Iterator[tuple[str, str]]:
    """Type and message of each apiError that is told as a whole."""
    kind = answer.headers.get("content-type", "")
    if b"apiErrors" not in answer.content:
        return
    if kind == "application/json":
        around = json.loads(answer.content).get("apiErrors")
        for error in around["apiError"] if isinstance(around, dict) else ():
            yield error["errorType"], error["errorMessage"]
    elif kind == "application/xml":
        root = etree.fromstring(answer.content)
        for one in root if root.tag == "apiErrors" else ():
            yield one.findtext("errorType") or "", one.findtext("errorMessage") or ""
