"""Organizations by Arabic cue words, and where a name ends; places by their type words; twin of ``english.py``.

A name is a cue word and its complement: a construct chain closed by a definite word or a proper name (مركز توثيق
الانتهاكات), adjectives that agree with it (الشبكة السورية), a purpose (لحقوق الإنسان, من أجل العدالة), now and then a
place (لجنة المصالحة في حوران). An open chain of indefinite words is an ordinary phrase (مركز صحي, لجنة تحقيق).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus_cli.entities.gazetteer.gazetteer import Hit, load_gazetteer
from corpus_cli.entities.names import arabic
from corpus_cli.entities.names.evidence import AMBIGUOUS
from corpus_cli.entities.names.words import Words
from corpus_cli.entities.reading.reading import Reading
from corpus_cli.entities.taggers.patterns import arabic_cues as cues
from corpus_cli.entities.taggers.patterns.found import Found

_OPENING, _CLOSING = frozenset({'"', "«", "“"}), frozenset({'"', "»", "”"})
_MOST_WORDS = 12
_CUES = cues.STRONG | cues.WEAK | cues.MEDIA | cues.OF_BODY
_ARTICLE = "ال"
# المعنية بشؤون …: after these ب goes on with the name.
_JOINING = frozenset({"من", "في", "بلا", "بدون"})
_ONLY_OF_BODY = cues.OF_BODY - cues.STRONG - cues.WEAK
_CONCERNED = frozenset({"المعنيه", "المعني", "الخاصه", "المكلفه"})
# القوات السورية is no body of that name, الجمارك البلجيكية is.
_NOT_BY_NATIONALITY = frozenset(
    {
        "قوات",
        "لجان",
        "كتائب",
        "فرقه",
        "لجنه",
        "فريق",
        "مجلس",
        "بنك",
        "جامعه",
        "محكمه",
        "حزب",
        "قناه",
        "مستشفي",
        "مشفي",
        "موسسه",
    }
)


def find(reading: Reading) -> Iterator[Found]:
    """Organizations and unknown places by their cue words; may overlap."""
    words = reading.words
    # Ambiguous names are words here: مجلس مدينة حلب, although a village is called مدينة.
    places = {hit.first: hit.last for hit in reading.places if not all(c.flags & AMBIGUOUS for c in hit.candidates)}
    anywhere = {hit.first: hit.last for hit in reading.places}
    known = {hit.first: hit for hit in reading.organizations}
    for index, key in enumerate(words.keys):
        if not "\u0600" <= key[0] <= "\u08ff":
            continue
        cut, stem = _cue(words, index, key)
        bare = stem.removeprefix(_ARTICLE)
        if bare in cues.WRITTEN and not words.surface(index).endswith("ة"):
            continue
        if bare in _CUES:
            yield from _organization(_Name(words, places, anywhere, known, index, bare, definite=bare != stem), cut)
        elif stem in cues.SETTLEMENT or stem in cues.FACILITY:
            yield from _place(words, places, index, cut, stem)
        if bare in cues.OUTSIDE and index + 1 not in known:
            yield from _named_after(words, index, bare)


def _cue(words: Words, index: int, key: str) -> tuple[int, str]:
    """Where in the word a cue word begins, after any proclitics, and the cue word; the word itself if there is none."""
    for cut, stem in ((0, key), *arabic.name_starts(words.surface(index))):
        if stem.removeprefix(_ARTICLE) in _CUES | cues.OUTSIDE or stem in cues.SETTLEMENT or stem in cues.FACILITY:
            return cut, stem
    return 0, key


def _organization(name: _Name, cut: int) -> Iterator[Found]:
    """The organization that begins with this cue word, unless the words after it are one already."""
    after = name.known.get(name.cue_at + 1)
    if after is not None and not name.words.joined(name.cue_at + 1):
        return
    start = name.words.starts[name.cue_at] + cut
    if after is not None:
        # قناة أورينت نيوز is the channel's name; فريق الدفاع المدني is a team of the organization.
        if name.cue in cues.MEDIA | cues.OF_BODY and not name.definite:
            yield Found(start, _with_place(name, after), "ORG", 0.96)
        return
    score = name.read()
    if score is None:
        return
    whole = name.known.get(name.cue_at)
    if whole is not None and not name.extends(whole.last):
        return
    yield Found(start, name.end, "ORG", 0.96 if whole is not None else score)


def _with_place(name: _Name, known: Hit) -> int:
    """Where بعثة + الأمم المتحدة ends: a mission has its country in its name."""
    words, at = name.words, known.last + 1
    if (
        name.cue in cues.OF_BODY
        and words.joined(at)
        and words.joined(at + 1)
        and words.keys[at] == "في"
        and at + 1 in name.places
    ):
        return words.ends[name.places[at + 1]]
    return known.end


@dataclass(slots=True)
class _Name:
    """An organization's name being read word by word from its cue word on."""

    words: Words
    places: dict[int, int]
    anywhere: dict[int, int]
    known: dict[int, Hit]
    cue_at: int
    cue: str
    definite: bool
    last: int = 0
    end: int = 0
    closed: bool = False
    added: int = 0
    national: bool = False
    purpose: bool = False
    paired: bool = False
    proper: bool = False

    def read(self) -> float | None:
        """How telling the name is; ``None`` if it is an ordinary phrase. ``end`` is then where it ends."""
        self.last, self.end = self.cue_at, self.words.ends[self.cue_at]
        self.closed = self.definite
        self._quoted()
        while self.added < _MOST_WORDS and self._step():
            pass
        if not self.closed and not self._bare_name():
            return None
        return self._score()

    def extends(self, last: int) -> bool:
        """Whether the name goes on after a known one by its nationality: وزارة الدفاع + الأوكرانية."""
        return self.last == last + 1 and self.words.keys[self.last] in cues.NATIONAL

    def _bare_name(self) -> bool:
        """An unclosed chain is a name after some cue words, one word long: راديو نسيم, مستشفى عدي."""
        first = self.cue_at + 1
        if self.cue not in cues.MEDIA or self.added == 0 or _describes(self.words.keys[first]):
            return False
        self.added, self.last, self.end = 1, first, self.words.ends[first]
        return True

    def _quoted(self) -> None:
        """Takes a name in quotation marks right after the cue word: وكالة "ثقة" الإخبارية."""
        first = self.cue_at + 1
        if first >= len(self.words) or self.words.gap(first).strip() not in _OPENING:
            return
        for index in range(first, min(first + 5, len(self.words))):
            close = self.words.ends[index]
            if self.words.text[close : close + 1] in _CLOSING:
                self._take(index)
                self.end = close + 1
                self.closed = self.proper = True
                return
            if not self.words.joined(index + 1):
                return

    def _take(self, index: int) -> bool:
        self.added += index - self.last
        self.last, self.end = index, self.words.ends[index]
        return True

    def _step(self) -> bool:
        """Takes the next word or words if they belong to the name."""
        index = self.last + 1
        if index >= len(self.words) or not (self.words.joined(index) or self._after_quote(index)):
            return False
        key = self.words.keys[index]
        if key[0].isascii():
            return self._latin(index)
        if key in _JOINING:
            return self._joining(index, key)
        if key in cues.STOP:
            return False
        return self._closed_step(index, key) if self.closed else self._open_step(index, key)

    def _joining(self, index: int, key: str) -> bool:
        """من أجل العدالة, بلا حدود, في حوران: prepositions that names have in them."""
        following = self.words.keys[index + 1] if self.words.joined(index + 1) else ""
        if key == "في":
            return self._has_place(index + 1) and self._take(self.anywhere[index + 1])
        if key == "من":
            self.closed, self.purpose = self.closed and following != "اجل", self.purpose or following == "اجل"
            return following == "اجل" and self._take(index + 1)
        return bool(following) and self.added > 0 and self._take(index + 1)

    def _after_quote(self, index: int) -> bool:
        gap = self.words.gap(index)
        return self.proper and len(gap) == 2 and gap[0] in _CLOSING and gap[1] == " "

    def _has_place(self, index: int) -> bool:
        if not self.closed or self.added == 0 or self.cue not in cues.WITH_PLACE or index not in self.anywhere:
            return False
        # لجنة الحي في دوما is any such committee; المجلس المحلي في السلمية and لجنة المصالحة في حوران are one.
        return self.definite or self.words.keys[self.cue_at + 1] not in cues.GENERIC

    def _latin(self, index: int) -> bool:
        number = self.words.keys[index].isdigit() and self.added == 0 and self.cue in cues.NUMBERED
        if not self.words.surface(index)[0].isupper() and not number:
            return False
        self.closed = self.proper = True
        return self._take(index)

    def _open_step(self, index: int, key: str) -> bool:
        """In a construct chain that nothing definite has closed yet."""
        if _definite(key):
            self.closed = True
            return self._take(index)
        if index in self.places and key not in cues.NATIONAL_WORDS:
            self.closed = self.proper = True
            return self._take(self.places[index])
        if key in cues.PURPOSE and self.added:
            self.closed = self.purpose = True
            return self._take(index)
        following = self.words.keys[index + 1] if self.words.joined(index + 1) else ""
        goes_on = (
            _definite(following) or index + 1 in self.places or self.words.keys[index + 1 : index + 3] == ["من", "اجل"]
        )
        if _describes(key) and not goes_on:
            return False
        if (key[0] == "و" and self.added and not _definite(following)) or key.startswith("لل"):
            return False
        return self.added < 3 and self._take(index)

    def _closed_step(self, index: int, key: str) -> bool:
        """After the definite word: adjectives, a purpose, a second definite noun."""
        previous = self.words.keys[self.last]
        if _definite(key):
            return self._definite_step(index, key)
        if key in cues.PAIRED and (self.purpose or (not self.paired and previous not in cues.NATIONAL)):
            self.paired = True
            return self._take(index)
        if key in cues.PURPOSE and not self.purpose and (self.definite or self.added):
            self.purpose, self.closed = True, key.startswith("لل")
            return self._take(index)
        return key[0] == "ب" and previous in _CONCERNED and self._take(index)

    def _definite_step(self, index: int, key: str) -> bool:
        """The definite cue word takes any definite word but another cue; after that only adjectives follow."""
        first = self.definite and self.added == 0
        if first and key.removeprefix(_ARTICLE) in _CUES:
            return False
        if not first and not _adjective(key):
            return False
        self.national |= key in cues.NATIONAL
        return self._take(index)

    def _score(self) -> float | None:
        if self.added == 0 or self.cue in _ONLY_OF_BODY:
            return None
        following = self.words.keys[self.cue_at + 1]
        strong = self.cue in cues.STRONG and not self.definite
        traffic = self.cue == "حركه" and following in cues.TRAFFIC
        if traffic or (self.added == 1 and following in (cues.ORDINARY if strong else cues.GENERIC)):
            return None
        if self.proper or not self.closed:
            return 0.75 if self.proper else 0.55
        if self.definite:
            return self._score_of_definite()
        if strong:
            return 0.8 if self.added > 1 or self.cue == "وزاره" else 0.7
        return 0.7 if self.national or self.purpose or self.added >= 2 else None

    def _score_of_definite(self) -> float | None:
        """الشبكة السورية لحقوق الإنسان is telling, الجمارك البلجيكية a little, المركز الصحي not at all."""
        if self.added == 1:
            return 0.6 if self.national and self.cue not in _NOT_BY_NATIONALITY else None
        return 0.7 if self.national or self.purpose or self.added >= 3 else None


