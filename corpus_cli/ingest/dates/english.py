"""What dates are made of in English, and the words beside them: the same names as in ``arabic.py``.

The patterns are matched against folded text (``folding.py``) and hold no escapes in capitals.
"""

from __future__ import annotations

import re

_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december".split("|")
MONTHS: dict[str, int] = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, 1)},
    "sept": 9,
}
HIJRI_MONTHS: dict[str, int] = {
    "muharram": 1, "safar": 2,
    "rabi al-awwal": 3, "rabi' al-awwal": 3, "rabi i": 3, "rabi' i": 3,
    "rabi al-thani": 4, "rabi' al-thani": 4, "rabi al-akhir": 4, "rabi ii": 4, "rabi' ii": 4,
    "jumada al-awwal": 5, "jumada al-ula": 5, "jumada i": 5,
    "jumada al-thani": 6, "jumada al-akhira": 6, "jumada ii": 6,
    "rajab": 7, "sha'ban": 8, "shaban": 8, "shaaban": 8, "ramadan": 9, "ramadhan": 9, "shawwal": 10,
    "dhu al-qadah": 11, "dhu al-qi'dah": 11, "dhul qadah": 11, "dhu al-qa'da": 11,
    "dhu al-hijjah": 12, "dhu al-hijja": 12, "dhul hijjah": 12, "dhul-hijjah": 12,
}  # fmt: skip
HIJRI_MARK = r"a\.?h\.?(?![a-z])|hijri"
COMMON_MARK = r"a\.?d\.?(?![a-z])|c\.?e\.?(?![a-z])"
WEEKDAYS: dict[str, int] = {
    **{name: at for at, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())},
    **{name: at for at, name in enumerate("mon tue wed thu fri sat sun".split())},
    "tues": 1, "thur": 3, "thurs": 3,
}  # fmt: skip
ORDINAL = "st|nd|rd|th"
OF = "of(?: the month of)?"
OF_YEAR = "of|in"
TO = "to|until|till|and|through"
SAME_DAY = "corresponding to"
# Before a date: Published on; behind it: Published 3 May by the Centre; a day to a day: April 17 and 18.
ON = "on|in|posted"
BY = "by|from"
AND = "to|and|&"
HOUR = r"\d{1,2}(?=\s*[ap]\.?m)"
BEFORE_PLACE = "in|from|city of|old|north|south|east|west|northern|southern|eastern|western"
AFTER_PLACE = "city|governorate|province|countryside"

# What may stand between a label, a place or a title and its date, and behind the date.
FILLERS = r"on|the|of|at|dated|day"
TIME_WORDS = r"at|a\.?m\.?|p\.?m\.?|hrs?|hours|gmt|utc|local time|e?est|cet|noon"

_ACT = "meeting|session|workshop|training|visit|interview|discussion|dialogue|hearing|seminar|round ?table|focus group"
PUBLISHED = (
    r"(?:(?:first|originally) )?(?:published|posted|released|issued)(?: online)?(?: by [^:|,]{1,40},?)?(?: (?:on|in))?"
    r"|(?:publication|publishing|release|issue|issuance|report|posting) date|published date|publication year"
    r"|date (?:of )?(?:publication|publishing|issue|issuance|release|published|posted|issued)"
    r"|date of (?:the |this )?(?:report|statement|document|paper)|year of publication|publication|released"
    r"|for (?:immediate )?release"
)
UPDATED = (
    r"(?:last |page |page last )?(?:updated|modified|revised|reviewed)(?: on)?"
    r"|last (?:update|revision|change|edited)|date (?:modified|updated)|update[ds]?"
)
HELD = (
    rf"(?:{_ACT}) (?:date|held(?: on| in)?)|date of (?:the )?(?:{_ACT})|held on|(?:{_ACT})(?: held)? on"
    r"|date (?:and|&) (?:time|place|venue|location)"
)
# The longest first: a loop over them does not come back to the shorter one.
STATED = (
    "date written|date of writing|date|dated|created(?: on)?|written(?: on)?|prepared on|drafted on|finali[sz]ed on"
)
BYLINE = r"by|author|authors|written by|prepared by|words by|compiled by|report by|edited by"

