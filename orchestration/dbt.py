"""dbt inside this process: the manifest for Dagster's graph, `dbt build`, `dbt docs`.

In process because a dbt subprocess costs five CPU-seconds before it runs a query. Stays out: the models.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from warehouse.checks import EXAMPLES
from warehouse.ddl import CORE_SCHEMA
from warehouse.layout import Layout
from warehouse.load import writing
from warehouse.progress import is_of_another_version, mark_done, mark_pending, newest_loads, pending_days

STEP = "models"
"""The name of this step in `core.progress`."""

ARTICLES_AT_ONCE = 500_000
"""How many articles are modelled in one piece where all is made anew: what is made at once is sorted at once, and what memory
does not hold goes to the disk."""

PROJECT = Path(__file__).resolve().parent.parent / "dbt_like_sql"
_PREPARED = PROJECT / "target"
"""The project as parsed by `make install`, so that no data folder need parse it again."""

_MANIFEST, _PARSED, _STAMP = "manifest.json", "partial_parse.msgpack", "manifest.version"


class DbtFailed(Exception):
    """dbt could not run, or a model or test of it failed."""


@dataclass(frozen=True)
class NodeResult:
    """How one model, seed or test went."""

    unique_id: str
    passed: bool
    message: str
    seconds: float
    failures: int


def manifest(layout: Layout, models_version: str) -> Path:
    """The manifest of the present models; parsed anew, into the data folder, only where models or dbt have changed."""
    return _parsed_folder(layout, models_version) / _MANIFEST


def prepare(models_version: str) -> None:
    """Parse the project into its own `target` folder, if what lies there is not of the present models and dbt."""
    if not _is_current(_PREPARED, models_version):
        _parse(_PREPARED, models_version)


def _parsed_folder(layout: Layout, models_version: str) -> Path:
    for folder in (_PREPARED, layout.dbt_target):
        if _is_current(folder, models_version):
            return folder
    _parse(layout.dbt_target, models_version)
    return layout.dbt_target


def _is_current(folder: Path, models_version: str) -> bool:
    stamp = folder / _STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _wanted(models_version)


def _wanted(models_version: str) -> str:
    # With the place, since dbt notes where a seed's file lies.
    return f"{models_version} dbt-{version('dbt-core')} dbt-duckdb-{version('dbt-duckdb')} {PROJECT}"


def _parse(target: Path, models_version: str) -> None:
    stamp = target / _STAMP
    stamp.unlink(missing_ok=True)  # a parse that is killed halfway must not pass for the one before
    # Parsing opens no file; the warehouse's name alone is in what it gives, and it is the same in every data folder.
    _invoke(["parse"], target, warehouse=Layout(target).warehouse)
    stamp.write_text(_wanted(models_version), encoding="utf-8")


def build(layout: Layout, models_version: str) -> list[NodeResult]:
    """Bring the marts up to date and test them; returns how each node went, in the order they ran.

    Nothing runs, and the list is empty, where no day was loaded since the models ran last. What other models made is made anew
    from the ground, part by part (`_parts`), as if the days came one after the other; else only what the new days touch is.
    Where a part fails, the list tells of this part. Raises `DbtFailed` if dbt cannot run. The warehouse is closed again when
    this returns, so that it can be copied.
    """
    with writing(layout.warehouse) as connection:
        days = pending_days(connection, STEP, models_version)
        if not days:
            return []
        articles = _articles_by_day(connection)
        make_anew = is_of_another_version(connection, STEP, models_version) or _are_most(days, articles)
        if make_anew:
            days = list(newest_loads(connection))
            mark_pending(connection, [STEP], days)  # or days that other models have worked in would pass for done
        parts = _parts(days, articles) if make_anew else [days]
    nodes: dict[str, NodeResult] = {}
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        selection = _selection(make_anew=make_anew and number == 0, views=len(parts) > 1)
        of_part = _build_part(layout, models_version, selection, None if is_last else part[-1])
        if not all(node.passed for node in of_part):
            return of_part
        nodes |= {node.unique_id: node for node in of_part}
        with writing(layout.warehouse) as connection:
            # A run that is killed between two parts leaves a version that is nobody's: the next one begins with the first part.
            version, done = (models_version, days) if is_last else (f"{models_version} in parts", part)
            mark_done(connection, STEP, version, done)
    return list(nodes.values())


def _articles_by_day(connection: duckdb.DuckDBPyConnection) -> dict[dt.date, int]:
    return dict(connection.execute(f"SELECT fetched_on, count(*) FROM {CORE_SCHEMA}.articles GROUP BY ALL").fetchall())


def _are_most(days: Sequence[dt.date], articles: Mapping[dt.date, int]) -> bool:
    """Whether the days hold most of the articles, and more than can be taken at once: then to make all anew is less work."""
    count = sum(articles.get(day, 0) for day in days)
    return count > ARTICLES_AT_ONCE and 2 * count > sum(articles.values())


def _parts(days: Sequence[dt.date], articles: Mapping[dt.date, int]) -> list[list[dt.date]]:
    """The days in their order, in parts that have at most `ARTICLES_AT_ONCE` articles, or are one day."""
    parts: list[list[dt.date]] = []
    room = 0
    for day in days:
        if not parts or articles.get(day, 0) > room:
            parts.append([])
            room = ARTICLES_AT_ONCE
        parts[-1].append(day)
        room -= articles.get(day, 0)
    return parts


def _selection(*, make_anew: bool, views: bool) -> list[str]:
    """Arguments that tell dbt what to build; `views` where they read other days than before."""
    # Unit tests belong to the models' code, not to a day's data: `make test` runs them.
    selection = ["--exclude-resource-type", "unit_test"]
    if make_anew:
        return [*selection, "--full-refresh"]
    # Seeds, and what is made of SQL alone, cannot have changed.
    views_too = [] if views else ["config.materialized:view"]
    return [*selection, "--exclude-resource-type", "seed", "--exclude", "config.materialized:table_macro", *views_too]


def _build_part(layout: Layout, models_version: str, selection: list[str], until: dt.date | None) -> list[NodeResult]:
    """One `dbt build`, as if no day after `until` were loaded."""
    from dbt.contracts.graph.manifest import Manifest

    parsed = Manifest.from_msgpack((_parsed_folder(layout, models_version) / _PARSED).read_bytes())
    parsed.build_flat_graph()  # what macros see as `graph`; dbt does this itself only where it parses
    arguments = ["build", "--no-write-json", *selection]
    if until is not None:
        arguments += ["--vars", json.dumps({"fetched_until": until.isoformat()})]
    results = _invoke(arguments, layout.dbt_target, warehouse=layout.warehouse, parsed=parsed)
    with writing(layout.warehouse) as connection:
        return [_node_result(connection, result) for result in results if result.status != "skipped"]


def write_docs(layout: Layout) -> Path:
    """dbt's documentation of sources, models, tests and exposures, with their graph: one HTML file that needs no server.

    Raises `DbtFailed` if dbt cannot run. The warehouse must be there, since the sizes of its tables are told, too.
    """
    target = layout.dbt_target / "docs"
    _invoke(["docs", "generate", "--static"], target, warehouse=layout.warehouse)
    return (target / "static_index.html").replace(layout.docs)


def _node_result(connection: duckdb.DuckDBPyConnection, result: Any) -> NodeResult:
    passed = result.status in ("success", "pass", "warn", "no-op")
    message = str(result.message or "")
    if not passed and result.failures and result.node.compiled_code:
        message += f" For example {_examples(connection, result.node.compiled_code)}"
    return NodeResult(
        unique_id=result.node.unique_id,
        passed=passed,
        message=message,
        seconds=float(result.execution_time),
        failures=int(result.failures or 0),
    )


def _examples(connection: duckdb.DuckDBPyConnection, failed_test: str) -> str:
    """The first rows that a test finds fault with."""
    rows = connection.execute(f"FROM ({failed_test}) LIMIT {EXAMPLES}").pl().to_dicts()
    return "; ".join(str({name: str(value)[:80] for name, value in row.items()}) for row in rows)


def _invoke(arguments: list[str], target: Path, *, warehouse: Path, parsed: Any = None) -> Any:
    from dbt.cli.main import dbtRunner  # imported here: a second, and most commands need no dbt

    os.environ["DATELINE_WAREHOUSE"] = str(warehouse)
    target.mkdir(parents=True, exist_ok=True)
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    places += ["--target-path", str(target), "--log-path", str(target / "logs")]
    try:
        quiet = ["--quiet", "--no-use-colors", "--log-level-file", "none"]
        outcome = dbtRunner(manifest=parsed).invoke([*quiet, *arguments, *places])
    finally:
        _close_connections()
    if outcome.exception is not None:
        raise DbtFailed(f"dbt {arguments[0]} could not run: {outcome.exception}.")
    return outcome.result


def _close_connections() -> None:
    """dbt-duckdb keeps its connection for the next command; nobody else can open the file meanwhile."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


if __name__ == "__main__":  # part of `make install`
    from orchestration.versions import models_version as present_models_version

    prepare(present_models_version())
