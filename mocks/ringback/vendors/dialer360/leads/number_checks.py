"""The checks of a phone number that `add_lead` and `check_phone_number` share."""

from typing import ClassVar, Self

from ringback.contract import Answer, Reply
from ringback.telephony import numbers
from ringback.vendors.dialer360.call import SignedIn
from ringback.vendors.dialer360.calling import in_campaign_dnc, in_dnc
from ringback.vendors.dialer360.fields import Digits, Name, Switch
from ringback.vendors.dialer360.world import Dialer360World

DNC_CHECKS = ("Y", "AREACODE")
LENGTH_OF_NATIONAL_NUMBER = 10


class NumberChecks(SignedIn):
    """A function that checks a phone number; it declares the replies that refuse one."""

    bad_length: ClassVar[Reply]
    bad_prefix: ClassVar[Reply]
    bad_area: ClassVar[Reply]
    bad_pair: ClassVar[Reply]
    dnc: ClassVar[Reply]
    campaign_dnc: ClassVar[Reply]

    phone_number = Digits(also=",", required=True, example="7275550101", note="6-16 digits")
    campaign_id = Name(note="2-8 characters; needed for its DNC list")
    dnc_check = Switch(note="Y, or AREACODE to heed blocked area codes too")
    campaign_dnc_check = Switch(note="Y or AREACODE; the list of campaign_id")
    usacan_prefix_check = Switch(note="Y: the fourth digit must not be 0 or 1")
    usacan_areacode_check = Switch(note="Y: ten digits, with an area code that is in service")
    nanpa_ac_prefix_check = Switch(note="Y: area code and prefix, where the system has the data")
    tz_method = Name(note="POSTAL, TZCODE or NANPA")

    def lacks_prefix_data(self, world: Dialer360World) -> bool:
        """Whether NANPA data are asked for, and the system has none."""
        asked = self.nanpa_ac_prefix_check == "Y" or "NANPA" in self.tz_method
        return asked and not world.system.nanpa_prefixes

    def wrong_number(self, world: Dialer360World) -> Answer[Self] | None:
        """Refuse a number of fewer than 6 or more than 16 digits, and what else is asked for."""
        phone, prefixes = self.phone_number, world.system.nanpa_prefixes
        if not 6 <= len(phone) <= 16:
            return self._refuse("bad_length")
        if self.usacan_prefix_check == "Y" and phone[3] in "01":
            return self._refuse("bad_prefix")
        if self.usacan_areacode_check == "Y" and _wrong_area(world, phone):
            return self._refuse("bad_area")
        if self.nanpa_ac_prefix_check == "Y" and prefixes and phone[:6] not in prefixes:
            return self._refuse("bad_pair")
        return None

    def forbidden_number(self, world: Dialer360World) -> Answer[Self] | None:
        """Refuse a number that the system or the campaign forbids, where that is asked for."""
        phone = self.phone_number
        if self.dnc_check in DNC_CHECKS and in_dnc(world, phone, area_codes=self.dnc_check == "AREACODE"):
            return self._refuse("dnc")
        codes = self.campaign_dnc_check == "AREACODE"
        if self.campaign_dnc_check in DNC_CHECKS and in_campaign_dnc(world, self.campaign_id, phone, area_codes=codes):
            return self._refuse("campaign_dnc")
        return None

    def _refuse(self, name: str) -> Answer[Self]:
        return self.replies[name].__get__(self, type(self))()


def _wrong_area(world: Dialer360World, phone_number: str) -> bool:
    # By the document a number of another length is refused too; the software only says so.
    short_or_long = len(phone_number) != LENGTH_OF_NATIONAL_NUMBER and not world.observed
    return short_or_long or numbers.area(phone_number[:3]) is None
