"""The rows of TCN's tables, in TCN's own nouns."""

from ringback.vendors.tcn.records.accounts import Account, CampaignLink, Login, PartnerKey, Session, Settings
from ringback.vendors.tcn.records.calls import Call, Recording
from ringback.vendors.tcn.records.groups import InboundGroup, ManualGroup, TaskGroup, TaskRecord
from ringback.vendors.tcn.records.lists import Contact, ContactGroup, DnclEntry
from ringback.vendors.tcn.records.messages import FromAddress, Message, MessageGroup, SourceNumber
from ringback.vendors.tcn.records.people import Agent, AgentSkill, Callback, HuntGroup, IntegrationMessage
from ringback.vendors.tcn.records.templates import (
    BroadcastTemplate,
    EmailTemplate,
    ImportField,
    ImportTemplate,
    ReportColumn,
    ReportTemplate,
    ScheduleRule,
    SmsTemplate,
    Window,
)

__all__ = [
    "Account",
    "Agent",
    "AgentSkill",
    "BroadcastTemplate",
    "Call",
    "Callback",
    "CampaignLink",
    "Contact",
    "ContactGroup",
    "DnclEntry",
    "EmailTemplate",
    "FromAddress",
    "HuntGroup",
    "ImportField",
    "ImportTemplate",
    "InboundGroup",
    "IntegrationMessage",
    "Login",
    "ManualGroup",
    "Message",
    "MessageGroup",
    "PartnerKey",
    "Recording",
    "ReportColumn",
    "ReportTemplate",
    "ScheduleRule",
    "Session",
    "Settings",
    "SmsTemplate",
    "SourceNumber",
    "TaskGroup",
    "TaskRecord",
    "Window",
]
