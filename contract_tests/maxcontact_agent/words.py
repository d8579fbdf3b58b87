"""How each reply is worded: its code and its ResponseDetail, by the reply's name or its endpoint's and its own.

The documents print the envelope and its three codes; the details are Ringback's own words. People read them in logs,
and they must not change unseen. What stands in braces varies.
"""

import json
import re

import httpx

SUCCESS, ERROR, INVALID = "Success", "Error", "Invalid Parameters"

WORDS = {
    # What any call may say.
    "not_found": (404, ERROR, "Nothing is found at this path"),
    "closed": (404, ERROR, "Nothing is found at this path"),
    "not_allowed": (405, ERROR, "This method is not allowed here"),
    "bad_token": (401, ERROR, "Invalid or expired token"),
    "not_an_integer": (200, INVALID, "{parameter} must be an integer"),
    # Telephony.
    "maxcontact-agent.*.unknown_user": (200, ERROR, "There is no user {id}"),
    "not_logged_in": (200, ERROR, "User {id} is not logged in"),
    "GetCalls.listed": (200, SUCCESS, "The calls of user {id}"),
    "GoReady.ready": (200, SUCCESS, "User {id} is ready"),
    "emergency": (200, ERROR, "The global emergency is on"),
    "no_campaign": (200, ERROR, "User {id} is in no campaign"),
    "GoReady.busy": (200, ERROR, "User {id} has a call that is open or not disposed"),
    "Dial.busy": (200, ERROR, "User {id} is neither ready nor not ready"),
    "Dial.dialled": (200, SUCCESS, "Dialling {phone}"),
    "bad_phone": (200, INVALID, "{phone} is no phone number"),
    "unknown_lead": (200, ERROR, "There is no lead {id}"),
    "unknown_call": (200, ERROR, "There is no call {id}"),
    "other_user": (200, ERROR, "Call {id} is another user's"),
    "ended": (200, ERROR, "Call {id} has ended"),
    "hung_up": (200, SUCCESS, "Call {id} is hung up"),
    "disposed": (200, SUCCESS, "Call {id} is disposed with {code}"),
    "no_result_code": (200, INVALID, "The parameter resultcode is required"),
    "unknown_result_code": (200, INVALID, "There is no result code {code}"),
    "held": (200, SUCCESS, "Call {id} is on hold"),
    "held_already": (200, ERROR, "Call {id} is on hold already"),
    "not_answered": (200, ERROR, "Call {id} has not been answered"),
    "retrieved": (200, SUCCESS, "Call {id} is retrieved"),
    "not_held": (200, ERROR, "Call {id} is not on hold"),
    "stopped": (200, SUCCESS, "Call {id} is not being recorded"),
    "started": (200, SUCCESS, "Call {id} is being recorded"),
    "Campaigns.listed": (200, SUCCESS, "The campaigns"),
    "Users.listed": (200, SUCCESS, "The users"),
    "ResultCodes.listed": (200, SUCCESS, "The result codes"),
    "AcdQueues.listed": (200, SUCCESS, "The ACD queues"),
    "LeadPhones.listed": (200, SUCCESS, "The phones of lead {id}"),
    "changed": (200, SUCCESS, "Call {id} is with the lead of lead phone {id}"),
    "unknown_lead_phone": (200, ERROR, "There is no lead phone {id}"),
    "CreateNewLead.created": (200, SUCCESS, "Call {id} is with a new lead of {phone}"),
    "connected": (200, SUCCESS, "Calls {id} and {id} are connected"),
    "ConnectCalls.missing": (200, INVALID, "The parameter {parameter} is required"),
    "negative": (200, INVALID, "The parameter {parameter} must not be negative"),
    "same_call": (200, ERROR, "Calls {id} and {id} are the same"),
    "not_open": (200, ERROR, "Call {id} is not open"),
    # Management.
    "unreadable": (400, ERROR, "The request body cannot be read"),
    "wrong_value": (200, INVALID, "{parameter} must be {kind}"),
    "missing": (200, INVALID, "{parameter} is required"),
    "bad_type": (200, INVALID, "Type must be 0 to 8, or the name of a campaign type"),
    "bad_drop_percent": (200, INVALID, "TargetDropPercent must be 0 to 100"),
    "bad_zip_tone": (200, INVALID, "ZipTone must be 0 to 2, or the name of a zip tone style"),
    "bad_zip_tone_beep": (200, INVALID, "ZipToneBeep must be 0 to 10, or the name of a zip tone beep style"),
    "bad_status": (200, INVALID, "Status must be 0 to 3, or the name of a campaign status"),
    "unknown_status": (200, INVALID, "CampaignStatus is no campaign status"),
    "unknown_type": (200, INVALID, "CampaignType is no campaign type"),
    "name_too_long": (200, INVALID, "ListName must have at most 100 characters"),
    "bad_list_type": (200, INVALID, "ListType must be 0 to 2, or the name of a list type"),
    "bad_fetch_weight": (200, INVALID, "FetchWeight must be 0 to 10"),
    "no_password": (200, INVALID, "Password is required unless SSOActive is true"),
    "login_taken": (200, ERROR, "The login {login} is in use"),
    "other_id": (200, INVALID, "Id is {number} in the body and {id} in the path"),
    "unknown_campaign": (200, INVALID, "There is no campaign {id}"),
    "unknown_list": (200, INVALID, "There is no list {id}"),
    "unknown_team": (200, INVALID, "There is no team {id}"),
    "unknown_user": (200, INVALID, "There is no user {id}"),
    "unknown_skill": (200, INVALID, "There is no skill {id}"),
    "bad_proficiency": (200, INVALID, "Proficiency must be 1 to 10"),
    "not_in_team": (200, ERROR, "User {id} is not in team {id}"),
    "DisassociateList.not_associated": (200, ERROR, "List {id} is not associated with campaign {id}"),
    "DisassociateTeam.not_associated": (200, ERROR, "Team {id} is not associated with campaign {id}"),
    "GetCampaigns.listed": (200, SUCCESS, "The campaigns"),
    "GetLists.listed": (200, SUCCESS, "The lists"),
    "GetTeams.listed": (200, SUCCESS, "The teams"),
    "GetUsers.listed": (200, SUCCESS, "The users"),
    "GetCampaign.found": (200, SUCCESS, "Campaign {id}"),
    "GetList.found": (200, SUCCESS, "List {id}"),
    "GetTeam.found": (200, SUCCESS, "Team {id}"),
    "GetUser.found": (200, SUCCESS, "User {id}"),
    "CreateCampaign.created": (200, SUCCESS, "Campaign {id} is created"),
    "CreateList.created": (200, SUCCESS, "List {id} is created"),
    "CreateTeam.created": (200, SUCCESS, "Team {id} is created"),
    "CreateUser.created": (200, SUCCESS, "User {id} is created"),
    "UpdateCampaign.updated": (200, SUCCESS, "Campaign {id} is updated"),
    "UpdateActivityStatus.updated": (200, SUCCESS, "The activity status of campaign {id} is updated"),
    "UpdateCampaignStatus.updated": (200, SUCCESS, "The status of campaign {id} is updated"),
    "UpdateCampaignType.updated": (200, SUCCESS, "The type of campaign {id} is updated"),
    "UpdateList.updated": (200, SUCCESS, "List {id} is updated"),
    "UpdateListActivityStatus.updated": (200, SUCCESS, "The activity status of list {id} is updated"),
    "UpdateTeam.updated": (200, SUCCESS, "Team {id} is updated"),
    "UpdateTeamActivityStatus.updated": (200, SUCCESS, "The activity status of team {id} is updated"),
    "UpdateUser.updated": (200, SUCCESS, "User {id} is updated"),
    "UpdateUserActivityStatus.updated": (200, SUCCESS, "The activity status of user {id} is updated"),
    "AssociateList.associated": (200, SUCCESS, "List {id} is associated with campaign {id}"),
    "AssociateTeam.associated": (200, SUCCESS, "Team {id} is associated with campaign {id}"),
    "AssociateUser.associated": (200, SUCCESS, "User {id} is in team {id}"),
    "AssociateSkill.associated": (200, SUCCESS, "Skill {id} is associated"),
    "DisassociateList.disassociated": (200, SUCCESS, "List {id} is disassociated from campaign {id}"),
    "DisassociateTeam.disassociated": (200, SUCCESS, "Team {id} is disassociated from campaign {id}"),
    "DisassociateUser.disassociated": (200, SUCCESS, "User {id} is no longer in team {id}"),
    "DisassociateSkill.disassociated": (200, SUCCESS, "Skill {id} is disassociated"),
    "enabled": (200, SUCCESS, "The global emergency is on"),
    "disabled": (200, SUCCESS, "The global emergency is off"),
}


def check_words(answer: httpx.Response) -> None:
    """Compare an envelope with how its reply is worded, where the envelope is in JSON.

    A setting may give another status to failures that have 200, and other numbers to telephony's codes.
    """
    if not answer.headers.get("content-type", "").startswith("application/json") or not answer.content:
        return
    envelope = json.loads(answer.content)
    if not isinstance(envelope, dict) or "ResponseDetail" not in envelope:
        return
    reply = answer.headers["ringback-reply"]
    app, endpoint, name = reply.split(".")
    keys = (f"{endpoint}.{name}", f"{app}.*.{name}", name)
    status, code, detail = next(WORDS[key] for key in keys if key in WORDS)
    assert answer.status_code == status or (status == 200 and code != SUCCESS), answer.text
    assert envelope["Success"] == (code == SUCCESS), answer.text
    assert envelope["ResponseCode"] == code or isinstance(envelope["ResponseCode"], int), answer.text
    fixed = re.split(r"\{\w+\}", detail)
    assert re.fullmatch(".*".join(map(re.escape, fixed)), envelope["ResponseDetail"], re.DOTALL), answer.text
