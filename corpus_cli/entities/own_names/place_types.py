"""Types of places: what a user's word for one means in ours, and which types may be one place in two gazetteers."""

from __future__ import annotations

from corpus_cli.normalize.folding import fold_text

#: The type of a user's place that says none and is in no other gazetteer.
DEFAULT = "village"
_OURS = {
    # Such words say no more than that people live there: the shipped gazetteer may know whether it is a town.
    "": "locality community settlement populated_place ppl place admin4 adm4 تجمع",
    "village": "village hamlet قرية مزرعة",
    "town": "town بلدة",
    "city": "city مدينة",
    "neighbourhood": "neighbourhood neighborhood quarter suburb borough حي ضاحية",
    "camp": "camp refugee_camp idp_camp مخيم",
    "district": "district county admin2 adm2 منطقة قضاء",
    # Most districts have a subdistrict of their own name around the same town.
    "subdistrict": "subdistrict sub-district sub_district nahia nahiya nahya admin3 adm3 ناحية",
    "governorate": "governorate muhafazah admin1 adm1 محافظة",
}
_BY_WORD = {fold_text(word): ours for ours, words in _OURS.items() for word in words.split()}
_CLASSES = (
    frozenset({"village", "town", "city", "capital", "seat", "neighbourhood", "camp"}),
    frozenset({"governorate", "province", "state"}),
    frozenset({"district", "region"}),
)


def place_type(word: str) -> str:
    """Our type for a user's word (hamlet, ناحية), empty for one that says little; others are types of their own."""
    folded = fold_text(word).strip()
    return _BY_WORD.get(folded.replace(" ", "_"), folded)


def may_be_one(first: str, second: str) -> bool:
    """Whether entries of these types can be the same place: two settlements, two areas of one level."""
    return first == second or any(first in types and second in types for types in _CLASSES)


def is_first_level(kind: str) -> bool:
    """Whether it is an area of the first level, of which a country has one of each name."""
    return kind in _CLASSES[1]
