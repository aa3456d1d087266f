"""The style sheet of the page, and the policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib

#: Themes are coloured in the order of their shares; the thirteenth begins again, and its id stands beside its colour.
COLORS = 12

# Hues a third of a turn and more apart one after the other, so that neighbours in the legend differ; each a light and a
# dark one with a contrast of 3 to 1 or more against the page (WCAG 2.2, 1.4.11). They mark, they are never read.
_LIGHT = "#0b6e4f #a3390b #3d4fb8 #8a6a00 #8e2b7f #00748a #b3213f #4d7a12 #6a3fb0 #8b5a2b #2f6fb5 #6b6b6b".split()
_DARK = "#4fc79b #f0915e #93a3ff #dcb73f #e08ad2 #4cc3da #ff8598 #a5cf5f #bd9bf5 #d3a574 #7fb8f2 #b3b3b3".split()

_SHEET = """
:root { color-scheme: light dark; --ink: #1b1b1b; --faint: #595959; --page: #fff; --line: #c9c9c9; --soft: #f3f3f1;
  --place: #d7efd9; --place-edge: #1d7a33; --org: #d9e6fb; --org-edge: #2a5db0; --asked: #ffeaa0; --none: #9a9a9a;
  LIGHT }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e9e6; --faint: #aaa; --page: #161616; --line: #4a4a4a; --soft: #222;
    --place: #173d20; --place-edge: #6fce85; --org: #1b3156; --org-edge: #8db6f7; --asked: #544708; --none: #777;
    DARK }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 50rem; color: var(--ink); background: var(--page);
  font: 1.0625rem/1.75 "Noto Serif", "Noto Naskh Arabic", "Amiri", Georgia, "Times New Roman", serif;
  overflow-wrap: break-word; }
header, .theme, table, .legend, footer, .notes { font-family: system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif; }
h1 { line-height: 1.35; font-size: 1.6rem; margin: .5rem 0; }
h2 { font-size: 1.15rem; line-height: 1.5; margin: 1.2rem 0 .3rem; }
p, blockquote, .item { margin: .6rem 0; }
.item { display: list-item; list-style: disc outside; margin-block: .2rem; margin-inline-start: 1.4rem; }
.item.continues { list-style: none; }
blockquote { margin-inline: 1.2rem; font-style: italic; }
blockquote:lang(ar) { font-style: normal; }
.row { margin: 0; padding: .15rem 0; border-block-end: 1px solid var(--line); font-size: .95rem; }
.caption { color: var(--faint); font-size: .92rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .6rem 0; font-size: .95rem; }
dt { color: var(--faint); } dd { margin: 0; min-width: 0; }
.notes { padding: .5rem .9rem; background: var(--soft); border-inline-start: .3rem solid var(--asked); }
.notes p { margin: .2rem 0; }
.legend { list-style: none; padding: 0; margin: .6rem 0; font-size: .95rem; }
.legend li::before, .theme::before { content: ""; display: inline-block; width: .8em; height: .8em; border-radius: 2px;
  margin-inline-end: .5em; background: var(--band); }
section { --band: var(--none); border-inline-start: .35rem solid var(--band); padding-inline-start: .9rem;
  margin: 1.1rem 0; }
section.sought { box-shadow: 0 0 0 2px var(--asked); }
.theme { color: var(--faint); font-size: .8rem; line-height: 1.5; margin: 0 0 .4rem; }
.at { white-space: nowrap; }
.asked { background: var(--asked); }
mark { color: inherit; background: var(--place); border-block-end: 2px solid var(--place-edge); }
mark.org { background: var(--org); border-block-end: 2px dotted var(--org-edge); }
mark a, td a { color: inherit; text-decoration: none; }
td a { text-decoration: underline; }
a:focus-visible, a:hover { outline: 2px solid currentColor; outline-offset: 1px; }
:target { outline: 3px solid var(--org-edge); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.5; width: 100%; }
caption, th, td { text-align: start; } th, td { padding: .3rem .5rem; border-block-end: 1px solid var(--line);
  vertical-align: top; }
caption { font-weight: 600; font-size: 1.1rem; padding: .4rem 0; }
.skipped { color: var(--faint); text-align: center; }
footer { color: var(--faint); font-size: .85rem; margin-block-start: 2rem; border-block-start: 1px solid var(--line); }
bdi.raw { unicode-bidi: isolate; font-family: ui-monospace, monospace; font-size: .92em; }
@media (max-width: 32rem) { body { padding: .6rem; font-size: 1rem; } section { padding-inline-start: .55rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-block-end: .3rem; } }
@media print {
  :root { --ink: #000; --faint: #333; --page: #fff; --line: #999; --place: #e4f2e5; --org: #e3ebf8; }
  body { max-width: none; font-size: 11pt; padding: 0; }
  section, mark, .theme::before, .legend li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, .theme { break-after: avoid; } tr, .item, .row { break-inside: avoid; } .scroll { overflow: visible; }
  mark::after { content: attr(data-tag); font: .65em system-ui, sans-serif; vertical-align: super;
    unicode-bidi: isolate; }
}
"""


def _variables(colors: list[str]) -> str:
    return " ".join(f"--c{number}: {color};" for number, color in enumerate(colors))


STYLE = (
    _SHEET.replace("LIGHT", _variables(_LIGHT)).replace("DARK", _variables(_DARK))
    + "\n".join(f".c{number} {{ --band: var(--c{number}); }}" for number in range(COLORS))
    + "\n"
)
# Nothing is loaded, nothing runs, nothing is sent: even what escaping might miss does nothing. The style sheet is named
# by its hash, so that a style in the text of a report is none.
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"
