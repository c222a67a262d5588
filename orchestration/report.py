"""What a person sees in the terminal: the progress bar, the table at the end, results, explanations.

Stays out: finding out what to show (`warehouse.status`, `warehouse.explain`).
"""

from __future__ import annotations

import csv
import json
import math
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from orchestration.progress import Listener
from orchestration.run import RunReport
from warehouse import status
from warehouse.explain import Explanation
from warehouse.export import Exported
from warehouse.layout import Layout
from warehouse.publish import ROWS_OF

if TYPE_CHECKING:
    from orchestration.intake import SourceReport

_STYLES = {
    "content": "black on yellow", "evidence": "black on yellow", "mention": "black on yellow", "trigger": "black on yellow",
    "cue": "bold magenta",
    "speaker": "bold cyan", "role": "bold cyan", "actor": "bold cyan",
    "recipient": "bold green", "addressee": "bold green",
    "venue": "bold blue", "said": "bold blue",
}  # fmt: skip
_MOST_ROWS = 200
_MOST_RECORDS = 20
_WIDEST_COLUMN = 60
_FETCH = 10_000
_QUESTION = (
    "SELECT canonical_name, sum(quote_count) AS quotes FROM rpt_most_quoted GROUP BY ALL ORDER BY quotes DESC LIMIT 10"
)


