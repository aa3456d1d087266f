"""What kind of body a name says an organization is: a ministry and the forces of one state are two, however alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from corpus_cli.entities.gazetteer.organizations import name_of
from corpus_cli.entities.names.words import name_key

_ARTICLES = ("ال", "لل")
# Only kinds that no translator takes for one another. An office, agency, center, network, union, institute or movement
# may each be called another by the next text; a federation may be a state.
_KINDS = {
    "ministry": "ministry ministries وزارة",
    "government": "government حكومة",
    "forces": "army navy airforce force forces armed brigade brigades battalion battalions division corps جيش قوات قوة "
    "مسلحة لواء ألوية كتيبة كتائب فرقة فيلق",
    "police": "police شرطة",
    "court": "court tribunal محكمة",
    "hospital": "hospital hospitals clinic مستشفى مشفى عيادة مستوصف",
    "university": "university college جامعة كلية",
    "school": "school schools مدرسة مدارس",
    "directorate": "directorate department مديرية دائرة",
    "council": "council مجلس",
    "party": "party حزب",
    "company": "company ltd gmbh inc شركة",
    "bank": "bank بنك مصرف",
    "observatory": "observatory مرصد",
    "traffic": "traffic movement حركة",
    "media": "media news press channel radio television newspaper إعلامي إعلامية إعلام إخباري إخبارية أنباء نيوز قناة "
    "إذاعة تلفزيون صحيفة جريدة",
}
_KIND_OF = {name_key(word): kind for kind, words in _KINDS.items() for word in words.split()}
# Where a body is housed is not the body. A center is a building where police are in it, else any organization.
_HOUSE = frozenset(map(name_key, "headquarters building مقر مبنى مخفر".split()))
_POLICE_HOUSE = frozenset(map(name_key, "station center مركز قسم".split()))


def contradict(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the names of two organizations, in either script, each say a kind of body and none of them the same."""
    first, second = (frozenset().union(*map(_kinds, side)) for side in (names, others))
    return bool(first) and bool(second) and first.isdisjoint(second)


@lru_cache(maxsize=65536)
def _kinds(name: str) -> frozenset[str]:
    words = {_bare(word) for word in name_of(name, before="")[1].split()}
    kinds = frozenset(_KIND_OF[word] for word in words if word in _KIND_OF)
    housed = words & _HOUSE or ("police" in kinds and words & _POLICE_HOUSE)
    return frozenset({"building"}) if housed else kinds


def _bare(word: str) -> str:
    return next((word[len(article) :] for article in _ARTICLES if word.startswith(article)), word)
