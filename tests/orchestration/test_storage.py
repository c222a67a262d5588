"""Parts of tables by day: whole or not at all, and put right after a kill at any moment."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import polars as pl
import pytest

from orchestration.storage import TableStore
from warehouse.layout import Layout

DAY, NEXT = dt.date(2026, 3, 9), dt.date(2026, 3, 10)
SCHEMA = pl.Schema({"key": pl.String(), "n": pl.Int32()})


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture
def store(tmp_path: Path) -> TableStore:
    return TableStore(Layout(tmp_path))


def frame(*keys: str) -> pl.DataFrame:
    return pl.DataFrame({"key": list(keys), "n": list(range(len(keys)))}, schema=SCHEMA)


def keys(store: TableStore, day: dt.date = DAY) -> set[str]:
    return set(store.read("t", day, SCHEMA)["key"])


def files(tmp_path: Path) -> list[str]:
    return sorted(str(file.relative_to(tmp_path / "tables")) for file in tmp_path.rglob("*") if file.is_file())


def test_parts_of_a_day_are_read_together(store: TableStore) -> None:
    store.add("t", DAY, frame("a", "b"), "one")
    store.add("t", DAY, frame("c"), "two")
    store.add("t", NEXT, frame("d"), "one")
    assert keys(store) == {"a", "b", "c"}
    assert keys(store, NEXT) == {"d"}
    assert store.part_count("t", DAY) == 2
    assert store.days("t") == [DAY, NEXT]
    assert store.all_values("t", "key") == {"a", "b", "c", "d"}
    assert set(store.scan("t", DAY).collect()["key"]) == {"a", "b", "c"}


def test_work_done_twice_is_there_once(store: TableStore) -> None:
    store.add("t", DAY, frame("a"), "one")
    store.add("t", DAY, frame("a", "b"), "one")
    assert keys(store) == {"a", "b"}
    assert store.part_count("t", DAY) == 1


def test_what_was_never_written_is_empty(store: TableStore) -> None:
    assert store.read("t", DAY, SCHEMA).schema == SCHEMA
    assert store.read("t", DAY, SCHEMA, columns=["n"]).columns == ["n"]
    assert (store.days("t"), store.part_count("t", DAY), store.all_values("t", "key")) == ([], 0, set())
    store.recover()


def test_only_the_columns_asked_for_are_read(store: TableStore) -> None:
    store.add("t", DAY, frame("a"), "one")
    assert store.read("t", DAY, SCHEMA, columns=["n"]).columns == ["n"]


def test_replacing_leaves_one_part(store: TableStore, tmp_path: Path) -> None:
    store.add("t", DAY, frame("a"), "one")
    store.add("t", DAY, frame("b"), "two")
    store.replace("t", DAY, frame("c"))
    assert keys(store) == {"c"}
    assert files(tmp_path) == [f"t/{DAY}/part-all.parquet"]
    assert sorted(folder.name for folder in (tmp_path / "tables" / "t").iterdir()) == [str(DAY)]


def test_a_day_may_be_replaced_by_nothing(store: TableStore) -> None:
    store.add("t", DAY, frame("a"), "one")
    store.replace("t", DAY, frame())
    assert store.part_count("t", DAY) == 1
    assert keys(store) == set()


@pytest.mark.parametrize(
    ("step", "kept"),
    [("write", "old"), ("first rename", "old"), ("second rename", "old"), ("clearing up", "new")],
)
def test_a_kill_while_replacing_leaves_the_old_day_or_the_new(
    step: str, kept: str, store: TableStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add("t", DAY, frame("old"), "one")
    real_rename, calls = os.rename, 0

    def rename(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if (step, calls) in (("first rename", 1), ("second rename", 2)):
            raise Killed
        real_rename(source, target)

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("orchestration.storage.os.rename", rename)
        if step == "write":
            patch.setattr("orchestration.storage.os.replace", kill)
        if step == "clearing up":
            real_rmtree = shutil.rmtree
            patch.setattr(
                "orchestration.storage.shutil.rmtree",
                lambda folder, **options: kill() if calls == 2 else real_rmtree(folder, **options),
            )
        with pytest.raises(Killed):
            store.replace("t", DAY, frame("new"))
    store.recover()
    assert keys(store) == {kept}
    assert store.days("t") == [DAY]
    assert len(files(tmp_path)) == 1
    assert [folder.name for folder in (tmp_path / "tables" / "t").iterdir()] == [str(DAY)]


@pytest.mark.parametrize("leftover", [".new", ".old"])
def test_what_a_kill_left_is_no_day_and_in_nobodys_way(leftover: str, store: TableStore, tmp_path: Path) -> None:
    """Even where nobody recovered in between."""
    store.replace("t", DAY, frame("old"))
    folder = tmp_path / "tables" / "t"
    shutil.copytree(folder / str(DAY), folder / f"{DAY}{leftover}")
    assert store.days("t") == [DAY]
    store.replace("t", DAY, frame("new"))
    store.recover()
    assert keys(store) == {"new"}
    assert [found.name for found in folder.iterdir()] == [str(DAY)]


def test_a_half_written_part_is_never_read(store: TableStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add("t", DAY, frame("a"), "one")

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("orchestration.storage.os.replace", kill)
        with pytest.raises(Killed):
            store.add("t", DAY, frame("b"), "two")
    assert len(files(tmp_path)) == 2
    assert keys(store) == {"a"}
    store.recover()
    assert len(files(tmp_path)) == 1
    assert keys(store) == {"a"}


def test_recovering_touches_nothing_that_is_whole(store: TableStore, tmp_path: Path) -> None:
    store.add("t", DAY, frame("a"), "one")
    store.add("u", NEXT, frame("b"), "one")
    before = files(tmp_path)
    store.recover()
    assert files(tmp_path) == before


def test_a_day_carries_a_stamp_only_if_all_its_parts_carry_the_same(store: TableStore) -> None:
    assert store.made_by("t", DAY) is None
    store.replace("t", DAY, frame("a"), made_by="these rules")
    assert store.made_by("t", DAY) == "these rules"
    store.add("t", DAY, frame("b"), "one more")
    assert store.made_by("t", DAY) is None
    store.replace("t", DAY, frame("a", "b"))
    assert store.made_by("t", DAY) is None
    assert keys(store) == {"a", "b"}
