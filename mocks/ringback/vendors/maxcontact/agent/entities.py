"""The entities of the telephony API, each as a mapping with the document's members in its order."""

from collections.abc import Mapping

from ringback.state.record import EPOCH
from ringback.vendors.maxcontact.activity import DIALLING, Call, Lead, LeadPhone
from ringback.vendors.maxcontact.dialer import figures
from ringback.vendors.maxcontact.records import AcdQueue, PhoneType, ResultCode, User
from ringback.vendors.maxcontact.world import MaxContactWorld

Shown = Mapping[str, object]


def call_shown(call: Call, lead: Lead | None) -> Shown:
    """A Call."""
    return {
        "CallId": call.call_id,
        "CallStartTime": call.started,
        "CallState": call.call_state,
        "CallStatus": call.call_status,
        "CustomerName": lead.name if lead is not None else "",
        "CustomerName2": lead.name2 if lead is not None else "",
        "PhoneNumber": call.phone_number,
        "RecordingState": call.recording_state,
    }


def user_shown(user: User) -> Shown:
    """An Agent Name ID Pair."""
    return {"FullName": user.full_name, "ID": user.user_id}


def lead_phone_shown(phone: LeadPhone, kind: PhoneType | None) -> Shown:
    """A Lead Phone."""
    return {
        "LeadId": phone.lead_id,
        "PhoneNumber": phone.phone_number,
        "RecordType": kind.phone_type_name if kind is not None else "",
        "RecordTypeId": phone.phone_type_id,
    }


def result_code_shown(code: ResultCode) -> Shown:
    """A Result Code."""
    return {
        "Code": code.code,
        "Description": code.description,
        "IsAgentViewable": code.is_agent_viewable,
        "IsCallAgain": code.is_call_again,
        "IsCallback": code.is_callback,
        "IsSuccess": code.is_success,
        "IsSystemResultCode": code.is_system_result_code,
        "IsTransfer": code.is_transfer,
        "ResultCodeID": code.result_code_id,
        "Sales": code.sales,
        "StatusID": code.status_id,
        "SuccessType": code.success_type,
    }


def acd_queue_shown(queue: AcdQueue, stats: Mapping[str, Shown]) -> Shown:
    """An ACD Queue with its statistics."""
    return {
        "AbandonThreshold": queue.abandon_threshold,
        "AcceptableQueueTime": queue.acceptable_queue_time,
        "AcdIcon": queue.acd_icon,
        "AcdName": queue.acd_name,
        "Active": queue.active,
        "DefaultTimeout": queue.default_timeout,
        "DefaultTimeoutIvr": queue.default_timeout_ivr,
        "ID": queue.queue_id,
        "SessionStats": stats["session"],
        "SkipIndex": queue.skip_index,
        "SnapshotStats": stats["snapshot"],
        "TenMinuteOffers": stats["ten_minutes"],
        "TenMinuteOffersVirtualQueue": stats["virtual"],
        "UserAddress": "",
        "UserName": "",
        "ZipTone": queue.zip_tone,
        "ZipToneBeep": queue.zip_tone_beep,
        "ZipToneWav": None,
    }


def queues(world: MaxContactWorld) -> list[Shown]:
    """Every queue with its statistics as they are now."""
    return [acd_queue_shown(queue, figures.of_queue(world, queue)) for queue in world.acd_queues]


A_CALL = call_shown(
    Call(call_id=1000, user_id=2, phone_number="2025550100", call_state=DIALLING, started=EPOCH),
    Lead(name="Alex", name2="Example"),
)
