"""`sounds_list`, `moh_list` and `vm_list`: what the frames of the admin pages offer, in both profiles."""

from html import unescape

import pytest

from contract_tests.conftest import Site

CHOOSERS = ("sounds_list", "moh_list", "vm_list")
INACTIVE = {
    "sounds_list": "ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE\n",
    "moh_list": "ERROR: moh_list CENTRAL SOUND CONTROL IS NOT ACTIVE\n",
    "vm_list": "ERROR: vm_list CENTRAL SOUND CONTROL IS NOT ACTIVE\n",
}
NOT_PERMITTED = {
    "sounds_list": "ERROR: sounds_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST",
    "moh_list": "ERROR: moh_list USER DOES NOT HAVE PERMISSION TO VIEW SOUNDS LIST",
    "vm_list": "ERROR: vm_list USER DOES NOT HAVE PERMISSION TO VIEW VOICEMAIL BOXES LIST",
}
SELECT = "format=selectframe&stage=name&comments=fieldname"


def call(site: Site, function: str, query: str = "", user: str = "6666") -> str:
    """Call a function as a user, without a source; the reply's body."""
    reply = site.get(f"user={user}&pass=1234&function={function}&{query}")
    assert reply.status_code == 200
    return reply.text


def stock(site: Site, *names: str) -> None:
    """Leave only these files in the audio store: each a day younger and a kilobyte smaller than the one before."""
    for row in site.rows("sounds"):
        site.control.delete(f"worlds/{site.world}/state/dialer360/sounds/{row['audio_filename']}").raise_for_status()
    for number, name in enumerate(names):
        date = f"2025-12-{number + 1:02}T15:00:00Z"
        site.put("sounds", name, audio_filesize=9000 - 1000 * number, audio_date=date)


def force(site: Site, function: str, reply: str) -> None:
    """Make a function give a reply."""
    fault = {
        "app": "dialer360",
        "endpoint": f"dialer360.{function}",
        "reply": f"dialer360.{function}.{reply}",
        "when": "before",
    }
    site.control.post(f"worlds/{site.world}/faults", json=fault).raise_for_status()


def names(rows: str) -> list[str]:
    """The file names of tab rows."""
    return [row.split("\t")[1] for row in rows.splitlines()]


def test_a_tab_row_has_index_name_date_with_a_dot_size_and_epoch(dialer360: Site) -> None:
    """The date is on the server's clock, the epoch the same moment."""
    stock(dialer360, "welcome.wav", "hold.gsm")
    assert call(dialer360, "sounds_list", "format=tab&stage=name") == (
        "0\thold.gsm\t2025-12-02 10:00:00.\t8000\t1764687600\n1\twelcome.wav\t2025-12-01 10:00:00.\t9000\t1764601200\n"
    )


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("name", ["a.wav", "b.wav", "c.wav"]),
        ("date", ["c.wav", "a.wav", "b.wav"]),
        ("size", ["b.wav", "a.wav", "c.wav"]),
        ("SIZE", ["b.wav", "a.wav", "c.wav"]),
        ("bydate", ["c.wav", "a.wav", "b.wav"]),
        ("datename", ["a.wav", "b.wav", "c.wav"]),
    ],
)
def test_the_stage_is_the_order_of_the_files(dialer360: Site, stage: str, expected: list[str]) -> None:
    """Names go up, dates and sizes down; the word may be part of a longer one."""
    stock(dialer360, "b.wav", "a.wav", "c.wav")
    assert names(call(dialer360, "sounds_list", f"format=tab&stage={stage}")) == expected


@pytest.mark.parametrize("query", ["", "format=tab", "stage=name", "format=tab&stage=age", "format=xml&stage=name"])
def test_without_a_known_form_and_order_the_body_is_empty(dialer360: Site, query: str) -> None:
    """No form, no order, or unknown ones: nothing at all is said."""
    stock(dialer360, "a.wav")
    assert call(dialer360, "sounds_list", query) == ""


@pytest.mark.parametrize("form", ["tab", "link", "selectframe"])
def test_an_empty_store_gives_an_empty_body(dialer360: Site, form: str) -> None:
    """Even the page has nothing around nothing."""
    stock(dialer360)
    assert call(dialer360, "sounds_list", f"format={form}&stage=name") == ""


def test_only_wav_and_gsm_files_are_listed(dialer360: Site) -> None:
    """Other files may lie in the store."""
    stock(dialer360, "a.wav", "b.mp3", "c.gsm", "d.WAV", "wav")
    assert names(call(dialer360, "sounds_list", "format=tab&stage=name")) == ["a.wav", "c.gsm"]


