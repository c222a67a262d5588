"""Fixtures that several folders of tests share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from benchmarks.texts import Documents, documents
from orchestration.engine import Engine

pytest.register_assert_rewrite("tests.golden.cases")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The pinned language model, loaded once."""
    return Engine("en_core_web_md")


@pytest.fixture(scope="session")
def parse(engine: Engine) -> Callable[..., Documents]:
    """Articles, blocks and tokens of one text (article "a") or of several."""

    def parse_texts(
        texts: str | Mapping[str, str],
        published: dt.date | None = None,
        zones: Mapping[str, Sequence[str]] | None = None,
    ) -> Documents:
        by_id = {"a": texts} if isinstance(texts, str) else dict(texts)
        return documents(by_id, engine, dict.fromkeys(by_id, published) if published else None, zones=zones)

    return parse_texts
