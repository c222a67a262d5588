"""Quotations in marks: which of them are speech, and which cue belongs to them.

Belongs here: the place of a marked stretch in its sentence and the search for its cue on either side. Stays out:
pairing (`marks`) and what a verb reports by grammar (`content`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from transforms.lexicons.reporting import reporting_words
from transforms.marks import Stretch
from transforms.quotes.clauses import has_main_clause, is_sentence
from transforms.quotes.cue import Cue, can_speak, subject_of, verb_as_cue
from transforms.quotes.document import Document, Paragraph
from transforms.tags import TENSED

_WORD = re.compile(r"\w+")
_ENDS_SENTENCE = frozenset(".!?…")
_ENDS_CONTENT = frozenset(",!?…—–-.")
_REACH = 30
"""Tokens within which the verb of an attribution must come: long appositions fit, the next statement does not."""

_DEPENDENT = frozenset({"relcl", "acl", "aux", "auxpass", "amod"})
LINK_WORDS = 2
_LINKS = frozenset({"and", "or", "but", "because", "then", "nor", "that", "also", "as", "to", "while", "yet"})
NAME_WORDS = 2
"""A stretch up to this length may be a name in the words around a quotation ("…," said Ana "Ace" Ruiz)."""
_MARK = frozenset("\"“”„«»'’‘")


def word_count(text: str) -> int:
    """Words of a text: runs of letters, digits and underscores."""
    return len(_WORD.findall(text))


def last_sign(text: str, stretch: Stretch) -> str:
    """The last character of the content, those marks left out that close an inner quotation."""
    return text[stretch.start : stretch.end].rstrip("'’\"”› ")[-1:] or text[stretch.end - 1]


def is_title(document: Document, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Whether the stretch is written like the title of a work or programme, and not led in like speech."""
    words = _WORD.findall(document.text[stretch.start : stretch.end])
    if not words or not all(word[0].isupper() or word[0].isdigit() for word in words if len(word) > 3):
        return False
    if not any(len(word) > 3 for word in words) or not words[0][0].isupper():
        return False
    before = document.text[paragraph.start : stretch.outer_start].rstrip()
    return bool(before) and before[-1] not in ':,.?!”"'


