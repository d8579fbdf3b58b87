"""The references: the least that Starlette can do, served by uvicorn with the options that Ringback serves with."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATH = "/adminpanel/api.php"
TEXT = (
    "status,call_id,lead_id,campaign_id,calls_today,full_name,user_group,user_level,pause_code,real_time_sub_status,"
    "phone_number,vendor_lead_code,session_id\n"
    "INCALL,M4050908070000012345,12345,TESTCAMP,1,Test Agent,AGENTS,3,LOGIN,,7275551212,123456,8600051\n"
)


async def _constant(request: Request) -> Response:
    return PlainTextResponse(TEXT)


async def _form(request: Request) -> Response:
    await request.form()
    return PlainTextResponse(TEXT)


constant = Starlette(routes=[Route(PATH, _constant, methods=["GET", "POST"])])
form = Starlette(routes=[Route(PATH, _form, methods=["GET", "POST"])])
empty = Starlette()
