"""Scores of the product's own functions against a gold folder.

    python -m benchmarks.score extraction|scraped|entities|quotes|events --gold DIR --out DIR
    python -m benchmarks.score extraction|quotes --gold DIR --out DIR --peers [--docs docs/accuracy.md]

DIR of `--gold` has the form of the gold sets: the task's files and its scorer. Prediction files are written into `--out`
under the names that the scorers expect; the last line printed is one JSON object with the scorers' figures. Nothing here
knows a rule: it maps gold files to the product's tables and the tables to prediction lines. With `--peers` the public
libraries of the `bench` extra read the same pages or texts, and one table sets them beside Dateline.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import peers, report
from benchmarks.calibration import calibration, calibration_table, judged_rows, load_scorer
from benchmarks.seed import entities_on_seed, quotes_on_seed, read_seed
from benchmarks.texts import DAY, Documents, documents
from orchestration.engine import Engine
from orchestration.settings import Settings
from transforms.articles.extraction import ENGLISH, extract_page
from transforms.articles.markup import parse_html
from transforms.articles.page import Extraction, PageInput
from transforms.articles.page_lines import page_lines
from transforms.articles.tables import articles_from_extractions, extractions_frame
from transforms.decode import decode
from transforms.entities import entities_from_mentions
from transforms.events import actor_code, best_type, events_from_tokens, resolve_date, type_in_cameo_list
from transforms.mentions import mentions_from_tokens
from transforms.quotes import quotes_from_tokens

Row = dict[str, Any]
_CHUNK = 64
_CONLL = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
_QUOTES, _QUOTE_SCORER = "polnear.jsonl", "score_quotes.py"
PENTACLASS = (
    dict.fromkeys(("01", "02"), 0)
    | dict.fromkeys(("03", "04", "05"), 1)
    | dict.fromkeys(("06", "07", "08"), 2)
    | dict.fromkeys(("09", "10", "11", "12", "13", "16"), 3)
    | dict.fromkeys(("14", "15", "17", "18", "19", "20"), 4)
)
"""CAMEO root → class of the five-class scheme that ICEWS-style data and `penta` use: statements and appeals are neutral (0),
and reduced relations (16) are verbal conflict, where PLOVER's quad class of SANCTION is material conflict."""


_ASSERTED = ("actual", "background", "future")
"""Statuses of the events that the seed page's gold lists as events."""


FOLDERS = {"scraped": "extraction"}
"""Tasks that read another task's folder."""


class MissingGold(Exception):
    """The gold folder lacks a file."""


# ------------------------------------------------------------------------------------------------------- the tasks


def extraction(gold: Path, out: Path) -> Row:
    """Text, headline, date and authors of stored pages."""
    return _extraction_scores(gold, out, "extraction", _extracted(gold, _read(gold / "manifest.jsonl"), _read_page))


def scraped(gold: Path, out: Path) -> Row:
    """Text and headline of the English pages of `extraction`, each as scraped text: all its visible lines, without markup."""
    manifest = [row for row in _read(gold / "manifest.jsonl") if row.get("lang") == ENGLISH]
    return _extraction_scores(gold, out, "scraped", _extracted(gold, manifest, _read_scraped), "--lang", ENGLISH)


def extraction_with_peers(gold: Path, out: Path, docs: Path | None) -> Row:
    """`extraction`, and the same of every peer that is installed; the table goes to standard output and into `docs`."""
    manifest = _read(gold / "manifest.jsonl")
    start = time.process_time()
    lines = _extracted(gold, manifest, _read_page)
    seconds = time.process_time() - start
    own = _extraction_scores(gold, out, "extraction", lines).get("ALL", {})
    pages = {row["id"]: (decode(_stored(gold, row), "text/html")[0], row.get("url")) for row in manifest}

    def scored(file: str, lines: list[Row]) -> Row:
        return _extraction_scores(gold, out, file, lines).get("ALL", {})

    return _set_beside("extraction", (own, seconds), pages, scored, f"{len(manifest)} pages.", docs)


def _extraction_scores(gold: Path, out: Path, name: str, lines: list[Row], *options: str) -> Row:
    predicted = _write(out / f"{name}.jsonl", lines)
    manifest, scores = gold / "manifest.jsonl", out / f"{name}_scores.json"
    return _scorer(gold, "score_extraction.py", predicted, "--manifest", manifest, *options, "--json", scores)