def test_links_lead_to_the_sounds_server(dialer360: Site) -> None:
    """Server and directory are those of the settings."""
    stock(dialer360, "a.wav", "b.gsm")
    dialer360.patch("settings", "system", sounds_web_server="10.0.0.9", sounds_web_directory="snd")
    assert call(dialer360, "sounds_list", "format=link&stage=name") == (
        '<a href="http://10.0.0.9/snd/a.wav">a.wav</a><br>\n<a href="http://10.0.0.9/snd/b.gsm">b.gsm</a><br>\n'
    )


def test_the_page_of_sounds_offers_each_file_by_its_name_without_extension(dialer360: Site) -> None:
    """A click hands name and field to the page around the frame."""
    stock(dialer360, "welcome.wav")
    page = call(dialer360, "sounds_list", SELECT)
    assert "<title>NON-AGENT API</title>" in page
    assert "choose_file('welcome','fieldname')" in page
    assert [head for head in ("FILENAME", "DATE", "SIZE", "PLAY") if head not in page] == []
    assert "2025-12-01 10:00:00." in page
    assert page.endswith("</html>\n")


def test_the_column_heads_sort_anew_with_the_same_credentials(dialer360: Site) -> None:
    """The links are for the same user, and name the order."""
    stock(dialer360, "a.wav", "b.wav")
    page = unescape(call(dialer360, "sounds_list", SELECT))
    link = "?source=admin&function=sounds_list&user=6666&pass=1234&format=selectframe&comments=fieldname&stage="
    for stage in ("name", "date", "size"):
        assert f'href="{link}{stage}"' in page
    assert "choose_file('a','fieldname')" in dialer360.get(f"{link[1:]}size").text


@pytest.mark.parametrize("function", CHOOSERS)
def test_what_is_sent_cannot_break_out_of_the_page(dialer360: Site, function: str) -> None:
    """The name of the field ends neither the text of the script nor its attribute nor a tag."""
    evil = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E');alert(2)//"
    page = call(dialer360, function, f"format=selectframe&stage=name&comments={evil}")
    assert "<script>alert" not in page
    assert "');alert(2)" not in page
    assert "');alert(2)" not in unescape(page)
    assert 'onclick="choose_file(' in page


def test_file_names_cannot_break_out_of_the_page(dialer360: Site) -> None:
    """A file may be called anything."""
    stock(dialer360)
    row = {"audio_filename": "<b>'x&y.wav", "audio_filesize": 1, "audio_date": "2025-12-01T15:00:00Z"}
    fragment = {"dialer360": {"sounds": [row]}}
    dialer360.control.post(f"worlds/{dialer360.world}/load", json=fragment).raise_for_status()
    for form in ("link", "selectframe"):
        page = call(dialer360, "sounds_list", f"format={form}&stage=name")
        assert "<b>" not in page
        assert "&lt;b&gt;&#39;x&amp;y.wav" in page
    assert names(call(dialer360, "sounds_list", "format=tab&stage=name")) == ["<b>'x&y.wav"]


def test_the_journal_hides_the_password_of_the_links(dialer360: Site) -> None:
    """The client gets it in clear, whoever looks at the journal does not."""
    stock(dialer360, "a.wav")
    dialer360.patch("users", "6666", **{"pass": "sesame77"})
    page = dialer360.get(f"user=6666&pass=sesame77&function=sounds_list&{SELECT}")
    assert "pass=sesame77" in page.text
    entry = dialer360.control.get(f"worlds/{dialer360.world}/requests/{page.headers['ringback-request']}")
    assert "a.wav" in entry.text
    assert "sesame77" not in entry.text


@pytest.mark.parametrize("function", CHOOSERS)
def test_a_chooser_needs_neither_source_nor_api_access(dialer360: Site, function: str) -> None:
    """Level 7 is all that is asked for."""
    for user in ("noapi", "7000"):
        assert "choose_file(" in call(dialer360, function, SELECT, user)


@pytest.mark.parametrize("function", CHOOSERS)
def test_a_chooser_must_be_among_the_allowed_functions(dialer360: Site, function: str) -> None:
    """The user of other functions is refused, in the document's form."""
    dialer360.patch("users", "7000", api_allowed_functions=" version add_lead ")
    assert call(dialer360, function, SELECT, "7000") == (
        f"ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - 7000|{function}\n"
    )
    dialer360.patch("users", "7000", api_allowed_functions=f" version {function} ")
    assert "choose_file(" in call(dialer360, function, SELECT, "7000")


