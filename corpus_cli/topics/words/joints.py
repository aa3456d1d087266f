"""How a word joins the one before it in a phrase, as the language modules say it."""

from __future__ import annotations

# It just follows; it is another item of a list, unless both have the article; a particle is written on it; not at all.
FREE, PAIRED, LEANING, UNJOINED = range(4)
