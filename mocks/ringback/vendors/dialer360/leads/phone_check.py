"""Whether a number may be called now: `check_phone_number`."""

from typing import Self

from ringback.contract import OBSERVED, Answer, check
from ringback.telephony.numbers import offset_hours
from ringback.vendors.dialer360 import calling
from ringback.vendors.dialer360.call import Function, Line
from ringback.vendors.dialer360.fields import Digits, Name, Words
from ringback.vendors.dialer360.leads.fields import ADDRESS
from ringback.vendors.dialer360.leads.number_checks import NumberChecks
from ringback.vendors.dialer360.world import Dialer360World

METHODS = ("AREACODE", "POSTAL", "TZCODE", "NANPA")


class CheckPhoneNumber(Function, NumberChecks, function="check_phone_number", section="check_phone_number"):
    """Check a number as `add_lead` does, and tell by each method what time zone it has and whether it may be called."""

    level = 8

    not_permitted = Line(
        "ERROR: check_phone_number USER DOES NOT HAVE PERMISSION TO CHECK PHONE NUMBERS: |{user}||", ground=OBSERVED
    )
    no_call_time = Line(
        "ERROR: check_phone_number THIS IS NOT A VALID CALL TIME: |{user}|{local_call_time}|", ground=OBSERVED
    )
    no_prefix_data = Line(
        "ERROR: check_phone_number NANPA options disabled, NANPA prefix data not loaded - 0|{user}", ground=OBSERVED
    )
    bad_length = Line("ERROR: check_phone_number INVALID PHONE NUMBER LENGTH - {phone_number}|{user}", ground=OBSERVED)
    bad_prefix = Line("ERROR: check_phone_number INVALID PHONE NUMBER PREFIX - {phone_number}|{user}", ground=OBSERVED)
    bad_area = Line("ERROR: check_phone_number INVALID PHONE NUMBER AREACODE - {phone_number}|{user}", ground=OBSERVED)
    bad_pair = Line(
        "ERROR: check_phone_number INVALID PHONE NUMBER NANPA AREACODE PREFIX - {phone_number}|{user}",
        ground=OBSERVED,
        reach="state",
    )
    dnc = Line("ERROR: check_phone_number PHONE NUMBER IN DNC - {phone_number}|{user}", ground=OBSERVED)
    campaign_dnc = Line(
        "ERROR: check_phone_number PHONE NUMBER IN CAMPAIGN DNC - {phone_number}|{campaign_id}|{user}", ground=OBSERVED
    )
    checked = Line(
        "{methods}PHONE: {phone_number}|{phone_code}|{postal_code}|{state}|{owner}|",
        ground=OBSERVED,
        examples={"methods": "AREACODE: 1|-5#"},
    )

    local_call_time = Name(required=True, example="24hours", note="a call time that exists")
    phone_code = Digits(cut=10, example="1", note="1 unless given")
    postal_code = Words(also=" -'", example="33701", note="5 digits, for POSTAL")
    state = Words(also=" -", plus=False, example="FL", note="2 letters")
    owner = Words(also=ADDRESS, example="EST", note="a time zone code, for TZCODE")
    tz_method = Name(default="AREACODE", note="AREACODE, POSTAL, TZCODE, NANPA, several joined as one word")

    @check
    def call_time_there(self, world: Dialer360World) -> Answer[Self] | None:
        """The call time must exist."""
        return None if self.local_call_time in world.call_times else self.no_call_time()

    @check
    def prefix_data(self, world: Dialer360World) -> Answer[Self] | None:
        """What needs NANPA data cannot be done without them."""
        return self.no_prefix_data() if self.lacks_prefix_data(world) else None

    @check
    def number_valid(self, world: Dialer360World) -> Answer[Self] | None:
        """The number must be one."""
        return self.wrong_number(world)

    @check
    def may_be_called(self, world: Dialer360World) -> Answer[Self] | None:
        """No DNC list that is asked for may have the number."""
        return self.forbidden_number(world)

    def run(self, world: Dialer360World) -> Answer[Self]:
        """Tell what each method finds, in their fixed order."""
        code = self.phone_code or "1"
        methods = "".join(self._found(world, method, code) for method in METHODS if method in self.tz_method)
        return self.checked(methods=methods, phone_code=code)

    def _found(self, world: Dialer360World, method: str, phone_code: str) -> str:
        if method == "POSTAL":
            zone = calling.zone_of_postal_code(phone_code, self.postal_code)
        elif method == "TZCODE":
            zone = calling.zone_of_code(self.owner)
        else:
            zone = calling.zone_of_number(phone_code, self.phone_number, self.state)
        if zone is None:
            return f"{method}: 0|#"
        offset = offset_hours(zone, world.now)
        dialable = calling.may_call(world, self.local_call_time, offset, self.state, world.now)
        return f"{method}: {int(dialable)}|{calling.gmt_text(offset)}#"
