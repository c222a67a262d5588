"""Lines that are no part of an article: what they look like, and why they go.

Belongs here: patterns over one line, used for HTML and scraped text alike. Stays out: anything that needs the page.
"""

from __future__ import annotations

import re
import unicodedata

from transforms.articles.credits import is_credit

_PROMO = re.compile(
    r"^[*>►▶»\s]*(?:(?:please )?sign up (?:for|to)\b.{0,120}(?:newsletters?|alerts?|inbox|our\b|daily|updates)|"
    r"sign up$|subscribe(?: (?:now|today|to|for)\b|$)|follow us\b|like us on\b|join (?:us|our) \w+|"
    r"download our .{0,30}app\b|get (?:our|the) .{0,40}newsletter|support (?:our|independent) journalism|"
    r"never miss a story|don.t miss (?:a|out)\b|click here to\b|listen to (?:our|the) .{0,30}podcast|"
    r"(?:our|the) .{0,40}newsletter\b.{0,60}(?:inbox|sign up)|get .{0,50} (?:in|to) your inbox|become a (?:member|subscriber)|"
    r"share (?:this )?(?:article|story|on)\b|advertisement$|sponsored(?: content)?$|(?:enter )?your e-?mail(?: address)?\W*$|"
    r"did you (?:like|enjoy) this|become a supporter|"
    r"delivered (?:to|every|straight)|share on\b|the news .{0,40}delivered)|\b(?:free newsletter|download our app|"
    r"sign(?:ing)? up (?:to|for) our\b.{0,40}newsletters?)\b",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:log ?in\b|sign in\b|register\b.{0,40}$|already a (?:member|subscriber)|to (?:read|continue reading|participate)\b|"
    r"create (?:a free|an) account|please (?:log|sign) in|this (?:article|story) is for subscribers|you have \d+ free articles)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^(?:©|\(c\)|copyright\b|all rights reserved|terms (?:of|and)\b.{0,60}$|privacy policy|cookie|we use cookies|contact us$|"
    r"what do you think\?|write (?:a letter )?to the editor|posted in\b.{0,80}$|tags?:|required fields|print version$|"
    r"about us$|newsfeed$|comments?(?: \(\d+\))?$|leave a (?:comment|reply)|loader$|chats?$|read more$|"
    r"most (?:read|popular|viewed)\b.{0,30}$|back to top|.{0,80}(?:©|\(c\)|copyright)\s*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"^(?:read (?:more|also|next)|see also|also read|related(?: (?:stories|articles|coverage|topics))?|more (?:on|from|stories)|"
    r"recommended(?: for you)?|you may also like|don.t miss|in case you missed it|watch)\s*(?::|$|\||—|–|-)|"
    r".{20,}\[(?:…|\.\.\.)\]$|…\s*(?:read more|continue reading)$",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(r"^[^.!?]{1,60}(?:\s[»›>]\s[^.!?]{1,60})+$|^(?:skip to|home\b\s*[/»›>])", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"^(?:by [^.!?]{3,80}(?:,|\||\d{4}|$)|(?:published|posted|updated|last (?:updated|modified))\b[^.!?]{0,80}\d{4}.{0,60}|"
    r"\d{1,2}[./ -](?:\d{1,2}|\w{3,9})[./ -]\d{4}.{0,30})$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|bin|al)){1,4}"
_NOTE = re.compile(
    rf"^(?:{_NAME}(?:,[^,.]{{3,80}},)? (?i:is|was|are|has been|writes|covers|reports|joined|has (?:written|covered|worked))\b"
    r".{0,160}\b(?i:reporters?|editors?|writers?|correspondents?|journalists?|columnists?|freelancer?|authors?|covers|"
    r"contribut\w+|consists of|fellow|professor|producer|covering|reporting|writing|president of|director of|staff|"
    r"analyst|faculty|lecturer|officer (?:at|for)|founder of|host of)\b|"
    rf"{_NAME} (?i:(?:writes|reports) (?:about|on)\b|covers\b)|"
    rf"{_NAME} (?i:(?:may|can) be (?:reached|followed|contacted))|"
    r"(?i:.{0,60}\beditorial board\b.{0,20}(?:consists|is|are)\b|"
    r"(?:follow|contact|e-?mail|reach|write to) \w+.{0,60}(?:@|on (?:twitter|x|instagram|facebook)|at\b)|"
    r"you can (?:e-?mail|follow|reach|contact|read)\b|.{0,120}\bcontributed (?:to|reporting)|"
    r"(?:with )?(?:additional )?(?:reporting|editing|writing) by\b|reprinted (?:by|with|from)\b|excerpted from\b|"
    r"(?:stats|data|materials?) (?:courtesy of|provided by)\b|.{0,60}\b(?:edited|written|compiled|translated) by (?-i:[A-Z])|"
    r"more information:|provided by\b|copyright\b|the authors? .{0,40}(?:own|disclos|receive)|"
    r"this (?:article|story|post|report|piece|interview) (?:first |originally |was |has been |appeared|is part)|"
    r"this (?:article|story) .{0,30}(?:appeared|published)|if you or someone you know|editor.s note|"
    r"when you (?:buy|purchase)|we may (?:earn|receive)|this (?:newsletter|post|page) (?:may )?contain|"
    r"views expressed|the (?:views|opinions)))"
)
"""Notes that news desks put under an article: who wrote it, who helped, whom to write to, what they may have to declare."""

_OFFER = re.compile(
    r"^(?:for more\b|to (?:learn|read|see|find out) more\b|(?:read|learn|see) more\b|see also\b|related:|"
    r"(?:gallery|photo|image) credit|got a tip|have a (?:tip|story|question)|do you have\b|let us know|tell us what|"
    r"what do you think|stay (?:connected|tuned|up)|get the latest|get .{0,30}newsletter|subscribe\b|sign up\b|"
    r"scroll (?:down|through)\b|e-?mail us\b|like this (?:story|article)\b|want to advertise\b|share (?:this|it) with\b|"
    r"listen to\b.{0,60}\b(?:live|podcasts?|spotify|episode)\b|"
    r"join (?:us|the)\b|watch:?\b.{0,40}$|deep dive$|recommended$|more (?:from|on)\b|affiliate|discover special offers)",
    re.IGNORECASE,
)
"""What else to read, join or buy, as the last lines of a page offer it."""

_REFERENCES = re.compile(
    r"(?:article )?sources?:|references:?$|footnotes:?$|further reading:?$|[_*]{3,}$", re.IGNORECASE
)
_LONGEST_NOTE = 600
_BEFORE_NOTE = "(—–-* \xa0"

_DISCLOSURE = re.compile(
    r"\b(?:affiliate (?:links?|commissions?|programs?)|earn (?:a|an|some) .{0,20}commissions?|brought to you by|"
    r"(?:editors?|writers?|team) .{0,40}independently (?:select|review|chos))|"
    r"\b(?:requires?|enable|without) JavaScript\b|permission to load|browser (?:does not|doesn.t) support|"
    r"^(?:this is a breaking news? story|thank you for completing|our journalism needs)",
    re.IGNORECASE,
)
"""What a site says of itself, its partners and its machinery, wherever it stands and however long it is."""

_FIGURES_OF_A_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b|\b(?:19|20)\d\d\b.{0,12}\b\d{1,2}[:.]\d\d\b"
)
_LONGEST_DATELINE = 90

_PATTERNS = (
    ("navigation", _BREADCRUMB),
    ("date_line", _DATE_LINE),
    ("promo", _PROMO),
    ("login_prompt", _LOGIN),
    ("teaser", _TEASER),
    ("footer", _FOOTER),
)
_LONGEST_NOISE = 200
"""Code points; a longer line is running text, whatever its first words are."""


def removal_reason(line: str) -> str | None:
    """Why the line is no part of an article, judged by its words alone; None where it may be one."""
    if len(line) <= _LONGEST_NOTE and _DISCLOSURE.search(line):
        return "promo"
    if len(line) > _LONGEST_NOISE:
        return None
    for reason, pattern in _PATTERNS:
        if pattern.search(line):
            return reason
    return "credit" if is_credit(line) else None


def is_dateline(line: str) -> bool:
    """Whether a line is short, no sentence, and holds a date in figures or a time of day; any language."""
    return (
        len(line) <= _LONGEST_DATELINE and not line.endswith((".", "!", "?")) and bool(_FIGURES_OF_A_DATE.search(line))
    )


def is_closing_line(line: str) -> bool:
    """Whether the line, standing among the last of an article, is a note on it and no part of it."""
    line = line.lstrip(_BEFORE_NOTE)
    if len(line) <= _LONGEST_NOISE and (_OFFER.match(line) or _REFERENCES.match(line)):
        return True
    return len(line) <= _LONGEST_NOTE and _NOTE.match(line) is not None


def starts_references(line: str) -> bool:
    """Whether the line heads the list of an article's sources."""
    return bool(_REFERENCES.match(line))


def without_site_name(line: str, outlet: str | None) -> str:
    """The line without " - Sitename" at its end."""
    if not outlet:
        return line
    return re.sub(rf"\s*[|–—:·•-]+\s*(?:the\s+)?{re.escape(outlet)}(?:\.\w+)?\s*$", "", line, flags=re.IGNORECASE)


class _Tidied(dict[int, int | None]):
    """A translation table for `str.translate` that learns each code point when it is first met."""

    def __missing__(self, code_point: int) -> int | None:
        kept: int | None = code_point
        if chr(code_point) in "\n\r\t\v\f\x85\u2028\u2029":
            kept = ord(" ")
        elif unicodedata.category(chr(code_point)) in ("Cc", "Cf", "Cs", "Co"):
            kept = None
        self[code_point] = kept
        return kept


_TIDIED = _Tidied()
_SPACES = re.compile(r" {2,}")


def tidy(line: str) -> str:
    """The line without control and zero-width characters and without line ends inside; U+00A0 is kept."""
    return _SPACES.sub(" ", line.translate(_TIDIED)).strip(" \xa0")


def same_words(line: str) -> str:
    """What two lines have in common that differ in case, marks and spacing only."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", line).casefold()))


def is_latin(line: str) -> bool:
    """Whether at least half of the line's letters are Latin, or it has no letters."""
    letters = [c for c in line if c.isalpha()]
    return 2 * sum("LATIN" in unicodedata.name(c, "") for c in letters) >= len(letters)


def word_count(text: str) -> int:
    """Words; in scripts without spaces about as many as a translation would have."""
    words, translated = len(text.split()), len(text) // 8
    return translated if translated > words and not is_latin(text) else words
