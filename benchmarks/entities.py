"""CPU time of mentions and entities against the parse they start from, on the same texts in the same run.

    python -m benchmarks.entities --texts FILE.jsonl [--limit N] [--rounds N]

FILE holds an article a line with `id` and `text`. Everything runs in one process and one thread; the model's start and one
article to warm up are not counted. The last line printed is one JSON object: articles per CPU-second after the parse, and
what share of the parse's own time that is.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.texts import Documents, documents
from orchestration.engine import Engine
from orchestration.settings import Settings
from transforms.entities import entities_from_mentions
from transforms.mentions import mentions_from_tokens


def measure(file: Path, limit: int | None, rounds: int) -> dict[str, object]:
    """Medians over the rounds."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    texts = {row["id"]: row["text"] for row in lines}
    if not texts:
        sys.exit(f"{file} holds no texts.")
    engine = Engine(Settings.from_environment().model)
    first = dict(list(texts.items())[:1])
    _entities(documents(first, engine))
    start = time.process_time()
    docs = documents(texts, engine)
    parse = time.process_time() - start
    times = [_entities(docs) for _ in range(rounds)]
    seconds = median(times)
    return {
        "articles": len(texts),
        "tokens": docs.tokens.height,
        "parse_cpu_seconds": round(parse, 2),
        "entities_cpu_seconds": round(seconds, 2),
        "articles_per_cpu_second": round(len(texts) / seconds, 1),
        "share_of_parse": round(seconds / parse, 3),
        "cpu_seconds_by_round": [round(one, 2) for one in times],
    }


def _entities(docs: Documents) -> float:
    start = time.process_time()
    mentions, evidence = mentions_from_tokens(docs.tokens, docs.articles, docs.blocks)
    entities_from_mentions(mentions, evidence)
    return time.process_time() - start


def main() -> None:
    """Entry point of `python -m benchmarks.entities`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="JSON lines with id and text")
    parser.add_argument("--limit", type=int, help="only the first N texts")
    parser.add_argument("--rounds", type=int, default=3, help="how often the rules run")
    options = parser.parse_args()
    print(json.dumps(measure(options.texts, options.limit, options.rounds)))


if __name__ == "__main__":
    main()