def test_the_allowed_functions_come_before_central_sound_control(observed: Site) -> None:
    """A user of other functions is told so, whatever the settings."""
    assert call(observed, "moh_list", user="limf") == (
        "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |limf|moh_list|\n"
    )


@pytest.mark.parametrize("function", CHOOSERS)
def test_every_chooser_needs_central_sound_control(dialer360: Site, function: str) -> None:
    """The document says so of all three."""
    dialer360.patch("settings", "system", sounds_central_control_active=False)
    assert call(dialer360, function, SELECT) == INACTIVE[function]


def test_the_software_looks_at_central_sound_control_for_two_of_them(observed: Site) -> None:
    """It calls itself sounds_list for both, and lists voicemail boxes anyway."""
    error = "ERROR: sounds_list CENTRAL SOUND CONTROL IS NOT ACTIVE: |6666|0|\n"
    assert call(observed, "sounds_list", SELECT) == error
    assert call(observed, "moh_list", SELECT) == error
    assert "<td>#</td>" in call(observed, "vm_list", SELECT)


def test_the_directory_of_the_audio_store_may_be_missing(dialer360: Site) -> None:
    """The error names the user, the function and the path; it comes after that of central sound control."""
    dialer360.patch("settings", "system", sounds_directory_present=False, sounds_web_directory="1234")
    assert call(dialer360, "sounds_list", SELECT) == (
        "ERROR: audio store web directory does not exist: |6666|sounds_list|/srv/www/htdocs/1234|\n"
    )
    dialer360.patch("settings", "system", sounds_central_control_active=False)
    assert call(dialer360, "sounds_list", SELECT) == INACTIVE["sounds_list"]


@pytest.mark.parametrize("function", CHOOSERS)
def test_who_may_not_see_a_list_can_be_shown_by_a_fault_only(dialer360: Site, function: str) -> None:
    """Nobody below level 7 gets past the login."""
    dialer360.put("users", "6000", user_level=6, **{"pass": "1234"})
    assert call(dialer360, function, user="6000") == "ERROR: Login incorrect, please try again: |6000|1234|BAD|\n"
    force(dialer360, function, "not_permitted")
    assert call(dialer360, function) == f"{NOT_PERMITTED[function]}\n"


@pytest.mark.parametrize("function", CHOOSERS)
def test_the_software_names_the_user_who_may_not_see_a_list(observed: Site, function: str) -> None:
    """The music on hold is called a list of sounds."""
    force(observed, function, "not_permitted")
    error = NOT_PERMITTED[function].replace("ERROR: moh_list", "ERROR: sounds_list")
    assert call(observed, function) == f"{error}: |6666|0|\n"


@pytest.mark.parametrize("form", ["", "format=tab", "format=selectframe"])
def test_music_on_hold_is_a_page_whatever_the_form(dialer360: Site, form: str) -> None:
    """Class, name, random, and the files in a row of their own."""
    files = ["waltz", "tango", "polka"]
    dialer360.put("moh_classes", "dance", moh_name="Dance music", random="Y", files=files)
    page = call(dialer360, "moh_list", f"{form}&comments=moh_field")
    assert "<title>NON-AGENT API</title>" in page
    assert "Music On Hold Class" in page
    assert "choose_file('dance','moh_field')" in page
    assert "<td>Dance music</td>\n<td>Y</td>" in page
    assert "Files: waltz &nbsp; tango &nbsp; polka" in page


def test_voicemail_boxes_come_before_the_phones_and_the_numbers_begin_again(dialer360: Site) -> None:
    """A phone's box has the extension before the name."""
    dialer360.put("voicemail_boxes", "8500", fullname="Night desk", email="night@example.com")
    page = call(dialer360, "vm_list", "comments=vm_field")
    box, phone = page.index("choose_file('8500','vm_field')"), page.index("choose_file('350','vm_field')")
    assert box < phone
    assert "<td>Night desk</td>\n<td>night@example.com</td>" in page
    assert "<td>350 - Extension 350</td>" in page
    assert page.count("<tr><td>1</td>") == 2


def test_what_is_not_active_has_no_voicemail(dialer360: Site) -> None:
    """Neither a box nor a phone."""
    dialer360.put("voicemail_boxes", "8500", fullname="Night desk", active="N")
    dialer360.patch("phones", "350,10.10.10.16", active="N")
    page = call(dialer360, "vm_list")
    assert "'8500'" not in page
    assert "'350'" not in page