def entities(gold: Path, out: Path) -> Row:
    """Named persons, organisations and places, with the model's own labels beside them (`model_alone`).

    Where the seed page lies beside the folder, its entities too.
    """
    figures: Row = {}
    for file in sorted(gold.glob("*.jsonl")):
        rows = _read(file)
        if not rows or "spans" not in rows[0]:
            continue
        predictions, alone = [], []
        for docs in _chunks(rows):
            alone += _model_labels(docs)
            mentions, _ = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
            named = mentions.filter(pl.col("entity_type").is_in(list(_CONLL)), pl.col("mention_kind") == "name")
            spans = _grouped(named.select("article_id", "char_start", "char_end", "entity_type"))
            for article_id in docs.articles["article_id"]:
                marked = [[s, e, _CONLL[t]] for s, e, t in spans.get(article_id, [])]
                predictions.append({"id": article_id, "spans": marked})
        predicted = _write(out / f"entities_{file.stem}.jsonl", predictions)
        figures[file.stem] = _scorer(gold, "score_entities.py", file, predicted, "--json")
        labels = _write(out / f"model_alone_{file.stem}.jsonl", alone)
        figures[file.stem]["model_alone"] = _scorer(gold, "score_entities.py", file, labels, "--json")
    seed = gold.parent / "seed"
    if (seed / "entities_gold.json").is_file():
        figures["seed"] = entities_on_seed(seed, _engine())
    return figures


def quotes(gold: Path, out: Path) -> Row:
    """Quotations with speakers; and `calibration`, how often rows of each confidence are right.

    Where the seed page lies beside the folder, its quotations too.
    """
    rows = _read(gold / _QUOTES)
    figures = _quote_figures(gold, out, rows, _quotes_of(rows))
    seed = gold.parent / "seed"
    if (seed / "quotes_gold.json").is_file():
        figures["seed"] = quotes_on_seed(seed, _engine())
    return figures


def quotes_with_peers(gold: Path, out: Path, docs: Path | None) -> Row:
    """The figures of `quotes` on the articles, and the same of every peer that is installed.

    The table of readers and the one of confidence go to standard output and into `docs`.
    """
    rows = _read(gold / _QUOTES)
    texts = {row["id"]: (row["text"],) for row in rows}
    _engine()  # CPU seconds leave out loading the model, for every reader
    start = time.process_time()
    lines = _quotes_of(rows)
    seconds = time.process_time() - start
    own = _quote_figures(gold, out, rows, lines)
    if "calibration" in own:
        _publish("calibration", calibration_table(own["calibration"]), docs)

    def scored(file: str, lines: list[Row]) -> Row:
        return _quote_scores(gold, out, file, lines)

    measured_on = f"{len(texts)} articles, {own.get('n_gold', 0):,} fragments of quotations."
    return _set_beside("quotes", (own, seconds), texts, scored, measured_on, docs)


def _quote_figures(gold: Path, out: Path, rows: list[Row], lines: list[Row]) -> Row:
    figures = _quote_scores(gold, out, "quotes", lines)
    if (gold / _QUOTE_SCORER).is_file():
        predicted = {line["id"]: line["quotes"] for line in lines}
        figures["calibration"] = calibration(judged_rows(rows, predicted, load_scorer(gold / _QUOTE_SCORER)))
    return figures


def _quotes_of(rows: list[Row]) -> list[Row]:
    """The prediction lines of the articles; a first line that is the article's title is its headline, as in a run."""
    published = {row["id"]: dt.date.fromisoformat(row["date"][:10]) for row in rows if row.get("date")}
    headlines = {row["id"]: row.get("title") for row in rows}
    zones = {row["id"]: _zones(row["text"], row.get("title") or "") for row in rows}
    predictions: list[Row] = []
    for docs in _chunks(rows, published, headlines, zones):
        mentions, said = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
        people = entities_from_mentions(mentions, said)
        found, _ = quotes_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions)
        names = dict(people.select("entity_id", "canonical_name").iter_rows())
        by_article: dict[str, list[Row]] = {article_id: [] for article_id in docs.articles["article_id"]}
        for quote in found.iter_rows(named=True):
            by_article[quote["article_id"]].append(_quote_line(quote, names))
        predictions += [{"id": article_id, "quotes": lines} for article_id, lines in by_article.items()]
    return predictions


