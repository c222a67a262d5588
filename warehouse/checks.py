"""The invariants of the core tables, as queries that must find nothing.

Belongs here: keys are unique, every child has its parent, offsets equal text, one row an input page. Stays out: what a
mart promises (dbt's tests).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from transforms.tables import BY_NAME, WAREHOUSE_TABLES, Table, table_name
from transforms.tables.base import primary_key, references
from warehouse.ddl import CORE_SCHEMA

EXAMPLES = 3
"""How many of the rows that break a promise are shown."""


@dataclass(frozen=True)
class Invariant:
    """A query that lists the rows which break a promise.

    `{day}` in it becomes a condition on `fetched_on`. Every table that is read has it for itself: DuckDB does not carry it over
    from one side of an anti-join to the other, and would read the parents of all days.
    """

    table: str
    name: str
    promise: str
    query: str


@dataclass(frozen=True)
class Violation:
    """A broken invariant with the number of rows and a few of them."""

    invariant: Invariant
    count: int
    examples: list[tuple[object, ...]]

    def __str__(self) -> str:
        rows = "; ".join(str(tuple(str(value)[:80] for value in row)) for row in self.examples)
        return f"{self.invariant.table}: {self.invariant.promise} — {self.count} rows do not, for example {rows}"


class BrokenInvariant(Exception):
    """Rows about to be loaded or published break a promise; nothing was changed."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = violations
        super().__init__("\n".join(str(violation) for violation in violations))


def invariants() -> Iterator[Invariant]:
    """All invariants, read off the declarations."""
    for table in WAREHOUSE_TABLES:
        yield from _table_invariants(table)
    yield Invariant(
        "articles",
        "one_article_a_page",
        "every page gives at most one article",
        f"SELECT page_id, fetched_on, count(*) FROM {CORE_SCHEMA}.articles WHERE {{day}}"
        " GROUP BY page_id, fetched_on HAVING count(*) > 1",
    )
    yield Invariant(
        "pages",
        "one_outcome",
        "every page is the page of an article or is among the rejects",
        f"SELECT page_id, status FROM {CORE_SCHEMA}.pages ANTI JOIN (FROM {CORE_SCHEMA}.articles WHERE {{day}})"
        f" USING (page_id, fetched_on) ANTI JOIN (FROM {CORE_SCHEMA}.rejects WHERE {{day}}) USING (page_id, fetched_on)"
        " WHERE {day}",
    )
    yield Invariant(
        "blocks",
        "blocks_tile_text",
        "the blocks of an article are its text, one a line",
        f"SELECT article_id FROM {CORE_SCHEMA}.articles a LEFT JOIN (SELECT article_id, fetched_on,"
        " list(char_start ORDER BY block_no) AS starts, list(char_end ORDER BY block_no) AS ends"
        f" FROM {CORE_SCHEMA}.blocks WHERE {{day}} GROUP BY ALL) b USING (article_id, fetched_on) WHERE {{day}} AND ("
        " starts IS DISTINCT FROM [0] || [after + 1 for after in ends[:-2]] OR"
        " list_transform(list_zip(starts, ends), lambda block: block[2] - block[1])"
        " IS DISTINCT FROM [length(line) for line in string_split(a.text, chr(10))])",
    )


def _table_invariants(table: type[Table]) -> Iterator[Invariant]:
    name, full = table_name(table), f"{CORE_SCHEMA}.{table_name(table)}"
    key = [*primary_key(table), "fetched_on"]
    columns = ", ".join(key)
    yield Invariant(
        name,
        "unique_key",
        f"{', '.join(key)} together are unique",
        f"SELECT {columns}, count(*) FROM {full} WHERE {{day}} GROUP BY {columns} HAVING count(*) > 1",
    )
    for column, (parent, parent_column) in references(table).items():
        if BY_NAME[parent].in_warehouse:
            yield Invariant(
                name,
                f"{column}_has_parent",
                f"every {column} is a row of {parent} of the same day",
                f"SELECT {columns}, {column} FROM (FROM {full} WHERE {{day}} AND {column} IS NOT NULL) c ANTI JOIN"
                f" (FROM {CORE_SCHEMA}.{parent} WHERE {{day}}) p"
                f" ON p.{parent_column} = c.{column} AND p.fetched_on = c.fetched_on",
            )
    for start, end, text in table.evidence:
        yield Invariant(
            name,
            f"{text}_is_evidence",
            f"articles.text[{start}:{end}] equals {text}",
            f"SELECT {', '.join(f'c.{k}' for k in key)}, c.{text}, substring(a.text, c.{start} + 1, c.{end} - c.{start}) FROM"
            f" {full} c JOIN (FROM {CORE_SCHEMA}.articles WHERE {{day}}) a USING (article_id, fetched_on) WHERE {{day}} AND"
            f" (c.{start} IS NOT NULL OR c.{text} IS NOT NULL) AND"
            f" substring(a.text, c.{start} + 1, c.{end} - c.{start}) IS DISTINCT FROM c.{text}",
        )


def violations(connection: duckdb.DuckDBPyConnection, day: dt.date | None = None) -> list[Violation]:
    """Every broken invariant, of one day or of all."""
    found = []
    for invariant in invariants():
        condition = "fetched_on = $day" if day else "true"
        query = invariant.query.replace("{day}", condition)
        parameters = {"day": day} if day else {}
        row = connection.execute(f"SELECT count(*) FROM ({query})", parameters).fetchone()
        count = int(row[0]) if row else 0
        if count:
            examples = connection.execute(f"FROM ({query}) LIMIT {EXAMPLES}", parameters).fetchall()
            found.append(Violation(invariant, count, examples))
    return found
