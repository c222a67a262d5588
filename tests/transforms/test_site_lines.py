"""A site's memory: lines that recur on other pages of an outlet are its furniture."""

from __future__ import annotations

import datetime as dt

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.pages import DAY
from transforms.articles.page import Extraction
from transforms.articles.site_lines import line_id, lines_of_sites
from transforms.articles.tables import ArticleTables, articles_from_extractions, extractions_frame
from transforms.ids import stable_id
from transforms.tables import Blocks, RemovedBlocks, SiteLines
from transforms.tables.base import check

FURNITURE = "Readers of the Gazette get the tide tables of the week for nothing, every Friday, with their bread."
LATER = DAY + dt.timedelta(days=1)


def story(name: str) -> list[str]:
    """Five paragraphs that no other story has."""
    return [
        f"Paragraph {part} of the story on {name} tells what nobody else has told about {name} so far."
        for part in "abcde"
    ]


def page(name: str, *body: str, outlet: str = "gazette.example", headline: str | None = None) -> Extraction:
    """An extraction as the reader of one page gives it."""
    blocks = [("headline", headline or f"News of {name}"), *(("body", line) for line in body)]
    text = "\n".join(line for _, line in blocks)
    return Extraction(
        stable_id(name, outlet),
        blocks=blocks,
        article={
            "article_id": stable_id(name, outlet),
            "outlet": outlet,
            "authors": [],
            "keywords": [],
            "date_published_source": "none",
            "in_language": "en",
            "text": text,
            "word_count": len(text.split()),
            "input_kind": "html_dir",
            "article_kind": "article",
            "text_extraction_method": "trafilatura-precision",
            "status": "ok",
        },
    )


def tables(*pages: Extraction, known: pl.DataFrame | None = None, day: dt.date = DAY) -> ArticleTables:
    return articles_from_extractions(extractions_frame(pages, "v1"), day, known)


def bodies(made: ArticleTables) -> dict[str, list[str]]:
    """Headline to the lines of the body."""
    texts = dict(made.articles.select("article_id", "text").iter_rows())
    found: dict[str, list[str]] = {}
    for row in made.blocks.sort("article_id", "block_no").iter_rows(named=True):
        line = texts[row["article_id"]][row["char_start"] : row["char_end"]]
        if row["zone"] == "headline":
            head = line
            found[head] = []
        else:
            found[head].append(line)
    return found


def test_a_line_at_the_end_of_two_pages_of_a_site_is_furniture() -> None:
    made = tables(page("ships", *story("ships"), FURNITURE), page("bread", *story("bread"), FURNITURE))
    assert bodies(made) == {"News of ships": story("ships"), "News of bread": story("bread")}
    assert set(made.removed_blocks.select("reason", "text").iter_rows()) == {("site_line", FURNITURE)}


def test_numbers_in_a_line_do_not_make_it_another() -> None:
    first, second = "The most read of 3 May at 10:15 today", "The most read of 14 May at 9:02 today"
    made = tables(page("ships", *story("ships"), first), page("bread", *story("bread"), second))
    assert bodies(made) == {"News of ships": story("ships"), "News of bread": story("bread")}


def test_the_same_line_on_two_sites_is_text() -> None:
    pages = [page(name, *story(name), FURNITURE, outlet=f"{name}.example") for name in ("ships", "bread")]
    assert bodies(tables(*pages))["News of ships"] == [*story("ships"), FURNITURE]


def test_another_page_s_headline_is_a_teaser() -> None:
    made = tables(page("ships", *story("ships"), "News of bread"), page("bread", *story("bread")))
    assert bodies(made)["News of ships"] == story("ships")


def test_background_that_two_stories_share_stays_where_it_is() -> None:
    background = (
        "The harbour was closed three times last year, each time because of a mine that the war had left behind."
    )
    pages = [page(name, *story(name)[:2], background, *story(name)[2:]) for name in ("ships", "bread")]
    assert background in bodies(tables(*pages))["News of ships"]


def test_a_long_line_inside_many_stories_is_furniture_all_the_same() -> None:
    pages = [page(name, *story(name)[:2], FURNITURE, *story(name)[2:]) for name in ("ships", "bread", "wool", "salt")]
    assert all(FURNITURE not in body for body in bodies(tables(*pages)).values())


