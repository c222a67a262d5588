"""The published tables as files that need no DuckDB: Parquet, CSV for spreadsheets, JSON lines, and GDELT's layout.

Belongs here: which rows go into which file, and how a cell is written. Stays out: single questions (`warehouse.query`).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from warehouse.ddl import quoted


class Form(StrEnum):
    """How tables are written."""

    PARQUET = "parquet"
    CSV = "csv"
    JSONL = "jsonl"
    GDELT = "gdelt"


class BadExport(Exception):
    """What is asked for cannot be exported."""


@dataclass(frozen=True)
class _Rows:
    """A query for the rows of a table; where they have a day, its column `_month` says of which month they are."""

    query: str
    by_month: bool = False


@dataclass(frozen=True)
class Exported:
    """A table that was written: its name, its number of rows, and the file or folder within the export's."""

    table: str
    rows: int
    place: str


_DATES = (
    "covered_on", "week_start", "month_start", "event_date", "first_on", "first_published_at", "fetched_at", "started_at",
    "quarantined_at",
)  # fmt: skip
"""The columns that may date a table's rows, the first that it has. Facts go by the day their article was published."""

_OF_ARTICLES = ("article_id", "article_no")
"""The columns by which facts point at articles."""

_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r\n]"
"""Cells that a spreadsheet would run (OWASP, CSV Injection): an apostrophe before them makes them text."""


