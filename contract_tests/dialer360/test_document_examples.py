# ruff: noqa: E501  (the document's lines are quoted whole)
"""The document's example requests and printed replies, quoted by hand and sent to a fresh handbook world each.

Every record quotes what the document prints and lists, in the order of the line, which parts of it may differ here
and why. Everything else has to come back as printed. Requests go out as printed, `|` and `+` included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx
import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "dialer360"
HOST = "http://yourdomain.dialer360.com"
DOOR = "/adminpanel/api.php"

# Names inside the control plane that this file leans on: all of them are here.
SETTINGS = "worlds/{world}/state/dialer360/settings/system"
SOUNDS_OFF = {"sounds_central_control_active": "0"}
CUSTOM_FIELDS_OFF = {"custom_fields_enabled": "0"}
ADVANCE = "worlds/{world}/clock/advance"
THREE_IN_THE_MORNING = "2026-01-06T08:00:00Z"  # in New York, the server's zone

LIMITED_USERS = ("noapi", "7000")  # without API access; level 7 without any permission


class Dialer(Protocol):
    """What the `dialer360` fixture gives: a fresh handbook world of its own, clock frozen, documented profile."""

    @property
    def url(self) -> str: ...

    @property
    def control(self) -> httpx.Client: ...

    @property
    def world(self) -> str: ...


@dataclass(frozen=True)
class Expression:
    """A regular expression, for a value that is not known."""

    text: str


@dataclass(frozen=True)
class Differs:
    """One part of a printed reply that is another here: a text, or a pattern where the value is not known."""

    printed: str
    here: str | Expression
    why: str


@dataclass(frozen=True)
class Case:
    """One request and the reply that the document prints for it."""

    function: str
    request: str
    printed: str
    volatile: tuple[Differs, ...] = ()
    undecided: str = ""
    before: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    at_night: bool = False

    @property
    def pattern(self) -> str:
        """The expected reply: what is printed, escaped, with the volatile parts replaced from left to right."""
        parts: list[str] = []
        cursor = 0
        for part in self.volatile:
            at = self.printed.index(part.printed, cursor)
            here = re.escape(part.here) if isinstance(part.here, str) else part.here.text
            parts += [re.escape(self.printed[cursor:at]), here]
            cursor = at + len(part.printed)
        return "".join([*parts, re.escape(self.printed[cursor:])])


def own(printed: str, here: str | Expression) -> Differs:
    """The request's own value stands where the document prints that of another request."""
    return Differs(printed, here, "the value of this request")


def any_of(expression: str) -> Expression:
    return Expression(expression)


SIGNED_IN = Differs("6666", "youruser", "6666 is printed, the example signs in as youruser")
SIGNED_IN_1255 = Differs("1255", "youruser", "1255 is printed in the signed-in user's place")
SIGNED_IN_6666 = Differs("1255", "6666", "1255 is printed in the signed-in user's place")
WINTER = Differs("-4", "-5", "printed in summer; the handbook's day is 5 January")
FIRST_LEAD = Differs("193716", "193715", "a fresh world's first new lead")
PRINTED_LEAD = Differs("193715", "193715", "as printed: a fresh world's first new lead")
NOON = Differs("2011-09-29 12:00:01", "2026-01-05 12:00:00", "NOW, on the frozen clock in the server's zone")
UNKNOWN_AREA = Differs("-4", any_of(r"-?[0-9.]*"), "the offset of area code 999 is nobody's to know")

