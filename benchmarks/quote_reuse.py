"""How well reuse of one quotation is found: `python -m benchmarks.quote_reuse [--statements N]`.

Makes statements of invented words that several outlets print: whole, trimmed at either end, cut in two, with words changed
or put in brackets, and under more or less of the speaker's name; and statements that only share stock phrases. It prints
recall and precision over pairs, the same for clusters of equal words, and the CPU time. Stays out: real texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time

import polars as pl

from benchmarks.invented import Writer, pair_scores
from transforms.quote_clusters import LEAST_WORDS, clusters_of_quotes

_FIRST_DAY = dt.datetime(2026, 1, 1)
_SPEAKERS = 300
_STOCK_PHRASES = 60
_STOCK_WORDS = 5
_STOCK_SHARE = 0.3
_CHANGED = 0.04
"""Share of the words that every second report changes."""
_NAMED = 0.85
"""Share of the rows whose speaker is resolved; the others have none."""


def synthetic_quotes(count: int, seed: int = 1) -> tuple[pl.DataFrame, dict[str, int]]:
    """Quotations of `count` statements as `clusters_of_quotes` takes them, and the number of each row's statement."""
    writer = Writer(seed)
    chance = writer.random
    stock = [writer.words(_STOCK_WORDS) for _ in range(_STOCK_PHRASES)]
    speakers = [" ".join(word.capitalize() for word in writer.words(2)) for _ in range(_SPEAKERS)]
    rows: list[dict[str, object]] = []
    truth: dict[str, int] = {}
    for statement in range(count):
        words = writer.words(chance.randint(8, 45))
        if chance.random() < _STOCK_SHARE:
            at = chance.randrange(len(words))
            words[at:at] = chance.choice(stock)
        speaker = chance.choice(speakers)
        reports = [words] if chance.random() < 0.5 else [_report(writer, words) for _ in range(chance.randint(2, 6))]
        for report in reports:
            number = len(rows)
            name = speaker if chance.random() < 0.8 else speaker.split()[-1]
            moment = _FIRST_DAY + dt.timedelta(minutes=10 * statement + number % 7)
            rows.append(
                {
                    "quote_id": f"{number:08d}",
                    "article_id": f"a{number:08d}",
                    "fetched_on": moment.date(),
                    "date_published": moment if chance.random() < 0.9 else None,
                    "quotation": " ".join(report),
                    "speaker_name": name if chance.random() < _NAMED else None,
                }
            )
            truth[f"{number:08d}"] = statement
    return pl.DataFrame(rows).with_columns(pl.col("date_published").cast(pl.Datetime("us"))), truth


def _report(writer: Writer, words: list[str]) -> list[str]:
    """What one outlet makes of a statement."""
    chance = writer.random
    kind = chance.random()
    spare = len(words) - LEAST_WORDS
    if kind < 0.35 or spare <= 0:
        kept = list(words)
    elif kind < 0.75:  # trimmed
        start = chance.randint(0, spare // 2)
        kept = words[start : len(words) - chance.randint(0, spare - start)]
    else:  # the second half of a split quotation
        kept = words[min(len(words) // 2, spare) :]
    if kind > 0.9:
        kept[chance.randrange(len(kept))] = f"[{writer.words(1)[0]}]"
    if chance.random() < 0.5:
        return kept
    return [writer.words(1)[0] if chance.random() < _CHANGED else word for word in kept]


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=20_000, help="how many to make (default 20,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default 1)")
    arguments = parser.parse_args()
    quotes, truth = synthetic_quotes(arguments.statements, arguments.seed)
    started = time.process_time()
    found = clusters_of_quotes(quotes)
    seconds = time.process_time() - started
    equal = pair_scores(quotes.select("quote_id", "quotation").iter_rows(), truth)
    scores = pair_scores(found.select("quote_id", "quote_cluster_id").iter_rows(), truth)
    print(json.dumps({"quotations": quotes.height, **scores, "equal_words": equal, "cpu_seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