def is_subheading(document: Document, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Whether a paragraph is nothing but a few words in single marks or in capitals, as newspapers head a section."""
    alone = paragraph.start >= stretch.outer_start - 1 and stretch.outer_end >= paragraph.end - 1
    text = document.text[stretch.start : stretch.end]
    return alone and word_count(text) <= 8 and (stretch.is_single or text.isupper())


def begins_sentence(document: Document, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Whether the stretch begins its paragraph, or the text before it has come to an end."""
    before = document.text[paragraph.start : stretch.outer_start].rstrip()
    return not before or before.endswith("''") or before[-1] in _ENDS_SENTENCE or before[-1] in '”"»'


def ends_sentence(document: Document, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Whether the stretch ends with the end of a sentence, inside the marks or right after them."""
    if not stretch.is_closed or last_sign(document.text, stretch) in _ENDS_SENTENCE:
        return True
    after = document.text[stretch.outer_end : paragraph.end].lstrip()
    return not after or after[0] in _ENDS_SENTENCE


def linked_stretches(document: Document, spans: Sequence[Stretch], number: int) -> list[int]:
    """The following stretches that a word or two link to one: `He said it was "late" and "will not help"`."""
    linked: list[int] = []
    for following in range(number + 1, len(spans)):
        before = spans[following - 1]
        gap = _WORD.findall(document.text[before.outer_end : spans[following].outer_start].lower())
        if not before.is_closed or last_sign(document.text, before) in ".!?" or not 1 <= len(gap) <= LINK_WORDS:
            break
        if not _LINKS.issuperset(gap):
            break
        linked.append(following)
    return linked


def is_within_sentence(document: Document, paragraph: Paragraph, stretch: Stretch) -> bool:
    """Whether words of the writer's sentence, or a comma or colon, stand right before the stretch."""
    before = document.text[paragraph.start : stretch.outer_start].rstrip()
    return bool(before) and (before[-1].isalnum() or before[-1] in ",:")


def governing_verb(document: Document, content: range) -> tuple[int | None, int | None]:
    """The verb of the writer's sentence that the content hangs on, and the head of its subject if that can speak."""
    for verb in _verbs_above(document, content):
        subject = subject_of(document, verb)
        if subject is not None and subject not in content and can_speak(document, subject):
            return verb, subject
    return None, None


def judging_verb(document: Document, content: range) -> Cue | None:
    """The verb of judgement in whose object the content stands: "called the plan “reckless”"."""
    judgements = reporting_words("judgement")
    for verb in _verbs_above(document, content):
        lemma = document.lemma[verb].lower()
        if verb < content.start and lemma in judgements:
            cue = verb_as_cue(document, verb)
            if cue.source is None or cue.source in content or not can_speak(document, cue.source):
                return None
            return replace(cue, speech_class=judgements[lemma])
        if document.deprel[verb] not in ("acomp", "relcl", "acl", "xcomp", "ccomp", "pcomp"):
            return None
    return None


def _verbs_above(document: Document, content: range) -> Iterator[int]:
    """The verbs outside the content that govern it, the nearest first."""
    token = content.start if len(content) else 0
    for _ in range(40 if len(content) else 0):
        above = document.head[token]
        if above == token:
            return
        token = above
        if token not in content and (document.is_verb(token) or document.upos[token] == "AUX"):
            yield token


def stands_alone(document: Document, stretch: Stretch, start: int, end: int, cue_is_before: bool) -> bool:
    """Whether a stretch at the edge of the content `start` to `end` is a sentence of its own, no part of the writer's.

    It has a verb with its subject, and the content goes on behind a comma or dash (`She said: "I am glad," but left`), or
    begins with a main clause of the writer's (`He had won and "I am glad," she said`).
    """
    if not stretch.is_closed or not is_sentence(document, document.tokens_in(stretch.start, stretch.end)):
        return False
    before = document.text[start : stretch.outer_start].rstrip()
    after = document.text[stretch.outer_end : end].lstrip()
    if cue_is_before:
        return not before and (not after or last_sign(document.text, stretch) in ",.?!" or after[0] in ",;—–-")
    if after or (before and before[-1] not in ",:;.?!—–-("):
        return False
    return not before or has_main_clause(document, document.tokens_in(start, stretch.outer_start))


def cue_after(
    document: Document, paragraph: Paragraph, stretch: Stretch, limit: int, cues: Mapping[int, Cue]
) -> Cue | None:
    """The cue of an attribution that follows the stretch: `"…," X said`, `"…?" asked X`, `"…" — X said`."""
    last_inside = last_sign(document.text, stretch)
    first = document.first_from(stretch.outer_end)
    after = document.text[stretch.outer_end : limit].lstrip()
    if not after:
        return None
    if last_inside not in _ENDS_CONTENT and after[0] not in ",—–-":
        return None
    end = min(document.first_from(limit), first + _REACH)
    while first < end and (document.upos[first] == "PUNCT" or document.form[first] in _MARK):
        if document.form[first] in (".", ";", ":"):
            return None
        first += 1
    for token in range(first, end):
        if document.form[token] in (".", "!", "?", ";") and document.xpos[token] in (".", ":"):
            return None
        if not document.is_verb(token):
            continue
        if token > first and document.deprel[token] in _DEPENDENT and document.head[token] >= first:
            continue
        if document.xpos[token] == "VBG" and token != first:
            continue
        cue = cues.get(token)
        if last_inside == "." and after[0].isupper() and not (cue and _closes(document, paragraph, cue)):
            return None  # a new statement begins: "…." Ms Ito left the room.
        if cue is None:
            cue = _unlisted(document, paragraph, token, first, last_inside)
        if cue is None:
            continue
        source = cue.source
        if source is None or not first <= source < document.first_from(limit):
            source = _beside(document, token, first, document.first_from(limit))
        if source is None and cue.source is None:
            continue
        return replace(cue, source=source if source is not None else cue.source)
    return _phrase(first, end, cues)


def _closes(document: Document, paragraph: Paragraph, cue: Cue) -> bool:
    """Whether the sentence is over soon after the cue, without anything that the cue could report itself."""
    if document.child(cue.token, "ccomp", "dobj", "xcomp") is not None:
        return False
    return any(document.form[token] in (".", ",") for token in range(cue.last, min(cue.last + 6, paragraph.last)))


def _unlisted(document: Document, paragraph: Paragraph, token: int, first: int, last_inside: str) -> Cue | None:
    """Another verb where only a cue can stand: `"…," she deadpanned`, `"…!" beamed the coach`."""
    if document.xpos[token] not in TENSED or document.lemma[token] in ("be", "have", "do"):
        return None
    if document.xpos[first] in ("WDT", "WP"):
        return None  # “holes,” which behave like charges
    cue = verb_as_cue(document, token)
    inverted = token == first and document.form[token].islower()
    if last_inside == "," or (last_inside in "?!" and (inverted or _closes(document, paragraph, cue))):
        return cue
    return None


def _phrase(first: int, end: int, cues: Mapping[int, Cue]) -> Cue | None:
    cue = cues.get(first)
    return cue if cue is not None and cue.is_phrase and first < end else None


def _beside(document: Document, verb: int, first: int, end: int) -> int | None:
    """The head of the noun phrase that begins the attribution, else of the one directly after the verb.

    For sentences parsed amiss: "…," Ana Ruiz, a farmer, told the radio.
    """
    before = noun_in(document, first, verb)
    if before is not None:
        return before
    for token in range(verb + 1, min(end, verb + 8)):
        if document.upos[token] in _NOMINAL:
            return _top(document, token, verb + 1, end)
        if document.lower[token] in _STAND_FOR_NOUNS and (token + 1 >= end or document.upos[token + 1] == "PUNCT"):
            return token
        if document.upos[token] not in ("DET", "ADJ", "NUM", "ADV"):
            break
    # A surname that the tagger takes for another word: "…," Wood said.
    return first if verb == first + 1 and document.form[first][:1].isupper() else None


def noun_in(document: Document, first: int, last: int) -> int | None:
    """The head of the first noun phrase in the tokens."""
    tokens = range(first, last)
    return next((_top(document, k, first, last) for k in tokens if document.upos[k] in _NOMINAL), None)


_NOMINAL = ("PROPN", "NOUN", "PRON")
_STAND_FOR_NOUNS = frozenset({"another", "one", "some", "others", "many", "both", "several"})


def credit_after(document: Document, paragraph: Paragraph, stretch: Stretch, limit: int) -> int | None:
    """The name in a credit after a dash that ends the paragraph: `"…" — Ana Ruiz, farmer`."""
    after = document.text[stretch.outer_end : limit]
    if limit != paragraph.end or not re.match(r"\s*[―—–-]+\s*\w", after):
        return None
    first, last = document.first_from(stretch.outer_end), document.first_from(limit)
    if last - first > _REACH or any(document.is_verb(token) and document.xpos[token] in TENSED
                                    for token in range(first, last)):  # fmt: skip
        return None
    return noun_in(document, first, last)  # fmt: skip


def _top(document: Document, token: int, first: int, end: int) -> int:
    """Climb from a word to the head of its noun phrase, inside the given tokens."""
    while True:
        head = document.head[token]
        if head == token or not first <= head < end or document.upos[head] not in ("PROPN", "NOUN", "PRON"):
            return token
        token = head


def cue_before(document: Document, stretch: Stretch, limit: int, cues: Mapping[int, Cue]) -> Cue | None:
    """The cue of an attribution that leads to the stretch: `X said: "…"`, `X said, "…"`, `X said that "…"`."""
    last = document.first_from(stretch.outer_start)
    first = max(document.first_from(limit), last - _REACH)
    before = document.text[limit : stretch.outer_start].rstrip()
    if not before or before[-1] in ".!?":
        return None
    if last > first:
        begin, _ = document.bounds(last - 1)
        first = max(first, begin)
    leads = before[-1] in ",:"
    for token in range(last - 1, first - 1, -1):
        cue = cues.get(token)
        if cue is None and leads and token == last - 2 and document.xpos[token] in ("VBD", "VBZ"):
            cue = verb_as_cue(document, token) if document.child(token, "nsubj") is not None else None
        if cue is None or document.deprel[token] == "amod":
            continue
        if cue.lemma == "know" and document.lower[cue.last] == "as":
            return None  # a name
        if cue.is_phrase:
            return cue if leads else None
        near = last - cue.last <= 3
        if leads and not near and (document.deprel[token] in ("relcl", "acl") or cue.speech_class == "thinking"):
            continue
        if not (leads or near):
            return (
                cue if document.deprel[token] not in ("relcl", "acl") and _governs(document, token, stretch) else None
            )
        if cue.source is None or stretch.start <= document.start[cue.source] < stretch.end:
            passive = document.child(token, "auxpass") is not None or document.xpos[token] == "VBN"
            return cue if passive else replace(cue, source=_beside(document, token, first, token))
        return cue
    return None


def _governs(document: Document, verb: int, stretch: Stretch) -> bool:
    inside = document.tokens_in(stretch.start, stretch.end)
    if not len(inside):
        return False
    token = inside.start
    for _ in range(40):
        if token == verb:
            return True
        above = document.head[token]
        if above == token:
            return False
        token = above
    return False


def label_before(document: Document, stretch: Stretch, limit: int) -> int | None:
    """The head of a name that stands before a colon and the stretch (`Ms Ito: "…"`), or the subject before a colon."""
    before = document.text[limit : stretch.outer_start].rstrip()
    if not before.endswith(":"):
        return None
    last = document.first_from(stretch.outer_start)
    return last_subject(document, document.first_from(limit), last)


def last_subject(document: Document, first: int, last: int) -> int | None:
    """The subject of the sentence that ends in the tokens, or its only noun phrase."""
    if last <= first:
        return None
    begin, end = document.bounds(last - 1)
    begin, end = max(begin, first), min(end, last)
    root = next((token for token in range(begin, end) if not begin <= document.head[token] < end
                 or document.head[token] == token), None)  # fmt: skip
    if root is None:
        return None
    if document.upos[root] in ("PROPN", "NOUN", "PRON"):
        return root
    return subject_of(document, root) if document.is_verb(root) or document.upos[root] == "AUX" else None


def credit_below(document: Document, below: Paragraph | None) -> int | None:
    """The name in a short paragraph under a quotation that is nothing but a credit: `— Ana Ruiz, farmer`."""
    if below is None or not re.match(r"[―—–-]+\s*\w", document.text[below.start : below.end]):
        return None
    if below.last - below.first > _REACH:
        return None
    return noun_in(document, below.first, below.last)  # fmt: skip


def lead_in(document: Document, above: Paragraph, cues: Mapping[int, Cue]) -> tuple[Cue | None, int | None]:
    """Cue and source of a paragraph that ends with a colon and so announces the quotation below it."""
    if not document.text[above.start : above.end].rstrip().endswith(":"):
        return None, None
    begin, end = document.bounds(above.last - 1) if above.last > above.first else (above.first, above.first)
    for token in range(end - 1, max(begin, above.first) - 1, -1):
        cue = cues.get(token)
        if cue is not None and cue.source is not None:
            return cue, cue.source
    return None, last_subject(document, above.first, above.last)


def gap_before(spans: Sequence[Stretch], number: int, paragraph: Paragraph) -> int:
    """Where the text before a stretch begins: after the stretch before it, or with the paragraph."""
    return spans[number - 1].outer_end if number else paragraph.start


def gap_after(document: Document, spans: Sequence[Stretch], number: int, paragraph: Paragraph) -> int:
    """Where the text after a stretch ends: with the next stretch of more than a name's length, or with the paragraph."""
    following = spans[number + 1 :]
    long = (one for one in following if word_count(document.text[one.start : one.end]) > NAME_WORDS)
    return next((one.outer_start for one in long), paragraph.end)
