"""CPU time of each step of rules against the parse that all of them start from, on the same texts in the same run.

    python -m benchmarks.rules --texts FILE.jsonl [--limit N] [--rounds N]

FILE holds an article a line with `id` and `text`. Everything runs in one process and one thread; the model's start and one
article to warm up are not counted. The last line printed is one JSON object: for entities (mentions included), quotes and
events the articles and the rows per CPU-second after the parse, and what share of the parse's own time that is.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.texts import Documents, documents
from orchestration.engine import Engine
from orchestration.settings import Settings
from transforms.entities import entities_from_mentions
from transforms.events import events_from_tokens
from transforms.mentions import mentions_from_tokens
from transforms.quotes import quotes_from_tokens


def measure(file: Path, limit: int | None, rounds: int) -> dict[str, Any]:
    """Medians over the rounds."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    texts = {row["id"]: row["text"] for row in lines}
    if not texts:
        sys.exit(f"{file} holds no texts.")
    engine = Engine(Settings.from_environment().model)
    first = dict(list(texts.items())[:1])
    _seconds(documents(first, engine))
    start = time.process_time()
    docs = documents(texts, engine)
    parse = time.process_time() - start
    runs = [_seconds(docs) for _ in range(rounds)]
    times, rows = [seconds for seconds, _ in runs], runs[0][1]
    return {
        "articles": len(texts),
        "tokens": docs.tokens.height,
        "parse_cpu_seconds": round(parse, 2),
        "steps": {step: _figures([one[step] for one in times], len(texts), rows[step], parse) for step in times[0]},
    }


def _seconds(docs: Documents) -> tuple[dict[str, float], dict[str, int]]:
    """CPU seconds and rows of each step, each on the tables that the step before it made."""
    marks = [time.process_time()]
    mentions, said = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    people = entities_from_mentions(mentions, said)
    marks.append(time.process_time())
    found, _ = quotes_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions)
    marks.append(time.process_time())
    acts, _ = events_from_tokens(docs.tokens, docs.articles, docs.blocks, mentions, people, found)
    marks.append(time.process_time())
    entities, quotes, events = (after - before for before, after in itertools.pairwise(marks))
    rows = {"entities": mentions.height, "quotes": found.height, "events": acts.height}
    return {"entities": entities, "quotes": quotes, "events": events}, rows


def _figures(times: list[float], articles: int, rows: int, parse: float) -> dict[str, object]:
    seconds = median(times)
    return {
        "cpu_seconds": round(seconds, 2),
        "articles_per_cpu_second": round(articles / seconds, 1),
        "rows": rows,
        "rows_per_cpu_second": round(rows / seconds, 1),
        "share_of_parse": round(seconds / parse, 3),
        "cpu_seconds_by_round": [round(one, 2) for one in times],
    }


def main() -> None:
    """Entry point of `python -m benchmarks.rules`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="JSON lines with id and text")
    parser.add_argument("--limit", type=int, help="only the first N texts")
    parser.add_argument("--rounds", type=int, default=3, help="how often the rules run")
    options = parser.parse_args()
    print(json.dumps(measure(options.texts, options.limit, options.rounds)))


if __name__ == "__main__":
    main()
