"""All quotations of one article in order: direct, mixed and indirect, with their sources as written.

Belongs here: how the rules work together and which wins where two want the same words. Stays out: the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from transforms.lexicons.nouns import DOCUMENTS
from transforms.lexicons.reporting import reporting_words
from transforms.marks import Stretch, stretches
from transforms.quotes.content import reported, until_next_cue
from transforms.quotes.cue import Cue, can_speak, find_cues, is_passive, noun_phrase, shared_sources
from transforms.quotes.direct import (
    begins_sentence,
    credit_after,
    credit_below,
    cue_after,
    cue_before,
    ends_sentence,
    gap_after,
    gap_before,
    governing_verb,
    is_subheading,
    is_title,
    is_within_sentence,
    judging_verb,
    label_before,
    last_sign,
    last_subject,
    lead_in,
    linked_stretches,
    noun_in,
    stands_alone,
    word_count,
)
from transforms.quotes.document import Document, Paragraph
from transforms.quotes.draft import Draft
from transforms.quotes.edges import until_supplement_of_marks
from transforms.quotes.headline import of_headline

SPEECH_WORDS = 3
"""A stretch in marks counts as speech from this many words on, or with a cue."""
INDIRECT_WORDS = 4
CLAUSE_WORDS = 3
"""Of a whole clause ("said it was safe") fewer words are a statement than of what is cut out of a sentence."""
MIXED_WORDS = 2
EMBEDDED_WORDS = 5
"""Fewer words in marks inside a sentence are more often a name, a term or a doubt than somebody's words."""

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
    here: list[Draft] = []
    taken: set[int] = set()
    # First the grammar: what a verb reports, wholly or partly outside of marks.
    for token in range(paragraph.first, paragraph.last):
        cue = cues.get(token)
        if cue is None:
            continue
        for draft in _indirect(document, number, cue, cues, spans, taken):
            here.append(draft)
    # Then the marks.
    for index in range(len(spans)):
        if index in taken:
            continue
        direct = _direct(document, number, index, spans, cues, before, here, taken)
        if direct is not None:
            here.append(direct)
    if is_headline:
        here = [draft for draft in here if _is_attributed(document, draft, cues)]
    return _without_overlap(here)


def _is_attributed(document: Document, draft: Draft, cues: Mapping[int, Cue]) -> bool:
    """Whether a cue of the lexicon and a source stand by it: what headlines need, as the parser often reads them amiss."""
    if draft.cue is None or draft.cue.token not in cues or draft.source_head is None:
        return False
    head = draft.source_head
    is_behind = draft.method.endswith("/fronted")  # "Crew safe; search continues"
    return not is_behind or can_speak(document, head) or document.lemma[head].lower() in DOCUMENTS


def _indirect(
    document: Document, number: int, cue: Cue, cues: Mapping[int, Cue], spans: list[Stretch], taken: set[int]
) -> list[Draft]:
    if cue.speech_class not in _SPEECH_CLASSES:
        return []
    if cue.source is None and not is_passive(document, cue.token) and document.upos[cue.token] != "NOUN":
        return []
    found = reported(document, cue)
    if found is None:
        return []
    method, pieces = found
    pieces = [piece for first, last in pieces for piece in until_next_cue(document, cues, cue, first, last)]
    drafts = []
    total = sum(word_count(document.text[document.start[first] : document.end[last - 1]]) for first, last in pieces)
    for first, last in pieces:
        first = max(first, document.paragraphs[number].first)
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
            taken.update(inside)
            kind = "mixed" if marked_words >= 2 else "indirect"
        else:
            kind, words = "indirect", word_count(document.text[start:end])
        least = CLAUSE_WORDS if method == "indirect/ccomp" else INDIRECT_WORDS
        if words == 0 or total < (MIXED_WORDS if kind == "mixed" else least):
            continue
        draft = Draft(start, end, kind, number, method.replace("indirect", kind), cue)
        _set_source(document, draft, cue.source, range(cue.first, cue.last), range(first, last))
        drafts.append(draft)
    return drafts


