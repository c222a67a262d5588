"""The passages behind facts: an article's text and the stretches in it. Stays out: how they are marked."""

from __future__ import annotations

import duckdb
import pandas as pd

from dashboard.questions.sql import ALL, known
from dashboard.shapes import Evidence
from warehouse.explain import Mark


def quote_evidence(connection: duckdb.DuckDBPyConnection, quote_id: str) -> Evidence:
    """The article of a quote with its content, cue and speaker; raises KeyError where there is no such quote."""
    article_id, negated, *spans = known(
        connection,
        "SELECT article_id, is_negated, char_start, char_end, cue_char_start, cue_char_end, speaker_char_start,"
        " speaker_char_end FROM fct_quote WHERE quote_id = $id",
        quote_id,
    )
    labelled = zip(spans[0::2], spans[1::2], ("quotation", "cue", "speaker"), strict=True)
    marks = [Mark(*mark) for mark in labelled if mark[0] is not None]
    return _evidence(connection, article_id, marks, "The sentence says that this was not said." if negated else "")


def event_evidence(connection: duckdb.DuckDBPyConnection, event_id: str) -> Evidence:
    """The article of an event with its trigger, actors and recipients; raises KeyError where there is no such event."""
    article_id, status, start, end = known(
        connection, "SELECT article_id, status, char_start, char_end FROM fct_event WHERE event_id = $id", event_id
    )
    actors = connection.execute(
        "SELECT char_start, char_end, role FROM bridge_event_actor WHERE event_id = $id AND char_start IS NOT NULL"
        " ORDER BY role, char_start",
        {"id": event_id},
    ).fetchall()
    caution = "" if status == "actual" else f"Status {status}: the sentence does not report this as having happened."
    return _evidence(
        connection, article_id, [Mark(start, end, "trigger"), *(Mark(*actor) for actor in actors)], caution
    )


def quotes_of_article(connection: duckdb.DuckDBPyConnection, article_id: str) -> pd.DataFrame:
    """quote_id, speaker, cue, quotation, quote_type, standing, confidence, char_start, char_end, matches: in text order."""
    return connection.execute(
        """SELECT q.quote_id, coalesce(e.canonical_name, q.speaker_text) AS speaker, q.cue_text AS cue, q.quotation,
            q.quote_type, CASE WHEN q.is_negated THEN 'not said' WHEN q.is_hedged THEN 'hedged' ELSE '' END AS standing,
            q.confidence, q.char_start, q.char_end, count(*) OVER () AS matches
        FROM fct_quote AS q LEFT JOIN dim_entity AS e ON e.entity_id = q.speaker_entity_id
        WHERE q.article_id = $id ORDER BY q.char_start, q.quote_id""",
        {"id": article_id},
    ).df()


def events_of_article(connection: duckdb.DuckDBPyConnection, article_id: str) -> pd.DataFrame:
    """event_id, event_date, actor, deed, recipient, place, status, confidence, char_start, char_end, matches: in text order."""
    return connection.execute(
        """SELECT v.event_id, r.event_date, r.actor, concat_ws(' ', r.event_type, nullif(r.event_mode, '')) AS deed,
            r.recipient, r.place, r.status, v.confidence, v.char_start, v.char_end, count(*) OVER () AS matches
        FROM fct_event AS v JOIN rpt_who_did_what AS r ON r.event_id = v.event_id
        WHERE v.article_id = $id AND r.article_id = $id ORDER BY v.char_start, v.event_id""",
        {"id": article_id},
    ).df()


def _evidence(connection: duckdb.DuckDBPyConnection, article_id: str, marks: list[Mark], caution: str) -> Evidence:
    article = known(
        connection,
        f"{ALL} SELECT article_id, headline, outlet, url, published_on, text FROM articles WHERE article_id = $id",
        article_id,
    )
    return Evidence(*(*article, tuple(marks), caution))