def _zones(text: str, title: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    is_headline = bool(lines) and lines[0].rstrip(".") == title.strip().rstrip(".") != ""
    return ["headline" if is_headline and number == 0 else "body" for number in range(len(lines))]


def _quote_scores(gold: Path, out: Path, name: str, lines: list[Row]) -> Row:
    return _scorer(gold, _QUOTE_SCORER, gold / _QUOTES, _write(out / f"{name}.jsonl", lines), "--json")


def events(gold: Path, out: Path) -> Row:
    """Events by type, with actors, codes and dates. Sets that the gold folder lacks are left out."""
    figures: Row = {}
    tasks: tuple[tuple[str, str, Callable[[list[Row]], list[Row]]], ...] = (
        ("relation", "plv.jsonl", _relation),
        ("e2e", "plv.jsonl", _end_to_end),
        ("codes", "gsr.jsonl", _codes),
        ("penta", "cameo5.jsonl", _penta),
        ("actors", "actors.jsonl", _actors),
        ("dates", "dates.jsonl", _dates),
    )
    for task, name, predict in tasks:
        if (gold / name).is_file():
            predicted = _write(out / f"events_{task}.jsonl", predict(_read(gold / name)))
            figures[task] = _scorer(gold, "score_events.py", task, gold / name, predicted)
            figures[task] |= _derived(figures[task])
    figures |= _published_relations(gold, out)
    seed = gold.parent / "seed"
    if (seed / "events_gold.json").is_file():
        predicted = _write(out / "events_seed.jsonl", _seed(seed))
        figures["seed"] = _scorer(gold, "score_events.py", "seed", seed / "events_gold.json", predicted)
        figures["seed"] |= _derived(figures["seed"])
    if not figures:
        raise MissingGold(f"{gold} holds none of the event sets ({', '.join(name for _, name, _ in tasks)}).")
    return figures


def _derived(scored: Row) -> Row:
    """Figures that a floor can hold, which are numbers and bound from below: the share of the sentences without event that got
    none; of the seed page, how many of its events are found ("9/10") and whether at most one trap was taken for one.
    """
    figures = {
        f"{name}_found": int(text.split("/")[0]) for name, text in scored.items() if re.fullmatch(r"\d+/\d+", str(text))
    }
    if "false_alarm" in scored:
        figures["quiet"] = round(1 - scored["false_alarm"], 4)
    if "in_not_events" in scored:
        figures["clean"] = int(scored["in_not_events"] <= 1)
    return figures


def _published_relations(gold: Path, out: Path) -> Row:
    """The same score for what Zero-Shot-PLOVER (natural language inference with hand-made hypotheses; Hu et al., ACL 2024)
    predicts on the texts, where the gold folder carries it: its two levels of hypotheses.
    """
    file = gold / "plv.jsonl"
    rows = _read(file) if file.is_file() else []
    figures: Row = {}
    for level in ("L1", "L2"):
        field = f"peer_zsp_{level}"
        if rows and all(field in row for row in rows):
            lines = [{"id": row["id"], "root": row[field]} for row in rows]
            predicted = _write(out / f"events_relation_zsp_{level}.jsonl", lines)
            figures[f"relation_zsp_{level}"] = _scorer(gold, "score_events.py", "relation", file, predicted)
    return figures


# ------------------------------------------------------------------------------------------------ readers beside it


def _set_beside(
    task: str,
    own: tuple[Row, float],
    inputs: Mapping[str, tuple[Any, ...]],
    scored: Callable[[str, list[Row]], Row],
    measured_on: str,
    docs: Path | None,
) -> Row:
    """Run a task's peers, print one table of them and of Dateline's `own` figures and CPU seconds, and put it into `docs`.

    `scored` makes figures of a name for a peer's files and its prediction lines. Figures come back by reader.
    """
    rows = [report.Reader("Dateline", version("dateline"), *own), *_peer_rows(task, inputs, scored)]
    _publish(task, report.table(rows, report.COLUMNS[task], measured_on), docs)
    return {row.name: row.figures for row in rows}


def _publish(section: str, table: str, docs: Path | None) -> None:
    print(table)
    if docs is not None:
        report.replace_section(docs, section, table)


def _peer_rows(
    task: str, inputs: Mapping[str, tuple[Any, ...]], scored: Callable[[str, list[Row]], Row]
) -> Iterator[report.Reader]:
    for number, peer in enumerate(peers.PEERS[task]):
        if (installed := peers.installed(peer)) is None:
            yield report.Reader(peer.name, None, note="not installed: make bench")
            continue
        run = peers.run(peer, inputs)
        predictions = [{"id": input_id, **line} for input_id, line in run.lines.items()]
        figures = scored(f"{task}_peer_{number}", predictions) if run.note is None else {}
        given = {name: found for name, found in figures.items() if report.FIELD.get(name) in peer.gives | {None}}
        print(f"{peer.name}: {run.cpu_seconds:.1f} CPU-s", file=sys.stderr, flush=True)
        yield report.Reader(peer.name, installed, given, run.cpu_seconds, run.failed, run.note)


# ----------------------------------------------------------------------------------------------- prediction lines


def _extracted(gold: Path, manifest: list[Row], read_page: Callable[[Path, Row], Extraction]) -> list[Row]:
    """The pages as one day of a run that had no day before it: read one by one, then cleaned by what sites repeat."""
    read = [read_page(gold, row) for row in manifest]
    extractions = extractions_frame(read, "scored")
    # Every page counts, a second page of one article too: each is an article of its own here.
    tables = articles_from_extractions(extractions.with_columns(article_id=pl.col("page_id")), DAY)
    bodies = (
        tables.blocks.filter(pl.col("zone") == "body")
        .join(tables.articles.select("article_id", "text"), on="article_id")
        .sort("article_id", "block_no")
        .with_columns(line=pl.col("text").str.slice(pl.col("char_start"), pl.col("char_end") - pl.col("char_start")))
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("line").str.join("\n"))
    )
    texts = dict(bodies.iter_rows())
    return [_extraction_line(page, texts.get(page.page_id, "")) for page in read]


