"""The words of ``english.py``: heads of organizations' names, words that begin none, generic words."""

from __future__ import annotations


def keys(words: str) -> frozenset[str]:
    """The words as they are compared."""
    return frozenset(words.split())


# Words that name a body when capitalised: Furat Center for Field Studies, Ministry of Local Administration.
HEADS = keys(
    "center centre initiative ministry network movement association organization organisation foundation "
    "university council committee "
    "agency union observatory party hospital radio institute institution commission authority department "
    "directorate office bureau "
    "federation league forum coalition alliance front army forces brigade brigades battalion division legion "
    "regiment corporation bank "
    "fund society trust mission operation force court tribunal parliament senate congress police academy college "
    "syndicate chamber clinic cooperative "
    "channel television press media news agency group club charity corps guard guards assembly secretariat "
    "consortium collective "
    "company ltd inc gmbh corp archive helmets taskforce navy airforce foundation "
    "customs gazette times post herald tribune journal newspaper magazine tv faction militia"
)
# Heads whose name follows: Radio Nasim, Division 13.
LEADING = keys("radio division brigade channel university bank hospital college")
# Capitalised names before one of these in lower case: Shanan hospital, Thiqa news agency.
LOWER_HEADS = keys(
    "hospital agency directorate brigade battalion newspaper militia foundation customs airforce force army navy police"
)
LOWER_MODIFIERS = keys(
    "news media health press ambulance air armed national security field education civil criminal defense defence"
)
MEMBERS = keys("youth women people sons daughters children friends mothers")
COMPLEMENT = keys("of for on against to without")
# Small words inside names.
SMALL = keys(
    "of for and the on in to de du des la le les von der al el ad an ar as ash at az ez ul bin ibn & against without"
)
# Capitalised only because they begin a sentence.
STARTERS = keys(
    "the a an in on at by of and but as when while this that these those both after before since for from with "
    "according however "
    "although our their its his her my your one two three several many some most all other another each every "
    "during under over "
    "through between among within without also then there here it he she they we i you if because so until upon "
    "despite what which who "
    "whose where why how not no yes is was are were has have had do does did can could will would should may "
    "might must said says "
    "meanwhile moreover furthermore therefore thus local former new only even when today yesterday last next"
)
# Names made only of these are ordinary phrases in headings and titles: Local Council, Security Forces, Field Hospital.
GENERIC = keys(
    "local national international security armed civil general central public private main new old first second "
    "third high higher health "
    "medical field media news human rights political military government state city town village community "
    "social economic legal women "
    "womens youth children executive joint monitoring task working expert experts group friends steering "
    "advisory drafting technical "
    "coordination support followup follow up rapid reaction review sanctions investigation inquiry fact finding "
    "hybrid stabilization special "
    "executive joint regional provincial district education relief opposition peoples free united other"
)
# Type words for places unknown to the gazetteer: the town of Ibbin, Ibbin village.
SETTLEMENT = keys("village town neighbourhood neighborhood subdistrict hamlet")
SETTLEMENT_OF = SETTLEMENT | keys("city villages towns camp")
FACILITY = keys("mosque market airport airbase church prison citadel crossing square bridge")
# Heads that have their place in their name: United Nations Mission in Liberia.
WITH_PLACE = keys("mission operation force")
# With a nationality alone these are bodies already: Russian air force, Belgian customs.
NATIONAL_BODIES = keys("airforce force customs army navy")
DEMONYM_ENDS = ("ian", "ians", "ish", "ese", "an", "eli", "aqi", "ite", "ites", "stani", "man", "men", "abi", "ni")
DEMONYMS = keys(
    "syrian turkish kurdish arab arabs sunni shia shiite druze alawite christian muslim jewish iraqi israeli "
    "saudi yemeni french dutch "
    "german greek russian danish swiss czech somali afghan american western eastern northern southern islamic "
    "islamist assyrian yazidi"
)
