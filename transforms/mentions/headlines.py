"""Names in headlines: capitals throughout deceive a tagger, so a name in a headline needs the body's word for it.

Stays out: names in running text.
"""

from __future__ import annotations

from transforms.lexicons import demonyms
from transforms.mentions.document import Document, Span
from transforms.mentions.retyping import is_place_name

_CAPITALISED_SHARE = 0.75


def drop_headline_fragments(document: Document, spans: list[Span]) -> list[Span]:
    """The spans without those of headline-cased blocks that neither the running text nor the country list knows."""
    headline = headline_blocks(document)
    if not headline:
        return spans
    known: dict[str, str] = {}
    for span in spans:
        if document.block[span.first] not in headline:
            known.setdefault(span.name.casefold(), span.entity_type)
            if span.entity_type == "PERSON":
                known.setdefault(span.name.split()[-1].casefold(), "PERSON")
    kept = []
    for span in spans:
        if document.block[span.first] in headline:
            span.in_headline = True
            key = span.name.casefold()
            if key in known:
                span.entity_type = known[key]
            elif not is_place_name(span.name) and key not in demonyms():
                continue
        kept.append(span)
    return kept


def headline_blocks(document: Document) -> frozenset[int]:
    """Numbers of the blocks that are headlines by their zone or are written like one."""
    by_block: dict[int, list[int]] = {}
    for token, block in enumerate(document.block):
        by_block.setdefault(block, []).append(token)
    return frozenset(
        block
        for block, tokens in by_block.items()
        if document.zone_of_block.get(block) == "headline" or _is_headline_cased(document, tokens)
    )


def _is_headline_cased(document: Document, tokens: list[int]) -> bool:
    """5 to 20 tokens, no sentence end, no credit line, three of four longer words capitalised, not only the names."""
    forms = [document.form[t] for t in tokens]
    if not 5 <= len(forms) <= 20 or forms[-1][-1] in '.!"”:)' or forms[0] == "(" or "/" in forms:
        return False
    long_words = [form for form in forms if len(form) > 3 and form.isalpha()]
    capitalised = sum(form[0].isupper() for form in long_words)
    other_words = [document.form[t] for t in tokens[1:] if document.upos[t] in {"VERB", "ADJ", "NOUN", "ADV"}]
    return (
        len(long_words) >= 4
        and capitalised / len(long_words) >= _CAPITALISED_SHARE
        and any(form[0].isupper() for form in other_words if len(form) > 3)
    )
