"""Notations: what is written is read again whatever the text, and whatever the bytes they are read or refused."""

import html
import json
import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import etree

from contract_tests.effort import effort
from ringback.wire.delimited import SEPARATORS, rows
from ringback.wire.forms import MOST_FIELDS, Upload, pairs, parts, urlencoded
from ringback.wire.html import page
from ringback.wire.text import Template
from ringback.wire.tree import Malformed, Tree, from_json
from ringback.wire.xml import from_xml, to_xml

# What deserves to be met often: control characters, marks of the notations, right to left, beyond the first plane.
MARKS = [
    "\0",
    "\r\n",
    "\n",
    "\t",
    "&",
    "=",
    "+",
    "%",
    "%41",
    ";",
    "<",
    ">",
    '"',
    "'",
    "{",
    "}",
    "{name}",
    "%s",
    "]]>",
    "--",
]
SIGNS = [
    "\u200f\u05d0\u05d1",
    "\u202e",
    "\u0301",
    "\U0001f4de",
    "\U0010ffff",
    "\ufffe",
    "\ufeff",
    "\x85",
    "\u2028",
    " ",
]
ODD = st.sampled_from([*MARKS, *SIGNS])
ANY = st.text(st.characters(codec="utf-8"), max_size=12)
TEXTS = st.lists(st.one_of(ODD, ANY), max_size=4).map("".join)
SURROGATES = st.builds(
    lambda one, two, three: one + two + three,
    ANY,
    st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF, categories=["Cs"]),
    ANY,
)

usual = effort(80)


# Forms


@usual
@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=8), st.sampled_from([quote, quote_plus]), st.sampled_from(["", "/&=é"])
)
def test_what_is_urlencoded_is_read_again(sent: list[tuple[str, str]], by: object, safe: str) -> None:
    """Any text, however much of it is escaped; blanks and repetitions stay, in a mapping the last of a name."""
    raw = urlencode(sent, quote_via=by, safe=safe.replace("&", "").replace("=", "")).encode()  # type: ignore[arg-type]
    assert pairs(raw) == sent
    assert urlencoded(raw) == dict(sent)


@usual
@given(TEXTS.filter(lambda text: "%" not in text and "+" not in text))
def test_what_escapes_nothing_is_read_as_the_full_parser_reads_it(text: str) -> None:
    """The short way is no other way."""
    assert pairs(text.encode()) == parse_qsl(text, keep_blank_values=True)


@usual
@given(st.lists(st.one_of(st.binary(max_size=6), st.sampled_from([b"&", b"=", b"%", b"%e", b"%ff", b"+"]))))
@example([b"%ed%a0%80"])
@example([b"\xed\xa0\x80=\xff"])
def test_any_bytes_of_a_form_are_read_as_text_that_can_be_sent_on(pieces: list[bytes]) -> None:
    """No error, and no surrogate, which nothing could write down."""
    for name, value in pairs(b"".join(pieces)):
        (name + value).encode()


@pytest.mark.parametrize("escaped", [False, True])
def test_of_a_form_with_too_many_fields_the_first_are_read(escaped: bool) -> None:
    """A thousand, escaped or not."""
    raw = b"&".join(b"%d=%s" % (number, b"%20" if escaped else b"x") for number in range(MOST_FIELDS + 5))
    assert [name for name, _ in pairs(raw)] == [str(number) for number in range(MOST_FIELDS)]


BOUNDARY = "----boundary7MA4"
# What may stand between quotes as it is.
NAMES = TEXTS.map(lambda text: re.sub(r'[\x00-\x1f\x7f"\\]', "", text))
CONTENTS = st.one_of(st.binary(max_size=60), TEXTS.map(str.encode)).filter(lambda content: b"bound" not in content)
FIELDS = st.tuples(NAMES, TEXTS)
FILES = st.tuples(NAMES, st.builds(Upload, NAMES.filter(bool), CONTENTS))
BODIES = st.lists(st.one_of(FIELDS, FILES), min_size=1, max_size=6)