def test_a_sibling_page_with_the_same_text_costs_neither_its_text() -> None:
    pages = [page(name, *story("ships")) for name in ("ships", "ships for print")]
    assert bodies(tables(*pages)) == {"News of ships": story("ships"), "News of ships for print": story("ships")}


def test_what_was_seen_on_an_earlier_day_is_known_on_the_first_page_of_a_later_one() -> None:
    first = tables(page("ships", *story("ships"), FURNITURE))
    assert FURNITURE in bodies(first)["News of ships"], "one page alone tells nothing"
    later = tables(page("bread", *story("bread"), FURNITURE), known=first.site_lines, day=LATER)
    assert bodies(later) == {"News of bread": story("bread")}


def test_the_counts_are_of_articles_and_of_what_the_page_held_before_cleaning() -> None:
    made = tables(page("ships", *story("ships"), FURNITURE, FURNITURE), page("bread", *story("bread"), FURNITURE))
    counts = dict(made.site_lines.select("line_id", "article_count").iter_rows())
    assert counts[line_id(FURNITURE)] == 2
    assert counts[line_id("News of ships")] == 1
    check(made.site_lines, SiteLines)


def test_pages_of_no_known_site_leave_no_memory() -> None:
    assert tables(page("ships", *story("ships"), outlet="unknown")).site_lines.is_empty()


def test_offsets_and_word_counts_are_those_of_what_is_left() -> None:
    made = tables(page("ships", *story("ships"), FURNITURE), page("bread", *story("bread"), FURNITURE))
    check(made.blocks, Blocks)
    check(made.removed_blocks, RemovedBlocks)
    words = dict(made.articles.select("headline", "word_count").iter_rows())
    assert set(words.values()) == {len(" ".join(["News of ships", *story("ships")]).split())}


@given(
    st.lists(
        st.lists(st.sampled_from([*story("ships"), *story("bread"), FURNITURE]), min_size=1), min_size=1, max_size=5
    )
)
def test_every_line_of_a_page_is_either_text_or_removed(drawn: list[list[str]]) -> None:
    pages = [page(str(number), *lines) for number, lines in enumerate(drawn)]
    made = tables(*pages)
    left = {name: sorted(lines) for name, lines in bodies(made).items()}
    for number, lines in enumerate(drawn):
        article_id = stable_id(str(number), "gazette.example")
        taken = made.removed_blocks.filter(pl.col("article_id") == article_id)["text"].to_list()
        assert sorted([*left[f"News of {number}"], *taken]) == sorted(lines)


def test_a_day_without_pages_has_no_lines() -> None:
    assert lines_of_sites(extractions_frame([], "v1"), DAY).is_empty()


# ------------------------------------------------------------------------------------------------------------ captions


def illustrated(name: str, *captions: str) -> Extraction:
    """A page with captions after its body."""
    made = page(name, *story(name))
    made.blocks += [("caption", caption) for caption in captions]
    made.article["text"] = "\n".join(line for _, line in made.blocks)
    return made


def captions_of(made: ArticleTables) -> set[str]:
    texts = dict(made.articles.select("article_id", "text").iter_rows())
    captions = made.blocks.filter(pl.col("zone") == "caption")
    return {
        texts[article][start:end]
        for article, start, end in captions.select("article_id", "char_start", "char_end").rows()
    }


def test_a_picture_that_follow_up_stories_show_again_keeps_its_caption() -> None:
    made = tables(*(illustrated(name, "The old pier before it fell.") for name in ("ash", "birch", "cedar")))
    assert captions_of(made) == {"The old pier before it fell."}


def test_a_caption_below_pictures_of_many_articles_is_furniture() -> None:
    promotion = "See what the Gazette reads on the air today."
    names = ("ash", "birch", "cedar", "dogwood")
    made = tables(*(illustrated(name, promotion, f"The pier of {name}.") for name in names))
    assert captions_of(made) == {f"The pier of {name}." for name in names}
    assert made.removed_blocks["text"].to_list() == [promotion] * len(names)


def test_copies_of_one_page_keep_their_captions() -> None:
    copies = [illustrated("ash", "The pier of ash.") for _ in range(5)]
    for number, copy in enumerate(copies):
        copy.page_id = copy.article["article_id"] = stable_id("copy", str(number))
    assert captions_of(tables(*copies)) == {"The pier of ash."}
