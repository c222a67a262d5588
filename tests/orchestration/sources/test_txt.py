"""Scraped text: files of text, and files of lines, each a page; a faulty line is a page that says so."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources import txt
from orchestration.sources.base import Document, MissingPath, Page
from orchestration.sources.declared import Source
from tests.orchestration.sources.reading import LIMIT, refused

URL = "https://harbour.example/a"


def lines_file(folder: Path, *lines: Any, name: str = "export.jsonl") -> Path:
    """A file of lines: text and bytes as they are, anything else as JSON."""
    body = b"".join(
        (line if isinstance(line, bytes) else line.encode() if isinstance(line, str) else json.dumps(line).encode())
        + b"\n"
        for line in lines
    )
    file = folder / name
    file.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
    return file


def read(place: Path, limit: int = LIMIT, **more: Any) -> list[Page]:
    return list(txt.read(Document("export", limit, file=place, **more)))


def only(folder: Path, line: Any) -> Page:
    (page,) = read(lines_file(folder, line))
    return page


# -------------------------------------------------------------------------------------------------------- files of text


def test_files_of_text_in_a_folder_are_pages_named_after_the_source(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text("The wall\n\nIt was mended.")
    (tmp_path / "deep" / "b.txt.gz").write_bytes(gzip.compress(b"The quay"))
    (tmp_path / "c.html").write_text("<p>Not here.</p>")
    (tmp_path / "empty.txt").touch()
    pages = read(tmp_path, url_prefix="https://harbour.example/")
    assert [(page.name, page.kind, page.content_type, page.status) for page in pages] == [
        ("export/a.txt", "txt", "text/plain", "ok"),
        ("export/deep/b.txt.gz", "txt", "text/plain", "ok"),
        ("export/empty.txt", "txt", "text/plain", "empty"),
    ]
    assert (pages[1].body, pages[1].url) == (b"The quay", "https://harbour.example/deep/b.txt")


def test_a_file_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("The wall")
    (tmp_path / "a.json").write_text(json.dumps({"url": URL, "fetched_at": "2026-03-10T10:00:00Z"}))
    (page,) = read(file)
    assert (page.name, page.url, page.fetched_at) == ("export/a.txt", URL, dt.datetime(2026, 3, 10, 10))


def test_documents_are_the_sources_places(tmp_path: Path) -> None:
    source = Source.model_validate({"name": "export", "kind": "txt", "address": ["in", "a.jsonl"]}, context=tmp_path)
    assert txt.documents(source, None) == [tmp_path / "in", tmp_path / "a.jsonl"]
    with pytest.raises(MissingPath, match="nowhere"):
        read(tmp_path / "nowhere")


# ------------------------------------------------------------------------------------------------------- files of lines


@pytest.mark.parametrize("name", ["x.jsonl", "x.ndjson", "x.jsonl.gz", "x.NDJSON.GZ"])
def test_a_line_is_a_page(name: str, tmp_path: Path) -> None:
    lines = ({"url": URL, "text": "The wall"}, "", {"text": "Łódź 😀"})
    body = b"".join((json.dumps(line).encode() if line else b"  ") + b"\r\n" for line in lines)
    (tmp_path / name).write_bytes(gzip.compress(body) if name.lower().endswith("gz") else body)
    pages = read(tmp_path)
    assert [(page.name, page.url, (page.body or b"").decode()) for page in pages] == [
        (f"export/{name}:1", URL, "The wall"),
        (f"export/{name}:3", None, "Łódź 😀"),
    ]


@pytest.mark.parametrize("key", ["text", "content", "body"])
def test_the_text_has_several_names(key: str, tmp_path: Path) -> None:
    assert only(tmp_path, {"text": None, key: "The wall"}).body == b"The wall"


@pytest.mark.parametrize("key", ["date_published", "published_at", "publish_date", "date"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [("2026-03-10T12:00:00+02:00", dt.datetime(2026, 3, 10, 10)), ("2026-03-10", dt.datetime(2026, 3, 10)),
     ("soon", None), (1_773_136_800, None), (None, None), ("0001-01-01T00:00:00+01:00", None)],
)  # fmt: skip
def test_dates(key: str, value: object, expected: dt.datetime | None, tmp_path: Path) -> None:
    assert only(tmp_path, {"text": "x", key: value}).date_published == expected


def test_the_moment_of_fetching(tmp_path: Path) -> None:
    assert only(tmp_path, {"text": "x", "fetched_at": "2026-03-10T12:00+02:00"}).fetched_at == dt.datetime(
        2026, 3, 10, 10
    )
    assert only(tmp_path, {"text": "x", "fetched_at": 7}).fetched_at is None


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("The wall", "It was mended.", "The wall\n\nIt was mended."),
        ("The wall", "The wall\nIt was mended.", "The wall\nIt was mended."),
        (" The  wall ", "\n The wall \n\nIt was mended.", "\n The wall \n\nIt was mended."),
        ("The wall", "The wall was mended.", "The wall\n\nThe wall was mended."),
        ("", "It was mended.", "It was mended."),
        (None, "It was mended.", "It was mended."),
        ({"en": "x"}, "It was mended.", "It was mended."),
    ],
)
@pytest.mark.parametrize("key", ["headline", "title"])
def test_the_headline_stands_first_and_once(
    key: str, headline: object, text: str, expected: str, tmp_path: Path
) -> None:
    assert only(tmp_path, {key: headline, "text": text}).body == expected.encode()


@pytest.mark.parametrize("url", [7, "", "/a", "not an address", "http://[harbour/"])
def test_what_is_no_address_is_none(url: object, tmp_path: Path) -> None:
    assert only(tmp_path, {"text": "x", "url": url}).url is None


@pytest.mark.parametrize("text", ["", "   \n"])
def test_a_page_without_words_is_empty_also_with_a_headline(text: str, tmp_path: Path) -> None:
    page = only(tmp_path, {"text": text, "headline": "The wall"})
    assert (page.status, page.body, page.warning) == ("empty", None, None)


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1).filter(str.strip)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples that hypothesis makes."""
    return tmp_path_factory.mktemp("txt")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(TEXTS), is_zipped=st.booleans(), is_ascii=st.booleans())
