"""How well copies of one text are found: `python -m benchmarks.stories [--articles N]`.

Makes a set of articles whose stories are known, clusters it, and prints recall and precision over pairs and the CPU time.
The copies lost a fifth of their paragraphs and have three words of a hundred changed; what is no copy shares background
paragraphs, the outlet's boilerplate, or is a brief. Stays out: real texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time

import polars as pl

from benchmarks.invented import Writer, pair_scores
from transforms.stories import stories_from_articles

_OUTLETS = 40
_DROPPED = 0.2
_CHANGED = 0.03
_BACKGROUND = 0.25
_FIRST_DAY = dt.datetime(2026, 1, 1)


def _copy(writer: Writer, paragraphs: list[list[str]]) -> list[list[str]]:
    """The paragraphs without a fifth of them, with three of a hundred words changed."""
    dropped = writer.random.sample(range(len(paragraphs)), round(_DROPPED * len(paragraphs)))
    kept = [words for number, words in enumerate(paragraphs) if number not in dropped]
    return [[writer.words(1)[0] if writer.random.random() < _CHANGED else word for word in words] for words in kept]


def synthetic_articles(count: int, seed: int = 1) -> tuple[pl.DataFrame, dict[str, int]]:
    """Articles as `stories_from_articles` takes them, and the number of each one's story."""
    writer = Writer(seed)
    boilerplate = [" ".join(writer.words(25)) for _ in range(_OUTLETS)]
    rows: list[dict[str, object]] = []
    stories: dict[str, int] = {}

    def publish(paragraphs: list[list[str]], story: int) -> None:
        name = f"{len(rows):06d}"
        text = "\n".join(" ".join(words) for words in paragraphs)
        moment = _FIRST_DAY + dt.timedelta(minutes=len(rows))
        outlet = writer.random.randrange(_OUTLETS)
        rows.append(
            {
                "article_id": name,
                "fetched_on": moment.date(),
                "date_published": moment if writer.random.random() < 0.9 else None,
                "text": f"{text}\n{boilerplate[outlet]}",
            }
        )
        stories[name] = story

    story = 0
    while len(rows) < count:
        story += 1
        kind = writer.random.random()
        if kind < 0.1:  # a brief
            publish([writer.words(writer.random.randint(20, 40))], story)
            continue
        original = writer.paragraphs(writer.random.randint(5, 16))
        publish(original, story)
        if kind < 0.4:  # a wire story and its copies
            for _ in range(writer.random.randint(1, 5)):
                publish(_copy(writer, original), story)
        elif kind < 0.6:  # follow-ups that repeat its background
            background = original[: max(1, round(_BACKGROUND * len(original)))]
            for _ in range(writer.random.randint(1, 3)):
                story += 1
                publish([*writer.paragraphs(3 * len(background) + 1), *background], story)
    return pl.DataFrame(rows).with_columns(pl.col("date_published").cast(pl.Datetime("us"))), stories


def scores(found: pl.DataFrame, truth: dict[str, int]) -> dict[str, float]:
    """Recall and precision over pairs of articles of one story."""
    return pair_scores(found.select("article_id", "story_id").iter_rows(), truth)


def main() -> None:
    """Print one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, help="how many to make (default 10,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the random numbers (default 1)")
    arguments = parser.parse_args()
    articles, truth = synthetic_articles(arguments.articles, arguments.seed)
    started = time.process_time()
    found = stories_from_articles(articles)
    seconds = time.process_time() - started
    print(json.dumps({"articles": articles.height, **scores(found, truth), "cpu_seconds": round(seconds, 1)}))


if __name__ == "__main__":
    main()
