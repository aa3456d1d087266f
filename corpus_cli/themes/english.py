"""English sentences that lean on the one before them, or on a picture or table beside them."""

from __future__ import annotations

import re

NAME = "English"

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
    r"(?:on |in |at )?(?:the|that) (?:very )?same (?:day|night|evening|morning|week|month|year|time)|"
    r"in (?:addition|contrast|turn|this|these|that)|"
    r"as (?:a result|such|well)|on the (?:other|contrary)|for (?:example|instance|this)|at the same|"
    r"after (?:that|this)|because of (?:this|that)|by contrast|to this end|in other words|"
    r"see|ibid|according to (?:him|her|them))"
    r"\b(?!-)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"[a-z]")
_ELSEWHERE = re.compile(
    r"\b(?:below|above|as (?:shown|seen|noted|mentioned)|see (?:also|figure|table|annex)|"
    r"this (?:section|chapter|table)|"
    r"the (?:following|next|previous) (?:section|chapter|table|figure|images?|photos?)|"
    r"figure \d|table \d)\b",
    re.IGNORECASE,
)


def leans(sentence: str) -> float:
    """1 if the sentence opens with a pronoun or connective, or in the middle of one (small letter); else 0."""
    return float(bool(_LEANING.match(sentence) or _CONTINUES.match(sentence)))


def points_elsewhere(sentence: str) -> bool:
    """Whether it sends the reader to another place of the report: «as shown below»."""
    return bool(_ELSEWHERE.search(sentence))
