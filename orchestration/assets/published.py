"""The assets `audit` and `published`: what is checked once more over all days, and the file that everybody reads."""

import datetime as dt

import dagster as dg

from orchestration.assets.marts import marts
from orchestration.freshness import MODELS_VERSION, published_loads
from orchestration.lock import WRITER_WAIT, only_writer
from orchestration.settings import Settings
from orchestration.versions import extractor_version, models_version, parser_version, product_version, rules_version
from warehouse.audit import audit as audit_warehouse
from warehouse.audit import unpublished_days
from warehouse.checks import BrokenInvariant
from warehouse.load import writing
from warehouse.publish import publish

_LICENCES = {
    "licence_texts": "Texts, headlines and quotations remain their publishers'.",
    "licence_event_types": "PLOVER event types and their scores: openeventdata/PLOVER, CC BY-SA 4.0.",
    "licence_cameo_codes": "CAMEO codes, names and Goldstein scores: andybega/icews, MIT.",
    "licence_places": "Places and coordinates: GeoNames (geonames.org), CC BY 4.0.",
    "licence_software": "Dateline: Apache-2.0; what its lexicons derive from is listed in transforms/lexicons/LICENSES.md.",
}
"""What whoever passes the file on has to know."""


@dg.asset(
    deps=list(marts.keys),
    group_name="publish",
    description="Every invariant of what is not yet published, and that the marts hold what the core tables hold.",
    kinds={"duckdb"},
)
def audit(settings: dg.ResourceParam[Settings]) -> dg.MaterializeResult[None]:
    """Stop here if anything is wrong: the published file stays as it is."""
    with only_writer(settings.layout.lock, wait=WRITER_WAIT), writing(settings.layout.warehouse) as connection:
        days = unpublished_days(connection, published_loads(settings))
        try:
            counts = audit_warehouse(connection, days)
        except BrokenInvariant as broken:
            raise dg.Failure(f"The audit failed; nothing is published.\n{broken}", allow_retries=False) from broken
    return dg.MaterializeResult(metadata={"days": len(days), **counts})


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
        **_LICENCES,
    }
    with only_writer(layout.lock, wait=WRITER_WAIT):
        size = publish(layout.warehouse, layout.published, about, keep=settings.snapshots)
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(layout.published)), "bytes": size})
