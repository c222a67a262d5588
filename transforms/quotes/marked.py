"""The quotation in a stretch of words in marks: which of the rules of `direct` makes it one, and whose words they are.

Belongs here: the order of the rules. Stays out: the rules themselves, and what a verb reports by grammar (`find`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transforms.lexicons.reporting import reporting_words
from transforms.marks import Stretch
from transforms.quotes.clauses import is_sentence
from transforms.quotes.cue import Cue, can_speak
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
    word_count,
)
from transforms.quotes.document import Document, Paragraph
from transforms.quotes.draft import Draft
from transforms.quotes.source import set_source

SPEECH_WORDS = 3
"""A stretch in marks counts as speech from this many words on, or with a cue."""
EMBEDDED_WORDS = 5
"""Fewer words in marks inside a sentence are more often a name, a term or a doubt than somebody's words."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One paragraph and what the rules look at around its words.

    `spans` are its stretches in marks and `taken` the numbers of those that are part of a draft, `cues` those of the article by
    token, `before` the drafts of the paragraphs above and `here` those of this one so far.
    """

    document: Document
    number: int
    spans: Sequence[Stretch]
    cues: Mapping[int, Cue]
    before: Sequence[Draft]
    here: list[Draft] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    @property
    def paragraph(self) -> Paragraph:
        return self.document.paragraphs[self.number]


def of_stretch(around: Surroundings, index: int) -> Draft | None:
    """The quotation in the stretch `index` of a paragraph, or None where its words are no speech.

    The numbers of stretches that go into the same draft are added to `taken`.
    """
    document, paragraph, one = around.document, around.paragraph, around.spans[index]
    words = word_count(document.text[one.start : one.end])
    if words == 0:
        return None
    method, cue = _cue_beside(around, index)
    if is_title(document, paragraph, one) and not (cue is not None and _leads_up_to(document, cue, one)):
        return None
    is_caption = paragraph.zone == "caption"
    if is_caption and cue is not None and cue.source is not None and not can_speak(document, cue.source):
        return None  # words on a banner that the picture shows
    if cue is not None and (words >= 2 or last_sign(document.text, one) in ",.!?"):
        return _with_cue(around, index, cue, method)
    if is_caption or is_subheading(document, paragraph, one):
        return None
    return _judgement(around, index) or _without_cue(around, index)


def _cue_beside(around: Surroundings, index: int) -> tuple[str, Cue | None]:
    """The rule's name and the cue of an attribution behind the stretch, else before it."""
    document, paragraph, spans = around.document, around.paragraph, around.spans
    one = spans[index]
    behind = cue_after(document, paragraph, one, gap_after(document, spans, index, paragraph), around.cues)
    if behind is not None:
        return "after-cue", behind
    cue = cue_before(document, one, gap_before(spans, index, paragraph), around.cues)
    if cue is not None and word_count(document.text[one.start : one.end]) < SPEECH_WORDS:
        led = document.text[paragraph.start : one.outer_start].rstrip()[-1:] in (",", ":")
        cue = cue if led or last_sign(document.text, one) in "!?" else None
    return "before-cue", cue


def _leads_up_to(document: Document, cue: Cue, one: Stretch) -> bool:
    """Whether the cue stands right before words that end like a sentence: speech, though they look like a title."""
    first = document.tokens_in(one.start, one.end).start
    return first - 2 <= cue.last <= first and last_sign(document.text, one) in ",.!?"


def _with_cue(around: Surroundings, index: int, cue: Cue, method: str) -> Draft:
    document, spans, one = around.document, around.spans, around.spans[index]
    content = document.tokens_in(one.start, one.end)
    draft = Draft(one.start, one.end, "direct", around.number, f"direct/{method}", cue)
    if method == "before-cue":
        if content.start - cue.last > 2 and cue.lemma in reporting_words("judgement"):
            judged = _judgement(around, index)
            if judged is not None:
                return judged  # what is judged stands between
        _widen(document, draft, cue, one)
        linked = linked_stretches(document, spans, index)
        if linked:
            draft.start, draft.end = min(draft.start, one.outer_start), spans[linked[-1]].outer_end
            draft.quote_type, draft.method = "mixed", "mixed/linked"
            around.taken.update(linked)
    set_source(document, draft, cue.source, range(cue.first, cue.last), content)
    return draft


