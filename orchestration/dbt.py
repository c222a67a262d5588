"""dbt inside this process: the manifest for Dagster's graph, and `dbt build`.

In process because a dbt subprocess costs five CPU-seconds before it runs a query. Stays out: the models.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from warehouse.layout import Layout

PROJECT = Path(__file__).resolve().parent.parent / "dbt_like_sql"


_parsed: dict[Path, Any] = {}
"""The project as parsed in this process, by target folder: `build` then need not parse it again."""


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
    """The manifest of the present models; parsed anew only where models or dbt have changed."""
    target = layout.dbt_target / "manifest.json"
    stamp = layout.dbt_target / "manifest.version"
    wanted = f"{models_version} dbt-{version('dbt-core')}"
    if not (target.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted):
        _parsed[layout.dbt_target] = _invoke(layout, ["parse"])
        stamp.write_text(wanted, encoding="utf-8")
    return target


def build(layout: Layout) -> list[NodeResult]:
    """Run seeds, models and tests; returns how each went, in the order they ran. Raises `DbtFailed` if dbt cannot run.

    The warehouse is closed again when this returns, so that it can be copied.
    """
    # Unit tests belong to the models' code, not to a day's data: `make test` runs them.
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    results = _invoke(layout, arguments)
    return [
        NodeResult(
            unique_id=result.node.unique_id,
            passed=result.status in ("success", "pass", "warn", "no-op"),
            message=str(result.message or ""),
            seconds=float(result.execution_time),
            failures=int(result.failures or 0),
        )
        for result in results
        if result.status != "skipped"
    ]


def _invoke(layout: Layout, arguments: list[str]) -> Any:
    from dbt.cli.main import dbtRunner  # imported here: a second, and most commands need no dbt

    os.environ["DATELINE_WAREHOUSE"] = str(layout.warehouse)
    layout.dbt_target.mkdir(parents=True, exist_ok=True)
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    places += ["--target-path", str(layout.dbt_target), "--log-path", str(layout.dbt_target / "logs")]
    try:
        quiet = ["--quiet", "--no-use-colors", "--log-level-file", "none"]
        outcome = dbtRunner(manifest=_parsed.get(layout.dbt_target)).invoke([*quiet, *arguments, *places])
    finally:
        _close_connections()
    if outcome.exception is not None:
        raise DbtFailed(f"dbt {arguments[0]} could not run: {outcome.exception}.")
    return outcome.result


def _close_connections() -> None:
    """dbt-duckdb keeps its connection for the next command; nobody else can open the file meanwhile."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
