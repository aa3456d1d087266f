"""The date in a file's name: 2023-04-17, 20230417, 17 April 2023, تقرير-نيسان-2023."""

from __future__ import annotations

from corpus_cli.ingest.dates.candidates import Candidate, precision
from corpus_cli.ingest.dates.folding import fold
from corpus_cli.ingest.dates.reading import Reading, compact, find, may_hold_date
from corpus_cli.ingest.parsed import without_surrogates

_WORTH = 0.75
_MONTH_WORTH = 0.65
_SPACES = str.maketrans("_+~", "   ")


def in_name(path: str) -> Candidate | None:
    """The date that the file's own name holds, or ``None`` if it holds none, or several. Folders and years are none."""
    name = path.replace("\\", "/").rpartition("/")[2][-255:]
    if not may_hold_date(name):
        return None
    folded = fold(name)
    text = folded.text.translate(_SPACES)
    found = [one for one in find(text) if not _doubtful(text, one)]
    found += [one for one in compact(text) if all(one.end <= other.start or other.end <= one.start for other in found)]
    if len({one.dates for one in found}) != 1 or any(one.is_period for one in found):
        return None
    (first, *_), (start, end) = found, folded.span(found[0].start, found[0].end)
    return Candidate(
        kind="file_name",
        dates=first.dates,
        worth=(_WORTH if first.has_day else _MONTH_WORTH) * first.sure * precision(first.dates[0]),
        calendar=first.calendar,
        written=without_surrogates(name[start:end]),
    )


def _doubtful(text: str, one: Reading) -> bool:
    """12-2023 may be the twelfth of 2023 rather than December; 2023-12 is what files are sorted by, but 2011-12 may be
    a year that ends in 2012.
    """
    if not one.bare:
        return False
    year, month = map(int, one.dates[0].split("-"))
    return not text[one.start : one.start + 4].isdigit() or month == (year + 1) % 100
