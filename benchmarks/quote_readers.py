"""The readers of quotations that Dateline is compared with, each as a function that makes a reader of an article's text.

Belongs here: how textacy is called, and a baseline of regular expressions such as one writes in an afternoon. Stays out:
running them (`peers`) and scoring (`score`). textacy is of the optional extra `bench`; nothing else of the project imports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

Line = dict[str, Any]
"""What was read of a text: `quotes`, each with the places of its `content`, `cue` and `source` and the `speaker` as written."""

Reader = Callable[[str], Line]
"""The text of an article to a line."""

RAISED = "raised"
"""Where a line says on how many paragraphs the reader raised, if it reads them one by one."""

# ------------------------------------------------------------------------------------------------------------ textacy


def textacy() -> Reader:
    """`direct_quotations` a paragraph at a time, with the language model of the settings as it comes."""
    # Imported only here: the other readers are to run without a language model.
    engine, settings = import_module("orchestration.engine"), import_module("orchestration.settings")
    direct_quotations = import_module("textacy.extract.triples").direct_quotations
    engine.set_current_ops(engine.NumpyOps(use_blis=False))  # as the engine has it: the parse is to cost the same
    nlp = engine.load_model(settings.Settings.from_environment().model)

    def read(text: str) -> Line:
        quotes, raised = [], 0
        starts, paragraphs = zip(*_paragraphs(text), strict=True) if text.strip() else ((), ())
        for start, doc in zip(starts, nlp.pipe(paragraphs), strict=True):
            try:
                found = list(direct_quotations(doc))
            except Exception:  # noqa: BLE001 -- an odd number of marks above all; counted, and the other paragraphs are read
                raised += 1
                continue
            quotes += [_from_tokens(start, *triple) for triple in found]
        return {"quotes": quotes, RAISED: raised}

    return read


def _from_tokens(start: int, speaker: list[Any], cue: list[Any], content: Any) -> Line:
    """A prediction line of spaCy tokens, whose offsets begin at the paragraph's `start`."""

    def spans(tokens: list[Any]) -> list[list[int]]:
        return [[start + token.idx, start + token.idx + len(token)] for token in tokens]

    return {
        "content": [[start + content.start_char, start + content.end_char]],
        "cue": spans(cue),
        "source": spans(speaker),
        "speaker": " ".join(token.text for token in speaker),
    }


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not empty, with their places."""
    for line in re.finditer(r".*\S.*", text):
        yield line.start(), line[0]


# ----------------------------------------------------------------------------------------------- regular expressions

_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen)\.|President|Senator|Governor|Secretary|Mayor|Judge)"
_SAYS = (
    r"(?P<cue>said|says|told|tells|added|adds|asked|asks|answered|answers|wrote|writes|tweeted|explained|explains|argued|argues|"
    r"noted|notes|continued|continues|insisted|insists|declared|declares|replied|replies|responded|stated|states|warned|warns|"
    r"concluded|concludes|recalled|recalls|claimed|claims|announced|remarked|joked|exclaimed)\b"
)
_WHO = rf"(?P<source>\b(?:I|[Hh]e|[Ss]he|[Tt]hey)\b|\b(?:{_TITLE} )?[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+)){{0,3}})"
_MARKED = re.compile(r"(?:[“\"]|'')(?:(?!'')[^“”\"])+(?:[”\"]|''|$)")
"""From mark to mark (some texts have two apostrophes for one), or to the paragraph's end: the quotation goes on in the next."""
_AFTER = (re.compile(rf"[\s,]*{_SAYS} {_WHO}"), re.compile(rf"[^.!?;“\"]{{0,40}}?{_WHO} (?:\w+ly )?{_SAYS}"))
_BEFORE = (
    re.compile(rf"{_WHO} (?:\w+ly )?{_SAYS}[^.!?;]{{0,40}}$"),
    re.compile(rf"{_SAYS} {_WHO}[,:]?\s*$"),
)
_MIN_WORDS = 3


def patterns() -> Reader:
    """Marks, a verb of saying beside them, and the name or pronoun beside the verb."""

    def read(text: str) -> Line:
        quotes: list[Line] = []
        last: Line = {"cue": None, "source": None, "speaker": None}
        for start, paragraph in _paragraphs(text):
            end_before = 0
            for marked in _MARKED.finditer(paragraph):
                # Who spoke last goes on speaking where no verb says otherwise.
                said = _attribution(paragraph, start, end_before, marked) or {**last, "cue": None}
                end_before, last = marked.end(), said
                if len(re.findall(r"\w+", marked[0])) >= _MIN_WORDS:
                    quotes.append({"content": [[start + marked.start(), start + marked.end()]], **said})
        return {"quotes": quotes}

    return read


def _attribution(paragraph: str, start: int, end_before: int, marked: re.Match[str]) -> Line | None:
    """Verb and speaker directly after a marked stretch, else directly before it."""
    before = paragraph[end_before : marked.start()]
    found = [(pattern.match(paragraph, marked.end()), start) for pattern in _AFTER]
    found += [(pattern.search(before), start + end_before) for pattern in _BEFORE]
    for match, offset in found:
        if match is not None:
            places = {key: [[offset + place for place in match.span(key)]] for key in ("cue", "source")}
            return {**places, "speaker": match["source"]}
    return None