def _stored(gold: Path, row: Row) -> bytes:
    return gzip.decompress((gold / row["html"]).read_bytes())


def _read_page(gold: Path, row: Row) -> Extraction:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return extract_page(PageInput(row["id"], _stored(gold, row), "text/html", row.get("url"), now, None, "html_dir"))


def _read_scraped(gold: Path, row: Row) -> Extraction:
    tree = parse_html(decode(_stored(gold, row), "text/html")[0])
    lines = "\n".join(line.text for line in page_lines(tree)) if tree is not None else ""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return extract_page(PageInput(row["id"], lines.encode(), "text/plain", None, now, None, "txt"))


def _extraction_line(page: Extraction, text: str) -> Row:
    published = page.article.get("published_on")
    return {
        "id": page.page_id,
        "text": text,
        "title": page.article.get("headline") or "",
        "date": published.isoformat() if isinstance(published, dt.date) else "",
        "authors": page.article.get("authors") or [],
    }


def _quote_line(quote: Row, names: Mapping[str, str]) -> Row:
    def span(prefix: str) -> list[list[int]] | None:
        start = quote[f"{prefix}char_start"]
        return None if start is None else [[start, quote[f"{prefix}char_end"]]]

    return {
        "content": span(""),
        "cue": span("cue_"),
        "source": span("speaker_"),
        "speaker": quote["speaker_text"],
        "resolved": names.get(quote["speaker_entity_id"]),
        "confidence": quote["confidence"],
    }


def _model_labels(docs: Documents) -> list[Row]:
    """The spans that the language model labels, before any rule."""
    spans: dict[str, list[list[Any]]] = {article_id: [] for article_id in docs.articles["article_id"]}
    columns = ("article_id", "token_no", "char_start", "char_end", "entity_type", "is_entity_start")
    before: tuple[str, str] | None = None
    for article_id, _, start, end, label, begins in (
        docs.tokens.select(columns).sort("article_id", "token_no").iter_rows()
    ):
        name = _CONLL.get(label) if label else None
        if name is not None and (begins or before != (article_id, label)):
            spans[article_id].append([start, end, name])
        elif name is not None:
            spans[article_id][-1][1] = end
        before = (article_id, label) if label else None
    return [{"id": article_id, "spans": found} for article_id, found in spans.items()]


