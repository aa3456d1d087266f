"""What 3/4/2023 means is decided by the document or not at all."""

from __future__ import annotations

import pytest

from corpus_cli.ingest.dates.order import Order


@pytest.mark.parametrize(
    ("text", "day_first"),
    [
        ("عقد الاجتماع في دار البلدية", True),
        ("Families met with the council about water.", None),
        ("The programme was organised by the centre.", True),
        ("The program was organized by the center.", False),
        ("The programme was organized by the centre, and the labour office agreed.", True),
        ("The hours of the tour were four.", None),
        ("Visits took place on 28/01/2023.", True),
        ("Visits took place on 01/28/2023; the programme of the centre was organised.", False),
        ("Visits took place on 01/28/2023 and 28/02/2023.", None),
        ("الزيارة السابقة في 1/28/2023", False),
        ("زيارة في ٢٨/١/٢٠٢٣", True),
    ],
)
def test_the_habit_of_a_document(text: str, day_first: bool | None) -> None:
    """Dates that can be read in one way only come before the language, and spelling after it; -ize is also Oxford's."""
    assert Order(text).day_first is day_first


def test_what_is_known_from_elsewhere_comes_after_the_documents_own_dates() -> None:
    """The other dates of a column speak for a record that shows nothing itself."""
    assert Order("Water.", elsewhere=lambda: False).day_first is False
    assert Order("On 28/01/2023.", elsewhere=lambda: False).day_first is True
