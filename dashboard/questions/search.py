"""Full-text search. Stays out: searches within a table of quotes or events."""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.questions.sql import ALL, between, of_outlets
from dashboard.shapes import Filters


def found(connection: duckdb.DuckDBPyConnection, words: str, filters: Filters, limit: int = 50) -> pd.DataFrame:
    """article_id, headline, outlet, published_on, standing, text, score (BM25), matches: articles with all the words.

    The best first, by the warehouse's own `search_text`; the newest where two are as good.
    """
    return connection.execute(
        f"""{ALL}, hits AS (
            SELECT article_id, covered_on, score, count(*) OVER () AS matches
            FROM search_text($words) WHERE {of_outlets()} AND {between("covered_on")}
            ORDER BY score DESC, covered_on DESC, article_id LIMIT $limit
        )
        SELECT c.article_id, c.headline, c.outlet, c.published_on, if(c.is_canonical, '', 'copy') AS standing, c.text, h.score,
            h.matches
        FROM hits AS h JOIN articles AS c ON c.article_id = h.article_id
        ORDER BY h.score DESC, h.covered_on DESC, h.article_id""",
        {**filters.parameters(), "words": words, "limit": limit},
    ).df()