# The example URLs of the document, all of them, in its order.
EXAMPLES = (
    Case(
        "version",
        "http://yourdomain.dialer360.com/adminpanel/api.php?function=version",
        "VERSION: 2.4-34|BUILD: 110424-0854|DATE: 2011-05-29 12:19:22|EPOCH: 1306685962|DST: 1|TZ: -5|TZNOW: -4|",
        (
            Differs("2.4-34", any_of(r"[^|\n]+"), "a version of 2011 in a document of 2017"),
            Differs("110424-0854", any_of(r"[0-9]{6}-[0-9]{4}"), "a build of 2011 in a document of 2017"),
            Differs("2011-05-29 12:19:22", "2026-01-05 12:00:00", "the handbook's start in New York"),
            Differs("1306685962", "1767632400", "the handbook's start"),
            Differs("DST: 1", "DST: 0", "printed in summer; the handbook's day is 5 January"),
            WINTER,
        ),
    ),
    Case(
        "sounds_list",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=sounds_list&format=selectframe&comments=fieldname&stage=date",
        "<html>",
        undecided="success is inferred by output of audio files list: nothing of the page is printed",
    ),
    Case(
        "moh_list",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=moh_list&format=selectframe&comments=fieldname&stage=date",
        "<html>",
        undecided="success is inferred by output of moh classes list: nothing of the page is printed",
    ),
    Case(
        "vm_list",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=vm_list&format=selectframe&comments=fieldname&stage=date",
        "<html>",
        undecided="success is inferred by output of voicemail boxes list: nothing of the page is printed",
    ),
    Case(
        "blind_monitor",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=blind_monitor&phone_login=350a&session_id=8600051&server_ip=10.10.10.16&stage=MONITOR",
        "SUCCESS: blind_monitor HAS BEEN LAUNCHED - 350a|010*010*010*017*350|8600051",
        (Differs("017", "016", "a slip: the example asks for server 10.10.10.16"),),
    ),
    Case(
        "agent_ingroup_info",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=agent_ingroup_info&stage=change&user=youruser&pass=1234&agent_user=1000",
        "ERROR: agent_ingroup_info INVALID USER ID - 1255|6666",
        (own("1255", "1000"), SIGNED_IN),
        undecided="only errors are printed; add_user's examples show that user 1000 does not exist",
    ),
    Case(
        "recording_lookup",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=recording_lookup&stage=pipe&user=youruser&pass=1234&agent_user=1000&date=2010-12-03",
        "2010-12-03 12:00:01|1000|534820|876409|http://yourdomain.dialer360.com/path/to/recording/20101203_120000_1234567890_1000-all.wav",
    ),
    Case(
        "did_log_export",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=did_log_export&stage=pipe&user=youruser&pass=1234&phone_number=3125551212&date=2010-12-03",
        "3125551212|2010-12-03 12:00:01|7275551212|123",
    ),
    Case(
        "phone_number_log",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=phone_number_log&stage=pipe&user=youruser&pass=1234&phone_number=3125551212,9998887112",
        "9998887112|2017-01-06 08:11:01|82106|25|TD|AGENT|SALE|mail098|6666",
        (
            Differs(
                "",
                any_of(r"(?:[^\n]*3125551212[^\n]*\n)?"),
                "callid_info prints a call of 2014 to 3125551212, whose row may come first; so may a line that says there is none",
            ),
        ),
        undecided="one row is printed, for the second of the two numbers",
    ),
    Case(
        "agent_stats_export",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=agent_stats_export&time_format=M&stage=pipe&user=youruser&pass=1234&agent_user=youruser&datetime_start=2012-08-09+00:00:00&datetime_end=2012-08-10+23:59:59",
        "ERROR: agent_stats_export NO RECORDS FOUND - 1255||2010-12-03 00:00:00|2010-12-03 00:00:01",
        (
            Differs("1255||", "youruser|youruser|", "the signed-in user, then agent_user, which this request has"),
            own("2010-12-03 00:00:00", "2012-08-09 00:00:00"),
            own("2010-12-03 00:00:01", "2012-08-10 23:59:59"),
        ),
        undecided="the printed rows are of 26 March 2012; nothing is printed of youruser in August",
    ),
    Case(
        "agent_stats_export",
        "http://yourdomain.dialer360.com/adminpanel/api.php?DB=0&stage=pipe&user=youruser&pass=1234&source=test&function=agent_stats_export&datetime_start=2012-03-26+00:00:00&datetime_end=2012-03-26+23:59:59&header=YES",
        "user|full_name|user_group|calls|login_time|total_talk_time|avg_talk_time|avg_wait_time|pct_of_queue|pause_time|sessions|avg_session|pauses|avg_pause_time|pause_pct|pauses_per_session|total_wait_time\n"
        "1029|test agent|ADMIN|1|0:01:52|0:00:16|0:00:16|0:00:18|16.7%|54|3|0:00:37|5|0:00:11|48.2%|2|0:00:32\n"
        "6666|Admin|ADMIN|5|0:04:11|0:01:48|0:00:22|0:00:17|83.3%|27|2|0:02:06|4|0:00:07|10.8%|2|0:00:32",
        (
            Differs("0:00:32", "0:00:18", "no sums give the printed total: 1 call waited 0:00:18"),
            Differs("0:00:32", "0:01:25", "no sums give the printed total: 5 calls waited 0:00:17 each"),
        ),
    ),
    Case(
        "user_group_status",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=user_group_status&user_groups=ADMIN|AGENT&header=YES",
        "usergroups|calls_waiting|agents_logged_in|agents_in_calls|agents_waiting|agents_paused|agents_in_dead_calls|agents_in_dispo\n"
        "ADMIN AGENT|0|1|0|1|0|0|0",
    ),
    Case(
        "in_group_status",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&stage=csv&function=in_group_status&user_groups=SALESLINE|SUPPORT&header=YES",
        "ERROR: in_group_status INVALID SEARCH PARAMETERS - 6666||",
        (SIGNED_IN,),
        undecided="the example names user_groups where the section asks for in_groups: as printed it searches for nothing",
    ),
    Case(
        "agent_status",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=agent_status&agent_user=1234&stage=csv&header=YES",
        "status,call_id,lead_id,campaign_id,calls_today,full_name,user_group,user_level,pause_code,real_time_sub_status,phone_number,vendor_lead_code,session_id\n"
        "INCALL,M4050908070000012345,12345,TESTCAMP,1,Test Agent,AGENTS,3,LOGIN,,7275551212,123456,8600051",
    ),
    Case(
        "callid_info",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=callid_info&call_id=M4050908070000012345&stage=csv&header=YES",
        "call_id,custtime\nM4050908070000012345,725",
    ),
    Case(
        "lead_field_info",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=lead_field_info&field_name=cc_value&lead_id=1139739&custom_fields=Y&list_id=999888999777",
        "1234567890",
    ),
    Case(
        "update_log_entry",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_log_entry&group=SALESLINE&call_id=Y2010309520000000234&status=SALEX",
        "SUCCESS: update_log_entry RECORD HAS BEEN UPDATED - 6666|6666|TESTCAMP|M9131554060000426264|SALEX|WN|1347566056.399|",
        (
            SIGNED_IN,
            SIGNED_IN,
            own("TESTCAMP", "SALESLINE"),
            own("M9131554060000426264", "Y2010309520000000234"),
            Differs("WN", any_of(r"[A-Z0-9]{1,6}"), "the status before is not printed for this call"),
            Differs("1347566056.399", any_of(r"[0-9.]+"), "the unique id is not printed for this call"),
        ),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551111",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4",
        (SIGNED_IN, WINTER),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551212&phone_code=1&list_id=999&dnc_check=N&first_name=Bob&last_name=Wilson",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4",
        (own("7275551111", "7275551212"), SIGNED_IN, WINTER),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551111&phone_code=1&list_id=999&dnc_check=N&first_name=Bob&last_name=Wilson&add_to_hopper=Y&hopper_local_call_time_check=Y",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4\n"
        "NOTICE: add_lead ADDED TO HOPPER - 7275551111|6666|193715|1677922",
        (SIGNED_IN, WINTER, SIGNED_IN),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551111&phone_code=1&list_id=999&dnc_check=N&campaign_dnc_check=Y&campaign_id=TESTCAMP&first_name=Bob&last_name=Wilson&address1=1234+Main+St.&city=Chicago+Heights&state=IL&add_to_hopper=Y&hopper_local_call_time_check=Y&multi_alt_phones=7275551212_1_work!7275551213_1_sister+house!1234567890_1_neighbor",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 3|6666|193716\n"
        "NOTICE: add_lead ADDED TO HOPPER - 7275551111|6666|193715|1677922",
        (SIGNED_IN, FIRST_LEAD, WINTER, SIGNED_IN, FIRST_LEAD, SIGNED_IN, PRINTED_LEAD),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551212&phone_code=1&list_id=999&dnc_check=N&first_name=Bob&last_name=Wilson&duplicate_check=DUPLIST-DUPNAMEPHONELIST",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4",
        (own("7275551111", "7275551212"), SIGNED_IN, WINTER),
        undecided="update_lead prints NO MATCHES FOUND for 7275551212: no lead of the handbook has that number",
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551212&phone_code=1&list_id=999&custom_fields=Y&favorite_color=blue",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - 7275551111|1234|101",
        (
            own("7275551111", "7275551212"),
            SIGNED_IN,
            FIRST_LEAD,
            WINTER,
            own("7275551111", "7275551212"),
            Differs("1234", "193715", "a fresh world's first new lead"),
            own("101", "999"),
        ),
    ),
    Case(
        "add_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=add_lead&phone_number=7275551111&campaign_id=TESTCAMP&callback=Y&callback_status=CALLBK&callback_datetime=NOW&callback_type=USERONLY&callback_user=youruser&callback_comments=Comments+go+here",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: add_lead SCHEDULED CALLBACK ADDED - 1234|2011-09-29 12:00:01|TESTCAMP|6666|USERONLY|CALLBK",
        (
            SIGNED_IN,
            FIRST_LEAD,
            WINTER,
            Differs("1234", "193715", "a fresh world's first new lead"),
            NOON,
            own("6666", "youruser"),
        ),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=27&last_name=SMITH",
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193716",
        (SIGNED_IN, own("193716", "27")),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&search_method=VENDOR_LEAD_CODE&vendor_lead_code=1000019&last_name=JOHNSON",
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193716",
        (SIGNED_IN, Differs("193716", any_of(r"[0-9]+"), "which lead has vendor code 1000019 is not printed")),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&search_method=PHONE_NUMBER&records=2&list_id=8107&search_location=LIST&phone_number=9999000019&last_name=WILSON",
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193716\n"
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193716",
        (
            SIGNED_IN,
            Differs("193716", any_of(r"(?P<newest>[0-9]+)"), "which leads have the number is not printed"),
            SIGNED_IN,
            Differs("193716", any_of(r"(?!(?P=newest)$)[0-9]+"), "another lead than the first"),
        ),
        undecided="records=2 with two matches: one printed line for each",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=405794&last_name=SMITH&city=Chicago&custom_fields=Y&favorite_color=blue",
        "SUCCESS: update_lead LEAD HAS BEEN UPDATED - 6666|193716\n"
        "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 7275551111|1234|101",
        (
            SIGNED_IN,
            own("193716", "405794"),
            Differs(
                "7275551111", any_of(r"[0-9]*"), "the number of lead 405794 is not printed, and not in the request"
            ),
            own("1234", "405794"),
            Differs("101", any_of(r"[0-9]+"), "the list of lead 405794 is not printed"),
        ),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&search_location=LIST&search_method=PHONE_NUMBER&insert_if_not_found=Y&phone_number=9999000029&phone_code=1&list_id=999&first_name=Bob&last_name=Wilson&city=Chicago&custom_fields=Y&favorite_color=red",
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897654327|7275551212\n"
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 7275551111|1234|101",
        (
            SIGNED_IN,
            own("4567|897654327|7275551212", "||9999000029"),
            own("7275551111", "9999000029"),
            SIGNED_IN,
            FIRST_LEAD,
            UNKNOWN_AREA,
            Differs("UPDATED", any_of(r"(?:UPDATED|ADDED)"), "the printed word is of an update, this lead is new"),
            own("7275551111", "9999000029"),
            Differs("1234", "193715", "a fresh world's first new lead"),
            own("101", "999"),
        ),
        undecided="no custom fields line is printed for an insertion by update_lead",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&insert_if_not_found=Y&search_method=VENDOR_LEAD_CODE_PHONE_NUMBER&vendor_lead_code=89763545&phone_number=7275551212&phone_code=1&list_id=999&first_name=Bob&last_name=Wilson&custom_fields=Y&favorite_color=blue",
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897654327|7275551212\n"
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 7275551111|1234|101",
        (
            SIGNED_IN,
            own("4567|897654327", "|89763545"),
            own("7275551111", "7275551212"),
            SIGNED_IN,
            FIRST_LEAD,
            WINTER,
            Differs("UPDATED", any_of(r"(?:UPDATED|ADDED)"), "the printed word is of an update, this lead is new"),
            own("7275551111", "7275551212"),
            Differs("1234", "193715", "a fresh world's first new lead"),
            own("101", "999"),
        ),
        undecided="no custom fields line is printed for an insertion by update_lead",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&search_location=LIST&search_method=VENDOR_LEAD_CODE_PHONE_NUMBER&insert_if_not_found=Y&phone_number=9999000029&phone_code=1&list_id=999&first_name=Bob&last_name=Wilson&city=Chicago&custom_fields=Y&favorite_color=red&user_field=1008&list_id_field=107&status=OLD",
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897654327|7275551212\n"
        "SUCCESS: update_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: update_lead CUSTOM FIELDS VALUES UPDATED - 7275551111|1234|101",
        (
            SIGNED_IN,
            own("4567|897654327|7275551212", "||9999000029"),
            own("7275551111", "9999000029"),
            SIGNED_IN,
            Differs(
                "999",
                any_of(r"(?:107|999)"),
                "list_id_field updates the list; whether a new lead starts in it is left open",
            ),
            FIRST_LEAD,
            UNKNOWN_AREA,
            Differs(
                "VALUES UPDATED",
                any_of(r"(?:VALUES (?:UPDATED|ADDED)|NOT (?:UPDATED|ADDED), NO CUSTOM FIELDS DEFINED FOR THIS LIST)"),
                "whether list 107 has custom fields is not printed",
            ),
            own("7275551111", "9999000029"),
            Differs("1234", "193715", "a fresh world's first new lead"),
            own("101", any_of(r"(?:107|999)")),
        ),
        undecided="no custom fields line is printed for an insertion by update_lead",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=27&no_update=Y",
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|1010542|12345678901234|9998887112|3333444|0",
        (
            SIGNED_IN,
            own("1010542", "27"),
            Differs(
                "12345678901234", any_of(r"[^|\n]*"), "lead 27's vendor code is not printed, and not in the request"
            ),
            Differs("9998887112", any_of(r"[0-9]*"), "lead 27's number is not printed, and not in the request"),
            Differs("3333444", any_of(r"[0-9]+"), "lead 27's list is not printed"),
            Differs("0", any_of(r"[0-9]+"), "lead 27's entry list is not printed"),
        ),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=27&delete_lead=Y",
        "SUCCESS: update_lead LEAD HAS BEEN DELETED - 7275551111|6666|999|193716|-4",
        (
            Differs("7275551111", any_of(r"[0-9]*"), "lead 27's number is not printed, and not in the request"),
            SIGNED_IN,
            Differs("999", any_of(r"[0-9]*"), "lead 27's list is not printed, and not in the request"),
            own("193716", "27"),
            Differs("-4", any_of(r"-?[0-9.]*"), "lead 27's offset is not printed"),
        ),
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=27&delete_lead=Y&custom_fields=Y",
        "SUCCESS: update_lead LEAD HAS BEEN DELETED - 7275551111|6666|999|193716|-4\n"
        "NOTICE: update_lead CUSTOM FIELDS ENTRY DELETED 1 - 7275551111|6666|999|193716|-4",
        (
            Differs("7275551111", any_of(r"[0-9]*"), "lead 27's number is not printed, and not in the request"),
            SIGNED_IN,
            Differs("999", any_of(r"[0-9]*"), "lead 27's list is not printed, and not in the request"),
            own("193716", "27"),
            Differs("-4", any_of(r"-?[0-9.]*"), "lead 27's offset is not printed"),
            Differs("7275551111", any_of(r"[0-9]*"), "lead 27's number is not printed, and not in the request"),
            SIGNED_IN,
            Differs("999", any_of(r"[0-9]*"), "lead 27's list is not printed, and not in the request"),
            own("193716", "27"),
            Differs("-4", any_of(r"-?[0-9.]*"), "lead 27's offset is not printed"),
        ),
        undecided="the printed 1 is read as the number of custom entries deleted: lead 27 has one",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&lead_id=406757&campaign_id=TESTCAMP&callback=Y&callback_status=CALLBK&callback_datetime=NOW&callback_type=USERONLY&callback_user=1028&callback_comments=Comments+go+here+again",
        "NOTICE: update_lead SCHEDULED CALLBACK ADDED - 1234|2011-09-29 12:00:01|TESTCAMP|6666|USERONLY|CALLBK",
        (own("1234", "406757"), NOON, own("6666", "1028")),
        undecided="no field is updated, so no LEAD HAS BEEN UPDATED line; lead 406757 has no callback yet",
    ),
    Case(
        "update_lead",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&user=youruser&pass=1234&function=update_lead&search_location=SYSTEM&search_method=PHONE_NUMBER&phone_number=9998887112&no_update=Y&add_to_hopper=Y&hopper_priority=99&hopper_local_call_time_check=Y",
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|1010542|12345678901234|9998887112|3333444|0\n"
        "NOTICE: update_lead ADDED TO HOPPER - 7275551111|6666|193715|1677922",
        (SIGNED_IN, own("7275551111", "9998887112"), SIGNED_IN, own("193715", "1010542")),
    ),
    Case(
        "add_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_user&user=youruser&pass=1234&agent_user=1000&agent_pass=9999&agent_user_level=1&agent_full_name=Testing+Person&agent_user_group=AGENTS",
        "SUCCESS: add_user USER HAS BEEN ADDED - 6666|1000|1234|8|Testing+Person|AGENTS",
        (
            SIGNED_IN,
            own("1234|8", "9999|1"),
            Differs(
                "Testing+Person",
                any_of(r"Testing[+ ]Person"),
                "the plus of the request is printed; it stands for a space",
            ),
        ),
    ),
    Case(
        "add_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_user&user=youruser&pass=1234&agent_user=1000&agent_pass=9999&agent_user_level=1&agent_full_name=Testing+Person&agent_user_group=AGENTS&phone_login=100&phone_pass=test&hotkeys_active=1&voicemail_id=&custom_one=jjjj&custom_two=yyyy&custom_three=kkk&custom_four=wwww&custom_five=hhhh",
        "SUCCESS: add_user USER HAS BEEN ADDED - 6666|1000|1234|8|Testing+Person|AGENTS",
        (
            SIGNED_IN,
            own("1234|8", "9999|1"),
            Differs(
                "Testing+Person",
                any_of(r"Testing[+ ]Person"),
                "the plus of the request is printed; it stands for a space",
            ),
        ),
    ),
    Case(
        "update_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=update_user&user=youruser&pass=1234&agent_user=2424&agent_pass=9876",
        "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|7878",
        (SIGNED_IN, own("7878", "2424")),
    ),
    Case(
        "update_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=update_user&user=youruser&pass=1234&agent_user=2424&agent_user_level=3",
        "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|7878",
        (SIGNED_IN, own("7878", "2424")),
    ),
    Case(
        "update_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=update_user&user=youruser&pass=1234&agent_user=2424&agent_full_name=Testing&hotkeys_active=1&active=Y",
        "SUCCESS: update_user USER HAS BEEN UPDATED - 6666|7878",
        (SIGNED_IN, own("7878", "2424")),
    ),
    Case(
        "update_user",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=update_user&user=youruser&pass=1234&agent_user=2424&campaign_rank=3&campaign_grade=4",
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|9|10",
        (
            SIGNED_IN,
            own("9|10", any_of(r"3\|4(?:\nERROR: update_user NO UPDATES DEFINED - youruser\|0)?")),
        ),
        undecided="whether NO UPDATES DEFINED follows a rank that was the only change",
    ),
    Case(
        "add_group_alias",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_group_alias&user=youruser&pass=1234&caller_id_number=7275551212",
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - 6666|7275551212|test_group_alias|test group alias",
        (
            SIGNED_IN,
            Differs("test_group_alias|test group alias", "7275551212|7275551212", "not given: the number is used"),
        ),
    ),
    Case(
        "add_group_alias",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_group_alias&user=youruser&pass=1234&caller_id_number=7275551212&group_alias_id=test_group_alias&group_alias_name=test+group+alias",
        "SUCCESS: add_group_alias GROUP ALIAS HAS BEEN ADDED - 6666|7275551212|test_group_alias|test group alias",
        (SIGNED_IN,),
    ),
    Case(
        "add_phone",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_phone&user=youruser&pass=1234&extension=55000&dialplan_number=55000&voicemail_id=55000&phone_login=55000&phone_pass=test&server_ip=192.168.198.5&protocol=SIP&registration_password=test&phone_full_name=Extension+55000&local_gmt=-5.00&outbound_cid=7275551212",
        "SUCCESS: add_phone PHONE HAS BEEN ADDED - 6666|cc100|10.0.9.8|SIP|100",
        (SIGNED_IN, own("cc100|10.0.9.8", "55000|192.168.198.5"), own("100", "55000")),
        undecided="the document breaks off before this line; it is taken from the vendor's whole document of the same date",
    ),
    Case(
        "add_phone",
        "http://yourdomain.dialer360.com/adminpanel/api.php?source=test&function=add_phone&user=youruser&pass=1234&extension=55000&dialplan_number=55000&voicemail_id=55000&phone_login=55000&phone_pass=test&server_ip=192.168.198.5&protocol=SIP&registration_password=test&phone_full_name=Extension+55000&local_gmt=-5.00&outbound_cid=7275551212&phone_context=default&email=test@test.com",
        "SUCCESS: add_phone PHONE HAS BEEN ADDED - 6666|cc100|10.0.9.8|SIP|100",
        (SIGNED_IN, own("cc100|10.0.9.8", "55000|192.168.198.5"), own("100", "55000")),
        undecided="the document breaks off before this line; it is taken from the vendor's whole document of the same date",
    ),
)

