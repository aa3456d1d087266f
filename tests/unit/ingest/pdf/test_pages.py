"""A page whose text stands at several angles."""

from __future__ import annotations

import math

import pytest

from corpus_cli.ingest.pdf import pages as pages_room
from corpus_cli.ingest.pdf.file import opened, pages
from corpus_cli.ingest.pdf.pages import read_page


def drawn(*operators: str) -> bytes:
    """A PDF file of one page with these operators in its content."""
    content = "\n".join(operators)
    return (
        "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>\nendobj\n"
        f"4 0 obj\n<< /Length {len(content)} >>\nstream\n{content}\nendstream\nendobj\n"
        "trailer << /Size 5 /Root 1 0 R >>\n%%EOF\n"
    ).encode("ascii")


def written(text: str, angle: int, along: float, above: float) -> str:
    """Text ten points high at the angle, so far along it and so far above its line through the page's corner."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = along * cos - above * sin, along * sin + above * cos
    return f"BT /F1 10 Tf {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {y:.2f} Tm ({text}) Tj ET"


def read(data: bytes) -> list[str]:
    document = opened(data)
    try:
        return [line.text for page in pages(document) for region in read_page(page).regions for line in region]
    finally:
        document.close()


def test_the_paths_of_a_page_are_read_once_however_many_angles_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """A map with labels along its rivers has a hundred angles and ten thousand paths."""
    calls: list[object] = []
    path_boxes = pages_room.path_boxes
    monkeypatch.setattr(pages_room, "path_boxes", lambda page: calls.append(page) or path_boxes(page))
    letters = [written("a", angle, 300 + angle, 20) for angle in range(10, 80)]
    assert len(read(drawn(*letters, "10 10 m 100 100 l S"))) == 70
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("angle", "line"),
    [(0, "447 0 m 447 90 l S"), (90, "0 447 m -90 447 l S")],
)
def test_lines_part_the_cells_of_text_that_stands_as_they_do(angle: int, line: str) -> None:
    """Upright on the page, or turned with it by a quarter."""
    moved = "1 0 0 1 200 0 cm"
    labels = [written("Homs yes", angle, 420, above) for above in (60, 45, 30)]
    assert read(drawn(moved, *labels, line)) == ["Homs | yes"] * 3


def test_lines_of_the_page_part_no_words_of_a_slanted_label() -> None:
    """They run at another angle than its letters do."""
    labels = [written("Homs  yes", 45, 420, above) for above in (60, 45, 30)]
    assert read(drawn(*labels, "450 0 m 450 90 l S")) == ["Homs yes"] * 3
