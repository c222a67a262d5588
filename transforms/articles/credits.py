"""Photo credits: what they look like, alone on a line or at the end of a caption.

Belongs here: telling who took a picture from what is on it. Stays out: which lines are captions (`captions`,
`scraped_text`).
"""

from __future__ import annotations

import re

_PICTURE = (
    r"(?:file |photo )?(?:photo(?:graph)?s?|photography|images?|pictures?|credits?|courtesy|video|illustration|graphic|"
    r"screenshots?|fotos?|bild(?:er)?|archivbild|symbolfoto|quelle|grafik|crédits?|imagen|fuente|fotografía|kuva|zdroj|ảnh|fotoğraf|zdjęcie|사진)"
)
"""How a credit begins, in the languages whose pages are met most."""

_AGENCY = (
    r"(?:getty(?: images)?|reuters|ap|afp|associated press|epa|efe|dpa|ansa|pa(?: (?:wire|media|images))?|xinhua|yonhap|kyodo|"
    r"tass|shutterstock|i?stock(?:photo)?|alamy|imago|keystone|picture[- ]alliance|unsplash|pexels|pixabay|bloomberg|handout|"
    r"supplied|archivo|archiv|midjourney|adobe stock|dpa[- ]images)"
)
"""Agencies and archives that pictures come from, and words for pictures that were handed out."""

_CAPITALISED = r"(?>(?:[A-Z]\.)+|[A-ZÀ-Þ][\w'’&-]*(?:\.\w+)*)"
"""One word, taken whole: tried in parts, a long word in capitals has more ways to be names than there is time."""

_JOINED = r"(?:via|for|and|und|von|of|the|de|la|van|del|y|&|/|\||-|–|,|\+)"
_NAMES = rf"{_CAPITALISED}(?:[\s\xa0]*(?:{_JOINED}|{_CAPITALISED})){{0,9}}"
_HAS_SLASH = r"(?=[^/|]*[/|])"

_MADE = rf"(?i:(?:{_AGENCY}\s+)?{_PICTURE}(?:\s+credits?)?)"
"""What is credited, as in "AP Photo" and "Image credit"."""

_CREDIT = re.compile(
    rf"^(?:[(\[]?{_MADE}\s*(?:(?i:by|from|via|courtesy(?: of)?|credit)\b|[:/|©=])\s*.{{2,90}}|©\s?.{{2,60}}|"
    rf"(?i:source:?)\s.{{2,40}}|(?i:courtesy (?:of|photo)).{{0,60}}|(?i:copyright|all rights reserved)\b.{{0,80}}|"
    rf"[(\[]?(?i:{_AGENCY})(?:\s*[/|].{{0,60}}|\s+(?i:via|for)\s+.{{2,60}}|[)\]])?)$"
)
_NAMES_ONLY = re.compile(rf"^{_HAS_SLASH}{_NAMES}(?:\s*[(\[](?i:{_AGENCY})[)\]])?$")
_TAIL = re.compile(
    r"[\s\xa0|•·—–-]*(?:"
    rf"[(\[]\s*(?:(?i:{_PICTURE}|{_AGENCY})\b[^()\[\]]{{0,80}}|[^()\[\]]{{0,60}}/[^()\[\]]{{1,60}})\s*[)\]]|"
    r"\[[^\[\]]{3,40}\]|"
    rf"[(\[]?(?<!\w){_MADE}\s*[:|©/=]\s*(?:[^.]|\.(?!\s+[A-Z]\w+\s+[a-z])){{2,90}}|"
    rf"\b{_MADE}\s+(?i:by|via|courtesy of)\s+{_NAMES}\.?|"
    r"©[\s\xa0]*.{2,60}|"
    rf"(?<=[\s.])/\s?(?:(?i:{_AGENCY})|{_CAPITALISED})[^/]{{0,60}}|"
    r"(?i:copyright|all rights reserved|tous droits réservés)\b.{0,120}"
    r")\s*$"
)
"""A credit that says what it is, behind a caption."""

_DASHED_TAIL = re.compile(
    rf"\s*(?:(?:—|–)\s*(?:(?i:{_AGENCY})|{_CAPITALISED}(?:[\s\xa0]+(?:{_JOINED}|{_CAPITALISED})){{1,4}})|\|\s*{_NAMES})\s*$"
)
_BARE_TAIL = re.compile(
    r"(?P<end>(?:\b[^\W\d_A-Z][^\W\d_]+|\b\w{5,}|\b\d{2,4}|[\"'”’»)])[.!?][\"”’»]?)[\s\xa0]*"
    rf"(?:{_NAMES}(?:\s*[(\[](?i:{_AGENCY})[)\]])?|(?i:{_AGENCY})(?:\s*[/|][\s\xa0]*{_NAMES})?)$"
)
"""Names behind the last sentence. The word before its full stop must be no abbreviation: "Sen. Jon Tester" is one name."""

_AGENCY_TAIL = re.compile(rf"\s+{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,2}}\s*/\s*(?i:{_AGENCY})$")
_AROUND = " \xa0,/|•·—–-"
_OPEN = _AROUND + "(["
_MOST_CREDITS = 3
_LONGEST_CREDIT = 120
_LONGEST_TAIL = 400
"""Code points at a caption's end among which its last credit is looked for."""

_SHORTEST_CAPTION = 3
"""Words that must be left of a caption in front of what is taken for a credit without saying so."""


def is_credit(line: str) -> bool:
    """Whether the line says that it is a photo credit, and nothing else."""
    return len(line) <= _LONGEST_CREDIT and _CREDIT.match(line) is not None


def may_be_credit(line: str) -> bool:
    """Whether the line, standing below a picture, is a credit: one that says so, or names with a slash between them."""
    return is_credit(line) or (len(line) <= _LONGEST_CREDIT and _NAMES_ONLY.match(line) is not None)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without its photo credits, and these; None where it has none."""
    credits: list[str] = []
    while len(credits) < _MOST_CREDITS and (start := _credit_start(caption)) is not None:
        credits.insert(0, caption[start:].strip(_AROUND))
        caption = caption[:start].rstrip(_OPEN)
    return caption, " ".join(credits) or None


def _credit_start(caption: str) -> int | None:
    """Where the last credit of a caption begins."""
    end = max(0, len(caption) - _LONGEST_TAIL)
    if (found := _TAIL.search(caption, end)) and found.start() > 0:
        return found.start()
    for pattern in (_DASHED_TAIL, _BARE_TAIL, _AGENCY_TAIL):
        if found := pattern.search(caption, end):
            start = found.end("end") if "end" in found.groupdict() else found.start()
            if len(caption[:start].split()) >= _SHORTEST_CAPTION:
                return start
    return None
