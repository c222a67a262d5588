"""The assets of the dbt project: seeds, staging, intermediate models and marts, with dbt's tests as checks."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from orchestration.assets.pages import LOCK_WAIT
from orchestration.dbt import NodeResult, build, manifest
from orchestration.lock import only_writer
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


@dbt_assets(manifest=_manifest, dagster_dbt_translator=_translator, name="marts")
def marts(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Build every model and run every test, in this process."""
    with only_writer(settings.layout.lock, wait=LOCK_WAIT):
        results = build(settings.layout, models_version())
    failed = [result for result in results if not result.passed]
    for result in results:
        yield from _events(context, result)
    if failed:
        lines = "\n".join(f"  {result.unique_id}: {result.message}" for result in failed[:20])
        raise dg.Failure(
            f"{len(failed)} of {len(results)} dbt nodes failed; nothing is published.\n{lines}", allow_retries=False
        )
    yield from _unchanged(context, {result.unique_id for result in results})


def _unchanged(
    context: dg.AssetExecutionContext, ran: set[str]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Nodes that did not run because what they depend on is as it was: they stand as the last run left them."""
    as_it_was = {"unchanged": True}
    for unique_id in sorted(_manifest["nodes"].keys() - ran):
        kind = unique_id.split(".")[0]
        if kind in ("model", "seed", "snapshot"):
            key = _translator.get_asset_spec(_manifest, unique_id, None).key
            if key in context.selected_asset_keys:
                yield dg.MaterializeResult(asset_key=key, metadata=as_it_was)
        elif kind == "test":
            check = _check_key(unique_id)
            if check is not None and check in context.selected_asset_check_keys:
                yield dg.AssetCheckResult(
                    asset_key=check.asset_key, check_name=check.name, passed=True, metadata=as_it_was
                )


def _check_key(unique_id: str) -> dg.AssetCheckKey | None:
    return get_asset_check_key_for_test(
        manifest=_manifest, dagster_dbt_translator=_translator, test_unique_id=unique_id, project=None
    )


def _events(
    context: dg.AssetExecutionContext, result: NodeResult
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    kind = result.unique_id.split(".")[0]
    metadata = {"seconds": result.seconds, "message": result.message}
    if kind in ("model", "seed", "snapshot"):
        key = _translator.get_asset_spec(_manifest, result.unique_id, None).key
        if result.passed and key in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=key, metadata=metadata)
    elif kind == "test":
        check = _check_key(result.unique_id)
        if check is not None and check in context.selected_asset_check_keys:
            yield dg.AssetCheckResult(
                asset_key=check.asset_key,
                check_name=check.name,
                passed=result.passed,
                metadata={**metadata, "failing_rows": result.failures},
            )
