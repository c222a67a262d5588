"""Checks on what is published: has every source given something lately, and is there as much in the articles as before?

Belongs here: the limits, and the checks as Dagster shows them. Stays out: the figures (`warehouse.watch`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import dagster as dg
import polars as pl
from cronsim import CronSim

from orchestration.assets.published import published
from orchestration.notify import had_failed, notify
from orchestration.settings import Settings
from orchestration.sources.declared import Source, read_sources
from warehouse.query import NothingPublished, reading
from warehouse.watch import MEASURES, daily_measures, newest_articles

FEWER = 0.4
"""By how much less than before a measure may be; more is a drift."""
DAYS_BEFORE = 14
FEWEST_ARTICLES = 20
"""A day with fewer says nothing: the mean of few articles goes up and down by itself."""
FEWEST_DAYS = 3
"""Of the days before, with that many articles."""
HOUR = dt.timedelta(hours=1)
STALE_AFTER = 24 * HOUR


@dataclass(frozen=True)
class Finding:
    """What a check found: whether all is well, the words, and figures by name."""

    passed: bool
    text: str
    figures: dict[str, float | str]


def stale_after(source: Source) -> dt.timedelta:
    """After what time without an article a source is stale: as declared, else 24 hours, or twice the time between its turns."""
    if source.stale_after_hours:
        return source.stale_after_hours * HOUR
    turns = CronSim(source.schedule, dt.datetime(2026, 1, 1))
    first, second = next(turns), next(turns)
    return max(STALE_AFTER, 2 * (second - first))


def freshness(source: Source, newest: dt.datetime | None, now: dt.datetime) -> Finding:
    """Whether a source gave an article lately; times in UTC."""
    limit = stale_after(source) / HOUR
    if newest is None:
        return Finding(False, f"There is no article from {source.name}.", {"limit in hours": limit})
    hours = (now - newest) / HOUR
    figures = {"newest": newest.isoformat(timespec="minutes"), "hours": round(hours, 1), "limit in hours": limit}
    if hours > limit:
        text = f"No article from {source.name} for {hours:.0f} h; at most {limit:.0f} h are usual."
        return Finding(False, text, figures)
    return Finding(True, f"The newest article from {source.name} is {hours:.1f} h old.", figures)


def drift(measures: pl.DataFrame | None, measure: str, until: dt.date) -> Finding:
    """Whether a measure of the day `until` is far below its mean over the days before, of any source or of all together.

    `measures` is `warehouse.watch.daily_measures`, None where nothing is published.
    """
    if measures is None:
        return Finding(True, "Nothing is published yet.", {})
    enough = measures.filter(pl.col("articles") >= FEWEST_ARTICLES, pl.col(measure).is_not_null())
    before = (
        enough.filter(pl.col("fetched_on") < until)
        .group_by("source")
        .agg(mean=pl.col(measure).mean(), days=pl.len())
        .filter(pl.col("days") >= FEWEST_DAYS, pl.col("mean") > 0)
    )
    compared = (
        enough.filter(pl.col("fetched_on") == until)
        .join(before, on="source", nulls_equal=True)
        .with_columns(pl.col("source").fill_null("all sources"), change=pl.col(measure) / pl.col("mean") - 1)
        .sort("change", "source")
    )
    rows = list(compared.iter_rows(named=True))
    figures: dict[str, float | str] = {f"change of {row['source']}": round(row["change"], 3) for row in rows}
    words, before_that = measure.replace("_", " "), f"the mean of the {DAYS_BEFORE} days before"
    if not rows:
        return Finding(True, f"Too few articles to compare {words} on {until} with {before_that}.", figures)
    low = [row for row in rows if row["change"] < -FEWER]
    if not low:
        return Finding(True, f"On {until} there are not far fewer {words} than {before_that}.", figures)
    lines = [
        f"{row['source']}: {-row['change']:.0%} fewer {words} on {until} than {before_that}"
        f" ({row[measure]:.2f} against {row['mean']:.2f})."
        for row in low
    ]
    return Finding(False, " ".join(lines), figures)


def _watched() -> list[Source]:
    return [source for source in read_sources(Settings.from_environment().sources).source if source.schedule]


def _fresh(source: Source) -> str:
    return f"fresh_{source.name}"


def _drift_of(measure: str) -> str:
    return f"drift_of_{measure}"


_SPECS = [
    *(
        dg.AssetCheckSpec(_fresh(source), asset=published, description=f"{source.name} has given an article lately.")
        for source in _watched()
    ),
    *(
        dg.AssetCheckSpec(
            _drift_of(measure),
            asset=published,
            description=f"Not far fewer {measure.replace('_', ' ')} than in the {DAYS_BEFORE} days before.",
        )
        for measure in MEASURES
    ),
]
"""A check a source: one that is added to sources.toml is shown when Dagster loads the definitions anew."""


@dg.multi_asset_check(specs=_SPECS, name="watch_sources")
def watch_sources(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult]:
    """Look at the published file; what has newly gone wrong is told to the webhook."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    # Of a day that is over: one under way has not all its articles yet.
    yesterday = now.date() - dt.timedelta(days=1)
    newest: dict[str, dt.datetime] = {}
    measures: pl.DataFrame | None = None
    try:
        with reading(settings.layout.published) as connection:
            newest = newest_articles(connection)
            measures = daily_measures(connection, yesterday, DAYS_BEFORE + 1)
    except NothingPublished as nothing:
        context.log.warning(str(nothing))
    findings = {_fresh(source): freshness(source, newest.get(source.name), now) for source in _watched()}
    findings |= {_drift_of(measure): drift(measures, measure, yesterday) for measure in MEASURES}
    news = []
    for name, finding in findings.items():
        if not finding.passed and not had_failed(context.instance, dg.AssetCheckKey(published.key, name)):
            news.append(finding.text)
        yield dg.AssetCheckResult(
            check_name=name,
            asset_key=published.key,
            passed=finding.passed,
            severity=dg.AssetCheckSeverity.WARN,
            description=finding.text,
            metadata=dict(finding.figures),
        )
    if news:
        notify(settings, "Dateline: something is missing", "\n".join(news))
