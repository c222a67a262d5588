"""The token table: offsets that cut the forms out of the text, sentences that stay in their block, trees that hold.

Stays out: whether the model parses well (benchmarks).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.texts import Documents
from orchestration.engine import Engine
from transforms.tables import Tokens
from transforms.tables.base import check, polars_schema
from transforms.tokens import Names, ParseInput, TokenArrays, parser_text, subtree_edges, tokens_from_arrays

ODD = (
    "The\u00a0mayor of\u202fNice said:\t“We can’t 😀 wait.”\n\n"
    "She left. At 5\u2009p.m. the  port\u00a0\u00a0closed\n東京 called"
)


def parse_blocks(engine: Engine, *blocks: str) -> tuple[str, pl.DataFrame]:
    """The blocks as one article, parsed; its text and its tokens."""
    starts, position = [], 0
    for block in blocks:
        starts.append(position)
        position += len(block) + 1
    text = "\n".join(blocks)
    return text, engine.parse([ParseInput("a", text, tuple(starts))])


def assert_sound(text: str, tokens: pl.DataFrame) -> None:
    """What holds for the tokens of every article, however odd its text."""
    rows = tokens.rows(named=True)
    assert [row["token_no"] for row in rows] == list(range(len(rows)))
    for row in rows:
        surface = text[row["char_start"] : row["char_end"]]
        assert parser_text(surface) == row["form"]
        assert surface.strip()
    ends = [0, *(row["char_end"] for row in rows)]
    starts = [*(row["char_start"] for row in rows), len(text)]
    for end, start in zip(ends, starts, strict=True):  # between tokens there is nothing but white space
        assert end <= start
        assert not text[end:start].strip()
    sentences = [row["sentence_no"] for row in rows]
    assert sorted(set(sentences)) == list(range(len(set(sentences))))
    assert sentences == sorted(sentences)
    assert tokens.group_by("sentence_no").agg(pl.col("block_no").n_unique()).filter(pl.col("block_no") > 1).is_empty()
    for row in rows:
        governor = rows[row["head"]]
        assert governor["sentence_no"] == row["sentence_no"]
        assert governor["subtree_start"] <= row["subtree_start"] <= row["token_no"] < row["subtree_end"]
        assert row["subtree_end"] <= governor["subtree_end"]
    for number in set(sentences):
        assert any(row["head"] == row["token_no"] for row in rows if row["sentence_no"] == number)


def test_offsets_cut_the_forms_out_of_odd_text(engine: Engine) -> None:
    text, tokens = parse_blocks(engine, *ODD.split("\n"))
    assert_sound(text, tokens)
    assert {"mayor", "“", "ca", "n’t", "😀"} <= set(tokens["form"])


PIECES = st.sampled_from(
    ["The", "mayor", "said", "“", "”", ".", "?", "she", "left", "Dr.", "’s", "U.S.", "😀", "é", "東京", ",", "-", "3.5"]
)
GAPS = st.sampled_from([" ", " ", " ", "\u00a0", "\t", "  ", "\u202f", ""])
BLOCKS = st.lists(
    st.lists(st.tuples(PIECES, GAPS), min_size=1, max_size=10).map(lambda parts: "".join(a + b for a, b in parts)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(blocks=BLOCKS)
def test_offsets_sentences_and_trees_hold_whatever_the_text(engine: Engine, blocks: list[str]) -> None:
    text, tokens = parse_blocks(engine, *blocks)
    assert_sound(text, tokens)


def test_no_sentence_crosses_a_block(engine: Engine) -> None:
    """The headline has no full stop, and the second block goes on in lower case: each still begins a sentence."""
    text, tokens = parse_blocks(
        engine, "Keeper wanted for the lighthouse", "nobody applied for it", "Rosa came. She stayed."
    )
    assert_sound(text, tokens)
    begins = tokens.group_by("sentence_no", maintain_order=True).agg(pl.col("form").first())["form"].to_list()
    assert begins == ["Keeper", "nobody", "Rosa", "She"]


def test_the_frame_is_the_declared_one(parse: Callable[..., Documents]) -> None:
    docs = parse({"x": "Rosa Billeci met the mayor of Malta.", "y": "She paid £3."})
    tokens = check(docs.tokens, Tokens)
    assert tokens["article_id"].unique(maintain_order=True).to_list() == ["x", "y"]
    assert tokens.filter(pl.col("article_id") == "y")["token_no"].to_list() == [0, 1, 2, 3, 4]
    names = tokens.filter(pl.col("entity_type") == "PERSON")
    assert names["form"].to_list() == ["Rosa", "Billeci"]
    assert names["is_entity_start"].to_list() == [True, False]
    assert not tokens.filter(pl.col("entity_type").is_null())["is_entity_start"].any()


def test_lemmas_and_parts_of_speech(parse: Callable[..., Documents]) -> None:
    tokens = parse("The ministers were told that Rosa had left.").tokens
    lemma = dict(tokens.select("form", "lemma").iter_rows())
    upos = dict(tokens.select("form", "upos").iter_rows())
    assert (lemma["ministers"], lemma["told"], lemma["left"], lemma["Rosa"]) == ("minister", "tell", "leave", "Rosa")
    assert (upos["were"], upos["had"], upos["told"], upos["Rosa"]) == ("AUX", "AUX", "VERB", "PROPN")


def test_an_article_parses_alike_alone_and_in_a_batch(engine: Engine) -> None:
    articles = [
        ParseInput(name, text, (0,)) for name, text in (("a", "Malta thanked her."), ("b", "She left. Nobody saw her."))
    ]
    together = engine.parse(articles)
    alone = pl.concat([engine.parse([article]) for article in articles])
    assert together.equals(alone)


def test_no_articles_give_an_empty_frame() -> None:
    names = Names({}, {}, {}, {}, {}, {})
    made = tokens_from_arrays([], names)
    assert made.is_empty()
    assert made.schema == pl.Schema(
        {name: kind for name, kind in polars_schema(Tokens).items() if name != "fetched_on"}
    )


# ------------------------------------------------------------------------------------------------- the arrays by hand


def test_white_space_tokens_go_and_what_hung_on_them_hangs_higher() -> None:
    """ "Go \\n now": `now` hangs on the line end, which hangs on `Go`."""
    parse = TokenArrays(
        article_id="a",
        char_start=np.array([0, 3, 5]),
        char_length=np.array([2, 1, 3]),
        is_space=np.array([False, True, False]),
        is_sentence_start=np.array([True, False, False]),
        head=np.array([0, 0, 1]),
        form=np.array([1, 2, 3]),
        tag=np.array([7, 8, 9]),
        deprel=np.array([4, 5, 6]),
        entity_iob=np.array([2, 2, 3]),
        entity_label=np.array([0, 0, 11]),
        block_start=np.array([0, 5]),
    )
    names = Names(
        form={1: "Go", 2: "\n", 3: "now"},
        tag={7: "VB", 8: "_SP", 9: "RB"},
        deprel={4: "ROOT", 5: "dep", 6: "advmod"},
        entity_label={11: "TIME"},
        lemma={(1, 7): "go", (3, 9): "now"},
        upos={(1, 7): "VERB", (3, 9): "ADV"},
    )
    made = tokens_from_arrays([parse], names)
    assert made.select("form", "char_start", "char_end", "head", "deprel", "block_no", "entity_type").rows() == [
        ("Go", 0, 2, 0, "ROOT", 0, None),
        ("now", 5, 8, 0, "advmod", 1, "TIME"),
    ]
    assert made.select("subtree_start", "subtree_end").rows() == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("head", "left", "right"),
    [
        ([0], [0], [1]),
        ([1, 1, 1], [0, 0, 2], [1, 3, 3]),
        ([2, 0, 2, 2], [0, 1, 0, 3], [2, 2, 4, 4]),
        ([0, 0, 1, 2], [0, 1, 2, 3], [4, 4, 4, 4]),
        ([0, 1], [0, 1], [1, 2]),
    ],
    ids=["alone", "flat", "nested", "chain", "two roots"],
)
def test_a_subtree_is_the_range_of_all_that_hangs_below(head: list[int], left: list[int], right: list[int]) -> None:
    made_left, made_right = subtree_edges(np.array(head))
    assert (made_left.tolist(), made_right.tolist()) == (left, right)


@pytest.mark.parametrize("space", ["\u00a0", "\t", "\u202f", "\u2003", "\r", "\x0b", "\u3000"])
def test_odd_spaces_become_plain_ones_without_moving_anything(space: str) -> None:
    assert parser_text(f"a{space}b\nc d") == "a b\nc d"


def test_line_ends_and_letters_stay() -> None:
    assert parser_text("é\u200b😀\n\nx") == "é\u200b😀\n\nx"
