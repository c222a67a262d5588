"""What was fetched is kept at once and whole, and moved into the tables once, whenever a process ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from orchestration.fetching import journal as journal_module
from orchestration.fetching.journal import Journal, Step
from orchestration.storage import TableStore
from tests.end_to_end.product import held_by_another
from tests.warehouse import day as sample
from transforms.tables import BY_NAME
from transforms.tables.base import polars_schema
from warehouse.layout import Layout

DAY, NEXT = sample.DAY, sample.DAY + dt.timedelta(days=1)
MOMENT = dt.datetime.combine(DAY, dt.time(12))


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def store(tmp_path: Path) -> TableStore:
    return TableStore(Layout(tmp_path))


@pytest.fixture
def journal(tmp_path: Path, store: TableStore) -> Journal:
    return Journal(tmp_path / "journal", store, tmp_path / "lock")


def step(name: str, day: dt.date = DAY, body: bytes | None = None) -> Step:
    """An attempt that gave a page and a link."""
    key = {"fetched_on": day}
    page = sample.page(name, status="ok") | key | {"body": body or name.encode()}
    link = {
        "link_id": f"link of {name}",
        "url": f"https://herald.example/{name}",
        "source_name": "herald",
        "source_kind": "feed",
        "found_at": MOMENT,
    }
    return Step([sample.fetch(f"fetch of {name}", link["url"], page_id=name) | key], [link | key], [page])


def held(store: TableStore, table: str, column: str, day: dt.date = DAY) -> list[Any]:
    return sorted(store.read(table, day, polars_schema(BY_NAME[table]))[column].to_list())


def test_a_step_is_in_the_tables_when_it_was_moved(journal: Journal, store: TableStore) -> None:
    journal.keep(step("a"))
    assert store.days("pages") == []
    assert journal.move() == {DAY}
    assert held(store, "pages", "body") == [b"a"]
    assert held(store, "links", "url") == ["https://herald.example/a"]
    assert held(store, "fetches", "page_id") == ["a"]
    assert journal.move() == set()


def test_another_process_moves_what_was_kept(tmp_path: Path, journal: Journal, store: TableStore) -> None:
    journal.keep(step("a"))
    journal.keep(step("b", NEXT))
    assert Journal(tmp_path / "journal", store, tmp_path / "lock").move() == {DAY, NEXT}
    assert (held(store, "pages", "page_id"), held(store, "pages", "page_id", NEXT)) == (["a"], ["b"])


def test_what_is_there_is_not_moved_again(journal: Journal, store: TableStore) -> None:
    for day in (DAY, NEXT):
        journal.keep(step("a", day))
        journal.move()
    assert held(store, "pages", "page_id") == ["a"]
    assert store.days("pages") == [DAY]


@pytest.mark.parametrize("after", range(4))
def test_a_kill_while_moving_loses_and_doubles_nothing(
    journal: Journal, store: TableStore, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    for name in ("a", "b"):
        journal.keep(step(name))
    add, left = store.add, [after]

    def add_until_killed(*arguments: Any) -> Path:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return add(*arguments)

    with monkeypatch.context() as patched, pytest.raises(Killed) if after < 3 else monkeypatch.context():
        patched.setattr(store, "add", add_until_killed)
        journal.move()
    journal.move()
    for table, column in (("pages", "page_id"), ("links", "link_id"), ("fetches", "fetch_id")):
        assert len(held(store, table, column)) == 2


def test_what_a_killed_process_had_not_written_to_the_end_is_cleared_away(
    tmp_path: Path, journal: Journal, store: TableStore
) -> None:
    journal.keep(step("a"))
    (tmp_path / "journal" / "half.123.tmp").write_bytes(b"PAR1")
    journal.move()
    assert list((tmp_path / "journal").iterdir()) == []
    assert held(store, "pages", "page_id") == ["a"]


def test_many_steps_are_moved_in_between(journal: Journal, store: TableStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_MOVED_AT_ONCE", 3)
    for number in range(7):
        journal.keep(step(str(number)))
    assert len(held(store, "pages", "page_id")) == 6
    journal.move()
    assert len(held(store, "pages", "page_id")) == 7


def test_while_somebody_else_writes_steps_stay_in_the_journal(
    tmp_path: Path, journal: Journal, store: TableStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_MOVED_AT_ONCE", 1)
    with held_by_another(tmp_path / "lock"):
        journal.keep(step("a"))
        assert store.days("pages") == []
    journal.keep(step("b"))
    assert held(store, "pages", "page_id") == ["a", "b"]
