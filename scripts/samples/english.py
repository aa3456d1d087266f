"""What stands around an English report: on a web page (none of it belongs to the report)."""

from __future__ import annotations

DIRECTION = "ltr"
LOCALE = "en_GB"
PRINT_FONT = "DejaVu Serif"

SITE = "The Common Well"
SLOGAN = "Reports from local peacebuilding"
MENU = ("Home", "Reports", "Workshops", "Towns", "About us", "Contact")
SKIP = "Skip to main content"
SEARCH = "Search this site"
SHARE = ("Share", "Print", "Send by e-mail")
PUBLISHED = "Published on"
RELATED = "Related reports"
LINKS = (
    "A market street reopens in Hama",
    "Five questions about school buses in Irbid",
    "What the river left behind: a photo essay from Raqqa",
)
NEWSLETTER = "Sign up for our monthly letter. You can leave at any time."
COOKIES = "We use cookies to count visits. No data about you is passed on."
ACCEPT = "Accept"
FOOTER = "The Common Well is an invented site. Texts may be copied under CC BY 4.0."
PAGE = "Page"