def _with_marks(
    document: Document, spans: list[Stretch], inside: list[int], start: int, end: int
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


def _direct(
    document: Document,
    number: int,
    index: int,
    spans: list[Stretch],
    cues: Mapping[int, Cue],
    before: list[Draft],
    here: list[Draft],
    taken: set[int],
) -> Draft | None:
    paragraph, one = document.paragraphs[number], spans[index]
    words = word_count(document.text[one.start : one.end])
    if words == 0:
        return None
    content = document.tokens_in(one.start, one.end)
    draft = Draft(one.start, one.end, "direct", number, "direct/after-cue")
    cue = cue_after(document, paragraph, one, gap_after(document, spans, index, paragraph), cues)
    if cue is None:
        draft.method = "direct/before-cue"
        cue = cue_before(document, one, gap_before(spans, index, paragraph), cues)
    if cue is not None and draft.method == "direct/before-cue" and words < SPEECH_WORDS:
        led = document.text[paragraph.start : one.outer_start].rstrip()[-1:] in (",", ":")
        cue = cue if led or last_sign(document.text, one) in "!?" else None
    spoken = (
        cue is not None and content.start - 2 <= cue.last <= content.start and last_sign(document.text, one) in ",.!?"
    )
    if is_title(document, paragraph, one) and not spoken:
        return None
    if cue is not None and draft.method == "direct/before-cue":
        if content.start - cue.last > 2 and cue.lemma in reporting_words("judgement"):
            judged = _judgement(document, number, spans, index, taken)
            if judged is not None:
                return judged  # what is judged stands between
        _widen(document, draft, cue, one)
        goes_on = linked_stretches(document, spans, index)
        if goes_on:
            draft.start, draft.end = min(draft.start, one.outer_start), spans[goes_on[-1]].outer_end
            draft.quote_type, draft.method = "mixed", "mixed/linked"
            taken.update(goes_on)
    is_caption = paragraph.zone == "caption"
    if is_caption and cue is not None and cue.source is not None and not can_speak(document, cue.source):
        return None  # words on a banner that the picture shows
    if cue is not None and (words >= 2 or last_sign(document.text, one) in ",.!?"):
        draft.cue = cue
        _set_source(document, draft, cue.source, range(cue.first, cue.last), content)
        return draft
    if is_caption or is_subheading(document, paragraph, one):
        return None
    judged = _judgement(document, number, spans, index, taken)
    if judged is not None:
        return judged
    if words < SPEECH_WORDS and not _adds(document, paragraph, one, here):
        return None
    credit = credit_after(document, paragraph, one, gap_after(document, spans, index, paragraph))
    if credit is not None:
        draft.method = "direct/credit"
        _set_source(document, draft, credit, range(0), content)
        return draft
    label = label_before(document, one, gap_before(spans, index, paragraph))
    if label is not None:
        draft.method = "direct/colon"
        _set_source(document, draft, label, range(0), content)
        return draft
    if begins_sentence(document, paragraph, one) and ends_sentence(document, paragraph, one):
        return _alone(document, draft, cues, before, here)
    if words >= EMBEDDED_WORDS and is_within_sentence(document, paragraph, one):
        return _embedded(document, draft, cues, here)
    return None


def _adds(document: Document, paragraph: Paragraph, one: Stretch, here: list[Draft]) -> bool:
    """Whether a few words are a sentence right behind the attribution of other words: `"They lied," he said. "Twice."`"""
    if last_sign(document.text, one) not in ".!?" or not begins_sentence(document, paragraph, one):
        return False
    first = document.first_from(one.outer_start)
    for draft in reversed(here):
        if draft.quote_type == "direct" and draft.cue is not None:
            said = draft.cue.token
            is_between = document.first_from(draft.end) <= said < first
            return is_between and document.sentence[said] == document.sentence[first - 1]
    return False


def _judgement(document: Document, number: int, spans: list[Stretch], index: int, taken: set[int]) -> Draft | None:
    """Words in marks in the object of a verb of judgement: "called the plan “reckless”"; the object belongs to them."""
    one = spans[index]
    content = document.tokens_in(one.start, one.end)
    cue = judging_verb(document, content)
    if cue is None:
        return None
    first = document.first_from(document.end[cue.last - 1])
    linked = linked_stretches(document, spans, index)
    taken.update(linked)
    end = spans[linked[-1]].outer_end if linked else one.outer_end
    draft = Draft(document.start[first], end, "mixed", number, "mixed/judgement", cue)
    if document.start[first] >= one.outer_start:
        draft.start, draft.end, draft.quote_type = one.start, one.end, "direct"
        draft.method = "direct/judgement"
    _set_source(document, draft, cue.source, range(cue.first, cue.last), range(first, content.stop))
    return draft


def _embedded(document: Document, draft: Draft, cues: Mapping[int, Cue], here: list[Draft]) -> Draft:
    """Words in marks inside the writer's sentence ("He wants to “go an extra step”"): the speaker is that sentence's subject."""
    draft.method = "direct/embedded"
    content = document.tokens_in(draft.start, draft.end)
    verb, source = governing_verb(document, content)
    if verb is not None:
        draft.cue = cues.get(verb)
    if source is not None:
        _set_source(document, draft, source, range(0), content)
        return draft
    earlier = [one for one in here if one.end <= draft.start and one.source is not None]
    if earlier:
        last = max(earlier, key=lambda one: one.end)
        draft.follows, draft.source, draft.source_head = last, last.source, last.source_head
    return draft


def _widen(document: Document, draft: Draft, cue: Cue, one: Stretch) -> None:
    """Where a conjunction stands between cue and marks, the words from there on are reported too."""
    last = document.first_from(one.outer_start)
    for token in range(cue.last, last):
        if (
            document.lower[token] in ("that", "whether", "if", "why", "how")
            and document.sentence[token] == document.sentence[cue.token]
        ):
            if last - token > 2:
                draft.start, draft.end = document.start[token], one.outer_end
                draft.quote_type, draft.method = "mixed", "mixed/conjunction"
            return


def _alone(document: Document, draft: Draft, cues: Mapping[int, Cue], before: list[Draft], here: list[Draft]) -> Draft:
    """A quotation without a cue: its speaker is that of the quotation before it, or the last sentence's subject."""
    paragraph = document.paragraphs[draft.paragraph]
    earlier = [one for one in here if one.end <= draft.start and one.source is not None]
    if earlier:
        last = max(earlier, key=lambda one: one.end)
        draft.method, draft.follows = "direct/split", last
        draft.source, draft.source_head = last.source, last.source_head
        return draft
    first = document.first_from(draft.start)
    subject = last_subject(document, paragraph.first, first - 1) if first - 1 > paragraph.first else None
    if subject is not None:
        draft.method = "direct/after-subject"
        _set_source(document, draft, subject, range(0), range(0))
        return draft
    above = document.paragraphs[draft.paragraph - 1] if draft.paragraph else None
    if above is not None and first <= paragraph.first + 1:
        cue, source = lead_in(document, above, cues)
        if source is not None:
            draft.method, draft.cue = "direct/lead-in", cue
            _set_source(document, draft, source, range(0), range(0))
            return draft
        below = document.paragraphs[draft.paragraph + 1 : draft.paragraph + 2]
        credit = credit_below(document, below[0] if below else None)
        if credit is not None:
            draft.method = "direct/credit"
            _set_source(document, draft, credit, range(0), range(0))
            return draft
    draft.method = "direct/alone"
    if before and before[-1].paragraph >= draft.paragraph - 2:
        draft.follows = before[-1]
        draft.source, draft.source_head = before[-1].source, before[-1].source_head
    elif draft.paragraph:
        previous = document.paragraphs[draft.paragraph - 1]
        subject = last_subject(document, previous.first, previous.last)
        if subject is not None and can_speak(document, subject):
            _set_source(document, draft, subject, range(0), range(0))
    return draft


def _set_source(document: Document, draft: Draft, head: int | None, cue: range, content: range) -> None:
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


def _without_overlap(drafts: list[Draft]) -> list[Draft]:
    """Direct and mixed contents before indirect ones, longer before shorter; in order of offsets."""
    rank = {"direct": 0, "mixed": 1, "indirect": 2}
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (rank[one.quote_type], one.start - one.end, one.start)):
        if all(draft.end <= other.start or other.end <= draft.start for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda one: one.start)
