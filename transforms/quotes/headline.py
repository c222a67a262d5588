"""Quotations in headlines, which name their speaker in ways of their own.

Belongs here: the label before or behind a colon ("Minister: we will not accept this"), the attribution behind a comma ("…, says
mayor"). Stays out: headlines that are ordinary sentences ("Mayor says bridge is safe"), which the other rules read. The forms
are those of newspaper headlines (Bell, The Language of News Media, 1991, ch. 9; Reah, The Language of Newspapers, 2002, ch. 2).
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.lexicons.nouns import BODIES, is_person_noun
from transforms.lexicons.reporting import reporting_words
from transforms.marks import Stretch
from transforms.quotes.cue import Cue, verb_as_cue
from transforms.quotes.direct import word_count
from transforms.quotes.document import Document, Paragraph
from transforms.quotes.draft import Draft
from transforms.tags import FINITE

LABEL_TOKENS = 8
CREDIT_TOKENS = 7
_CONTENT_WORDS = 3
_ABOUT = frozenset({"on", "to", "after", "about", "at"})
_FIRST_PERSON = frozenset({"i", "we", "us", "my", "our", "me", "i'm", "i’m"})
_DASHES = frozenset({"-", "--", "–", "—", "|"})
_DOCUMENTS = frozenset({"audit", "document", "paper", "poll", "report", "study", "survey"})
_DOCUMENT_TOKENS = 3
_SPEAK = frozenset({"camp", "experts", "people", "sources", "witnesses"})
_SECTIONS = frozenset({"briefing", "exclusive", "explainer", "guide", "latest", "live", "opinion", "updates", "watch"})
"""What stands before a colon over a kind of article, not over somebody's words."""
_LETTERS = frozenset({"ask", "dear"})
"""What opens the headline of an advice column: "Dear Ana: my neighbour …"."""
_YOUNGER = frozenset({"jr", "jr.", "sr", "sr."})
_OPENS_CLAUSE = frozenset({"ADP", "CCONJ", "SCONJ"})
_ASKS = frozenset({"WDT", "WP", "WRB"})
_STATING = frozenset({"neutral", "claiming", "arguing"})
_END = ".;,: "


def of_headline(document: Document, number: int, spans: list[Stretch], cues: Mapping[int, Cue]) -> Draft | None:
    """The quotation of a headline in one of the forms of headlines; None where it has none of them."""
    paragraph = document.paragraphs[number]
    speakers = frozenset(document.form[cue.source] for cue in cues.values() if cue.source is not None)
    return _labelled(document, number, paragraph, spans, speakers) or _credited(document, number, paragraph, spans)


def _labelled(
    document: Document, number: int, paragraph: Paragraph, spans: list[Stretch], speakers: frozenset[str]
) -> Draft | None:
    """ "Minister: we will not accept this", "Ruiz on the new bridge: ‘I think it will hold’", "Will not pay: Minister"."""
    in_marks = [k for one in spans for k in document.tokens_in(one.start, one.end)]
    colons = [k for k in range(paragraph.first, paragraph.last) if document.form[k] == ":" and k not in in_marks]
    if not colons:
        return None
    behind = range(colons[0] + 1, paragraph.last)
    source = _speaker(document, _after_dash(document, paragraph.first, colons[0]), colons[0], behind, spans, speakers)
    if source is not None:
        stop = next((k for k in behind if document.form[k] == ";"), paragraph.last)
        return _draft(document, number, "headline-label", (behind.start, stop), source, spans, None)
    before, last = range(paragraph.first, colons[-1]), _without_end(document, colons[-1] + 1, paragraph.last)
    if last - colons[-1] - 1 > CREDIT_TOKENS:
        return None
    source = _speaker(document, colons[-1] + 1, last, before, spans, speakers)
    if source is None or source[1] != last:
        return None
    return _draft(document, number, "headline-label", (before.start, before.stop), source, spans, None)


def _credited(document: Document, number: int, paragraph: Paragraph, spans: list[Stretch]) -> Draft | None:
    """ "‘We will not pay,’ says mayor", "Airline to close two routes, union says"."""
    comma = next((k for k in range(paragraph.last - 1, paragraph.first, -1) if document.form[k] == ","), None)
    if comma is None:
        return None
    first, last = comma + 1, _without_end(document, comma + 1, paragraph.last)
    while first < last and document.upos[first] == "PUNCT":
        first += 1
    if not 2 <= last - first <= CREDIT_TOKENS or any(one.end > document.start[first] for one in spans):
        return None
    verb = first if _says(document, first) else last - 1
    if not _says(document, verb):
        return None
    bounds = (first + 1, last) if verb == first else (first, last - 1)
    source = _speaker(document, *bounds, None, spans)
    if source is None:
        return None
    return _draft(
        document, number, "headline-cue", (paragraph.first, comma), source, spans, verb_as_cue(document, verb)
    )


