"""The command `dateline`. Belongs here: options and what goes wrong, in words. Stays out: everything that does the work."""

from __future__ import annotations

import datetime as dt
import enum
import os
import sys
import typing
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from orchestration.settings import BadSetting, Settings
from warehouse.export import Form
from warehouse.layout import DATA_VARIABLE

app = typer.Typer(
    help="News pages in, a DuckDB warehouse out: who said what, who did what to whom, when, where, and on which page.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

sources_app = typer.Typer(help="The sources of sources.toml.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")

Data = Annotated[
    Path | None, typer.Option("--data", help="The data folder. Default: DATELINE_DATA, else ./data.", file_okay=True)
]


class Format(enum.StrEnum):
    """How a result is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class StageName(enum.StrEnum):
    """A stage that days can be run again from (`orchestration.stamps.STAGES`)."""

    ARTICLES = "articles"
    TOKENS = "tokens"
    MENTIONS = "mentions"
    QUOTES = "quotes"
    EVENTS = "events"


@app.command()
def run(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files and folders of .html, .htm, .txt, each also .gz, and of .warc. Without: the sources of sources.toml.",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    day: Annotated[
        str | None,
        typer.Option(
            help="File the pages under this day (YYYY-MM-DD). Default: the sidecar's fetched_at, else today (UTC).",
            show_default=False,
        ),
    ] = None,
    url_prefix: Annotated[
        str | None,
        typer.Option(
            help="Address that pages without sidecar were saved from; the file's path is added.", show_default=False
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Ask this source of sources.toml; can be given again.", show_default=False)
    ] = None,
) -> None:
    """Read pages, find who said and did what, and publish the warehouse."""
    from orchestration.fetching.addresses import BadHosts
    from orchestration.landing import EarlyDay
    from orchestration.lock import Busy
    from orchestration.report import progress_bar, run_table, sources_table
    from orchestration.run import RunFailed, UnusableFolder
    from orchestration.run import run as run_everything
    from orchestration.sources.base import MissingPath
    from orchestration.sources.declared import BadSources
    from warehouse.query import NothingPublished, reading

    settings, console = _settings(data), Console(stderr=False)
    files = paths or []
    asked = source or (None if files else [])
    if asked == [] and not settings.sources.is_file():
        _fail(
            f"Nothing to read: name files or folders (dateline run PATH), or list sources in {settings.sources}"
            " (docs/sources.md)."
        )
    try:
        with progress_bar(Console(stderr=True)) as listener:
            report = run_everything(
                files, settings, day=_day(day), url_prefix=url_prefix, sources=asked, listener=listener
            )
        for warning in report.landing.warnings:
            _say(f"Warning: {warning}")
        if files and not report.landing.files:
            _say(
                f"No pages found: there is no .html, .htm, .txt (also .gz) or .warc file in {', '.join(map(str, files))}."
            )
        if report.sources:
            sources_table(report.sources, console)
        if settings.layout.published.is_file():
            with reading(settings.layout.published) as connection:
                run_table(report, settings.layout, connection, console)
    except (
        BadSetting, BadSources, BadHosts, MissingPath, EarlyDay, Busy, RunFailed, UnusableFolder, NothingPublished,
    ) as error:  # fmt: skip
        _fail(str(error))
    if (files and not report.landing.files) or any(each.has_failed for each in report.sources):
        raise typer.Exit(1)


@sources_app.command("check")
def check_sources(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these sources.", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """Try each source: ask for its list of pages, or look into its files, and tell what it would give."""
    from orchestration.fetching.addresses import BadHosts
    from orchestration.intake import try_sources
    from orchestration.lock import Busy
    from orchestration.report import checked_sources_table
    from orchestration.sources.declared import BadSources, read_sources

    settings = _settings(data)
    if not settings.sources.is_file():
        _fail(f"There is no {settings.sources}. docs/sources.md tells what to write into it.")
    try:
        declared = read_sources(settings.sources)
        reports = try_sources(declared, declared.named(names or []), settings)
    except (BadSources, BadHosts, Busy) as error:
        _fail(str(error))
    checked_sources_table(reports, Console())
    if any(report.has_failed or report.problems for report in reports):
        raise typer.Exit(1)


@app.command()
def rerun(
    start: Annotated[
        StageName | None,
        typer.Option(
            "--from",
            help="First stage to run again; those after it follow. Default: for each day the earliest that is out of date.",
            show_default=False,
        ),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option(help="Only this day (YYYY-MM-DD). Default: every day that has pages.", show_default=False),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only this day and those after it.", show_default=False)
    ] = None,
    data: Data = None,
) -> None:
    """After a change of rules: run their stages again over days that are there, then model, audit and publish.

    Nothing is fetched or landed. What was read from pages, and what was parsed, is kept by version: it is used again where the
    extractor and the parser are the same, also with --from articles or tokens, and made anew where they are others. The stages
    before the one that is given must be up to date; if they are not, nothing is run.
    """
    from orchestration.lock import Busy
    from orchestration.report import progress_bar, run_table
    from orchestration.rerun import CannotRerun
    from orchestration.rerun import rerun as rerun_days
    from orchestration.run import RunFailed, UnusableFolder
    from warehouse.query import NothingPublished, reading

    settings = _settings(data)
    chosen, first = _day(day), _day(since, "--since")
    if chosen and first:
        _fail("Give --day for one day, or --since for a day and those after it, not both.")
    try:
        with progress_bar(Console(stderr=True)) as listener:
            report = rerun_days(settings, start=start and start.value, day=chosen, since=first, listener=listener)
        for warning in report.landing.warnings:
            _say(f"Warning: {warning}")
        with reading(settings.layout.published) as connection:
            run_table(report, settings.layout, connection, Console())
    except (BadSetting, CannotRerun, Busy, RunFailed, UnusableFolder, NothingPublished) as error:
        _fail(str(error))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A question in DuckDB's SQL.")],
    data: Data = None,
    form: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option(help="Write into this file.", show_default=False)] = None,
) -> None:
    """Ask the published file, read-only."""
    from orchestration.report import write_result, write_table
    from warehouse.query import BadQuestion, NothingPublished, ask, reading

    if form is Format.PARQUET and output is None and sys.stdout.isatty():
        _fail("Parquet is not for the terminal: name a file with --output, or redirect the output.")
    if form is Format.TABLE and output is not None:
        form = Format.CSV
    try:
        with reading(_settings(data).layout.published) as connection:
            if form is Format.TABLE:
                write_table(ask(connection, query), Console())
            else:
                write_result(ask(connection, query), form.value, output)
    except BrokenPipeError:  # the reader of a pipe has seen enough; typer ends the program without a word
        raise
    except (NothingPublished, BadQuestion, OSError) as error:
        _fail(str(error))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder for the files.")],
    data: Data = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="parquet (by month), csv (for spreadsheets), jsonl, or gdelt (events and quotations in GDELT's columns).",
        ),
    ] = Form.PARQUET,
    tables: Annotated[
        str, typer.Option(help="Only these tables, with commas between: fct_quote,dim_article.", show_default=False)
    ] = "",
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help="First day of publication.", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help="Last day of publication.", show_default=False)
    ] = None,
) -> None:
    """Write the published tables into files for other tools."""
    from orchestration.report import export_table
    from warehouse.export import BadExport
    from warehouse.export import export as export_tables
    from warehouse.query import NothingPublished, reading

    names = [name.strip() for name in tables.split(",") if name.strip()]
    bounds = _day(first, "--from"), _day(last, "--to")
    try:
        with reading(_settings(data).layout.published) as connection:
            export_table(export_tables(connection, folder, form, names, *bounds), folder, Console())
    except (NothingPublished, BadExport, OSError) as error:
        _fail(str(error))


@app.command()
def status(data: Data = None) -> None:
    """Which days the published file holds, and what made it."""
    from orchestration.report import status_tables
    from warehouse.query import NothingPublished, reading

    layout = _settings(data).layout
    try:
        with reading(layout.published) as connection:
            status_tables(connection, layout, Console())
    except NothingPublished as error:
        _fail(str(error))


@app.command()
def explain(
    row_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="Id of an article, mention, quote, event or evidence; eight digits will do."),
    ],
    data: Data = None,
) -> None:
    """Show where a row comes from: the page, the paragraph with the evidence marked, and the rule."""
    from orchestration.report import explanation
    from warehouse.explain import UnknownId
    from warehouse.explain import explain as explain_row
    from warehouse.query import NothingPublished, reading

    try:
        with reading(_settings(data).layout.published) as connection:
            explanation(explain_row(connection, row_id), Console())
    except (NothingPublished, UnknownId) as error:
        _fail(str(error))


@app.command()
def publish(
    data: Data = None,
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Put the version before the present one in the published file's place.")
    ] = False,
    versions: Annotated[bool, typer.Option("--list", help="List the versions that are kept.")] = False,
) -> None:
    """Model, audit and publish what is loaded; or go back to the version before."""
    from orchestration.lock import Busy, only_writer
    from orchestration.report import snapshot_table
    from orchestration.run import RunFailed, publish_again
    from warehouse.publish import NothingToGoBackTo, roll_back, snapshots

    settings, console = _settings(data), Console()
    layout = settings.layout
    if versions:
        snapshot_table(snapshots(layout.published), layout.published, console)
        return
    try:
        with only_writer(layout.lock):
            if rollback:
                now = roll_back(layout.published)
                console.print(
                    f"{layout.published} is now {now.name}. The next run publishes anew: mend what was wrong before, or stop the"
                    " schedule.",
                    soft_wrap=True,
                )
            else:
                publish_again(settings)
                console.print(f"Published: {layout.published}", soft_wrap=True)
    except (Busy, NothingToGoBackTo, RunFailed) as error:
        _fail(str(error))


@app.command()
def docs(data: Data = None) -> None:
    """Write the documentation of every table, column and test, with the graph of the models, as one HTML file."""
    from orchestration.dbt import DbtFailed, write_docs
    from orchestration.lock import Busy, only_writer

    layout = _settings(data).layout
    if not layout.warehouse.is_file():
        _fail(f"There is no warehouse in {layout.data}. Run `dateline run PATH` first, or name the folder with --data.")
    try:
        with only_writer(layout.lock):
            written = write_docs(layout)
    except (Busy, DbtFailed) as error:
        _fail(str(error))
    Console().print(f"Written: {written}. Open it in a browser.", soft_wrap=True)


@app.command()
def ui(
    data: Data = None,
    port: Annotated[int, typer.Option(help="Port of the web UI.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Start the Dagster web UI with its daemon."""
    import dagster

    from orchestration.instance import end_dead_runs, make_home
    from orchestration.lock import Busy, only_writer

    settings = _settings(data)
    os.environ[DATA_VARIABLE] = str(settings.layout.data)
    make_home(settings.layout)
    with suppress(Busy), only_writer(settings.layout.lock), dagster.DagsterInstance.get() as instance:
        end_dead_runs(instance)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    program = Path(sys.executable).with_name("dagster")
    os.execv(program, [str(program), "dev", "-m", "orchestration.definitions", "-p", str(port), "-h", host])


@app.command()
def dashboard(
    data: Data = None,
    port: Annotated[int, typer.Option(help="Port of the dashboard.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Start the dashboard on the published file."""
    import dashboard as package

    os.environ[DATA_VARIABLE] = str(_settings(data).layout.data)
    page = Path(package.__file__).with_name("app.py")
    options = ["--server.port", str(port), "--server.address", host, "--browser.gatherUsageStats", "false"]
    os.execv(
        sys.executable, [sys.executable, "-m", "streamlit", "run", str(page), "--server.headless", "true", *options]
    )


@app.command()
def version() -> None:
    """Print the versions of Dateline and of what its rows depend on."""
    from orchestration.versions import extractor_version, models_version, parser_version, product_version, rules_version

    settings = _settings(None)
    for name, value in {
        "dateline": product_version(),
        "extractor": extractor_version(settings.limits),
        "parser": parser_version(settings.model),
        "rules": rules_version(),
        "models": models_version(),
    }.items():
        typer.echo(f"{name:<10} {value}")


def _settings(data: Path | None) -> Settings:
    if data is not None:
        os.environ[DATA_VARIABLE] = str(data)
    try:
        return Settings.from_environment()
    except BadSetting as error:
        _fail(str(error))


def _day(value: str | None, option: str = "--day") -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        _fail(f"{option} is {value!r}, but must be a day such as 2026-01-31.")


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _fail(message: str) -> typing.NoReturn:
    _say(message)
    raise typer.Exit(1)


def main() -> None:
    """Entry point of the command."""
    app()


if __name__ == "__main__":
    main()
