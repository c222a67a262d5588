"""The assets `audit` and `published`: what is checked once more over all days, and the file that everybody reads."""

import datetime as dt

import dagster as dg

from orchestration.assets.marts import marts
from orchestration.assets.pages import LOCK_WAIT
from orchestration.freshness import MODELS_VERSION
from orchestration.lock import only_writer
from orchestration.settings import Settings
from orchestration.versions import extractor_version, models_version, parser_version, product_version, rules_version
from warehouse.audit import audit as audit_warehouse
from warehouse.checks import BrokenInvariant
from warehouse.load import writing
from warehouse.publish import publish

_LICENCES = "Event types and CAMEO codes: see the seeds' descriptions. Texts remain their publishers'."


@dg.asset(
    deps=list(marts.keys),
    group_name="publish",
    description="Every invariant over all days, and that the marts hold what the core tables hold.",
    kinds={"duckdb"},
)
def audit(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Stop here if anything is wrong: the published file stays as it is."""
    with only_writer(settings.layout.lock, wait=LOCK_WAIT), writing(settings.layout.warehouse) as connection:
        try:
            counts = audit_warehouse(connection)
        except BrokenInvariant as broken:
            raise dg.Failure(f"The audit failed; nothing is published.\n{broken}", allow_retries=False) from broken
    return dg.MaterializeResult(metadata=dict(counts))


@dg.asset(
    deps=[audit],
    group_name="publish",
    description="The audited warehouse as `published/dateline.duckdb`, put in place in one step; readers never wait.",
    kinds={"duckdb"},
)
def published(context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Copy, describe, replace."""
    layout = settings.layout
    about = {
        "product": "Dateline",
        "version": product_version(),
        "published_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "run_id": context.run_id,
        "extractor_version": extractor_version(settings.limits),
        "parser_version": parser_version(settings.model),
        "rules_version": rules_version(),
        MODELS_VERSION: models_version(),
        "licences": _LICENCES,
    }
    with only_writer(layout.lock, wait=LOCK_WAIT):
        size = publish(layout.warehouse, layout.published, about)
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(layout.published)), "bytes": size})
