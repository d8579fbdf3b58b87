"""The parameters that `add_lead` and `update_lead` share, each with its filter and the width of its column."""

from ringback.vendors.dialer360.call import Function
from ringback.vendors.dialer360.fields import BLANK, Alphanumeric, Digits, Loose, Name, Switch, Words, number
from ringback.vendors.dialer360.list_restriction import ListRestricted

# The lead's columns that are stored as they are sent, once filtered and cut.
TEXTS = (
    "vendor_lead_code",
    "source_id",
    "title",
    "first_name",
    "middle_initial",
    "last_name",
    "address1",
    "address2",
    "address3",
    "city",
    "state",
    "province",
    "postal_code",
    "country_code",
    "alt_phone",
    "email",
    "security_phrase",
    "comments",
    "owner",
)

ADDRESS = " -'.:/@_"


class LeadFunction(Function, ListRestricted):
    """A function that takes a lead: no text is too long for it, columns cut what they cannot hold."""

    level = 8
    needs = ("modify_leads",)

    phone_number = Digits(also=",", example="7275550101", note="6-16 digits")
    phone_code = Digits(cut=10, example="1", note="calling code of the country, 1-4 digits")
    list_id = Digits(cut=14, example="999", note="3-12 digits")
    campaign_id = Name(note="2-8 characters; needed for callbacks")
    vendor_lead_code = Loose(cut=20, example="1000019")
    source_id = Loose(cut=50)
    gmt_offset_now = Digits(also=".-_", note="hours; looked up when a lead is added")
    title = Words(cut=4, plus=False, example="Dr")
    first_name = Words(cut=30, example="Bob")
    middle_initial = Alphanumeric(cut=1)
    last_name = Words(cut=30, example="Wilson")
    address1 = Words(also=ADDRESS, cut=100)
    address2 = Words(also=ADDRESS, cut=100)
    address3 = Words(also=ADDRESS, cut=100)
    city = Words(also=ADDRESS, cut=50)
    state = Words(also=" -", plus=False, cut=2)
    province = Words(also=" -'._", cut=50)
    postal_code = Words(also=" -'", cut=10)
    country_code = Switch(cut=3)
    gender = Switch(note="M, F or U")
    date_of_birth = Digits(also="-", note="YYYY-MM-DD")
    alt_phone = Words(cut=12, example="7275550102")
    email = Words(also=ADDRESS + "%", cut=70)
    security_phrase = Words(also=ADDRESS, cut=100)
    comments = Loose(cut=255)
    rank = Digits(note="0-32767")
    owner = Words(also=ADDRESS, cut=20, note="user, territory, group or time zone code")
    entry_list_id = Digits(
        cut=14, example="0", note="the list whose custom fields the lead has; not with custom_fields=Y"
    )
    custom_fields = Alphanumeric(example="Y", note="Y takes custom fields too, each by its label")
    callback = Switch(note="Y schedules a callback")
    callback_status = Name(cut=6, example="CALLBK", note="status of the lead when it is due; CALLBK unless given")
    callback_datetime = Words(also=" -+.:/@_", plus=False, note="YYYY-MM-DD+HH:MM:SS, or NOW")
    callback_type = Switch(example="USERONLY", note="USERONLY or ANYONE")
    callback_user = Name(example="1028", note="who must call back, with USERONLY")
    callback_comments = Words(also=" -+.:/@_", plus=False, cut=255)
    add_to_hopper = Switch(note="Y")
    hopper_priority = Digits(also="-", note="-99 to 99")
    hopper_local_call_time_check = Switch(note="Y")

    def blanked(self, name: str) -> bool:
        """Whether a parameter asks for its column to be cleared."""
        return self.inputs.get(name) == BLANK

    @property
    def priority(self) -> int:
        """The priority in the hopper, between -99 and 99."""
        return int(max(-99, min(99, number(self.hopper_priority))))
