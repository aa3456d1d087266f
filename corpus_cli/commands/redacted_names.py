"""What a redaction says of its list, in plain words: for exports and runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_cli.commands.console import Console
    from corpus_cli.export.redaction.names import ListedName

SHOWN = 20


def list_warnings(listed: Sequence[ListedName], never: Sequence[ListedName], console: Console) -> Iterator[str]:
    """That names were never found, and that no name in one of the scripts is listed."""
    from corpus_cli.export.redaction.language import LANGUAGES
    from corpus_cli.wording.language import language_of
    from corpus_cli.wording.text import plural

    if never:
        some = ", ".join(f"{console.name(name.text)} (line {name.line})" for name in never[:SHOWN])
        more = f" and {len(never) - SHOWN:,} more" if len(never) > SHOWN else ""
        yield (
            f"{plural(len(never), 'listed name')} never found, in any spelling that is looked for: {some}{more}. Check "
            "how the reports spell them"
        )
    for missing in sorted(set(LANGUAGES) - {name.language for name in listed}):
        yield f"no name in {language_of(missing).name} letters is listed: a name is replaced in its own script only"