def _says(document: Document, token: int) -> bool:
    """Whether the token is a verb of saying in the third person, which the tagger may take for a noun ("says mayor")."""
    form, classes = document.lower[token], reporting_words("verb")
    lemma = document.lemma[token].lower()
    lemma = lemma if lemma in classes and lemma != form else form.removesuffix("s")
    return lemma != form and classes.get(lemma) in _STATING and not form.endswith("ing")


def _after_dash(document: Document, first: int, colon: int) -> int:
    """Behind what a newspaper sets before the label: "EXCLUSIVE – Ana Ruiz: …"."""
    dashes = [k for k in range(first, colon) if document.form[k] in _DASHES]
    return dashes[-1] + 1 if dashes else first


def _speaker(
    document: Document, first: int, last: int, content: range | None, spans: list[Stretch],
    speakers: frozenset[str] = frozenset(),
) -> tuple[int, int, int] | None:  # fmt: skip
    """Tokens (first, first after, head) of who speaks; None where the words before the colon are no speaker.

    A name is a topic as often ("Ana Ruiz: court drops case"): it speaks only where the content is in marks or says "we", or
    where the article below has the person speak (`speakers` are the words that are sources there). `content` is None where a
    verb of saying makes it a speaker.
    """
    opening = document.start[content.start] if content is not None and len(content) else None
    in_marks = opening is not None and any(one.outer_start <= opening < one.end for one in spans)
    stop = next((k for k in range(first + 1, last) if document.lower[k] in _ABOUT), last)
    verb = next((k for k in range(first + 1, stop) if document.xpos[k] in FINITE), None)
    if verb is not None:
        stop = verb if in_marks else first  # "Ruiz praises the crew: ‘They saved us’"
    if not 0 < stop - first <= LABEL_TOKENS or document.upos[first] in _OPENS_CLAUSE or document.xpos[first] in _ASKS:
        return None
    of = next((k for k in range(first + 1, stop) if document.upos[k] == "ADP"), stop)
    head = (stop if in_marks else of) - 1
    if document.lower[head] in _YOUNGER and head > first:
        head -= 1
    word = document.lower[head]
    lemma = word if document.upos[head] == "PROPN" else document.lemma[head].lower()
    explains = content is not None and len(content) and document.xpos[content.start] in _ASKS
    if word in _SECTIONS or document.lower[first] in _LETTERS or (explains and not in_marks):
        return None
    if lemma in _DOCUMENTS and document.entity_type[head] != "ORG":
        return (first, stop, head) if content is None or stop - first <= _DOCUMENT_TOKENS else None
    if is_person_noun(lemma) or lemma in BODIES or lemma in _SPEAK:
        return first, stop, head
    if document.upos[head] not in ("PROPN", "NOUN", "ADJ") or not document.form[head][:1].isupper():
        return None
    says_we = content is not None and any(document.lower[k] in _FIRST_PERSON for k in content)
    is_person = _is_person(document, head)
    quotes = in_marks and (is_person or (content is not None and content.start > first))
    speaks_below = is_person and of == stop and not speakers.isdisjoint(document.form[first:stop])
    return (first, stop, head) if content is None or says_we or quotes or speaks_below else None


def _is_person(document: Document, token: int) -> bool:
    """Whether the model takes the word for a person's name, in the headline or in the text below."""
    form = document.form[token]
    return any(kind == "PERSON" and document.form[k] == form for k, kind in enumerate(document.entity_type))


def _draft(
    document: Document, number: int, rule: str, content: tuple[int, int], source: tuple[int, int, int],
    spans: list[Stretch], cue: Cue | None,
) -> Draft | None:  # fmt: skip
    first, last = content
    if last <= first:
        return None
    start, end = document.start[first], document.end[last - 1]
    inside = [one for one in spans if one.start < end and start < one.end]
    marked = sum(word_count(document.text[one.start : one.end]) for one in inside)
    words = word_count(document.text[start:end])
    if words < _CONTENT_WORDS:
        return None
    if len(inside) == 1 and marked == words:
        kind, start, end = "direct", inside[0].start, inside[0].end
    else:
        kind = "mixed" if marked >= 2 else "indirect"
        end = start + len(document.text[start:end].rstrip(_END))
    draft = Draft(start, end, kind, number, f"{kind}/{rule}", cue)
    draft.source_head = source[2]
    draft.source = document.start[source[0]], document.end[source[1] - 1]
    return draft


def _without_end(document: Document, first: int, last: int) -> int:
    """The tokens' end without punctuation."""
    while last > first and document.upos[last - 1] == "PUNCT":
        last -= 1
    return last
