"""The languages whose words are known: what their twin modules say, and which forms are one word in them."""

from __future__ import annotations

from types import ModuleType

from corpus_cli.topics.words import arabic, english
from corpus_cli.topics.words.forms import arabic as arabic_forms
from corpus_cli.topics.words.forms import english as english_forms

LANGUAGES: dict[str, ModuleType] = {"ar": arabic, "en": english}
FORMS: dict[str, ModuleType] = {"ar": arabic_forms, "en": english_forms}