def export(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    form: Form,
    tables: Sequence[str] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> list[Exported]:
    """Write the tables (all, where none is named) into a new folder, the rows of the days from `first` to `last`.

    Tables without days (most dimensions) are written whole, rows without a day only where no bound is set. The folder appears
    only when it is complete. Raises `BadExport` where it is there already, a table is not, or it cannot be written.
    """
    folder = folder.resolve()  # a name, whatever it was called by
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadExport(f"{folder} is there already and not empty. Give another folder, or delete it first.")
    if form is Form.GDELT and tables:
        raise BadExport("GDELT's layout has its own two tables: leave --tables out.")
    chosen = _gdelt(first, last) if form is Form.GDELT else _tables(connection, tables, first, last)
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    try:
        written = [_WRITERS[form](connection, name, rows, temporary) for name, rows in chosen.items()]
        os.replace(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return written


def _tables(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], first: dt.date | None, last: dt.date | None
) -> dict[str, _Rows]:
    query = (
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' AND table_catalog = current_database()"
        " ORDER BY table_name"
    )
    known = [name for (name,) in connection.execute(query).fetchall()]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadExport(f"There is no table {', '.join(unknown)} in the published file. There are: {', '.join(known)}.")
    return {name: _dated(connection, name, first, last) for name in names or known}


def _dated(connection: duckdb.DuckDBPyConnection, name: str, first: dt.date | None, last: dt.date | None) -> _Rows:
    """The rows of a table within the bounds."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
    source, date = f"{name} AS t", next((f"t.{column}" for column in _DATES if column in columns), None)
    article = next((column for column in _OF_ARTICLES if column in columns), None)
    if article and name.startswith(("fct_", "bridge_")):
        source, date = f"{source} JOIN dim_article AS a ON a.{article} = t.{article}", "a.covered_on"
    if date is None or name == "dim_date":  # a calendar is whole
        return _Rows(f"SELECT * FROM {name}")
    within = _within(f"{date}::DATE", first, last)
    return _Rows(f"SELECT t.*, strftime({date}, '%Y-%m') AS _month FROM {source} WHERE {within}", by_month=True)


def _within(day: str, first: dt.date | None, last: dt.date | None) -> str:
    bounds = [f"{day} >= DATE {quoted(str(first))}"] if first else []
    bounds += [f"{day} <= DATE {quoted(str(last))}"] if last else []
    return " AND ".join(bounds) or "true"


# -------------------------------------------------------------------------------------------------------------- writing


def _parquet(connection: duckdb.DuckDBPyConnection, name: str, rows: _Rows, folder: Path) -> Exported:
    """One folder a table that has days, with one a month in it (Hive's naming, `month=2026-10`); else one file."""
    if rows.by_month:
        renamed = f"SELECT * RENAME (_month AS month) FROM ({rows.query})"
        options = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (month)"
        count = _copy(connection, renamed, folder / name, options)
        (folder / name).mkdir(exist_ok=True)  # DuckDB makes no folder for no rows
        return Exported(name, count, name)
    count = _copy(connection, rows.query, folder / f"{name}.parquet", "FORMAT parquet, COMPRESSION zstd")
    return Exported(name, count, f"{name}.parquet")


def _csv(connection: duckdb.DuckDBPyConnection, name: str, rows: _Rows, folder: Path) -> Exported:
    """UTF-8 with a byte order mark, without which Excel takes it for another encoding; lists with semicolons."""
    cells: list[str] = []
    for column, kind, *_ in connection.execute(f"DESCRIBE {rows.query}").fetchall():
        if column == "_month":
            continue
        cell = f'"{column}"'
        if kind == "VARCHAR[]":
            cell, kind = f"array_to_string({cell}, '; ')", "VARCHAR"
        if kind == "VARCHAR":
            cell = f"CASE WHEN regexp_matches({cell}, {quoted(_FORMULA)}) THEN '''' || {cell} ELSE {cell} END"
        cells.append(f'{cell} AS "{column if cells else chr(0xFEFF) + column}"')
    query = f"SELECT {', '.join(cells)} FROM ({rows.query})"
    return Exported(name, _copy(connection, query, folder / f"{name}.csv", "FORMAT csv, HEADER"), f"{name}.csv")


def _jsonl(connection: duckdb.DuckDBPyConnection, name: str, rows: _Rows, folder: Path) -> Exported:
    """One object a line (jsonlines.org)."""
    kept = f"SELECT COLUMNS(c -> c <> '_month') FROM ({rows.query})"
    return Exported(name, _copy(connection, kept, folder / f"{name}.jsonl", "FORMAT json"), f"{name}.jsonl")


def _tsv(connection: duckdb.DuckDBPyConnection, name: str, rows: _Rows, folder: Path) -> Exported:
    """Without quotation marks around cells, as GDELT writes them: a tab or line break inside a cell becomes a blank."""
    cells = [
        f"""translate("{column}", chr(9) || chr(10) || chr(13), '   ') AS "{column}\""""
        if kind == "VARCHAR"
        else f'"{column}"'
        for column, kind, *_ in connection.execute(f"DESCRIBE {rows.query}").fetchall()
    ]
    header = str(name != "gdelt_events").lower()  # GDELT's event files have none
    options = f"FORMAT csv, DELIMITER '\t', HEADER {header}, QUOTE '', ESCAPE ''"
    query = f"SELECT {', '.join(cells)} FROM ({rows.query})"
    return Exported(name, _copy(connection, query, folder / f"{name}.tsv", options), f"{name}.tsv")


def _copy(connection: duckdb.DuckDBPyConnection, query: str, place: Path, options: str) -> int:
    try:
        row = connection.execute(f"COPY ({query}) TO {quoted(str(place))} ({options})").fetchone()
    except duckdb.IOException as error:
        raise BadExport(f"{place.name} cannot be written ({str(error).splitlines()[0]}). Is the disk full?") from error
    return int(row[0]) if row else 0


_WRITERS: dict[Form, Callable[[duckdb.DuckDBPyConnection, str, _Rows, Path], Exported]] = {
    Form.PARQUET: _parquet,
    Form.CSV: _csv,
    Form.JSONL: _jsonl,
    Form.GDELT: _tsv,
}


# ------------------------------------------------------------------------------------------------------- GDELT's layout


def _gdelt(first: dt.date | None, last: dt.date | None) -> dict[str, _Rows]:
    within = _within("a.covered_on", first, last)
    return {
        "gdelt_events": _Rows(_GDELT_EVENTS.format(within=within)),
        "gdelt_quotes": _Rows(_GDELT_QUOTES.format(within=within)),
    }


def _gdelt_actor(number: int, role: str) -> str:
    return f"""
    nullif(concat({role}.country_iso3, {role}.sector), '') AS Actor{number}Code,
    coalesce({role}.canonical_name, {role}.raw_text) AS Actor{number}Name,
    {role}.country_iso3 AS Actor{number}CountryCode,
    NULL AS Actor{number}KnownGroupCode, NULL AS Actor{number}EthnicCode,
    NULL AS Actor{number}Religion1Code, NULL AS Actor{number}Religion2Code,
    {role}.sector AS Actor{number}Type1Code, NULL AS Actor{number}Type2Code, NULL AS Actor{number}Type3Code,"""


def _gdelt_place(prefix: str, place: str, country: str, latitude: str, longitude: str, feature: str) -> str:
    return f"""
    CASE WHEN {place} IS NOT NULL AND {latitude} IS NOT NULL THEN 4 WHEN {country} IS NOT NULL THEN 1 ELSE 0 END
        AS {prefix}Geo_Type,
    {place} AS {prefix}Geo_FullName, {country} AS {prefix}Geo_CountryCode,
    NULL AS {prefix}Geo_ADM1Code, NULL AS {prefix}Geo_ADM2Code,
    {latitude} AS {prefix}Geo_Lat, {longitude} AS {prefix}Geo_Long, {feature} AS {prefix}Geo_FeatureID,"""


def _gdelt_geo_of_actor(number: int, role: str) -> str:
    where = f"{role}.place_name", f"{role}.country_iso3", f"{role}.latitude", f"{role}.longitude", f"{role}.geonames_id"
    return _gdelt_place(f"Actor{number}", *where)


_GDELT_EVENTS = f"""
WITH parties AS (
    SELECT b.event_id, b.role, b.country_iso3, b.sector, b.raw_text, e.canonical_name, e.geonames_id, e.latitude,
        e.longitude, if(e.latitude IS NOT NULL, e.canonical_name, NULL) AS place_name
    FROM bridge_event_actor b LEFT JOIN dim_entity e USING (entity_id)
    QUALIFY row_number() OVER (PARTITION BY b.event_id, b.role ORDER BY b.actor_no) = 1
)
SELECT
    ('0x' || left(v.event_cluster_id, 15))::BIGINT AS GlobalEventID,
    strftime(v.event_date, '%Y%m%d') AS Day, strftime(v.event_date, '%Y%m') AS MonthYear, year(v.event_date) AS Year,
    round(year(v.event_date) + (month(v.event_date) * 30 + day(v.event_date)) / 365, 4) AS FractionDate,
    {_gdelt_actor(1, "one")}{_gdelt_actor(2, "two")}
    (v.zone = 'headline' OR v.sentence_id <= 2)::INT AS IsRootEvent,
    v.cameo_code AS EventCode, left(v.cameo_code, 3) AS EventBaseCode, v.cameo_root AS EventRootCode,
    v.gdelt_quad_code AS QuadClass, v.goldstein AS GoldsteinScale,
    c.sentence_count AS NumMentions, c.outlet_count AS NumSources, c.article_count AS NumArticles, NULL AS AvgTone,
    {_gdelt_geo_of_actor(1, "one")}{_gdelt_geo_of_actor(2, "two")}
    {_gdelt_place("Action", "v.placename", "v.country_iso3", "v.latitude", "v.longitude", "v.geonames_id")}
    strftime(a.date_crawled, '%Y%m%d%H%M%S') AS DATEADDED,
    a.url AS SOURCEURL
FROM rpt_event_coverage c
JOIN fct_event v ON v.event_id = c.event_id
JOIN dim_article a ON a.article_id = v.article_id
LEFT JOIN parties one ON one.event_id = v.event_id AND one.role = 'actor'
LEFT JOIN parties two ON two.event_id = v.event_id AND two.role = 'recipient'
WHERE v.status = 'actual' AND v.event_date IS NOT NULL AND {{within}}
ORDER BY v.event_date, GlobalEventID
"""
"""The 61 columns of GDELT's event table (Event Codebook 2.0, 2015); one row an event that happened and has a date."""

_GDELT_QUOTES = """
SELECT a.url, a.headline AS title, a.in_language AS lang, strftime(a.date_published, '%Y-%m-%dT%H:%M:%SZ') AS date,
    q.pre, q.quotation AS quote, q.post, coalesce(e.canonical_name, q.speaker_text) AS speaker,
    coalesce(q.speaker_role, e.role_text) AS speaker_role, q.cue_lemma AS verb, q.quote_type, q.is_negated,
    q.char_start, q.char_end, q.confidence, q.quote_id, q.quote_cluster_id, q.article_id
FROM fct_quote q JOIN dim_article a USING (article_id) LEFT JOIN dim_entity e ON e.entity_id = q.speaker_entity_id
WHERE {within}
ORDER BY a.covered_on, q.article_id, q.char_start, q.quote_id
"""
"""What the Global Quotation Graph has of a quotation (pre, quote, post, and the page), and who said it."""