def test_every_text_that_is_written_is_read(scratch: Path, texts: list[str], is_zipped: bool, is_ascii: bool) -> None:
    lines = [json.dumps({"text": text}, ensure_ascii=is_ascii) for text in texts]
    file = lines_file(scratch, *lines, name="x.jsonl.gz" if is_zipped else "x.jsonl")
    assert [(page.body or b"").decode() for page in read(file)] == texts


# --------------------------------------------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    "line",
    ["{broken", "[1, 2]", "7", '"text"', "null", {"headline": "The wall"}, {"text": 7}, {"text": ["a"]},
     b'{"text": "\xff"}', "[" * 100_000],
)  # fmt: skip
def test_a_faulty_line_is_a_page_that_says_so_and_the_others_are_taken(line: Any, tmp_path: Path) -> None:
    first, faulty, last = read(lines_file(tmp_path, {"text": "one"}, line, {"text": "two"}))
    assert (first.status, first.body, last.body) == ("ok", b"one", b"two")
    assert (faulty.status, faulty.body) == ("unreadable", None)
    assert faulty.warning == "export/export.jsonl:2 is no JSON object with a text (text, content, body)."


def test_half_a_character_does_no_harm(tmp_path: Path) -> None:
    page = only(tmp_path, '{"text": "The \\ud83d wall", "url": "https://harbour.example/\\ud83d"}')
    assert (page.status, page.body, page.url) == ("ok", b"The ? wall", None)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(lines_file(tmp_path, b'\xef\xbb\xbf{"text": "x"}'))[0].body == b"x"


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz"])
def test_a_page_above_the_limit_is_not_kept_and_never_held(name: str, tmp_path: Path) -> None:
    file = lines_file(tmp_path, {"text": "x" * 1_001}, b"0" * 5_000_000, {"text": "y" * 1_000}, name=name)
    pages = read(file, 1_000)
    assert [(page.name[-1], page.status) for page in pages] == [("1", "too_large"), ("2", "too_large"), ("3", "ok")]
    assert [page.body for page in pages[:2]] == [None, None]
    assert pages[1].byte_count < 100_000


def test_a_damaged_file_gives_what_stands_before_and_is_told(tmp_path: Path) -> None:
    texts = [{"text": f"{number} {number * 7919 % 10_007}"} for number in range(3_000)]
    file = lines_file(tmp_path, *texts, name="x.jsonl.gz")
    whole = file.read_bytes()
    for damaged in (whole[:-2_000], whole[:9_000] + b"\xff" * 50 + whole[9_050:]):
        file.write_bytes(damaged)
        taken, said = refused(txt, Document("export", LIMIT, file=file))
        assert taken
        assert f"x.jsonl.gz cannot be read on after line {len(taken)} " in said