@contextmanager
def progress_bar(console: Console) -> Iterator[Listener]:
    """A bar for every stage that reports; gone when the run has ended."""
    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bars: dict[str, Any] = {}

        def listen(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = progress.add_task(stage, total=total)
            progress.update(bars[stage], completed=done, total=total)

        yield listen


def run_table(report: RunReport, layout: Layout, connection: duckdb.DuckDBPyConnection, console: Console) -> None:
    """Everything a run or rerun found, counted over the days it was about, and three rows each of the two main questions."""
    landing = report.landing
    about_days = sorted(landing.all_days | set(report.days_run))
    names = [day.isoformat() for day in about_days]
    by_day = status.days(connection)
    mine = by_day.filter(by_day["fetched_on"].is_in(about_days))
    totals = {
        name: int(mine[name].sum() or 0) for name in ("pages", "articles", "words", "mentions", "quotes", "events")
    }

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right")
    table.add_column(style="dim")
    if report.is_rerun:
        table.add_row("days run again", f"{len(report.days_run):,}", _listing(_beginnings(report)))
    else:
        table.add_row("came in", f"{landing.files:,}", f"{landing.new:,} new, {landing.known:,} known from before")
    table.add_row("pages", f"{totals['pages']:,}", _listing(status.counts(connection, "pages", "status", names)))
    table.add_row(
        "articles",
        f"{totals['articles']:,}",
        f"on {len(about_days)} {'day' if len(about_days) == 1 else 'days'}: {_span(about_days)}",
    )
    table.add_row("words", f"{totals['words']:,}", "")
    table.add_row(
        "mentions", f"{totals['mentions']:,}", _listing(status.counts(connection, "mentions", "entity_type", names))
    )
    table.add_row("quotes", f"{totals['quotes']:,}", _listing(status.counts(connection, "quotes", "quote_type", names)))
    table.add_row("events", f"{totals['events']:,}", _listing(status.counts(connection, "events", "event_type", names)))
    pages, kind = (totals["pages"], "pages") if report.is_rerun else (landing.new, "new pages")
    rate = pages / report.seconds if report.seconds else 0.0
    table.add_row("seconds", f"{report.seconds:,.1f}", f"{rate:,.1f} {kind} a second")
    console.print(table)
    if not report.published:
        console.print("[dim]Nothing new: everything had been done before.[/dim]")
    _top_table(console, "Most quoted people", ("", "role", "quotes", "outlets"), status.most_quoted(connection), (2, 3))
    _top_table(
        console,
        "Who did what to whom",
        ("day", "actor", "event", "recipient", "outlets"),
        status.who_did_what(connection),
        (4,),
    )
    size = f"({layout.published.stat().st_size / 1e6:,.1f} MB)"
    # Soft-wrapped, so that a long path can be copied whole.
    console.print(f"\nPublished: [bold]{escape(_short(layout.published))}[/bold] {size}", soft_wrap=True)
    question = f'{_program()} sql "{_QUESTION}"{_data_option(layout)}'
    console.print(f"Ask it: [bold]{escape(question)}[/bold]", soft_wrap=True)


def _beginnings(report: RunReport) -> list[tuple[str, int]]:
    """How many days of a rerun began with each stage, as `from quotes`, the most first."""
    return [(f"from {stage}", days) for stage, days in Counter(report.began_with.values()).most_common()]


def sources_table(reports: list[SourceReport], console: Console) -> None:
    """What each source gave in a run, and what went wrong."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("source", style="bold", no_wrap=True)
    for name in ("kind", "lists", "unchanged", "new links", "new pages", "failed", "waiting"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    for report in reports:
        failed = report.failed + report.failed_listings
        counts = (report.listings, report.unchanged, report.new_links, report.new_pages, failed, report.waiting)
        table.add_row(report.name, report.kind, *(f"{count:,}" for count in counts))
    console.print(table)
    _problems(reports, console)
    console.print()


def checked_sources_table(reports: list[SourceReport], console: Console) -> None:
    """What each source would give."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column("source", style="bold", no_wrap=True)
    table.add_column("kind")
    for name in ("lists", "links", "recent and new", "pages"):
        table.add_column(name, justify="right")
    table.add_column("newest (UTC)", no_wrap=True)
    for report in reports:
        sign = "[red]✗[/red]" if report.problems else "[green]✓[/green]"
        counts = (report.listings, report.links, report.new_links, report.pages)
        newest = report.newest.strftime("%Y-%m-%d %H:%M") if report.newest else ""
        table.add_row(sign, report.name, report.kind, *(f"{count:,}" for count in counts), newest)
    console.print(table)
    _problems(reports, console)


def _problems(reports: list[SourceReport], console: Console) -> None:
    for report in reports:
        for problem in report.problems:
            console.print(f"[red]{escape(report.name)}[/red]: {escape(problem)}", soft_wrap=True)


def _top_table(
    console: Console, title: str, header: tuple[str, ...], rows: list[tuple[Any, ...]], numbers: tuple[int, ...]
) -> None:
    console.print(f"\n[bold]{title}[/bold]")
    if not rows:
        console.print("[dim]  none yet[/dim]")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for number, name in enumerate(header):
        table.add_column(name, justify="right" if number in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*[Text(str(value)) for value in row])
    console.print(Padding(table, (0, 0, 0, 2)))


def status_tables(connection: duckdb.DuckDBPyConnection, layout: Layout, console: Console) -> None:
    """Days, counts, versions, last publish."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
    days = status.days(connection)
    for name in days.columns:
        is_text = name in ("fetched_on", "loaded_at")
        table.add_column(name.replace("_", " "), justify="left" if is_text else "right", no_wrap=is_text)
    for row in days.iter_rows():
        table.add_row(*[f"{value:,}" if isinstance(value, int) else str(value)[:16] for value in row])
    console.print(table)
    console.print()
    about = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    about.add_column(style="bold", no_wrap=True)
    about.add_column(overflow="fold")
    about.add_row("file", f"{_short(layout.published)} ({layout.published.stat().st_size / 1e6:,.1f} MB)")
    for name, value in status.about(connection).items():
        if name.startswith(ROWS_OF):
            continue  # the counts by day above say more
        about.add_row(name.replace("_", " "), value)
    console.print(about)


def snapshot_table(kept: list[Path], published: Path, console: Console) -> None:
    """The published versions that are kept, oldest first, and which of them is in place."""
    if not kept:
        console.print(f"No versions are kept beside {published}.", soft_wrap=True)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("version")
    table.add_column("MB", justify="right")
    table.add_column("")
    for file in kept:
        in_place = published.exists() and file.samefile(published)
        table.add_row(file.name, f"{file.stat().st_size / 1e6:,.1f}", "published" if in_place else "")
    console.print(table)


def explanation(found: Explanation, console: Console) -> None:
    """The row, its article, and the paragraph with the evidence marked."""
    console.print(f"[bold]{found.kind}[/bold] {found.row_id}\n")
    for group in (found.facts, found.article):
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in group.items():
            if value not in (None, "", []):
                table.add_row(name.replace("_", " "), Text(str(value)))
        console.print(table)
        console.print()
    paragraph = Text(found.paragraph)
    for mark in found.marks:
        paragraph.stylize(_STYLES[mark.label], mark.start - found.paragraph_start, mark.end - found.paragraph_start)
    console.print(Padding(paragraph, (0, 2)))
    outside = [
        mark
        for mark in found.marks
        if not found.paragraph_start <= mark.start < found.paragraph_start + len(found.paragraph)
    ]
    if found.marks:
        legend = Text("\n  ")
        for label, note in dict.fromkeys((mark.label, mark.note) for mark in found.marks):
            legend.append(f" {label} ", style=_STYLES[label])
            legend.append(f"({note})  " if note else "  ")
        console.print(legend)
    for mark in outside:
        console.print(f"  [dim]{mark.label} in another paragraph, characters {mark.start}–{mark.end}[/dim]")


def write_table(result: duckdb.DuckDBPyConnection, console: Console) -> None:
    """A query's result for people: a table where it fits the terminal, else a record a row, as psql's automatic mode does."""
    header = [column[0] for column in result.description or []]
    rows = result.fetchmany(_MOST_ROWS + 1)
    cells = [["" if value is None else " ".join(str(value).split()) for value in row] for row in rows[:_MOST_ROWS]]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(header)]
    if sum(min(width, _WIDEST_COLUMN) + 2 for width in widths) <= console.width:
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for number, name in enumerate(header):
            is_number = (
                bool(rows) and isinstance(rows[0][number], int | float) and not isinstance(rows[0][number], bool)
            )
            table.add_column(name, justify="right" if is_number else "left", overflow="fold")
        for row in cells:
            table.add_row(*map(Text, row))
        console.print(table)
    else:
        for row in cells[:_MOST_RECORDS]:
            record = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
            record.add_column(style="dim", no_wrap=True)
            record.add_column(overflow="fold")
            for name, cell in zip(header, row, strict=True):
                record.add_row(name, Text(cell))
            console.print(record)
            console.print()
        rows = rows if len(cells) <= _MOST_RECORDS else [*rows, ()]
    if not rows:
        console.print("[dim]no rows[/dim]")
    elif len(rows) > len(cells):
        console.print("[dim]There are more rows; --format csv gives all.[/dim]")


def export_table(exported: list[Exported], folder: Path, console: Console) -> None:
    """What was exported, a line a table."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("table")
    table.add_column("rows", justify="right")
    table.add_column("written to", overflow="fold")
    for one in exported:
        table.add_row(one.table, f"{one.rows:,}", one.place)
    console.print(table)
    console.print(f"\nExported: [bold]{escape(str(folder))}[/bold]", soft_wrap=True)


def write_result(result: duckdb.DuckDBPyConnection, form: str, output: Path | None) -> None:
    """A query's result as CSV, JSON or Parquet, into a file or onto standard output."""
    if form == "parquet":
        import pyarrow.parquet as parquet

        parquet.write_table(result.to_arrow_table(), str(output) if output else sys.stdout.buffer)
        return
    header = [column[0] for column in result.description or []]
    with output.open("w", encoding="utf-8", newline="") if output else _standard_output() as target:
        if form == "json":
            _write_json(result, header, target)
        else:
            writer = csv.writer(target, lineterminator="\n")  # as psql and DuckDB write it, for the shell
            writer.writerow(header)
            while rows := result.fetchmany(_FETCH):
                writer.writerows(rows)


def _write_json(result: duckdb.DuckDBPyConnection, header: list[str], target: TextIO) -> None:
    separator = "[\n"
    while rows := result.fetchmany(_FETCH):
        for row in rows:
            values = dict(zip(header, map(_json_value, row), strict=True))
            target.write(separator + json.dumps(values, default=str, ensure_ascii=False, allow_nan=False))
            separator = ",\n"
    target.write("[]\n" if separator == "[\n" else "\n]\n")


def _json_value(value: object) -> object:
    """The value as JSON can hold it: decimals as numbers, what is no number (NaN, infinity) as null."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [_json_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _json_value(item) for key, item in value.items()}
    return value


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    yield sys.stdout


def _listing(counts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{value} {count:,}" for value, count in counts)


def _span(days: list[date]) -> str:
    return f"{days[0]}" if len(days) == 1 else f"{days[0]} to {days[-1]}" if days else "none"


def _program() -> str:
    """What to type for Dateline: its name where the shell finds it, else as it was called this time."""
    return "dateline" if shutil.which("dateline") else shlex.quote(sys.argv[0])


def _data_option(layout: Layout) -> str:
    return "" if layout == Layout.from_environment({}) else f" --data {shlex.quote(_short(layout.data))}"


def _short(path: Path) -> str:
    """The path as seen from here, if it lies here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
