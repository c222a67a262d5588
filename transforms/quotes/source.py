"""The words of a draft's source. Stays out: which token is its head (`cue`, `direct`), and whom it means (`speaker`)."""

from __future__ import annotations

from transforms.quotes.cue import noun_phrase
from transforms.quotes.direct import noun_in
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft


def set_source(document: Document, draft: Draft, head: int | None, cue: range, content: range) -> None:
    """Give the draft the noun phrase around `head` for its source, without words of the cue and the content.

    Nothing is given where the head is None or lies in the content.
    """
    if head is None or head in content:
        return
    paragraph = document.paragraphs[draft.paragraph]
    if head < paragraph.first and draft.cue is not None and paragraph.first <= draft.cue.token < paragraph.last:
        # The parser took the dateline for the subject; the name behind it is meant.
        after = noun_in(document, paragraph.first, draft.cue.token)
        if after is None or after in content:
            return
        head = after
    first, last = noun_phrase(document, head, cue)
    if head >= paragraph.first:
        first = max(first, paragraph.first)  # a dateline is no part of a name
    if len(content):
        if content.start > head:
            last = min(last, max(content.start, head + 1))
        elif content.stop <= head:
            first = max(first, min(content.stop, head))
    if last > head + 1 and document.form[last - 1] in (",", ";", ":"):
        last -= 1
    draft.source_head = head
    draft.source = document.start[first], document.end[last - 1]