def _definite(key: str) -> bool:
    return key.startswith(_ARTICLE) and len(key) > 4


def _adjective(key: str) -> bool:
    return key in cues.ADJECTIVES or key in cues.NATIONAL or key.endswith(("يه", "ي", "يين", "يون"))


def _describes(key: str) -> bool:
    """Whether an indefinite word is likely an adjective or a verb: صحي, دولية, يعمل."""
    ends = key.endswith(("يه", "يين", "يون")) or (key.endswith("ي") and len(key) > 3)
    return key in cues.DESCRIBING or ends or (key[0] == "ي" and len(key) > 3)


def _named_after(words: Words, index: int, cue: str) -> Iterator[Found]:
    """A name after a word that only classifies, in Latin letters or quotation marks: شركة X, صحيفة «س»."""
    first = index + 1
    if first >= len(words):
        return
    gap = words.gap(first)
    if gap.strip() in _OPENING and gap.strip():
        for last in range(first, min(first + 4, len(words))):
            if words.text[words.ends[last] : words.ends[last] + 1] in _CLOSING:
                yield Found(words.starts[first], words.ends[last], "ORG", 0.65)
                return
    elif gap == " " and words.surface(first)[0].isascii() and words.surface(first)[0].isupper():
        last = first
        while words.joined(last + 1) and words.surface(last + 1)[0].isascii() and words.surface(last + 1)[0].isalnum():
            last += 1
        yield Found(words.starts[first], words.ends[last], "ORG", 0.75)
    elif (
        cue in cues.PRESS
        and words.joined(first)
        and not _describes(words.keys[first])
        and words.keys[first] not in cues.STOP
    ):
        last = first
        if words.joined(first + 1) and not _definite(words.keys[first]) and _name_goes_on(words, first + 1):
            last += 1
        yield Found(words.starts[first], words.ends[last], "ORG", 0.6)


