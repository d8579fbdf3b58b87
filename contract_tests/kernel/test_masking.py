"""Secrets in bodies are hidden however they are written."""

import pytest

from ringback.serve.masking import masked_text

SECRETS = frozenset({"Password", "pass"})


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("user=a&pass=hidden&x=1", "user=a&pass=***&x=1"),
        ("user=a&PASS=hidden", "user=a&PASS=***"),
        ('{"Password": "hidden", "x": 1}', '{"Password": "***", "x": 1}'),
        ('{"PASSWORD":"hid\\"den"}', '{"PASSWORD":"***"}'),
        ('{"Password": ["hidden", "hidden"]}', '{"Password": "***"}'),
        ('{"Password": {"a": "hidden"}, "x": 1}', '{"Password": "***", "x": 1}'),
        ("<User><Password>hidden</Password><x>1</x></User>", "<User><Password>***</Password><x>1</x></User>"),
        ("<x:password a='b'>hidden</x:password>", "<x:password a='b'>***</x:password>"),
        ("<Password><![CDATA[hid<den]]></Password>", "<Password>***</Password>"),
        ("<Passwords>shown</Passwords>", "<Passwords>shown</Passwords>"),
        ('{"passage": "shown"}', '{"passage": "shown"}'),
    ],
)
def test_a_secret_is_hidden_in_every_notation(sent: str, shown: str) -> None:
    """Whatever the capitals, prefixes, attributes and lists around it; what is no secret stays."""
    assert masked_text(sent, SECRETS) == shown


@pytest.mark.parametrize("body", ['{"Password":' * 20_000, "<Password>" * 20_000, "pass=" * 20_000])
def test_hiding_takes_no_longer_than_the_body_is_long(body: str) -> None:
    """A body made to be slow is looked through like any other."""
    assert masked_text(body, SECRETS).rstrip('"').endswith("***")