def multipart(sent: list[tuple[str, str | Upload]]) -> bytes:
    """A body, as clients write it."""
    raw = b""
    for name, value in sent:
        raw += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if isinstance(value, Upload):
            raw += f'; filename="{value.filename}"\r\nContent-Type: application/octet-stream'.encode()
        raw += b"\r\n\r\n" + (value.content if isinstance(value, Upload) else value.encode()) + b"\r\n"
    return raw + f"--{BOUNDARY}--\r\n".encode()


@usual
@given(BODIES)
def test_what_is_sent_as_multipart_is_read_again(sent: list[tuple[str, str | Upload]]) -> None:
    """Fields and files in the order sent; a file byte by byte."""
    assert parts(multipart(sent), f"multipart/form-data; boundary={BOUNDARY}") == sent


@usual
@given(BODIES, st.floats(0, 1))
def test_a_multipart_body_that_breaks_off_gives_the_parts_before(
    sent: list[tuple[str, str | Upload]], share: float
) -> None:
    """Whole parts only."""
    raw = multipart(sent)
    whole = parts(raw[: int(len(raw) * share)], f"multipart/form-data; boundary={BOUNDARY}")
    assert whole == sent[: len(whole)]


@usual
@given(BODIES, st.binary(min_size=1, max_size=4), st.floats(0, 1), st.booleans())
def test_a_damaged_multipart_body_is_read_as_far_as_it_goes(
    sent: list[tuple[str, str | Upload]], damage: bytes, share: float, longer: bool
) -> None:
    """Never an error, and text that can be sent on."""
    raw = multipart(sent)
    place = int(len(raw) * share)
    for name, value in parts(
        raw[:place] + damage + raw[place + (0 if longer else len(damage)) :],
        f"multipart/form-data; boundary={BOUNDARY}",
    ):
        (name + (value.filename if isinstance(value, Upload) else value)).encode()


@usual
@given(st.binary(max_size=80), st.text(st.characters(max_codepoint=0xFF), max_size=30))
@example(b"--x\r\n", "multipart/form-data; boundary=")
@example(b"--x\r\n", "multipart/form-data; boundary*=utf-8''%ff")
@example(b"--x\r\n", 'multipart/form-data; boundary="')
@example(b"--x\r\n", "multipart/form-data; boundary=" + "x" * 10_000)
def test_any_bytes_of_any_content_type_are_no_error(body: bytes, content_type: str) -> None:
    """Whatever a client calls multipart."""
    parts(body, content_type)
    parts(body, f"multipart/form-data; boundary={content_type}")


# Rows


@usual
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=6), st.sampled_from(sorted(SEPARATORS)))
def test_rows_without_marks_in_their_values_are_told_apart_again(lines: list[list[str]], name: str) -> None:
    """Nothing is quoted and nothing left out; a value that has a mark in it stays as it is, as the vendors have it."""
    separator = SEPARATORS[name]
    text = rows(lines, separator)
    plain = [[value.replace(separator, "").replace("\n", "") for value in line] for line in lines]
    assert [line.split(separator) for line in rows(plain, separator).split("\n")[:-1]] == plain
    assert text.count("\n") == len(lines) + sum(value.count("\n") for line in lines for value in line)
    assert len(text) == sum(sum(map(len, line)) + len(line) for line in lines)


# XML


def carried(text: str) -> str:
    """A text as XML can carry it."""
    return "".join(
        "\ufffd" if (one < " " and one not in "\t\n\r") or one in "\ufffe\uffff" or cut(one) else one for one in text
    )


def cut(one: str) -> bool:
    """Whether it is half of a character."""
    return "\ud800" <= one <= "\udfff"


@usual
@given(st.one_of(TEXTS, SURROGATES), TEXTS)
def test_any_text_comes_through_xml(text: str, attribute: str) -> None:
    """As content, beside others, and as an attribute; what XML cannot carry has become U+FFFD."""
    written = to_xml("a", {"@x": attribute, "b": [text, "", text], "c": None})
    assert from_xml(written) == ("a", {"b": [carried(text), "", carried(text)]})
    assert etree.fromstring(written).get("x") == carried(attribute)