# A line with one of these states the date of something else.
OTHER = (
    r"deadline|due|closing|closes?|valid|expir\w+|born|birth|access(?:ed)?|retrieved|downloaded|printed|effective"
    r"|enter(?:ed|s)? into force|entry into force|signed|established|founded|since|until|period|cover(?:s|ing|ed)"
    r"|incident|data collect\w+|data as of|collected|fieldwork|start date|end date|starts?|begins?|began|started|ended"
    r"|massacre|attack(?:s|ed)?|battle|bomb\w+|earthquake|law|decree|resolution|agreement|accord|truce|ceasefire|treaty"
    r"|constitution|article \d+|anniversary|uprising|events? of|killed|siege|elections?|revolution|war|shelling"
    r"|air ?strikes?|memory|arrest\w*|died|death|detained|missing|kidnapp\w+|displaced|visited|last seen|quarter"
    r"|forthcoming|next"
)
# Lines beside a plain «Date:» that say what it is the date of: a gathering, or an incident.
GATHERING = (
    r"places?|venue|location|present|participants?|attend(?:ees|ance|ed)|chair(?:ed by|person)?|facilitators?"
    r"|host(?:ed by)?"
    r"|apologies|agenda|interviewers?|interviewees?|minutes taken by|in attendance|duration|moderators?"
)
INCIDENT = (
    r"(?:reported |confirmed )?(?:killed|injured|wounded|dead|deaths|casualties|victims?)|(?:first "
    r"|alleged )?(?:air ?)?strikes?"
    r"|attacks?|(?:claimed |alleged |intended )?targets?|munitions?(?: \w+)?|weapons?(?: \w+)?|(?:alleged |suspected )?"
    r"perpetrators?|hospital|medical point|(?:number of )?(?:arrested|detained)|arresting party"
    r"|type of (?:attack|incident)"
    r"|incident(?: \w+)?|affiliation"
)
KINDS = (
    r"minutes|report|statement|newsletter|bulletin|press|news|brief|briefing|update|notes?|paper|study|issue|no\.?"
    r"|vol\.?|volume|edition|draft|version|workshop|meeting|session|memo|memorandum|summary|fact ?sheet|analysis"
    r"|working"
    r"|policy|field|interview|seminar|training|visit|survey|assessment|guide|handbook|manual|monthly|weekly"
    r"|annual|quarterly"
    r"|situation|research|case|background|opinion|blog|article|story|feature|record|transcript"
    r"|proceedings|letter|appeal"
)
BODIES = (
    r"cent(?:re|er)|network|organi[sz]ation|unit|team|office|institute|committee|council|association|foundation|forum"
    r"|initiative|agency|university|programme|program|group|society|desk|staff|department|newsroom|observatory|press"
    r"|editors?|writer|correspondent|mission|secretariat|platform|project|house"
)
PLACES = (
    "damascus|rural damascus|rif dimashq|homs|hama|aleppo|idlib|idleb|latakia|lattakia|tartus|tartous|daraa|deraa"
    "|dara'a|as-suwayda|suwayda|sweida|quneitra|raqqa|ar-raqqa|al-raqqa|deir ez-zor|deir ezzor|deir al-zor"
    "|hasakah|al-hasakah"
    "|hassakeh|al-hasaka|qamishli|afrin|azaz|al-bab|manbij|jarablus|salamiyah|tabqa|palmyra|syria|beirut"
    "|tripoli|lebanon"
    "|amman|irbid|jordan|baghdad|erbil|mosul|iraq|gaziantep|ankara|istanbul|turkey|türkiye|cairo|egypt|tunis|rabat"
    "|geneva|brussels|new york|london|berlin|paris|vienna|washington|doha|dubai|abu dhabi|riyadh|kuwait|copenhagen|oslo"
)
FUNCTION_WORDS = (
    "a an the of on in at to from for with by and or that this was were is are be been has have had when where who "
    "which after before during since until about as it they we he she".split()
)

# Spellings of the two habits: 3/4/2023 is 3 April to the one and March 4 to the other.
_BRITISH = re.compile(
    r"\b(?:[a-z]+our(?:s|ed|ing|hoods?|able|ers?)?|programmes?|centres?|metres?|kilomet(?:re|res)|defence|offence"
    r"|organis\w+|recognis\w+|mobilis\w+|prioritis\w+|emphasis(?:e|es|ed|ing)|analys(?:e|ed|ing)|reconciliation centre"
    r"|stabilis\w+|utilis\w+|civilis\w+|travell(?:ed|ing|ers?)|labell\w+|cancell(?:ed|ing)|grey|whilst|licence"
    r"|towards)\b"
)
_NEITHER = re.compile(
    r"(?:f?our(?:s|ed|ing|ers?)?|hours?|tours?|toured|touring|pour\w*|your\w*|sour\w*|scour\w*|devour\w*|contour\w*"
    r"|detour\w*|four\w*|towards|flours?|velour|glamour)"
)
_AMERICAN = re.compile(
    r"\b(?:(?:labor|neighbor|behavior|color|honor|favor|harbor|rumor|endeavor)(?:s|ed|ing|hoods?|able|ers?)?"
    r"|programs?|centers?|kilometers?|meters?|defense|offense|organiz\w+|recogniz\w+|mobiliz\w+|prioritiz\w+"
    r"|emphasiz\w+"
    r"|analyz\w+|stabiliz\w+|utiliz\w+|traveled|traveling|labeled|canceled|canceling|gray)\b"
)


def day_first(text: str) -> bool | None:
    """Whether days stand before months, by the spelling of the text (small letters); ``None``: it does not tell.

    Two words of the one spelling at least, and four times as many as of the other. Words in -ize, which are Oxford's as
    well, speak against day first only where nothing speaks for it.
    """
    british = {word for word in _BRITISH.findall(text) if not _NEITHER.fullmatch(word)}
    american = set(_AMERICAN.findall(text))
    own = {word for word in american if "iz" not in word and "yz" not in word}
    if len(british) >= 2 and len(own) * 4 <= len(british):
        return True
    if len(american) >= 2 and len(british) * 4 <= len(american):
        return False
    return None
