"""The errors that several kinds of call can give: declared once, and named by each call that can give them."""

from ringback.contract import OBSERVED, inferred
from ringback.vendors.cisco.errors import Error

CONVENTIONS = "Conventions"
NEIGHBOUR = inferred("as other chapters of the vendor's reference have it, with the conventions of this document")
SISTER = inferred("the text of the vendor's sister product, whose conventions are those of this API")

UNSUPPORTED_TYPE = Error(
    415,
    "invalid.contentType",
    "The content type must be application/xml or application/json",
    ground=inferred("the record tells of no body with this status, which is HTTP's own for the case"),
    section=CONVENTIONS,
)
XML_SYNTAX = Error(
    400,
    "processing.xmlSyntaxError",
    "XML Syntax error while processing the request attachment",
    ground=SISTER,
    section=CONVENTIONS,
)
JSON_SYNTAX = Error(
    400,
    "processing.jsonSyntaxError",
    "JSON syntax error while processing the request attachment",
    ground=SISTER,
    section=CONVENTIONS,
)
TOO_LARGE = Error(
    413,
    "limitExceeded.requestSize",
    "The request is larger than the server takes",
    ground=inferred("no limit is documented; the server's own must be told somehow"),
    section=CONVENTIONS,
    reach="state",
)
REQUIRED = Error(
    400,
    "invalidInput.fieldRequired",
    "This field is a required field; it cannot be left blank",
    ground=inferred("the type is documented, the message is the one of the vendor's user interface"),
    section=CONVENTIONS,
    examples={"error_data": "name"},
)
OUT_OF_RANGE = Error(
    400,
    "invalidInput.outOfRange",
    "This field must contain a value from {minimum} to {maximum}",
    ground=OBSERVED,
    section=CONVENTIONS,
    examples={"error_data": "maxAttempts", "minimum": "1", "maximum": "100"},
)
TOO_LONG = Error(
    400,
    "invalidInput.fieldLengthExceeded",
    "The field length exceeds the maximum of {maximum}",
    ground=inferred("the type is documented, the message follows the others"),
    section=CONVENTIONS,
    examples={"error_data": "name", "maximum": "32"},
)
INVALID_CHARACTER = Error(
    400,
    "invalidInput.invalidCharacter",
    "Invalid characters in the input field.",
    ground=SISTER,
    section=CONVENTIONS,
    examples={"error_data": "name"},
)
INVALID_VALUE = Error(
    400,
    "invalidInput.invalidValue",
    "The value of this field is not valid",
    ground=inferred("clients know an error of a value; its type and message follow the others"),
    section=CONVENTIONS,
    examples={"error_data": "enabled"},
)
UNKNOWN_REFERENCE = Error(
    400,
    "notFound.dbData",
    "The specified ID does not exist in the database.",
    ground=inferred("type and message are documented for an unknown id, not where one is referred to"),
    section=CONVENTIONS,
    examples={"error_data": "timeZone"},
)

UNKNOWN_ID = Error(
    404,
    "notFound.dbData",
    "The specified ID does not exist in the database.",
    ground=OBSERVED,
    section=CONVENTIONS,
)
UNKNOWN_NEIGHBOUR = Error(
    404,
    "notFound.dbData",
    "The specified ID does not exist in the database.",
    ground=NEIGHBOUR,
    section=CONVENTIONS,
)
DUPLICATE_NAME = Error(
    400,
    "invalidInput.duplicateName",
    "The name is already in use",
    ground=inferred("clients know the detail of the error; its type and message follow the others"),
    section=CONVENTIONS,
    examples={"error_data": "name", "error_detail": {"deleted": False, "scope": "system"}},
)
STALE = Error(
    400,
    "changeStampMismatch.dbData",
    "The item has been changed since it was read: its change stamp is {change_stamp}",
    ground=inferred("a stale change stamp must fail the update; how is not on record"),
    section=CONVENTIONS,
    examples={"error_data": "changeStamp", "change_stamp": "1"},
)
REFERENCED = Error(
    400,
    "referenceViolation.api",
    "The item is referenced by other items",
    ground=inferred("type and detail are documented, the message and the status are not"),
    section=CONVENTIONS,
)
UNKNOWN_SORT = Error(
    400,
    "invalidInput.invalidSort",
    "The list cannot be sorted by {sort_by}",
    ground=inferred("an unknown sort parameter is a client's mistake, which the record does not describe"),
    section=CONVENTIONS,
    examples={"error_data": "sort", "sort_by": "size"},
)