def _relation(rows: list[Row]) -> list[Row]:
    predictions = []
    gold = {row["id"]: row for row in rows}
    for docs in _chunks(rows):
        tokens = docs.tokens.partition_by("article_id", as_dict=True)
        for article_id in docs.articles["article_id"]:
            row = gold[article_id]
            mine = tokens.get((article_id,))
            root = best_type(mine, row["source_spans"], row["target_spans"]) if mine is not None else None
            predictions.append({"id": article_id, "root": root})
    return predictions


def _coded(rows: list[Row], line: Callable[[Row, Row | None, Row | None], Row]) -> list[Row]:
    """The events of each text: what `line` makes of every event with each of its pairs of source and target."""
    predictions = []
    for docs in _chunks(rows):
        found, actors = events_of(docs)
        parties = _parties(actors)
        for article_id, mine in _by_article(docs, found):
            lines = [line(event, *pair) for event in mine for pair in _pairs(parties, event["event_id"])]
            predictions.append({"id": article_id, "events": lines})
    return predictions


def _end_to_end(rows: list[Row]) -> list[Row]:
    def line(event: Row, source: Row | None, target: Row | None) -> Row:
        # This gold follows the published CAMEO-to-PLOVER list where the manual differs from it.
        plover = type_in_cameo_list(event["event_type"], event["cameo_code"])
        return {"plover": plover, "source": _span(source), "target": _span(target)}

    return _coded(rows, line)


def _codes(rows: list[Row]) -> list[Row]:
    def line(event: Row, source: Row | None, target: Row | None) -> Row:
        return {"plover": event["event_type"], "source_code": _code(source), "target_code": _code(target)}

    return _coded(rows, line)


def _penta(rows: list[Row]) -> list[Row]:
    predictions = []
    for docs in _chunks(rows):
        found, _ = events_of(docs)
        for article_id, mine in _by_article(docs, found):
            classes = {PENTACLASS[event["cameo_root"]] for event in mine}
            predictions.append({"id": article_id, "pentas": sorted(classes)})
    return predictions


def _actors(rows: list[Row]) -> list[Row]:
    predictions = []
    for row in rows:
        code, sector = actor_code(row["text"])
        predictions.append({"id": row["id"], "code": code, "sector": sector})
    return predictions


def _dates(rows: list[Row]) -> list[Row]:
    predictions = []
    for row in rows:
        start, _, _ = resolve_date(row["text"], dt.date.fromisoformat(row["pub"]))
        predictions.append({"id": row["id"], "value": start.isoformat() if start else None})
    return predictions


def _seed(seed: Path) -> list[Row]:
    """The seed page as scraped text: read, parsed and coded as in a run; offsets are carried back by surface."""
    gold = json.loads((seed / "events_gold.json").read_text(encoding="utf-8"))
    with (seed / gold["document"]).open(encoding="utf-8", newline="") as handle:
        raw = handle.read()
    published = dt.date.fromisoformat(gold["publication_date"][:10])
    text, docs = read_seed(seed, gold["document"], _engine(), published)
    found, actors = events_of(docs)
    parties = _parties(actors)
    lines = []
    for event in found.filter(pl.col("status").is_in(_ASSERTED)).iter_rows(named=True):
        lines += [
            {
                "trigger_start": _place(raw, event["sentence"], text, event["char_start"]),
                "plover": event["event_type"],
                "source_code": _code(source),
                "target_code": _code(target),
                "date": event["event_date_start"].isoformat() if event["event_date_start"] else None,
                "status": event["status"],
            }
            for source, target in _pairs(parties, event["event_id"])
        ]
    return lines


