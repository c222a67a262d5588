"""The one type that a sentence most likely reports between two given parties, for relation benchmarks.

Stays out: the tables; nothing here passes the gate, and no row is made.
"""

from __future__ import annotations

import polars as pl

from transforms.events.find import events_of_sentence, is_attributive, read_predicate
from transforms.events.parse import Parse
from transforms.events.settle import Found
from transforms.lexicons.events import predicates

Spans = list[tuple[int, int]]
_IN_CAMEO_LIST = {"163": "COERCE", "116": "ACCUSE", "035": "AGREE", "191": "ASSAULT", "192": "ASSAULT"}


def best_event(
    parse: Parse, source_spans: Spans, target_spans: Spans, start: int = 0, end: int | None = None
) -> Found | None:
    """The event whose actor lies in one of the source spans and whose recipient in one of the target spans, else the
    nearest thing to it; spans are character offsets. Tokens from `start` up to `end` are read.
    """
    end = len(parse.form) if end is None else end
    found = events_of_sentence(parse, start, end)
    known = {event.frame.predicate for event in found}
    for token in range(start, end):
        # Embedded predicates come last: better than nothing where the sentence's own verbs are unknown.
        if (
            parse.upos[token] == "VERB"
            and token not in known
            and not is_attributive(parse, token)
            and parse.lemma[token].lower() in predicates("verb")
        ):
            event = read_predicate(parse, token)
            if event is not None and event.event_type:
                found.append(event)
    own = len(known)
    scored = [
        (_score(parse, event, source_spans, target_spans) - (2 if number >= own else 0), -event.frame.predicate, number)
        for number, event in enumerate(found)
    ]
    return found[max(scored)[2]] if scored else None


def best_type(tokens: pl.DataFrame, source_spans: Spans, target_spans: Spans) -> str | None:
    """The PLOVER type that the tokens of one article (a sentence, as a rule) most likely report between two parties.

    Spans are character offsets. The type is that of the published CAMEO list (`type_in_cameo_list`); None where the
    lexicon knows no word of the sentence.
    """
    event = best_event(Parse.of(tokens.sort("token_no")), source_spans, target_spans)
    return type_in_cameo_list(event.event_type, event.cameo_code) if event is not None else None


def type_in_cameo_list(event_type: str, cameo_code: str | None) -> str:
    """An event's type after CAMEO2PLOVER-2021.txt, where it differs from the manual's draft 0.8, which we follow.

    Codings made with the list have sanctions (163) as COERCE, guilty verdicts (116) as ACCUSE, and the intent to yield
    (035) as AGREE; those of Zero-Shot-PLOVER keep all of CAMEO's root 19 together, blockades (191) and occupied territory (192)
    too, as ASSAULT. Only for comparing with such codings.
    """
    return _IN_CAMEO_LIST.get(cameo_code or "", event_type)


def _score(parse: Parse, event: Found, source_spans: Spans, target_spans: Spans) -> int:
    frame = event.frame
    receiving = [*frame.objects, *frame.second_objects, *(n for nouns in frame.prepositions.values() for n in nouns)]
    if frame.clause is not None:
        receiving.extend(range(parse.subtree_start[frame.clause], parse.subtree_end[frame.clause]))
    score = 4 * _touches(parse, frame.subjects, source_spans) + 3 * _touches(parse, receiving, target_spans)
    score += _touches(parse, receiving, source_spans) and frame.is_passive
    position = parse.char_start[frame.predicate]
    if any(a < position < b for (_, a), (b, _) in ((s, t) for s in source_spans for t in target_spans)):
        score += 1
    return score + (event.rule != "nominal")


def _touches(parse: Parse, tokens: list[int], spans: Spans) -> bool:
    return any(
        a < parse.char_end[parse.phrase(t)[1] - 1] and parse.char_start[parse.phrase(t)[0]] < b
        for t in tokens
        for a, b in spans
    )
