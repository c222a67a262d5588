"""Whom a pronoun or a noun phrase means: "he", "her", "the minister", "the expert", "the company" inside one article.

One walk over the article from its first token to its last. Whoever is named, described ("a fisherman") or taken up again
leaves a trace; a pronoun or a definite noun phrase goes back to the trace that fits best. Persons without a name compete,
too: where one of them fits best, nothing is linked.

The signs are those of the classical salience rules (Lappin and Leass 1994, "An algorithm for pronominal anaphora
resolution"; Grosz, Joshi and Weinstein 1995, "Centering"): how near, subject before object before the rest, same clause
excluded (binding theory), gender; and two of news texts: who speaks stays in view, and "he" outside quotation marks
seldom means somebody who was only named inside them. Weights were set on development texts by reading.

Belongs here: the walk; the choices are in `pronouns` and `noun_phrases`. Stays out: reading places in the text
(`transforms.mentions.discourse`), names, and gender as a fact about an entity (`transforms.mentions.evidence`).
"""

from __future__ import annotations

from transforms.mentions.document import Document, Span
from transforms.mentions.noun_phrases import link_noun
from transforms.mentions.pronouns import PRONOUNS, link_pronoun
from transforms.mentions.referents import Walk


def referring_spans(document: Document, named: list[Span]) -> list[Span]:
    """Pronouns and noun phrases of the article that mean one of the named spans' entities, in order.

    `named` are the finished names, with canonical names and roles. Headlines are left out: they have no pronouns to speak of.
    """
    walk = Walk(document, named)
    begins = {span.first: span for span in named}
    for token, form in enumerate(document.form):
        span = begins.get(token)
        if span is not None:
            walk.name(span)
        if walk.covered[token] or document.zone_of_block.get(document.block[token]) == "headline":
            continue
        gender = PRONOUNS.get(form.casefold())
        if gender is not None and not form.isupper():
            link_pronoun(walk, token, gender)
        elif document.upos[token] == "NOUN":
            link_noun(walk, token)
    return walk.found
