"""What the closing summary counts, in any order."""

from __future__ import annotations

from corpus_cli.document import Document, OrganizationCount, PlaceCount, Provenance, Source
from corpus_cli.pipeline.reading.tally import DocumentTally


def document(number: int, *, language: str, text: str, arabic_name: str | None) -> Document:
    """A document that names Homs and a council, which may lack its Arabic name."""
    return Document(
        doc_id=f"{number:020x}",
        source=Source(path=f"{number}.txt", media_type="text/plain", sha256="", size_bytes=1),
        language=language,
        text=text,
        places=(PlaceCount(id="p1", name_en="Homs", name_ar="حمص", lat=None, lon=None, count=number),),
        organizations=(OrganizationCount(id="o1", name_en="Homs Council", name_ar=arabic_name, count=1),),
        provenance=Provenance(package_version="0", config_hash=""),
    )


DOCUMENTS = (
    document(1, language="en", text="One two three.", arabic_name=None),
    document(2, language="ar", text="ثلاثُ كلماتٍ هنا.", arabic_name="مجلس حمص"),
    document(3, language="ar", text="كلمة", arabic_name=None),
)


def test_names_are_counted_under_one_id_with_both_names() -> None:
    """A name that some documents lack comes from those that have it."""
    tally = DocumentTally()
    for doc in DOCUMENTS:
        tally.add(doc)
    summary = tally.summary()
    assert (summary.documents, summary.words, summary.languages) == (3, 7, {"ar": 2, "en": 1})
    (place,) = summary.places
    assert (place.name_en, place.name_ar, place.count) == ("Homs", "حمص", 6)
    (organization,) = summary.organizations
    assert (organization.name_en, organization.name_ar, organization.count) == ("Homs Council", "مجلس حمص", 3)


def test_merging_in_any_order_is_the_same() -> None:
    """Workers finish in any order."""
    tallies = []
    for order in (DOCUMENTS, DOCUMENTS[::-1]):
        whole = DocumentTally()
        for doc in order:
            part = DocumentTally()
            part.add(doc)
            whole.merge(part)
        tallies.append(whole.summary())
    assert tallies[0] == tallies[1]
