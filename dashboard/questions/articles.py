"""What came in, and what is held: articles, outlets, pages that gave none. Stays out: what the articles say."""

from __future__ import annotations

import datetime as dt

import duckdb
import pandas as pd

from dashboard.questions.sql import ALL, CHOSEN, ROW_LIMIT, has_words, known, of_outlets, one_row
from dashboard.shapes import Article, Counts, Filters, Grain, Summary


def summary(connection: duckdb.DuckDBPyConnection) -> Summary:
    """How many articles, outlets, quotes and events the file holds, of which days, and when it was published."""
    row = one_row(
        connection,
        "SELECT count(*), (SELECT count(*) FROM dim_outlet), (SELECT count(*) FROM fct_quote),"
        " (SELECT count(*) FROM fct_event), min(covered_on), max(covered_on) FROM dim_article",
    )
    about = {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM about").fetchall()}
    published = about.get("published_at")
    published_at = dt.datetime.fromisoformat(published) if published else None
    return Summary(*(*row, published_at, about))


def outlets(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """outlet_id, outlet (its name), articles: every outlet with an article, by name."""
    return connection.execute(
        f"""{ALL}
        SELECT outlet_id, outlet, count(*) AS articles FROM articles
        GROUP BY outlet_id, outlet ORDER BY lower(outlet), outlet_id"""
    ).df()


def counts(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Counts:
    """How much there is in the chosen articles."""
    row = one_row(
        connection,
        f"""{CHOSEN}, spoken AS (
            SELECT q.quote_id, e.entity_id FROM fct_quote AS q
            SEMI JOIN chosen AS c ON c.article_id = q.article_id AND c.fetched_on = q.fetched_on
            LEFT JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id AND e.entity_type = 'PERSON'
        )
        SELECT count(*), count(*) FILTER (NOT is_canonical), count(DISTINCT outlet_id),
            (SELECT count(*) FROM spoken), (SELECT count(DISTINCT entity_id) FROM spoken),
            (SELECT count(*) FROM fct_event AS v
                SEMI JOIN chosen AS c ON c.article_id = v.article_id AND c.fetched_on = v.fetched_on),
            min(covered_on), max(covered_on)
        FROM chosen""",
        filters.parameters(),
    )
    return Counts(*row)


def articles(
    connection: duckdb.DuckDBPyConnection, filters: Filters, search: str = "", limit: int = ROW_LIMIT
) -> pd.DataFrame:
    """article_id, published_on, outlet, headline, words, quotes, events, standing (what its text is), url, matches.

    Newest first; search and `matches` as in `quotes`.
    """
    facts = (
        "SELECT x.article_id, count(*) AS facts FROM {} AS x"
        " SEMI JOIN found AS f ON f.article_id = x.article_id AND f.fetched_on = x.fetched_on GROUP BY ALL"
    )
    return connection.execute(
        f"""{CHOSEN}, found AS (
            SELECT article_id, fetched_on, published_on, outlet, headline, word_count AS words,
                if(is_canonical, replace(article_status, '_', ' '), 'copy') AS standing, url, date_published,
                count(*) OVER () AS matches
            FROM chosen WHERE {has_words("concat_ws(' ', headline, outlet)")}
            ORDER BY date_published DESC NULLS LAST, article_id LIMIT $limit
        ), quotes AS ({facts.format("fct_quote")}), events AS ({facts.format("fct_event")})
        SELECT f.article_id, f.published_on, f.outlet, f.headline, f.words, coalesce(q.facts, 0) AS quotes,
            coalesce(v.facts, 0) AS events, f.standing, f.url, f.matches
        FROM found AS f LEFT JOIN quotes AS q ON q.article_id = f.article_id
        LEFT JOIN events AS v ON v.article_id = f.article_id
        ORDER BY f.date_published DESC NULLS LAST, f.article_id""",
        {**filters.parameters(), "words": search.split(), "limit": limit},
    ).df()


def article(connection: duckdb.DuckDBPyConnection, article_id: str) -> Article:
    """One article with its text; raises KeyError where there is no such article."""
    return Article(
        *known(
            connection,
            f"""{ALL}
            SELECT a.article_id, a.headline, a.outlet, a.url, a.published_on, a.text, a.word_count, d.author_names,
                a.article_status, d.text_extraction_method, d.date_published_source, a.is_canonical, a.story_id
            FROM articles AS a JOIN dim_article AS d ON d.article_id = a.article_id WHERE a.article_id = $id""",
            article_id,
        )
    )


def articles_by_outlet(connection: duckdb.DuckDBPyConnection, filters: Filters, grain: Grain = "day") -> pd.DataFrame:
    """outlet, period_start, period_end, kind (original, copy), articles; outlets with most articles first.

    A copy is an article whose text another outlet ran before.
    """
    return connection.execute(
        f"""{CHOSEN}, periods AS (
            SELECT outlet, date_trunc($grain, covered_on)::TIMESTAMP AS period_start,
                period_start + ('1 ' || $grain)::INTERVAL AS period_end,
                if(is_canonical, 'original', 'copy') AS kind, count(*) AS articles
            FROM chosen GROUP BY ALL
        )
        FROM periods ORDER BY sum(articles) OVER (PARTITION BY outlet) DESC, outlet, period_start, kind DESC""",
        {**filters.parameters(), "grain": grain},
    ).df()


def pages_by_day(connection: duckdb.DuckDBPyConnection, grain: Grain = "day") -> pd.DataFrame:
    """period_start, period_end, status (`used`, or why not), pages: pages that came in, by day of fetching."""
    return connection.execute(
        """SELECT date_trunc($grain, fetched_on)::TIMESTAMP AS period_start,
            period_start + ('1 ' || $grain)::INTERVAL AS period_end, page_status AS status, count(*) AS pages
        FROM ops_fetch WHERE page_status IS NOT NULL GROUP BY ALL ORDER BY period_start, pages DESC, status""",
        {"grain": grain},
    ).df()


def quality(connection: duckdb.DuckDBPyConnection, filters: Filters) -> pd.DataFrame:
    """outlet_id, outlet, pages, articles, and shares between 0 and 1 (null without articles) over all months.

    Shares: unused (of the pages), quarantined, no_date, no_headline, short_text, copies (of the articles), weak and
    unresolved (of the quotes); besides quotes and events an article. From `rpt_data_quality`; its months are weighed by
    what they count. A month with no article has no share.
    """
    of_articles = {
        "quarantined": "quarantined_share", "no_date": "no_date_share", "no_headline": "no_headline_share",
        "short_text": "short_text_share", "copies": "copy_share", "quotes_per_article": "quotes_per_article",
        "events_per_article": "events_per_article",
    }  # fmt: skip
    of_quotes = {"weak": "weak_attribution_share", "unresolved": "unresolved_speaker_share"}
    shares = [
        f"sum({column} * article_count) / nullif(sum(article_count), 0) AS {name}"
        for name, column in of_articles.items()
    ] + [
        f"sum({column} * quotes_per_article * article_count) / nullif(sum(quotes_per_article * article_count), 0) AS {name}"
        for name, column in of_quotes.items()
    ]
    return connection.execute(
        f"""{ALL}
        SELECT r.outlet_id, coalesce(n.outlet, r.outlet_id) AS outlet, sum(page_count)::BIGINT AS pages,
            sum(article_count)::BIGINT AS articles, sum(unused_page_share * page_count) / sum(page_count) AS unused,
            {", ".join(shares)}
        FROM rpt_data_quality AS r LEFT JOIN outlet_names AS n ON n.outlet_id = r.outlet_id
        WHERE {of_outlets("r.outlet_id")}
        GROUP BY ALL ORDER BY pages DESC, outlet, r.outlet_id""",
        {"outlets": list(filters.outlets)},
    ).df()


def given_up(connection: duckdb.DuckDBPyConnection, limit: int = ROW_LIMIT) -> pd.DataFrame:
    """fetched_at (UTC), source_name (file or address), stage, reason, detail, matches: pages without use, newest first.

    Pages that gave no article, and pages whose article some later stage gave up.
    """
    return connection.execute(
        """SELECT f.fetched_at, coalesce(f.source_name, f.url) AS source_name, coalesce(q.stage, 'articles') AS stage,
            replace(coalesce(q.reason, f.page_status), '_', ' ') AS reason, q.detail, count(*) OVER () AS matches
        FROM ops_fetch AS f
        LEFT JOIN ops_quarantine AS q ON q.page_id = f.page_id AND q.fetched_on = f.fetched_on
        WHERE f.page_status IS NOT NULL AND (f.page_status <> 'ok' OR q.page_id IS NOT NULL)
        ORDER BY f.fetched_at DESC, source_name, stage LIMIT $limit""",
        {"limit": limit},
    ).df()


def runs(connection: duckdb.DuckDBPyConnection, limit: int = 100) -> pd.DataFrame:
    """Runs that loaded something, newest first: started_at, seconds, days, pages, articles, new, changed, failed."""
    return connection.execute(
        """SELECT started_at, seconds, day_count AS days, pages_in AS pages, articles_in AS articles, articles_new AS new,
            articles_changed AS changed, articles_failed AS failed, run_id
        FROM ops_run ORDER BY started_at DESC, run_id LIMIT $limit""",
        {"limit": limit},
    ).df()