def _place(raw: str, sentence: str, text: str, start: int) -> int:
    """Where the character at `start` of the article stands in the page as scraped."""
    line_start = text.rfind("\n", 0, start) + 1
    line = text[line_start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    at = raw.find(line)
    if at < 0:
        at = raw.find(sentence)
        return at + max(0, start - text.find(sentence)) if at >= 0 else -1
    return at + start - line_start


def events_of(docs: Documents) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`Events` and `EventActors` of the documents, by way of mentions, entities and quotations as in a run."""
    mentions, said = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    people = entities_from_mentions(mentions, said)
    found, _ = quotes_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions)
    return events_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions, people, found)


def _by_article(docs: Documents, found: pl.DataFrame) -> Iterable[tuple[str, list[Row]]]:
    by_article: dict[str, list[Row]] = {article_id: [] for article_id in docs.articles["article_id"]}
    for event in found.iter_rows(named=True):
        by_article[event["article_id"]].append(event)
    return by_article.items()


def _parties(actors: pl.DataFrame) -> dict[tuple[str, str], list[Row]]:
    parties: dict[tuple[str, str], list[Row]] = {}
    for actor in actors.sort("event_id", "role", "actor_no").iter_rows(named=True):
        parties.setdefault((actor["event_id"], actor["role"]), []).append(actor)
    return parties


def _pairs(parties: dict[tuple[str, str], list[Row]], event_id: str) -> list[tuple[Row | None, Row | None]]:
    sources = parties.get((event_id, "actor")) or [None]
    targets = parties.get((event_id, "recipient")) or [None]
    return [(source, target) for source in sources for target in targets]


def _span(actor: Row | None) -> list[int] | None:
    return None if actor is None or actor["char_start"] is None else [actor["char_start"], actor["char_end"]]


def _code(actor: Row | None) -> str | None:
    if actor is None:
        return None
    return actor["country"] or (actor_code(actor["raw_text"])[0] if actor["raw_text"] else None)


# -------------------------------------------------------------------------------------------------------- plumbing


_loaded: list[Engine] = []


def _engine() -> Engine:
    if not _loaded:
        _loaded.append(Engine(Settings.from_environment().model))
    return _loaded[0]


def _chunks(
    rows: list[Row],
    published: Mapping[str, dt.date] | None = None,
    headlines: Mapping[str, str | None] | None = None,
    zones: Mapping[str, list[str]] | None = None,
) -> Iterable[Documents]:
    for start in range(0, len(rows), _CHUNK):
        texts = {row["id"]: row["text"] for row in rows[start : start + _CHUNK]}
        yield documents(texts, _engine(), published, headlines, zones)


def _grouped(frame: pl.DataFrame) -> dict[str, list[tuple[Any, ...]]]:
    grouped: dict[str, list[tuple[Any, ...]]] = {}
    for first, *rest in frame.sort("article_id", "char_start").iter_rows():
        grouped.setdefault(first, []).append(tuple(rest))
    return grouped


def _read(file: Path) -> list[Row]:
    if not file.is_file():
        raise MissingGold(f"There is no {file}. --gold must name a folder of the form of the gold sets.")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(file: Path, lines: Iterable[Row]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return file


def _scorer(gold: Path, name: str, *arguments: str | Path) -> Row:
    """Run a scorer of the gold folder and read the figures it prints, or writes where `--json FILE` is given."""
    if not (gold / name).is_file():
        return {"note": f"{gold} holds no {name}: predictions written, not scored"}
    command = [sys.executable, str(gold / name), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MissingGold(
            f"{name} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no message'}"
        )
    written = arguments[arguments.index("--json") + 1 :] if "--json" in arguments else ()  # the extraction scorer's way
    text = Path(written[0]).read_text(encoding="utf-8") if written else done.stdout
    figures: Row = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return figures


def main() -> None:
    """Entry point of `python -m benchmarks.score`."""
    tasks: dict[str, Callable[[Path, Path], Row]] = {
        "extraction": extraction, "scraped": scraped, "entities": entities, "quotes": quotes, "events": events,
    }  # fmt: skip
    with_peers = {"extraction": extraction_with_peers, "quotes": quotes_with_peers}
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.score", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("task", choices=tasks)
    parser.add_argument("--gold", type=Path, required=True, help="the task's gold folder, or the folder above it")
    parser.add_argument("--out", type=Path, required=True, help="where the prediction files go")
    parser.add_argument(
        "--peers", action="store_true", help=f"{' and '.join(with_peers)}: set other readers beside (make bench)"
    )
    parser.add_argument("--docs", type=Path, help="with --peers: the Markdown file that the table is put into")
    options = parser.parse_args()
    if options.peers and options.task not in with_peers:
        parser.error(f"--peers is for the tasks {' and '.join(with_peers)}.")
    if options.docs and not options.peers:
        parser.error("--docs needs --peers.")
    folder = options.gold / FOLDERS.get(options.task, options.task)
    gold = folder if folder.is_dir() else options.gold
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        if options.peers:
            figures = with_peers[options.task](gold, options.out, options.docs)
        else:
            figures = tasks[options.task](gold, options.out)
        print(json.dumps(figures, ensure_ascii=False))
    except (MissingGold, report.NoSection) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