def _name_goes_on(words: Words, index: int) -> bool:
    key = words.keys[index]
    return key not in cues.STOP and (_definite(key) or bool(load_gazetteer().places.lookup(key)))


def _place(words: Words, places: dict[int, int], index: int, cut: int, stem: str) -> Iterator[Found]:
    """A place that the gazetteer does not know, by its type word: قرية كفر كرمين, مسجد الجينة, مطار حميميم العسكري."""
    first = index + 1
    if not words.joined(first) or words.keys[first] in cues.STOP:
        return
    key = words.keys[first]
    if stem in cues.FACILITY:
        if first in places:
            last = places[first]
            while words.joined(last + 1) and words.keys[last + 1] in cues.FACILITY_MORE:
                last += 1
            yield Found(words.starts[index] + cut, words.ends[last], "PLACE", 0.6)
        return
    if first in places:
        return
    last = first
    if key in cues.TOPONYM_HEAD and words.joined(first + 1) and words.keys[first + 1] not in cues.STOP:
        last, score = first + 1, 0.65
    elif stem in {"مدينه", "حي"} or _describes(key) or key in cues.GENERIC or key.endswith(("ه", "ين")):
        return
    else:
        score = 0.55 if _definite(key) else 0.5
    yield Found(words.starts[first], words.ends[last], "PLACE", score)
