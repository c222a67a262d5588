"""Every invariant of the core tables finds the row that breaks it, and nothing in a sound day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse import day as sample
from transforms.tables import BY_NAME, OVER_ALL_DAYS, Progress, table_name
from transforms.tables.base import warehouse_columns
from warehouse.checks import BrokenInvariant, invariants, violations
from warehouse.ddl import CORE_SCHEMA, create_statements

ALL = {(invariant.table, invariant.name) for invariant in invariants()}
OTHER_DAY = sample.DAY + dt.timedelta(days=1)


@pytest.fixture(scope="module")
def loaded() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse in memory that holds the sample day."""
    with duckdb.connect() as connection:
        for statement in create_statements():
            connection.execute(statement)
        over_days = {
            name: sample.frame(name, sample.rows()[name]) for name in map(table_name, (*OVER_ALL_DAYS, Progress))
        }
        frames = {**sample.frames(), **over_days, "runs": sample.run()}
        for name, frame in frames.items():
            columns = ", ".join(warehouse_columns(BY_NAME[name]))
            connection.register("incoming", frame.to_arrow())
            connection.execute(f"INSERT INTO {CORE_SCHEMA}.{name} ({columns}) SELECT {columns} FROM incoming")
        yield connection


@pytest.fixture
def core(loaded: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, to be broken: afterwards everything is as before."""
    loaded.execute(f"BEGIN; USE memory.{CORE_SCHEMA}")
    yield loaded
    loaded.execute("ROLLBACK; USE memory.main")


def broken(core: duckdb.DuckDBPyConnection, day: dt.date | None = sample.DAY) -> set[tuple[str, str]]:
    return {(found.invariant.table, found.invariant.name) for found in violations(core, day)}


def test_a_sound_day_breaks_nothing(core: duckdb.DuckDBPyConnection) -> None:
    assert broken(core) == set()
    assert broken(core, None) == set()


DAMAGE = [  # what is done to the day, and all that must be found broken
    (
        "UPDATE pages SET status = 'no_text', page_id = 'p' WHERE page_id = 'page-1'",
        "articles.page_id_has_parent pages.one_outcome",
    ),
    ("DELETE FROM rejects", "pages.one_outcome"),
    ("INSERT INTO pages BY NAME SELECT * REPLACE ('x' AS page_id) FROM pages WHERE status = 'ok'", "pages.one_outcome"),
    ("UPDATE progress SET run_id = 'gone'", "progress.run_id_has_parent"),
    ("UPDATE rejects SET page_id = 'gone'", "rejects.page_id_has_parent pages.one_outcome"),
    (
        "INSERT INTO articles BY NAME SELECT * REPLACE ('b' AS article_id) FROM articles",
        "articles.one_article_a_page blocks.blocks_tile_text",
    ),
    ("DELETE FROM blocks WHERE block_no = 1", "blocks.blocks_tile_text"),
    ("DELETE FROM blocks", "blocks.blocks_tile_text"),
    ("UPDATE blocks SET char_end = char_end + 1 WHERE block_no = 2", "blocks.blocks_tile_text"),
    (
        "UPDATE blocks SET char_start = char_start + 1, char_end = char_end + 1 WHERE block_no = 1",
        "blocks.blocks_tile_text",
    ),
    ("UPDATE blocks SET block_no = 9 WHERE block_no = 0", "blocks.blocks_tile_text"),
    (
        "UPDATE articles SET text = replace(text, 'told', 'to' || chr(10) || 'd')",
        "quotes.cue_text_is_evidence blocks.blocks_tile_text",
    ),
    ("UPDATE blocks SET article_id = 'gone'", "blocks.article_id_has_parent blocks.blocks_tile_text"),
    ("UPDATE removed_blocks SET article_id = 'gone'", "removed_blocks.article_id_has_parent"),
    (
        "DELETE FROM entities WHERE entity_id = 'malta'",
        "mentions.entity_id_has_parent event_actors.entity_id_has_parent entity_evidence.entity_id_has_parent",
    ),
    (
        "UPDATE entities SET fetched_on = fetched_on + 1 WHERE entity_id = 'malta'",
        "mentions.entity_id_has_parent event_actors.entity_id_has_parent entity_evidence.entity_id_has_parent",
    ),
    ("UPDATE mentions SET article_id = 'gone'", "mentions.article_id_has_parent"),
    ("UPDATE mentions SET char_start = char_start + 1, char_end = char_end + 1", "mentions.mention_text_is_evidence"),
    ("UPDATE mentions SET mention_text = 'Rosa Billeci' WHERE mention_id = 'm1'", "mentions.mention_text_is_evidence"),
    ("UPDATE mentions SET mention_text = upper(mention_text)", "mentions.mention_text_is_evidence"),
    ("UPDATE mentions SET char_end = 100000", "mentions.mention_text_is_evidence"),
    ("UPDATE mentions SET role_text = 'keeper' WHERE mention_id = 'm1'", "mentions.role_text_is_evidence"),
    ("UPDATE entity_evidence SET article_id = 'gone'", "entity_evidence.article_id_has_parent"),
    ("UPDATE entity_evidence SET entity_id = 'gone'", "entity_evidence.entity_id_has_parent"),
    ("UPDATE entity_evidence SET evidence_text = 'Gozo'", "entity_evidence.evidence_text_is_evidence"),
    ("UPDATE quotes SET article_id = 'gone'", "quotes.article_id_has_parent"),
    ("UPDATE quotes SET quotation = 'We''re naïve.'", "quotes.quotation_is_evidence"),
    ("UPDATE quotes SET cue_text = 'tells'", "quotes.cue_text_is_evidence"),
    ("UPDATE quotes SET cue_text = NULL", "quotes.cue_text_is_evidence"),
    ("UPDATE quotes SET cue_char_start = NULL, cue_char_end = NULL", "quotes.cue_text_is_evidence"),
    ("UPDATE quotes SET speaker_char_start = 0", "quotes.speaker_text_is_evidence"),
    ("UPDATE quotes SET statement_id = 'gone'", "quotes.statement_id_has_parent"),
    ("UPDATE quotes SET addressee_text = 'radio'", "quotes.addressee_text_is_evidence"),
    ("UPDATE quotes SET venue_char_start = 0, venue_char_end = 3", "quotes.venue_text_is_evidence"),
    ("UPDATE quotes SET said_text = 'Monday', said_char_start = 0, said_char_end = 6", "quotes.said_text_is_evidence"),
    ("UPDATE quotes SET speaker_entity_id = 'gone'", "quotes.speaker_entity_id_has_parent"),
    ("UPDATE quotes SET addressee_entity_id = 'gone'", "quotes.addressee_entity_id_has_parent"),
    ("UPDATE quote_mentions SET quote_id = 'gone'", "quote_mentions.quote_id_has_parent"),
    ("UPDATE quote_mentions SET article_id = 'gone'", "quote_mentions.article_id_has_parent"),
    ("UPDATE quote_mentions SET entity_id = 'gone'", "quote_mentions.entity_id_has_parent"),
    ("UPDATE events SET article_id = 'gone'", "events.article_id_has_parent"),
    ("UPDATE events SET trigger_text = 'thanks'", "events.trigger_text_is_evidence"),
    ("UPDATE events SET reported_by_entity_id = 'gone'", "events.reported_by_entity_id_has_parent"),
    ("UPDATE event_actors SET event_id = 'gone'", "event_actors.event_id_has_parent"),
    ("UPDATE event_actors SET article_id = 'gone' WHERE role = 'actor'", "event_actors.article_id_has_parent"),
    ("UPDATE event_actors SET raw_text = 'Gozo' WHERE role = 'actor'", "event_actors.raw_text_is_evidence"),
    ("UPDATE event_actors SET entity_id = 'gone' WHERE role = 'actor'", "event_actors.entity_id_has_parent"),
    ("UPDATE stories SET article_id = 'gone'", "stories.article_id_has_parent"),
    ("UPDATE quote_clusters SET article_id = 'gone'", "quote_clusters.article_id_has_parent"),
    ("UPDATE quote_clusters SET quote_id = 'gone'", "quote_clusters.quote_id_has_parent"),
    ("UPDATE event_clusters SET article_id = 'gone'", "event_clusters.article_id_has_parent"),
    ("UPDATE event_clusters SET event_id = 'gone'", "event_clusters.event_id_has_parent"),
]
TWICE = sorted(table for table, name in ALL if name == "unique_key")


@pytest.mark.parametrize(("damage", "expected"), DAMAGE, ids=[damage for damage, _ in DAMAGE])
def test_a_broken_row_is_found(core: duckdb.DuckDBPyConnection, damage: str, expected: str) -> None:
    core.execute(damage)
    assert broken(core) == {tuple(name.split(".")) for name in expected.split()}


def test_an_article_may_be_a_single_block(core: duckdb.DuckDBPyConnection) -> None:
    for table in (
        "mentions",
        "entity_evidence",
        "quotes",
        "quote_mentions",
        "quote_clusters",
        "event_clusters",
        "events",
        "event_actors",
    ):
        core.execute(f"DELETE FROM {table}")
    core.execute("DELETE FROM blocks WHERE block_no > 0")
    core.execute("UPDATE articles SET text = 'Keeper wanted 😀'")
    assert broken(core) == set()
    core.execute("UPDATE blocks SET char_start = 1")
    assert broken(core) == {("blocks", "blocks_tile_text")}


def test_what_an_optional_evidence_leaves_out_is_not_missed(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("UPDATE quotes SET cue_text = NULL, cue_char_start = NULL, cue_char_end = NULL")
    assert broken(core) == set()


@pytest.mark.parametrize("table", TWICE)
def test_a_row_that_is_there_twice_is_found(core: duckdb.DuckDBPyConnection, table: str) -> None:
    core.execute(f"INSERT INTO {table} SELECT * FROM {table}")
    assert (table, "unique_key") in broken(core)


def test_no_invariant_is_left_untested() -> None:
    tried = {tuple(name.split(".")) for _, names in DAMAGE for name in names.split()} | {
        (table, "unique_key") for table in TWICE
    }
    assert tried == ALL


def test_the_same_key_on_another_day_is_another_row(core: duckdb.DuckDBPyConnection) -> None:
    for table in TWICE:
        core.execute(f"INSERT INTO {table} SELECT * REPLACE (fetched_on + 1 AS fetched_on) FROM {table}")
    assert broken(core, None) == set()


def test_days_are_judged_apart(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("INSERT INTO mentions SELECT * REPLACE (fetched_on + 1 AS fetched_on) FROM mentions")
    assert broken(core) == set()
    expected = {("mentions", "article_id_has_parent"), ("mentions", "entity_id_has_parent")}
    assert broken(core, OTHER_DAY) == broken(core, None) == expected


def test_a_violation_says_what_how_many_and_which(core: duckdb.DuckDBPyConnection) -> None:
    core.execute("UPDATE mentions SET mention_text = 'Gozo' WHERE mention_id = 'm2'")
    message = str(BrokenInvariant(violations(core)))
    assert message.startswith(
        "mentions: articles.text[char_start:char_end] equals mention_text — 1 rows do not, for example"
    )
    assert "'m2'" in message and "'Gozo'" in message and "'Malta'" in message
