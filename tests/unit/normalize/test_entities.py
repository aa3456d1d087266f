"""Entities of Markdown stand for their characters; a text file's are its own text."""

import pytest

from corpus_cli.document import Block, Extracted
from corpus_cli.normalize.stage import normalize_blocks


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Syria&rsquo;s &quot;council&quot; met on 5&nbsp;May&mdash;late", 'Syria’s "council" met on 5 May—late'),
        ("قال&nbsp;الوزير إن &laquo;السلام&raquo; ممكن", "قال الوزير إن «السلام» ممكن"),
        ("AT&T &nosuch; &#39;x&#x27;", "AT&T &nosuch; 'x'"),
    ],
)
def test_entities_become_their_characters(source, shown):
    """The way back from each character is the whole entity."""
    extracted = Extracted(source, (Block("paragraph", ((0, len(source)),)),))
    ((_, mapped),) = normalize_blocks(extracted, digits="western", entities=True)
    assert mapped.text == shown
    assert all(0 <= start <= end <= len(source) for start, end in zip(mapped.starts, mapped.ends, strict=True))
    ((_, plain),) = normalize_blocks(extracted, digits="western")
    assert "&" in plain.text
