"""All quotations of one article in order: direct, mixed and indirect, with their sources as written.

Belongs here: how the rules work together and which wins where two want the same words. Stays out: the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from transforms.lexicons.nouns import DOCUMENTS
from transforms.marks import Stretch, stretches
from transforms.quotes.content import reported, until_next_cue
from transforms.quotes.cue import Cue, can_speak, find_cues, is_passive, shared_sources
from transforms.quotes.direct import stands_alone, word_count
from transforms.quotes.document import Document
from transforms.quotes.draft import Draft
from transforms.quotes.edges import until_supplement_of_marks
from transforms.quotes.headline import of_headline
from transforms.quotes.marked import SPEECH_WORDS, Surroundings, of_stretch
from transforms.quotes.source import set_source

INDIRECT_WORDS = 4
CLAUSE_WORDS = 3
"""Of a whole clause ("said it was safe") fewer words are a statement than of what is cut out of a sentence."""
MIXED_WORDS = 2

_SPEECH_CLASSES = frozenset({"neutral", "claiming", "arguing", "denying", "demanding", "asking", "promising"})


def find_quotations(document: Document) -> list[Draft]:
    """The drafts of one article by offset; their contents do not overlap and lie within one paragraph each."""
    marked = [stretches(document.text, paragraph.start, paragraph.end) for paragraph in document.paragraphs]
    is_quoted = [False] * len(document.form)
    for spans in marked:
        for one in spans:
            if word_count(document.text[one.start : one.end]) >= SPEECH_WORDS:
                for token in document.tokens_in(one.start, one.end):
                    is_quoted[token] = True
    cues = shared_sources(document, find_cues(document, is_quoted))
    drafts: list[Draft] = []
    for number in range(len(document.paragraphs)):
        drafts += _of_paragraph(document, number, marked, cues, drafts)
    return drafts


def _of_paragraph(
    document: Document, number: int, marked: list[list[Stretch]], cues: Mapping[int, Cue], before: list[Draft]
) -> list[Draft]:
    paragraph, spans = document.paragraphs[number], marked[number]
    is_headline = paragraph.zone == "headline"
    if is_headline:
        labelled = of_headline(document, number, spans, cues)
        if labelled is not None:
            return [labelled]
    around = Surroundings(document, number, spans, cues, before)
    # First the grammar: what a verb reports, wholly or partly outside of marks.
    for token in range(paragraph.first, paragraph.last):
        cue = cues.get(token)
        if cue is not None:
            around.here.extend(_indirect(around, cue))
    # Then the marks.
    for index in range(len(spans)):
        direct = of_stretch(around, index) if index not in around.taken else None
        if direct is not None:
            around.here.append(direct)
    if is_headline:
        return _without_overlap([draft for draft in around.here if _is_attributed(document, draft, cues)])
    return _without_overlap(around.here)


def _is_attributed(document: Document, draft: Draft, cues: Mapping[int, Cue]) -> bool:
    """Whether a cue of the lexicon and a source stand by it: what headlines need, as the parser often reads them amiss."""
    if draft.cue is None or draft.cue.token not in cues or draft.source_head is None:
        return False
    head = draft.source_head
    is_behind = draft.method.endswith("/fronted")  # "Crew safe; search continues"
    return not is_behind or can_speak(document, head) or document.lemma[head].lower() in DOCUMENTS


def _indirect(around: Surroundings, cue: Cue) -> list[Draft]:
    document, spans = around.document, around.spans
    if cue.speech_class not in _SPEECH_CLASSES:
        return []
    if cue.source is None and not is_passive(document, cue.token) and document.upos[cue.token] != "NOUN":
        return []
    found = reported(document, cue)
    if found is None:
        return []
    method, pieces = found
    pieces = [piece for first, last in pieces for piece in until_next_cue(document, around.cues, cue, first, last)]
    drafts = []
    total = sum(word_count(document.text[document.start[first] : document.end[last - 1]]) for first, last in pieces)
    for first, last in pieces:
        first = max(first, around.paragraph.first)
        if first >= last:
            continue
        start, end = document.start[first], document.end[last - 1]
        inside = [i for i, one in enumerate(spans) if one.start < end and start < one.end]
        if inside:
            cue_is_before = method.endswith("ccomp")
            edge = spans[inside[0 if cue_is_before else -1]]
            if not cue.is_phrase and stands_alone(document, edge, start, end, cue_is_before):
                continue  # the writer's sentence leads up to the speaker's, or goes on from it
            if cue.last <= first:
                last = until_supplement_of_marks(document, spans[inside[-1]], last)
                end = document.end[last - 1]
            start, end, marked_words, words = _with_marks(document, spans, inside, start, end)
            led = document.text[: spans[inside[0]].outer_start].rstrip()[-1:] == ":"
            if method.endswith(("fronted", "parataxis")) and led:
                continue  # an announcement of its own stands before the colon
            if words - marked_words < 2 or marked_words / max(words, 1) >= 0.9:
                continue  # all of it in marks: left to the direct rules
            around.taken.update(inside)
            kind = "mixed" if marked_words >= 2 else "indirect"
        else:
            kind, words = "indirect", word_count(document.text[start:end])
        least = CLAUSE_WORDS if method == "indirect/ccomp" else INDIRECT_WORDS
        if words == 0 or total < (MIXED_WORDS if kind == "mixed" else least):
            continue
        draft = Draft(start, end, kind, around.number, method.replace("indirect", kind), cue)
        set_source(document, draft, cue.source, range(cue.first, cue.last), range(first, last))
        drafts.append(draft)
    return drafts


def _with_marks(
    document: Document, spans: Sequence[Stretch], inside: list[int], start: int, end: int
) -> tuple[int, int, int, int]:
    """The content widened to whole stretches; how many of its words are in marks, and how many words it has."""
    for i in inside:
        one = spans[i]
        if one.start < start:
            start = one.outer_start
        if one.end > end:
            end = one.outer_end
        elif one.start <= start and one.outer_start < start:
            start = one.outer_start
        elif end == one.end or end < one.outer_end:
            end = one.outer_end
    marked_words = sum(word_count(document.text[spans[i].start : spans[i].end]) for i in inside)
    return start, end, marked_words, word_count(document.text[start:end])


def _without_overlap(drafts: list[Draft]) -> list[Draft]:
    """Direct and mixed contents before indirect ones, longer before shorter; in order of offsets."""
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (rank[one.quote_type], one.start - one.end, one.start)):
        if all(draft.end <= other.start or other.end <= draft.start for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda one: one.start)
