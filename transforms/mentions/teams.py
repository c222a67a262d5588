"""Towns and states that stand for their teams: in reports on matches "Ruritania (3-1)" is no place.

Belongs here: how such reports name their teams. Stays out: clubs with a name of their own, which the tagger knows.
"""

from __future__ import annotations

from collections import Counter

from transforms.lexicons import country_names
from transforms.mentions.document import Document, Span
from transforms.mentions.words import MATCH_VERBS, MATCH_WORDS

_ENOUGH_WORDS = 8
_PLACE_PREPOSITIONS = frozenset({"in", "near", "outside", "around"})


def name_teams(document: Document, spans: list[Span]) -> None:
    """Make ORG of the places that play in a report on a match; what they do and their record tell them apart."""
    if sum(form in MATCH_WORDS for form in document.form) < max(_ENOUGH_WORDS, len(document) // 60):
        return
    playing: Counter[str] = Counter()
    # A country that plays is still called by the country's name, and is one.
    places = [s for s in spans if s.entity_type in {"GPE", "LOC"} and s.name.casefold() not in country_names()]
    for span in places:
        playing[span.name] += _shows_a_team(document, span)
    for span in places:
        before = document.form[span.first - 1].casefold() if span.first else ""
        if playing[span.name] > 0 and before not in _PLACE_PREPOSITIONS:
            span.entity_type, span.method, span.confidence = "ORG", "ner+team", 0.7


def _shows_a_team(document: Document, span: Span) -> int:
    """2 for a record in brackets, 1 for a rank or a match's verb, -1 for a place's position, else 0."""
    form, first, last = document.form, span.first, span.last
    before = form[first - 1].casefold() if first else ""
    if before in _PLACE_PREPOSITIONS:
        return -1
    after = form[last : last + 4]
    if after[:1] == ["("] and len(after) > 1 and after[1][0].isdigit() and ("-" in after[1] or "-" in after[2:3]):
        return 2
    is_ranked = before.endswith("ranked") or document.form[max(first - 2, 0) : first - 1] == ["No."]
    if is_ranked or before in {"host", "over", "against", "past"}:
        return 1
    governor = document.head[last - 1]
    is_subject = document.deprel[last - 1] in {"nsubj", "dobj"} and 0 <= governor < len(document)
    return int(is_subject and form[governor].lower() in MATCH_VERBS)
