"""The notations of structured bodies: what is read, what is refused, and that what is written is read again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.wire.tree import Malformed, Tree, from_json
from ringback.wire.xml import from_xml, to_xml

NAMES = st.from_regex(r"\A[A-Za-z_][A-Za-z0-9_.-]{0,8}\Z")
# What XML carries unchanged: no control characters, no carriage returns, which XML turns into line ends.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
TREES: st.SearchStrategy[Tree] = st.recursive(
    TEXTS,
    lambda inner: st.dictionaries(NAMES, st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=4),
    max_leaves=12,
)


@given(NAMES, TREES)
def test_what_is_written_as_xml_is_read_again(name: str, tree: Tree) -> None:
    """Names, texts, repetition and nesting survive."""
    assert from_xml(to_xml(name, tree)) == (name, tree)


@given(st.text())
def test_xml_is_well_formed_whatever_the_text(text: str) -> None:
    """What XML cannot carry is replaced, never written."""
    name, tree = from_xml(to_xml("a", {"b": text.encode("utf-8", "replace").decode()}))
    assert name == "a"
    assert isinstance(tree, dict)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Nothing else than Malformed comes of a body that is none."""
    for read in (from_xml, from_json):
        with suppress(Malformed):
            read(body)


def test_values_are_written_as_xml_writes_them() -> None:
    """True and false are small, None is left out, a sequence is the same child again."""
    value = {"yes": True, "no": False, "none": None, "n": 1.5, "item": ["a", "b"], "@id": 7}
    assert to_xml("a", value) == (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<a id="7"><yes>true</yes><no>false</no><n>1.5</n><item>a</item><item>b</item></a>'
    )


def test_namespaces_attributes_and_comments_do_not_count() -> None:
    """An element's local name is its name; only children and text are its content."""
    body = b'<x:a xmlns:x="urn:example"><!-- no --><x:b c="d">e</x:b><?pi no?></x:a>'
    assert from_xml(body) == ("a", {"b": ["e"]})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<a>",
        b"<a/><b/>",
        b"<a>\x00</a>",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>&b;</a>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>" * 1000 + b"</a>" * 1000,
    ],
)
def test_xml_that_is_not_taken(body: bytes) -> None:
    """Malformed, with entities, with a document type, too deep: refused before anything is made of it."""
    with pytest.raises(Malformed):
        from_xml(body)


def test_an_entity_bomb_is_refused_at_once() -> None:
    """A billion laughs are not laughed."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(Malformed):
        from_xml(f'<!DOCTYPE a [<!ENTITY l0 "ha">{entities}]><a>&l9;</a>'.encode())


def test_json_reads_as_xml_would() -> None:
    """Scalars are texts, null is nothing, a list is its items under their name."""
    read = from_json(b'{"a": 1, "b": true, "c": null, "d": [1, {"e": "f"}], "g": 2.5}')
    assert read == {"a": ["1"], "b": ["true"], "c": [""], "d": ["1", {"e": ["f"]}], "g": ["2.5"]}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"{'a': 1}", b'"\xff"', b"[" * 100_000, b'{"a":' * 500 + b"1" + b"}" * 500]
)
def test_json_that_is_not_taken(body: bytes) -> None:
    """Malformed, of another encoding, or too deep."""
    with pytest.raises(Malformed):
        from_json(body)