BOB = "function=add_lead&phone_number=7275551113&list_id=999&title=1234&alt_phone=7275551111&first_name=Bob&last_name=Smith"
CALLBACK = "function=update_lead&lead_id=406757&campaign_id=TESTCAMP&callback=Y&callback_status=CALLBK&callback_datetime=NOW&callback_type=USERONLY&callback_user=1028"
INTO_HOPPER = "function=update_lead&search_location=SYSTEM&search_method=PHONE_NUMBER&phone_number=9998887112&no_update=Y&add_to_hopper=Y"
PHONE_55000 = "function=add_phone&extension=55000&dialplan_number=55000&voicemail_id=55000&phone_login=55000&phone_pass=test&server_ip=192.168.198.5&protocol=SIP&registration_password=test&phone_full_name=Extension+55000&local_gmt=-5.00&outbound_cid=7275551212"
FIRST_LEAD_1234 = Differs("1234", "193715", "a fresh world's first new lead")
EXISTING_BOB = Differs("8765444", "193715", "the lead that was there: a fresh world's first new lead")
LIST_999 = own("101", "999")

# Printed replies that a plain request, signed in as 6666, gets; `before` are the requests sent ahead of it.
OTHERS = (
    Case("*", "", "ERROR: NO FUNCTION SPECIFIED"),
    Case(
        "sounds_list",
        "function=sounds_list&format=selectframe&stage=date",
        "ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE",
        settings=tuple(SOUNDS_OFF.items()),
    ),
    Case(
        "moh_list",
        "function=moh_list&format=selectframe",
        "ERROR: moh_list CENTRAL SOUND CONTROL IS NOT ACTIVE",
        settings=tuple(SOUNDS_OFF.items()),
    ),
    Case(
        "vm_list",
        "function=vm_list&format=selectframe",
        "ERROR: vm_list CENTRAL SOUND CONTROL IS NOT ACTIVE",
        settings=tuple(SOUNDS_OFF.items()),
        undecided="printed, but nothing in the section says what the setting has to do with voicemail boxes",
    ),
    Case(
        "blind_monitor",
        "function=blind_monitor&phone_login=350q&session_id=8600051&server_ip=10.10.10.16&stage=MONITOR",
        "ERROR: blind_monitor INVALID PHONE LOGIN - 350q",
    ),
    Case(
        "blind_monitor",
        "function=blind_monitor&phone_login=350a&session_id=8602051&server_ip=10.10.10.16&stage=MONITOR",
        "ERROR: blind_monitor INVALID SESSION ID - 8602051",
    ),
    Case(
        "agent_ingroup_info",
        "function=agent_ingroup_info&agent_user=1255",
        "ERROR: agent_ingroup_info INVALID USER ID - 1255|6666",
    ),
    Case(
        "recording_lookup",
        "function=recording_lookup&agent_user=1000",
        "ERROR: recording_lookup INVALID SEARCH PARAMETERS - 6666|1000||2010-12-03|",
        (own("2010-12-03", ""),),
        undecided="which of the four search fields are enough: one alone of agent_user is taken not to be",
    ),
    Case(
        "recording_lookup",
        "function=recording_lookup&agent_user=6666&date=2010-12-03",
        "ERROR: recording_lookup NO RECORDINGS FOUND - 1255|6666||2010-12-03|",
        (SIGNED_IN_6666,),
    ),
    Case(
        "did_log_export",
        "function=did_log_export&phone_number=3125551212",
        "ERROR: did_log_export INVALID SEARCH PARAMETERS - 6666|3125551212|2010-12-03",
        (own("2010-12-03", ""),),
    ),
    Case(
        "did_log_export",
        "function=did_log_export&phone_number=3125551212&date=2011-12-03",
        "ERROR: did_log_export NO RECORDS FOUND - 1255|3125551212|2010-12-03",
        (SIGNED_IN_6666, own("2010-12-03", "2011-12-03")),
    ),
    Case(
        "phone_number_log",
        "function=phone_number_log&phone_number=312&date=2010-12-03",
        "ERROR: phone_number_log NO VALID PHONE NUMBERS DEFINED - 6666|312|2010-12-03",
    ),
    Case(
        "phone_number_log",
        "function=phone_number_log&phone_number=1112223333&date=2010-12-03",
        "ERROR: phone_number_log NO RECORDS FOUND - 1255|3125551212|2010-12-03",
        (SIGNED_IN_6666, own("3125551212", "1112223333")),
    ),
    Case(
        "agent_stats_export",
        "function=agent_stats_export&datetime_start=2010-12-03+00:00:00",
        "ERROR: agent_stats_export INVALID SEARCH PARAMETERS - 6666||2010-12-03 00:00:00|2010-12-03 00:00:01",
        (own("2010-12-03 00:00:01", ""),),
    ),
    Case(
        "agent_stats_export",
        "function=agent_stats_export&datetime_start=2010-12-03+00:00:00&datetime_end=2010-12-03+00:00:01",
        "ERROR: agent_stats_export NO RECORDS FOUND - 1255||2010-12-03 00:00:00|2010-12-03 00:00:01",
        (SIGNED_IN_6666,),
    ),
    Case(
        "user_group_status", "function=user_group_status", "ERROR: user_group_status INVALID SEARCH PARAMETERS - 6666||"
    ),
    Case("in_group_status", "function=in_group_status", "ERROR: in_group_status INVALID SEARCH PARAMETERS - 6666||"),
    Case(
        "in_group_status",
        "stage=csv&function=in_group_status&in_groups=SALESLINE|SUPPORT&header=YES",
        "ingroups,total_calls,calls_waiting,agents_logged_in,agents_in_calls,agents_waiting,agents_paused,agents_in_dispo\nSALESLINE SUPPORT,31,0,75,54,0,20,1",
    ),
    Case("agent_status", "function=agent_status", "ERROR: agent_status INVALID SEARCH PARAMETERS - 6666||"),
    Case(
        "agent_status",
        "function=agent_status&agent_user=zzz",
        "ERROR: agent_status AGENT NOT FOUND - 6666||",
        (own("6666||", "6666|zzz|"),),
        undecided="the second blank has no name",
    ),
    Case(
        "agent_status",
        "function=agent_status&agent_user=2424",
        "ERROR: agent_status AGENT NOT LOGGED IN - 6666||",
        (own("6666||", "6666|2424|"),),
        undecided="the second blank has no name",
    ),
    Case("callid_info", "function=callid_info", "ERROR: callid_info INVALID SEARCH PARAMETERS - 6666||"),
    Case(
        "callid_info",
        "function=callid_info&call_id=M4050908079999999999",
        "ERROR: callid_info CALL NOT FOUND - 6666||",
        (own("6666||", "6666|M4050908079999999999|"),),
        undecided="the second blank has no name",
    ),
    Case(
        "callid_info",
        "function=callid_info&call_id=M4050908070000012345&stage=csv&header=YES&detail=YES",
        "call_id,custtime,call_date,campaign_id,list_id,status,user,phone\nM4050908070000012345,725,2014-01-24 09:26:09,TESTCAMP,999,A,6666,3125551212",
    ),
    Case("lead_field_info", "function=lead_field_info", "ERROR: lead_field_info INVALID SEARCH PARAMETERS - 6666||"),
    Case(
        "lead_field_info",
        "function=lead_field_info&field_name=first_name&lead_id=193715",
        "ERROR: lead_field_info LIST NOT FOUND - 6666||",
        (own("6666||", "6666|193715|first_name"),),
        before=("function=add_lead&phone_number=7275551111&list_id=88888",),
        undecided="a lead may be added to a list that does not exist: nothing is said against it",
    ),
    Case(
        "lead_field_info",
        "function=lead_field_info&field_name=first_name&lead_id=88888888",
        "ERROR: lead_field_info LEAD NOT FOUND - 6666||",
        (own("6666||", "6666|88888888|first_name"),),
    ),
    Case(
        "lead_field_info",
        "function=lead_field_info&field_name=nosuchfield&lead_id=1139739",
        "ERROR: lead_field_info LEAD FIELD NOT FOUND - 6666||",
        (own("6666||", "6666|1139739|nosuchfield"),),
    ),
    Case(
        "update_log_entry",
        "function=update_log_entry&group=NOPE&call_id=Y2010309520000000234&status=SALEX",
        "ERROR: update_log_entry GROUP NOT FOUND - 6666||",
        (own("6666||", any_of(r"6666\|NOPE\|(?:Y2010309520000000234)?")),),
        undecided="the second blank has no name",
    ),
    Case(
        "update_log_entry",
        "function=update_log_entry&group=SALESLINE&call_id=Y2010309529999999999&status=SALEX",
        "ERROR: update_log_entry NO RECORDS FOUND - 6666||||",
        (own("6666||||", "6666|SALESLINE|Y2010309529999999999|SALEX|"),),
        undecided="the fourth blank has no name",
    ),
    Case(
        "update_log_entry",
        "function=update_log_entry&group=SALESLINE&call_id=Y2010309520000000234&status=SALEX",
        "ERROR: update_log_entry NO RECORDS UPDATED - 6666|TESTCAMP|M9131554060000426264|SALEX|SALEX|1347566056.399",
        (
            own("TESTCAMP|M9131554060000426264", "SALESLINE|Y2010309520000000234"),
            Differs("1347566056.399", any_of(r"[0-9.]+"), "the unique id is not printed for this call"),
        ),
        before=("function=update_log_entry&group=SALESLINE&call_id=Y2010309520000000234&status=SALEX",),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4",
        (WINTER,),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4",
        (WINTER,),
        before=("function=add_lead&phone_number=7275551111",),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&list_id=999&custom_fields=Y&favorite_color=blue",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\nNOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 7275551111|Y|0",
        (FIRST_LEAD, WINTER),
        settings=tuple(CUSTOM_FIELDS_OFF.items()),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&list_id=88888&custom_fields=Y&favorite_color=blue",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\nNOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - 7275551111|1234|101",
        (own("999", "88888"), FIRST_LEAD, WINTER, FIRST_LEAD_1234, own("101", "88888")),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&list_id=999&add_to_hopper=Y&hopper_local_call_time_check=Y",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\nNOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275551111|6666|193716|-4|0",
        (FIRST_LEAD, WINTER, FIRST_LEAD, WINTER),
        at_night=True,
        undecided="that list 999 is not called at three in the morning is common sense, not printed",
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW&callback_type=USERONLY&callback_user=6",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 1234|TESTCAMP|6|",
        (FIRST_LEAD, WINTER, FIRST_LEAD_1234, own("6|", any_of(r"6\|(?:USERONLY)?"))),
        undecided="the blank has no name",
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&campaign_id=XYZ&callback=Y&callback_datetime=NOW",
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193716|-4\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 1234|XYZ",
        (FIRST_LEAD, WINTER, FIRST_LEAD_1234),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7275551111&nanpa_ac_prefix_check=Y",
        "NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|6666\nSUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4",
        (WINTER,),
        undecided="the NANPA data are optional; the handbook is taken not to have them",
    ),
    Case(
        "add_lead", "function=add_lead&phone_number=72755", "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 72755|6666"
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=12345678901234567",
        "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 72755|6666",
        (own("72755", "12345678901234567"),),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7271551111&usacan_prefix_check=Y",
        "ERROR: add_lead INVALID PHONE NUMBER PREFIX - 72755|6666",
        (own("72755", "7271551111"),),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=7270551111&usacan_prefix_check=Y",
        "ERROR: add_lead INVALID PHONE NUMBER PREFIX - 72755|6666",
        (own("72755", "7270551111"),),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=9995551111&usacan_areacode_check=Y",
        "ERROR: add_lead INVALID PHONE NUMBER AREACODE - 72755|6666",
        (own("72755", "9995551111"),),
    ),
    Case(
        "add_lead",
        "function=add_lead&phone_number=72755511112&usacan_areacode_check=Y",
        "ERROR: add_lead INVALID PHONE NUMBER AREACODE - 72755|6666",
        (own("72755", "72755511112"),),
        undecided="the check is said to be for 10 digits too; which line it answers is not",
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPLIST",
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 7275551111|101|8765444",
        (own("7275551111", "7275551113"), LIST_999, EXISTING_BOB),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPCAMP",
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS - 7275551111|101|8765444|101",
        (own("7275551111", "7275551113"), LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPSYS",
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|101",
        (own("7275551111", "7275551113"), LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPSYS90DAY",
        "ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|101",
        (own("7275551111", "7275551113"), LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPTITLEALTPHONELIST",
        "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN LIST - 1234|7275551111|101|8765444",
        (LIST_999, EXISTING_BOB),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPTITLEALTPHONECAMP",
        "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN CAMPAIGN LISTS - 1234|7275551111|101|8765444|101",
        (LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPTITLEALTPHONESYS",
        "ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN SYSTEM - 1234|7275551111|101|8765444|101",
        (LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPNAMEPHONELIST",
        "ERROR: add_lead DUPLICATE NAME PHONE IN LIST - Bob|Smith|7275551113|101|8765444|101",
        (LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPNAMEPHONECAMP",
        "ERROR: add_lead DUPLICATE NAME PHONE IN CAMPAIGN LISTS - Bob|Smith|7275551113|101|8765444|101",
        (LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "add_lead",
        BOB + "&duplicate_check=DUPNAMEPHONESYS",
        "ERROR: add_lead DUPLICATE NAME PHONE IN SYSTEM - Bob|Smith|7275551113|101|8765444|101",
        (LIST_999, EXISTING_BOB, LIST_999),
        before=(BOB,),
    ),
    Case(
        "update_lead",
        CALLBACK.replace("NOW", "2031-01-01+00:00:00"),
        "NOTICE: update_lead SCHEDULED CALLBACK UPDATED - 1234|2011-09-29 12:00:01|TESTCAMP|6666|USERONLY|CALLBK",
        (own("1234", "406757"), own("2011-09-29 12:00:01", "2031-01-01 00:00:00"), own("6666", "1028")),
        before=(CALLBACK,),
    ),
    Case(
        "update_lead",
        "function=update_lead&lead_id=406757&callback=Y",
        "NOTICE: update_lead SCHEDULED CALLBACK NOT UPDATED, NO FIELDS SPECIFIED - 1234|",
        (own("1234", "406757"),),
        before=(CALLBACK,),
    ),
    Case(
        "update_lead",
        "function=update_lead&lead_id=406757&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW&callback_type=USERONLY&callback_user=6",
        "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 1234|TESTCAMP|6|",
        (own("1234", "406757"), own("6|", any_of(r"6\|(?:USERONLY)?"))),
        undecided="the blank has no name",
    ),
    Case(
        "update_lead",
        "function=update_lead&lead_id=406757&campaign_id=XYZ&callback=Y&callback_datetime=NOW",
        "NOTICE: update_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 1234|XYZ",
        (own("1234", "406757"),),
    ),
    Case(
        "update_lead",
        "function=update_lead&search_method=LEAD_ID_VENDOR_LEAD_CODE_PHONE_NUMBER&lead_id=4567&vendor_lead_code=897654327&phone_number=7275551212&no_update=Y",
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897654327|7275551212",
    ),
    Case(
        "update_lead",
        INTO_HOPPER,
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|1010542|12345678901234|9998887112|3333444|0\nNOTICE: update_lead NOT ADDED TO HOPPER, LEAD IS ALREADY IN THE HOPPER - 7275551111|193715|6666",
        (own("7275551111|193715", "9998887112|1010542"),),
        before=(INTO_HOPPER,),
    ),
    Case(
        "update_lead",
        "function=update_lead&search_method=PHONE_NUMBER&phone_number=7275551111&no_update=Y&add_to_hopper=Y&hopper_local_call_time_check=Y",
        "NOTICE: update_lead LEADS FOUND IN THE SYSTEM: |6666|1010542|12345678901234|9998887112|3333444|0\nNOTICE: update_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275551111|193715|-5|0|6666",
        (own("1010542|12345678901234|9998887112|3333444", "193715||7275551111|999"),),
        before=("function=add_lead&phone_number=7275551111",),
        at_night=True,
        undecided="that list 999 is not called at three in the morning is common sense, not printed",
    ),
    Case(
        "update_lead",
        "function=update_lead&search_method=VENDOR_LEAD_CODE&vendor_lead_code=zzz&insert_if_not_found=Y",
        "NOTICE: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|4567|897654327|7275551212\nERROR: update_lead INVALID DATA FOR LEAD INSERTION - 6666|||",
        (own("4567|897654327|7275551212", "|zzz|"),),
    ),
    Case(
        "update_lead",
        "function=update_lead&lead_id=99999999&last_name=X",
        "ERROR: update_lead NO MATCHES FOUND IN THE SYSTEM - 6666|||",
        (own("6666|||", "6666|99999999||"),),
    ),
    Case("update_lead", "function=update_lead", "ERROR: update_lead NO VALID SEARCH METHOD - 6666|SYSTEM|||"),
    Case(
        "add_user",
        "function=add_user&agent_user=1000",
        "ERROR: add_user YOU MUST USE ALL REQUIRED FIELDS - 6666|1000||||",
    ),
    Case(
        "add_user",
        "function=add_user&agent_user=1000&agent_pass=9999&agent_user_level=1&agent_full_name=Testing+Person&agent_user_group=ADFHR",
        "ERROR: add_user USER GROUP DOES NOT EXIST - 6666|ADFHR",
    ),
    Case(
        "add_user",
        "function=add_user&agent_user=6666&agent_pass=9999&agent_user_level=1&agent_full_name=Testing+Person&agent_user_group=AGENTS",
        "ERROR: add_user USER ALREADY EXISTS - 6666|6666",
    ),
    Case(
        "add_user",
        "function=add_user&agent_user=1000&agent_pass=1234&agent_user_level=8&agent_full_name=Testing+Person&agent_user_group=AGENTS",
        "SUCCESS: add_user USER HAS BEEN ADDED - 6666|1000|1234|8|Testing+Person|AGENTS",
        (
            Differs(
                "Testing+Person",
                any_of(r"Testing[+ ]Person"),
                "the plus of the request is printed; it stands for a space",
            ),
        ),
    ),
    Case("update_user", "function=update_user", "ERROR: update_user YOU MUST USE ALL REQUIRED FIELDS - 6666||"),
    Case(
        "update_user",
        "function=update_user&agent_user=78789&active=Y",
        "ERROR: update_user USER DOES NOT EXIST - 6666|78789",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&agent_full_name=" + "N" * 51,
        "ERROR: update_user YOU MUST USE A VALID FULL NAME, THIS IS AN OPTIONAL FIELD - 6666|",
        (own("6666|", "6666|" + "N" * 51),),
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&agent_user_level=0",
        "ERROR: update_user YOU MUST USE A VALID USER LEVEL, THIS IS AN OPTIONAL FIELD - 6666|0|9|1",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&agent_user_group=FAKEGROUP",
        "ERROR: update_user YOU MUST USE A VALID USER GROUP, THIS IS AN OPTIONAL FIELD - 6666|FAKEGROUP|0",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&phone_login=fakephone",
        "ERROR: update_user YOU MUST USE A VALID PHONE LOGIN, THIS IS AN OPTIONAL FIELD - 6666|fakephone|0|0",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&phone_pass=" + "p" * 21,
        "ERROR: update_user YOU MUST USE A VALID PHONE PASSWORD, THIS IS AN OPTIONAL FIELD - 6666|0",
        (own("6666|0", "6666|" + "p" * 21),),
        undecided="0 is printed as not valid although one character is enough; 21 characters are too many",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&hotkeys_active=2",
        "ERROR: update_user YOU MUST USE A VALID HOTKEYS SETTING, THIS IS AN OPTIONAL FIELD - 6666|2",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&voicemail_id=12345678901",
        "ERROR: update_user YOU MUST USE A VALID VOICEMAIL ID, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&email=" + "e" * 92 + "@test.com",
        "ERROR: update_user YOU MUST USE A VALID EMAIL, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&custom_one=" + "c" * 101,
        "ERROR: update_user YOU MUST USE A VALID CUSTOM ONE, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&custom_two=" + "c" * 101,
        "ERROR: update_user YOU MUST USE A VALID CUSTOM TWO, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&custom_three=" + "c" * 101,
        "ERROR: update_user YOU MUST USE A VALID CUSTOM THREE, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&custom_four=" + "c" * 101,
        "ERROR: update_user YOU MUST USE A VALID CUSTOM FOUR, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&custom_five=" + "c" * 101,
        "ERROR: update_user YOU MUST USE A VALID CUSTOM FIVE, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&active=X",
        "ERROR: update_user ACTIVE MUST BE Y OR N, THIS IS AN OPTIONAL FIELD - 6666",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&wrapup_seconds_override=-2",
        "ERROR: update_user wrapup_seconds_override MUST BE A VALID DIGIT BETWEEN -1 AND 9999, THIS IS AN OPTIONAL FIELD - 6666|-2",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&campaign_rank=10",
        "ERROR: update_user YOU MUST USE A VALID CAMPAIGN RANK, THIS IS AN OPTIONAL FIELD - 6666|0",
        (own("6666|0", "6666|10"),),
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&campaign_grade=0",
        "ERROR: update_user YOU MUST USE A VALID CAMPAIGN GRADE, THIS IS AN OPTIONAL FIELD - 6666|0",
    ),
    Case("update_user", "function=update_user&agent_user=2424", "ERROR: update_user NO UPDATES DEFINED - 6666|0"),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&campaign_rank=9&campaign_grade=10&camp_rg_only=1&campaign_id=TESTCAMP",
        "NOTICE: update_user USER CAMPAIGN RANKS HAVE BEEN UPDATED - 6666|9|10|TESTCAMP|1",
        (
            Differs(
                "TESTCAMP|1",
                any_of(r"TESTCAMP\|1(?:\nERROR: update_user NO UPDATES DEFINED - 6666\|0)?"),
                "whether that line follows is left open",
            ),
        ),
        undecided="whether NO UPDATES DEFINED follows a rank that was the only change",
    ),
    Case(
        "update_user",
        "function=update_user&agent_user=2424&delete_user=Y",
        "SUCCESS: update_user USER HAS BEEN DELETED - 6666|7878",
        (own("7878", "2424"),),
        undecided="the reply is printed, the parameter is not: delete_user is the vendor's name for it",
    ),
    Case(
        "add_group_alias",
        "function=add_group_alias&caller_id_number=1000",
        "ERROR: add_group_alias YOU MUST USE ALL REQUIRED FIELDS - 6666|||1000",
    ),
    Case(
        "add_group_alias",
        "function=add_group_alias&caller_id_number=7275551212",
        "ERROR: add_group_alias GROUP ALIAS ALREADY EXISTS - 6666|7275551212",
        before=("function=add_group_alias&caller_id_number=7275551212",),
    ),
    Case(
        "add_phone",
        "function=add_phone&extension=1000",
        "ERROR: add_phone YOU MUST USE ALL REQUIRED FIELDS - 6666|1000|||||||||||",
        (
            Differs(
                "1000|||||||||||",
                any_of(r"1000\|{10,11}"),
                "the user and the eleven required fields are twelve, thirteen places are printed",
            ),
        ),
    ),
    Case(
        "add_phone",
        PHONE_55000.replace("192.168.198.5", "10.0.9.9"),
        "ERROR: add_phone SERVER DOES NOT EXIST - 6666|10.0.9.9",
    ),
    Case(
        "add_phone",
        PHONE_55000,
        "ERROR: add_phone PHONE ALREADY EXISTS ON THIS SERVER - 6666|10.0.9.8|cc101",
        (own("10.0.9.8|cc101", "192.168.198.5|55000"),),
        before=(PHONE_55000,),
    ),
)

# The printed permission replies: a user without the permission gets each of them whatever else is in the request.
PERMISSIONS = (
    "ERROR: blind_monitor USER DOES NOT HAVE PERMISSION TO BLIND MONITOR - 6666|0",
    "ERROR: agent_ingroup_info USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - 6666|0",
    "ERROR: recording_lookup USER DOES NOT HAVE PERMISSION TO GET RECORDING INFO - 6666|0",
    "ERROR: did_log_export USER DOES NOT HAVE PERMISSION TO GET DID INFO - 6666|0",
    "ERROR: phone_number_log USER DOES NOT HAVE PERMISSION TO GET CALL LOG INFO - 6666|0",
    "ERROR: agent_stats_export USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - 6666|0",
    "ERROR: user_group_status USER DOES NOT HAVE PERMISSION TO GET USER GROUP INFO - 6666|0",
    "ERROR: in_group_status USER DOES NOT HAVE PERMISSION TO GET IN-GROUP INFO - 6666|0",
    "ERROR: agent_status USER DOES NOT HAVE PERMISSION TO GET AGENT INFO - 6666|0",
    "ERROR: callid_info USER DOES NOT HAVE PERMISSION TO GET CALL INFO - 6666|0",
    "ERROR: lead_field_info USER DOES NOT HAVE PERMISSION TO GET LEAD INFO - 6666|0",
    "ERROR: update_log_entry USER DOES NOT HAVE PERMISSION TO UPDATE LOGS - 6666|0",
    "ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM - 6666|0",
    "ERROR: update_lead USER DOES NOT HAVE PERMISSION TO UPDATE LEADS IN THE SYSTEM - 6666|0",
    "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS - 6666|0",
    "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE USERS - 6666|0",
    "ERROR: add_group_alias USER DOES NOT HAVE PERMISSION TO ADD GROUP ALIASES - 6666|0",
    "ERROR: add_phone USER DOES NOT HAVE PERMISSION TO ADD PHONES - 6666|0",
)
ANY_LEVEL_7_USER = ("blind_monitor", "agent_ingroup_info")  # level 7 is all that these two sections ask for

# Exports: the request, the printed header, the printed rows; pipes here, as the default format has them.
EXPORTS = (
    Case(
        "recording_lookup",
        "function=recording_lookup&agent_user=1000&date=2010-12-03",
        "start_time|user|recording_id|lead_id|location\n"
        "2010-12-03 12:00:01|1000|534820|876409|http://yourdomain.dialer360.com/path/to/recording/20101203_120000_1234567890_1000-all.wav",
    ),
    Case(
        "did_log_export",
        "function=did_log_export&phone_number=3125551212&date=2010-12-03",
        "did_number|call_date|caller_id_number|length_in_sec\n3125551212|2010-12-03 12:00:01|7275551212|123",
    ),
    Case(
        "phone_number_log",
        "function=phone_number_log&phone_number=9998887112",
        "phone_number|call_date|list_id|length_in_sec|lead_status|hangup_reason|call_status|source_id|user\n9998887112|2017-01-06 08:11:01|82106|25|TD|AGENT|SALE|mail098|6666",
    ),
    Case(
        "agent_stats_export",
        "function=agent_stats_export&datetime_start=2012-03-26+00:00:00&datetime_end=2012-03-26+23:59:59",
        "user|full_name|user_group|calls|login_time|total_talk_time|avg_talk_time|avg_wait_time|pct_of_queue|pause_time|sessions|avg_session|pauses|avg_pause_time|pause_pct|pauses_per_session|total_wait_time\n"
        "1029|test agent|ADMIN|1|0:01:52|0:00:16|0:00:16|0:00:18|16.7%|54|3|0:00:37|5|0:00:11|48.2%|2|0:00:32\n"
        "6666|Admin|ADMIN|5|0:04:11|0:01:48|0:00:22|0:00:17|83.3%|27|2|0:02:06|4|0:00:07|10.8%|2|0:00:32",
        (
            Differs("0:00:32", "0:00:18", "no sums give the printed total"),
            Differs("0:00:32", "0:01:25", "no sums give the printed total"),
        ),
    ),
    Case(
        "user_group_status",
        "function=user_group_status&user_groups=ADMIN|AGENT",
        "usergroups|calls_waiting|agents_logged_in|agents_in_calls|agents_waiting|agents_paused|agents_in_dead_calls|agents_in_dispo\nADMIN AGENT|0|1|0|1|0|0|0",
    ),
    Case(
        "in_group_status",
        "function=in_group_status&in_groups=SALESLINE|SUPPORT",
        "ingroups|total_calls|calls_waiting|agents_logged_in|agents_in_calls|agents_waiting|agents_paused|agents_in_dispo\nSALESLINE SUPPORT|31|0|75|54|0|20|1",
    ),
    Case(
        "agent_status",
        "function=agent_status&agent_user=1234",
        "status|call_id|lead_id|campaign_id|calls_today|full_name|user_group|user_level|pause_code|real_time_sub_status|phone_number|vendor_lead_code|session_id\n"
        "INCALL|M4050908070000012345|12345|TESTCAMP|1|Test Agent|AGENTS|3|LOGIN||7275551212|123456|8600051",
    ),
    Case(
        "callid_info", "function=callid_info&call_id=M4050908070000012345", "call_id|custtime\nM4050908070000012345|725"
    ),
    Case(
        "callid_info",
        "function=callid_info&call_id=M4050908070000012345&detail=YES",
        "call_id|custtime|call_date|campaign_id|list_id|status|user|phone\nM4050908070000012345|725|2014-01-24 09:26:09|TESTCAMP|999|A|6666|3125551212",
    ),
)
STAGES = (("", "|"), ("&stage=pipe", "|"), ("&stage=csv", ","), ("&stage=tab", "\t"))

# Printed replies that no request of this file asks for, and why.
NOT_TRIED = {
    "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - 6666|add_lead": "needs a user with a list of allowed functions",
    "ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST": "needs a user below level 7 who may sign in",
    "ERROR: moh_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST": "needs a user below level 7 who may sign in",
    "ERROR: vm_list USER DOES NOT HAVE PERMISSION TO VIEW VOICEMAIL BOXES LIST": "needs a user below level 7 who may sign in",
    "ERROR: audio store web directory does not exist: |6666|sounds_list|/srv/www/htdocs/1234|": "needs a broken installation",
    "INCALL|M4181606420000000104|104|TESTBLND|1|Admin|ADMIN|9|BRK2|DEAD|3125551212|123457|8600051": "another moment of the agents' day: the session is taken",
    "PAUSED||105|TESTBLND|1|Admin|ADMIN|9||PREVIEW|9545551212|123458|8600052": "another moment of the agents' day: Admin cannot be in both rows",
    "ERROR: callid_info CALL LOG NOT FOUND - 6666||": "needs a call that has lost its log row",
    "ERROR: update_log_entry INVALID SEARCH PARAMETERS - 6666||": "what search is invalid is not said; GROUP NOT FOUND may come first",
    "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - 7275551111|1234|101": "needs a list with a custom table and no field",
    "ERROR: add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7275551212|6666": "needs the optional NANPA data",
    "ERROR: add_lead NOT AN ALLOWED LIST ID - 7275551212|98762": "needs a user with a list of allowed lists",
    "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, CUSTOM FIELDS DISABLED - 7275551111|Y|0": "not seen from the vendor's software: an update does not ask the setting",
    "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - 7275551111|1234|101": "not seen from the vendor's software",
    "NOTICE: update_lead CUSTOM FIELDS NOT UPDATED, NO FIELDS DEFINED - 7275551111|1234|101": "needs a list with a custom table and no field",
    "NOTICE: update_lead NOT ADDED TO HOPPER - 7275551111|6666|193715|1677922": "what keeps a lead out, other than the lines with a reason, is not said",
    "NOTICE: update_lead NOT ADDED TO HOPPER, LEAD NOT FOUND - 7275551111|193715|6666": "a lead not found answers NO MATCHES first",
    "ERROR: update_lead NOT AN ALLOWED LIST ID - 7275551212|98762": "needs a user with a list of allowed lists",
    "ERROR: add_user USER DOES NOT HAVE PERMISSION TO ADD USERS IN THIS USER LEVEL - 6666|8": "needs a level 8 user with modify users",
    "ERROR: update_user USER DOES NOT HAVE PERMISSION TO DELETE USERS - 6666|7878": "needs a user with modify users and without delete users",
    "ERROR: update_user USER DOES NOT HAVE PERMISSION TO UPDATE THIS USER - 6666|7878": "needs a level 8 user with modify users",
}


def rows_of(name: str) -> list[list[str]]:
    """The rows of a transcript, without remarks and without the header line."""
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def label(case: Case) -> str:
    query = case.request.partition("?")[2] or case.request
    kept = [part for part in query.split("&") if not part.startswith(("source=", "user=", "pass=", "function=", "DB="))]
    return f"{case.function}[{'&'.join(kept)[:60]}]"


def labelled(cases: tuple[Case, ...]) -> list[object]:
    return [pytest.param(case, id=f"{number:02}-{label(case)}") for number, case in enumerate(cases, 1)]


@pytest.fixture(scope="module")
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30, trust_env=False) as client:
        yield client


def ask(browser: httpx.Client, dialer: Dialer, target: str) -> str:
    """Send the target as it is and give the reply without its last line end."""
    reply = browser.get(dialer.url + target)
    assert reply.status_code == 200, f"{target}\nanswered {reply.status_code}: {reply.text}"
    return reply.text.removesuffix("\n")


def signed_in(query: str, user: str = "6666") -> str:
    return f"{DOOR}?source=test&user={user}&pass=1234&{query}"


def explain(case: Case, target: str, got: str) -> str:
    lines = [f"request   {target}", "printed   " + case.printed.replace("\n", "\n          ")]
    lines += [f"differs   {part.printed!r}: {part.why}" for part in case.volatile]
    lines += [f"undecided {case.undecided}"] if case.undecided else []
    return "\n".join(["the reply is not the document's", *lines, "expected  " + case.pattern, f"got       {got!r}"])


def prepare(case: Case, browser: httpx.Client, dialer: Dialer) -> None:
    if case.settings:
        dialer.control.patch(SETTINGS.format(world=dialer.world), json=dict(case.settings)).raise_for_status()
    if case.at_night:
        moment = {"to": THREE_IN_THE_MORNING}
        dialer.control.post(ADVANCE.format(world=dialer.world), json=moment).raise_for_status()
    for query in case.before:
        first = ask(browser, dialer, signed_in(query))
        assert not first.startswith("ERROR"), f"a request ahead of the tried one failed\n{query}\n{first}"


def test_the_fixture_file_and_the_quoted_examples_agree() -> None:
    quoted = [[case.function, case.request, case.printed.replace("\n", "\\n")] for case in EXAMPLES]
    assert rows_of("examples.tsv") == quoted


def test_every_volatile_part_is_part_of_its_printed_reply() -> None:
    for case in EXAMPLES + OTHERS + EXPORTS:
        assert re.compile(case.pattern), case
        printed_back = Case(
            case.function, case.request, case.printed, tuple(own(part.printed, part.printed) for part in case.volatile)
        )
        assert re.fullmatch(printed_back.pattern, case.printed), case


def test_a_printed_url_is_sent_as_it_is_printed() -> None:
    for case in EXAMPLES:
        assert case.request.startswith(HOST + DOOR + "?")
        assert httpx.URL(case.request).raw_path.decode() == case.request.removeprefix(HOST)


def test_every_quoted_line_is_a_line_of_the_replies_transcript() -> None:
    transcript = {(endpoint, text) for _, endpoint, _, text in rows_of("replies.tsv")}
    beyond_the_document = {"<html>", "SUCCESS: add_phone PHONE HAS BEEN ADDED - 6666|cc100|10.0.9.8|SIP|100"}
    quoted = {(f"dialer360.{case.function}", line) for case in EXAMPLES + OTHERS for line in case.printed.splitlines()}
    quoted |= {(f"dialer360.{line.split()[1]}", line) for line in PERMISSIONS}
    missing = sorted(line for line in quoted - transcript if line[1] not in beyond_the_document)
    assert not missing, "quoted here, not in replies.tsv:\n" + "\n".join(map(str, missing))


def test_every_line_of_the_replies_transcript_is_tried_or_has_a_reason_not_to_be() -> None:
    tried = {line for case in EXAMPLES + OTHERS + EXPORTS for line in case.printed.splitlines()} | set(PERMISSIONS)
    texts = [text for *_, text in rows_of("replies.tsv")]
    untried = [text for text in texts if text not in tried]
    assert sorted(untried) == sorted(NOT_TRIED)


@pytest.mark.parametrize("case", labelled(tuple(case for case in EXAMPLES if case.printed != "<html>")))
def test_an_example_url_gives_its_printed_reply_on_the_handbook(
    case: Case, browser: httpx.Client, dialer360: Dialer
) -> None:
    target = case.request.removeprefix(HOST)
    got = ask(browser, dialer360, target)
    assert re.fullmatch(case.pattern, got), explain(case, target, got)


@pytest.mark.parametrize("case", labelled(tuple(case for case in EXAMPLES if case.printed == "<html>")))
def test_a_chooser_is_a_page_that_names_the_field_to_populate(
    case: Case, browser: httpx.Client, dialer360: Dialer
) -> None:
    page = ask(browser, dialer360, case.request.removeprefix(HOST))
    assert "<html" in page.lower(), page
    assert "fieldname" in page, page
    assert "ERROR" not in page, page


@pytest.mark.parametrize("case", labelled(OTHERS))
def test_a_request_gives_its_printed_reply_on_the_handbook(
    case: Case, browser: httpx.Client, dialer360: Dialer
) -> None:
    prepare(case, browser, dialer360)
    target = signed_in(case.request).removesuffix("&")
    got = ask(browser, dialer360, target)
    assert re.fullmatch(case.pattern, got), explain(case, target, got)


@pytest.mark.parametrize("printed", PERMISSIONS, ids=[line.split()[1] for line in PERMISSIONS])
@pytest.mark.parametrize("user", LIMITED_USERS)
def test_a_user_without_permission_gets_the_printed_reply(
    printed: str, user: str, browser: httpx.Client, dialer360: Dialer
) -> None:
    function = printed.split()[1]
    if user == "7000" and function in ANY_LEVEL_7_USER:
        pytest.skip("level 7 is enough for this function")
    got = ask(browser, dialer360, signed_in(f"function={function}", user))
    assert got == printed.replace("6666", user)


@pytest.mark.parametrize(("stage", "separator"), STAGES, ids=["default", "pipe", "csv", "tab"])
@pytest.mark.parametrize("case", labelled(EXPORTS))
def test_an_export_has_its_header_and_its_separator(
    case: Case, stage: str, separator: str, browser: httpx.Client, dialer360: Dialer
) -> None:
    target = signed_in(f"{case.request}{stage}&header=YES")
    got = ask(browser, dialer360, target)
    assert got.count(separator) == case.printed.count("|"), explain(case, target, got)
    assert re.fullmatch(case.pattern, got.replace(separator, "|")), explain(case, target, got)


@pytest.mark.parametrize("choice", ["", "&header=NO"], ids=["default", "NO"])
@pytest.mark.parametrize("case", labelled(EXPORTS))
def test_an_export_has_no_header_unless_it_is_asked_for(
    case: Case, choice: str, browser: httpx.Client, dialer360: Dialer
) -> None:
    rows = Case(case.function, case.request, case.printed.partition("\n")[2], case.volatile)
    target = signed_in(case.request + choice)
    got = ask(browser, dialer360, target)
    assert re.fullmatch(rows.pattern, got), explain(rows, target, got)
