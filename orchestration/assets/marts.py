"""The assets of the dbt project: seeds, staging, intermediate models and marts, with dbt's tests as checks."""

import json
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration.dbt import NodeResult, build, manifest
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.settings import Settings
from orchestration.versions import models_version


class _Translator(DagsterDbtTranslator):
    """Groups by folder of the dbt project: seeds, staging, intermediate, marts."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        folder = dbt_resource_props.get("fqn", ["", "marts"])[1]
        return folder if dbt_resource_props["resource_type"] == "model" else "seeds"


_manifest_file = manifest(Settings.from_environment().layout, models_version())
_manifest: dict[str, Any] = json.loads(_manifest_file.read_text(encoding="utf-8"))
_translator = _Translator()
_in_order = [
    unique_id
    for unique_id in TopologicalSorter(_manifest["parent_map"]).static_order()
    if unique_id in _manifest["nodes"]
]
"""Every node after those that it depends on: Dagster wants to hear of them in such an order."""


@dbt_assets(manifest=_manifest, dagster_dbt_translator=_translator, name="marts")
def marts(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Build every model and run every test, in this process."""
    with only_writer(settings.layout.lock, wait=WRITER_WAIT):
        results = build(settings.layout, models_version())
    by_id = {result.unique_id: result for result in results}
    for unique_id in _in_order:
        yield from _events(context, unique_id, by_id.get(unique_id))
    failed = [result for result in results if not result.passed]
    if failed:
        lines = "\n".join(f"  {result.unique_id}: {result.message}" for result in failed[:20])
        raise dg.Failure(
            f"{len(failed)} of {len(results)} dbt nodes failed; nothing is published.\n{lines}", allow_retries=False
        )


def _check_key(unique_id: str) -> dg.AssetCheckKey | None:
    return get_asset_check_key_for_test(
        manifest=_manifest, dagster_dbt_translator=_translator, test_unique_id=unique_id, project=None
    )


def _events(
    context: dg.AssetExecutionContext, unique_id: str, result: NodeResult | None
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """What Dagster is told of a node. One without result stands as the last run left it: what it depends on is as it was."""
    kind = unique_id.split(".")[0]
    passed = result is None or result.passed
    metadata: dict[str, Any] = {"unchanged": True}
    if result is not None:
        metadata = {"seconds": result.seconds, "message": result.message}
    if kind in ("model", "seed", "snapshot"):
        key = _translator.get_asset_spec(_manifest, unique_id, None).key
        if passed and key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    elif kind == "test":
        check = _check_key(unique_id)
        if check is not None and check in context.selected_asset_check_keys:
            failing = {"failing_rows": result.failures} if result is not None else {}
            yield dg.AssetCheckResult(
                asset_key=check.asset_key, check_name=check.name, passed=passed, metadata={**metadata, **failing}
            )