@usual
@given(
    st.lists(
        st.one_of(
            ODD.map(str.encode),
            st.binary(max_size=4),
            st.sampled_from([b"<a>", b"</a>", b"<!--", b"<?a", b"&#0;", b"&#xD800;", b"<![CDATA[", b"<!DOCTYPE a>"]),
        ),
        max_size=8,
    )
)
def test_any_bytes_within_xml_are_read_as_text_that_can_be_sent_on_or_refused(pieces: list[bytes]) -> None:
    """Malformed, or a tree that can be written again."""
    with suppress(Malformed):
        name, tree = from_xml(b"<a>" + b"".join(pieces) + b"</a>")
        assert from_xml(to_xml(name, tree)) == (name, tree)


# JSON

LEAVES: st.SearchStrategy[Tree] = TEXTS
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES, lambda inner: st.dictionaries(TEXTS, st.lists(inner, min_size=1, max_size=3), max_size=4), max_leaves=10
)


@usual
@given(TREES, st.booleans())
def test_what_is_written_as_json_is_read_again(tree: Tree, escaped: bool) -> None:
    """Escaped or as it is."""
    assert from_json(json.dumps(tree, ensure_ascii=escaped).encode()) == tree


@usual
@given(st.one_of(st.integers(), st.booleans(), st.none(), TEXTS), TEXTS)
def test_one_of_a_name_is_as_good_as_a_list_of_one(scalar: object, name: str) -> None:
    """Scalars are texts."""
    one, many = (from_json(json.dumps({name: held}).encode()) for held in (scalar, [scalar]))
    text = (
        {None: "", True: "true", False: "false"}[scalar]
        if scalar is None or scalar is True or scalar is False
        else str(scalar)
    )
    assert one == many == {name: [text]}


@usual
@given(SURROGATES)
def test_half_a_character_in_json_is_refused(text: str) -> None:
    """Written with an escape it would come in where nothing could write it down; so it would as bytes."""
    assume(json.loads(json.dumps(text)) == text)
    with pytest.raises(Malformed):
        from_json(json.dumps({"a": text}).encode())
    with pytest.raises(Malformed):
        from_json(f'{{"a": "{json.dumps(text, ensure_ascii=False)[1:-1]}"}}'.encode("utf-8", "surrogatepass"))


# Text and HTML


class Page(HTMLParser):
    """What a browser makes of a page: tags, attributes and text."""

    def __init__(self, content: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", list[tuple[str, list[tuple[str, str | None]]]]()
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        """Text goes on."""
        self.text += data


@usual
@given(TEXTS)
@example("</p><script>alert(1)</script>")
@example('" onclick="alert(1)')
@example("{{ 7 * 7 }}{% raw %}")
def test_any_text_in_a_page_is_text(value: str) -> None:
    """Neither tags nor attributes come of it, and nothing of it is run or lost."""
    written = page('<p title="{{ name }}">{{ name }}</p>', {"name": value})
    inside = written.removeprefix('<p title="').removesuffix("</p>")
    assert html.unescape(inside) == f'{value}">{value}'
    read = Page(written)
    assert [tag for tag, _ in read.tags] == ["p"]
    assert [name for name, _ in read.tags[0][1]] == ["title"]
    assert read.text == value


@usual
@given(
    st.lists(
        st.one_of(st.tuples(st.just(""), TEXTS), st.tuples(st.sampled_from(["a", "b_1", "name"]), TEXTS)), max_size=8
    )
)
def test_a_template_is_filled_gap_by_gap(pieces: list[tuple[str, str]]) -> None:
    """What is filled in is not looked at again, and what is no gap stays."""
    literal = [(name, value if name else re.sub(r"[{}]", "", value)) for name, value in pieces]
    template = Template("".join(f"{{{name}}}" if name else value for name, value in literal))
    assert template.names == tuple(name for name, _ in literal if name)
    values = iter([value for name, value in literal if name])
    assert template.fill(lambda name: next(values)) == "".join(value for _, value in literal)