def _without_cue(around: Surroundings, index: int) -> Draft | None:
    """Speech by its place: with a credit or a name beside it, alone in its sentence, or inside one of the writer's."""
    document, paragraph, spans = around.document, around.paragraph, around.spans
    one = spans[index]
    words = word_count(document.text[one.start : one.end])
    if words < SPEECH_WORDS and not _adds(around, one):
        return None
    content = document.tokens_in(one.start, one.end)
    draft = Draft(one.start, one.end, "direct", around.number, "direct/credit")
    credit = credit_after(document, paragraph, one, gap_after(document, spans, index, paragraph))
    if credit is not None:
        set_source(document, draft, credit, range(0), content)
        return draft
    label = label_before(document, one, gap_before(spans, index, paragraph))
    if label is not None:
        draft.method = "direct/colon"
        set_source(document, draft, label, range(0), content)
        return draft
    goes_on = _last_before(around, draft) is not None and words >= EMBEDDED_WORDS and is_sentence(document, content)
    if begins_sentence(document, paragraph, one) and (goes_on or ends_sentence(document, paragraph, one)):
        return _alone(around, draft)
    if words >= EMBEDDED_WORDS and is_within_sentence(document, paragraph, one):
        return _embedded(around, draft)
    return None


def _adds(around: Surroundings, one: Stretch) -> bool:
    """Whether a few words are a sentence right behind the attribution of other words: `"They lied," he said. "Twice."`"""
    document = around.document
    if last_sign(document.text, one) not in ".!?" or not begins_sentence(document, around.paragraph, one):
        return False
    first = document.first_from(one.outer_start)
    for draft in reversed(around.here):
        if draft.quote_type == "direct" and draft.cue is not None:
            said = draft.cue.token
            is_between = document.first_from(draft.end) <= said < first
            return is_between and document.sentence[said] == document.sentence[first - 1]
    return False


def _judgement(around: Surroundings, index: int) -> Draft | None:
    """Words in marks in the object of a verb of judgement: "called the plan “reckless”"; the object belongs to them."""
    document, spans, one = around.document, around.spans, around.spans[index]
    content = document.tokens_in(one.start, one.end)
    cue = judging_verb(document, content)
    if cue is None:
        return None
    first = document.first_from(document.end[cue.last - 1])
    linked = linked_stretches(document, spans, index)
    around.taken.update(linked)
    end = spans[linked[-1]].outer_end if linked else one.outer_end
    draft = Draft(document.start[first], end, "mixed", around.number, "mixed/judgement", cue)
    if document.start[first] >= one.outer_start:
        draft.start, draft.end, draft.quote_type = one.start, one.end, "direct"
        draft.method = "direct/judgement"
    set_source(document, draft, cue.source, range(cue.first, cue.last), range(first, content.stop))
    return draft


def _embedded(around: Surroundings, draft: Draft) -> Draft:
    """Words in marks inside the writer's sentence ("He wants to “go an extra step”"): the speaker is that sentence's subject."""
    document = around.document
    draft.method = "direct/embedded"
    content = document.tokens_in(draft.start, draft.end)
    verb, source = governing_verb(document, content)
    if verb is not None:
        draft.cue = around.cues.get(verb)
    if source is not None:
        set_source(document, draft, source, range(0), content)
        return draft
    last = _last_before(around, draft)
    if last is not None:
        draft.go_on_from(last)
    return draft


def _last_before(around: Surroundings, draft: Draft) -> Draft | None:
    """The last quotation with a source that ends before the draft, in its paragraph."""
    earlier = [one for one in around.here if one.end <= draft.start and one.source is not None]
    return max(earlier, key=lambda one: one.end, default=None)


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


def _alone(around: Surroundings, draft: Draft) -> Draft:
    """A quotation without a cue: its speaker is that of the quotation before it, or the last sentence's subject."""
    document, paragraph, before = around.document, around.paragraph, around.before
    last = _last_before(around, draft)
    if last is not None:
        draft.method = "direct/split"
        draft.go_on_from(last)
        return draft
    first = document.first_from(draft.start)
    subject = last_subject(document, paragraph.first, first - 1) if first - 1 > paragraph.first else None
    if subject is not None:
        draft.method = "direct/after-subject"
        set_source(document, draft, subject, range(0), range(0))
        return draft
    above = document.paragraphs[draft.paragraph - 1] if draft.paragraph else None
    if above is not None and first <= paragraph.first + 1:
        cue, source = lead_in(document, above, around.cues)
        if source is not None:
            draft.method, draft.cue = "direct/lead-in", cue
            set_source(document, draft, source, range(0), range(0))
            return draft
        below = document.paragraphs[draft.paragraph + 1 : draft.paragraph + 2]
        credit = credit_below(document, below[0] if below else None)
        if credit is not None:
            draft.method = "direct/credit"
            set_source(document, draft, credit, range(0), range(0))
            return draft
    draft.method = "direct/alone"
    if before and before[-1].paragraph >= draft.paragraph - 2:
        draft.go_on_from(before[-1])
    elif draft.paragraph:
        previous = document.paragraphs[draft.paragraph - 1]
        subject = last_subject(document, previous.first, previous.last)
        if subject is not None and can_speak(document, subject):
            set_source(document, draft, subject, range(0), range(0))
    return draft
