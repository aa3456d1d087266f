"""English sentences that lean on the one before them, or on a picture or table beside them."""

from __future__ import annotations

import re

# Pronouns, demonstratives and connectives: out of its report such a sentence points at something the reader cannot see.
_LEANING = re.compile(
    r"(?:he|she|it|they|we|his|her|hers|its|their|theirs|him|them|this|these|those|that|such|"
    r"however|therefore|thus|hence|moreover|furthermore|nevertheless|nonetheless|meanwhile|instead|otherwise|"
    r"consequently|accordingly|similarly|likewise|additionally|also|then|yet|so|but|and|or|nor|besides|rather|"
    r"finally|lastly|first|firstly|second|secondly|third|thirdly|another|others|both|neither|either|here|there|"
    r"later|subsequently|simultaneously|(?:immediately |shortly )?after(?:wards?)|since then|"
    r"(?:(?:all|any|each|few|half|many|most|none|one|several|some|two|three) )?of (?:these|those|this|them|it|which)|"
    r"\w+ (?:minutes?|hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)|"
    r"the (?:former|latter|same|above|following|other|others|second|third|last)|"
    r"(?:on |in |at )?(?:the|that) (?:very )?same \w+|after a (?:bit|while|few)|"
    r"in (?:addition|contrast|turn|this|these|that)|"
    r"as (?:a result|such|well)|on the (?:other|contrary)|for (?:example|instance|this)|at the same|"
    r"after (?:that|this)|because of (?:this|that)|by contrast|to this end|in other words|"
    r"see|ibid|according to (?:him|her|them)|"
    # «Today they», «In the end, she»: a pronoun behind an adverb.
    r"(?:today|yesterday|now|soon|eventually|initially|often|sometimes|usually|originally),? (?:he|she|it|they)|"
    r"(?:in|on|at|by|before|during|since|until|from) [^,.]{1,40}, (?:he|she|they)|"
    # «Many gave up», «About 23 percent contained»: of whom, of what?
    r"(?:many|most|some|several|few|all|none) "
    r"(?:had|have|has|were|was|are|did|do|could|would|will|said|told|gave|left|came)|"
    r"(?:about |some |only |nearly |almost |over |around )?\d[\d.,]* ?(?:%|per ?cent) (?!of\b)[a-z]+)"
    r"\b(?!-)",
    re.IGNORECASE,
)
# «The video shows», «The council also»: half of what is meant stands before.
_HALF_LEANING = re.compile(
    r"\W*(?:the (?:video|footage|image|photo|photograph|picture|clip|post|tweet|interview)s?\b|"
    r"(?:\S+ ){1,5}also\b)",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(r"\b(?:this|these|those)((?: [\w’'-]+){1,2})", re.IGNORECASE)
# A time or the report itself needs no mention before; with a verb or a clause behind it, it points at no noun.
_NEEDS_NO_MENTION = frozenset(
    "year month week day morning afternoon evening night spring summer autumn winter decade century time period moment "
    "report study paper survey research article brief memo document guide who whom whose of that which in from with at "
    "on to by for is was are were be been has had have will would can could may might must should does do did and or "
    "but not means makes made shows showed led leads gives gave includes include".split()
)
# Letters that the forms of a word share: refuse, refusal.
_STEM = 5
_CONTINUES = re.compile(r"[a-z]")
_ELSEWHERE = re.compile(
    r"\b(?:below|above|as (?:shown|seen|noted|mentioned)|see (?:also|figure|table|annex)|"
    r"this (?:section|chapter|table)|"
    r"the (?:following|next|previous) (?:section|chapter|table|figure|images?|photos?)|"
    r"figure \d|table \d)\b",
    re.IGNORECASE,
)


def leans(sentence: str) -> float:
    """1 if the sentence opens with a pronoun or connective, or in the middle of one (small letter).

    0.5 if it opens with a picture as if seen («The video shows») or adds to something («The council also»); else 0.
    """
    if _LEANING.match(sentence) or _CONTINUES.match(sentence):
        return 1.0
    return 0.5 if _HALF_LEANING.match(sentence) else 0.0


def dangles(excerpt: str) -> bool:
    """Whether it speaks of «these incidents» without having named any."""
    for match in _DEMONSTRATIVE.finditer(excerpt):
        first, *second = match.group(1).casefold().split()
        words = [first, *(word for word in second if word not in _NEEDS_NO_MENTION)]
        before = excerpt[: match.start()].casefold()
        if first not in _NEEDS_NO_MENTION and not any(word[:_STEM] in before for word in words):
            return True
    return False


def points_elsewhere(sentence: str) -> bool:
    """Whether it sends the reader to another place of the report: «as shown below»."""
    return bool(_ELSEWHERE.search(sentence))
