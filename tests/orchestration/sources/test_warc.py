"""WARC files: the pages that were captured, each on its day; a faulty page or file takes nothing else with it."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zlib
from pathlib import Path

import pytest
from fastwarc import WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliWriter, GzipWriter, Lz4Writer, ZstdWriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources import warc
from orchestration.sources.base import Document, MissingPath, Page, UnusableDocument
from orchestration.sources.declared import Source
from tests.orchestration.sources.reading import LIMIT, refused

PAGE = b"<p>The council met.</p>" * 20
TEN = dt.datetime(2026, 3, 10, 10)


def record(
    url: str = "https://harbour.example/a",
    body: bytes = PAGE,
    *,
    status: str = "200 OK",
    media: str | None = "text/html; charset=utf-8",
    headers: str = "",
    date: str = "2026-03-10T10:00:00Z",
    kind: str = "response",
    block: bytes | None = None,
    block_type: str = "application/http; msgtype=response",
) -> bytes:
    """A record as bytes (WARC 1.0); `block` in place of an HTTP answer."""
    if block is None:
        media_line = f"Content-Type: {media}\r\n" if media is not None else ""
        block = f"HTTP/1.1 {status}\r\n{media_line}{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"Content-Type: {block_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = record(kind="warcinfo", block=b"software: made by hand\r\n", block_type="application/warc-fields")
GOOD = record("https://harbour.example/good")
FIVE = [record(f"https://harbour.example/{number}", PAGE + bytes([65 + number])) for number in range(5)]


def put(folder: Path, content: bytes, name: str = "archive.warc") -> Document:
    file = folder / name
    file.write_bytes(content)
    return Document("crawl", LIMIT, file=file)


def read(folder: Path, content: bytes, **more: object) -> list[Page]:
    document = put(folder, content)
    return list(warc.read(Document("crawl", LIMIT, file=document.file, **more)))  # type: ignore[arg-type]


def urls(pages: list[Page]) -> list[str]:
    return [str(page.url).rpartition("/")[2] for page in pages]


# ------------------------------------------------------------------------------------------------------------------ pages


def test_a_page_with_its_address_and_moment(tmp_path: Path) -> None:
    (page,) = read(tmp_path, INFO + record())
    assert page == Page("crawl", "warc", "text/html", PAGE, len(PAGE), "ok", "https://harbour.example/a", TEN)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.dat"])
@pytest.mark.parametrize("packing", ["plain", "gz by record", "gz as a whole"])
def test_an_archive_is_read_whatever_it_is_called(name: str, packing: str, tmp_path: Path) -> None:
    plain = b"".join(FIVE)
    by_record = b"".join(map(gzip.compress, FIVE))
    content = {"plain": plain, "gz by record": by_record, "gz as a whole": gzip.compress(plain)}[packing]
    pages = list(warc.read(put(tmp_path, content, name)))
    assert urls(pages) == ["0", "1", "2", "3", "4"]
    assert pages[4].body == PAGE + b"E"


@pytest.mark.parametrize("writer", [GzipWriter, ZstdWriter, Lz4Writer])
def test_an_archive_by_fastwarcs_own_writer(writer: type, tmp_path: Path) -> None:
    held = io.BytesIO()
    stream = writer(held)
    for number in range(3):
        made = WarcRecord()
        made.init_headers(WarcRecordType.response)
        made.headers["WARC-Target-URI"] = f"https://harbour.example/{number}"
        made.headers["WARC-Date"] = "2026-03-10T10:00:00Z"
        made.headers["Content-Type"] = "application/http; msgtype=response"
        made.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        made.write(stream)
    stream.close()
    pages = read(tmp_path, held.getvalue())
    assert urls(pages) == ["0", "1", "2"]
    assert {page.body for page in pages} == {PAGE}


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    content = (
        INFO
        + record("https://harbour.example/request", kind="request", block=b"GET /a HTTP/1.1\r\n\r\n")
        + record("https://harbour.example/gone", status="404 Not Found")
        + record("https://harbour.example/moved", status="301 Moved")
        + record("https://harbour.example/pdf", media="application/pdf")
        + record("https://harbour.example/image", media="image/png")
        + record("https://harbour.example/revisit", kind="revisit")
        + record(
            "https://harbour.example/metadata", kind="metadata", block=b"x: y", block_type="application/warc-fields"
        )
        + record("https://harbour.example/conversion", kind="conversion", block=b"text", block_type="text/plain")
        + record("https://harbour.example/nonsense", block=b"nonsense")
        + record("https://harbour.example/nothing", block=b"")
        + GOOD
    )
    assert urls(read(tmp_path, content)) == ["good"]


@pytest.mark.parametrize(
    ("media", "content_type"),
    [("text/html", "text/html"), ("Text/HTML;charset=x", "text/html"), ("application/xhtml+xml", "text/html"),
     ("text/plain", "text/plain"), (None, "text/html"), ("", "text/html")],
)  # fmt: skip
def test_media_types_of_pages(media: str | None, content_type: str, tmp_path: Path) -> None:
    assert [page.content_type for page in read(tmp_path, record(media=media))] == [content_type]


def test_a_resource_is_a_page_without_http(tmp_path: Path) -> None:
    content = record(kind="resource", block=PAGE, block_type="text/html") + record(
        kind="resource", block=b"x", block_type="x/y"
    )
    assert [page.body for page in read(tmp_path, content)] == [PAGE]


def test_an_address_in_angle_brackets(tmp_path: Path) -> None:
    assert urls(read(tmp_path, record("<https://harbour.example/a>"))) == ["a"]


def test_an_empty_page_says_so(tmp_path: Path) -> None:
    (page,) = read(tmp_path, record(body=b""))
    assert (page.status, page.body, page.byte_count) == ("empty", None, 0)


# --------------------------------------------------------------------------------------------------------------- decoding


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def brotli(body: bytes) -> bytes:
    held = io.BytesIO()
    writer = BrotliWriter(held)
    writer.write(body)
    writer.close()
    return held.getvalue()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: X-GZIP\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: br\r\n", brotli(PAGE)),
        ("Content-Encoding: identity\r\n", PAGE),
        ("Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip.compress(PAGE))),
    ],
)
def test_a_page_is_unpacked(headers: str, body: bytes, tmp_path: Path) -> None:
    assert [page.body for page in read(tmp_path, record(headers=headers, body=body))] == [PAGE]


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Encoding: gzip\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Encoding: br\r\n",
        "Content-Encoding: new\r\n",
    ],
)
def test_a_page_that_was_unpacked_before_it_was_written_is_taken_as_it_is(headers: str, tmp_path: Path) -> None:
    pages = read(tmp_path, record(headers=headers) + GOOD)
    assert [page.body for page in pages] == [PAGE, PAGE]


def test_a_page_that_cannot_be_unpacked_says_so_and_the_others_are_read(tmp_path: Path) -> None:
    whole = gzip.compress(PAGE)
    damaged = whole[:12] + b"\xff" * 8 + whole[20:]
    pages = read(
        tmp_path,
        record(headers="Content-Encoding: gzip\r\n", body=damaged)
        + record(headers="Content-Encoding: new\r\n", body=b"\1\2")
        + GOOD,
    )
    assert [(page.status, page.body) for page in pages] == [("unreadable", None), ("unreadable", None), ("ok", PAGE)]


def test_unpacking_a_page_stops_at_the_limit(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    content = (
        record(headers="Content-Encoding: gzip\r\n", body=bomb)
        + record(headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", body=chunked(bomb, 1_000))
        + record(body=bytes(LIMIT + 1))
        + record(body=b"x" * LIMIT)
    )
    pages = read(tmp_path, content)
    assert [page.status for page in pages] == ["too_large", "too_large", "too_large", "ok"]
    assert [page.byte_count for page in pages] == [LIMIT + 1, LIMIT + 1, LIMIT + 1, LIMIT]


# --------------------------------------------------------------------------------------------------------------- days


def test_only_the_captures_of_a_day_are_read(tmp_path: Path) -> None:
    dates = (
        "2026-03-09T23:59:59Z",
        "2026-03-10T00:00:00Z",
        "2026-03-10T23:59:59.999999Z",
        "2026-03-11T00:00:00Z",
        "2026-03-11T01:00:00+02:00",
        "no date",
    )
    content = b"".join(record(f"https://harbour.example/{number}", date=date) for number, date in enumerate(dates))
    assert urls(read(tmp_path, content, day=dt.date(2026, 3, 10))) == ["1", "2", "4"]
    assert urls(read(tmp_path, content)) == ["0", "1", "2", "3", "4", "5"]
    assert read(tmp_path, content)[5].fetched_at is None


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-03-10T10:00:00", TEN), ("2026-03-10T10:00:00.5Z", TEN.replace(microsecond=500_000)),
     ("2026-03-10T10:00:00.123456789Z", TEN.replace(microsecond=123_456)), ("0001-01-01T00:00:00+02:00", None)],
)  # fmt: skip
def test_the_moment_of_a_capture(date: str, expected: dt.datetime | None, tmp_path: Path) -> None:
    assert [page.fetched_at for page in read(tmp_path, record(date=date))] == [expected]


def crawl(folder: Path, *places: str) -> Source:
    table = {"name": "crawl", "kind": "warc", "address": list(places)}
    return Source.model_validate(table, context=folder)


def test_archives_of_a_day_by_their_names(tmp_path: Path) -> None:
    """A capture of a day may stand in an archive that was begun the day before."""
    names = (
        "2026/03/CC-NEWS-20260308235959-00001.warc.gz",
        "2026/03/CC-NEWS-20260309120000-00002.warc.gz",
        "2026/03/CC-NEWS-20260310000000-00003.warc.gz",
        "2026/03/CC-NEWS-20260311000000-00004.warc.gz",
        "20200101000000/own.WARC",
        "CC-NEWS-20991399999999-00005.warc",
        "own.warc.zst",
        "notes.txt",
    )
    for name in names:
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).touch()
    (tmp_path / "download").touch()

    def seen(day: dt.date | None) -> list[str]:
        return [file.name for file in warc.documents(crawl(tmp_path, "in", "download"), day)]

    without_a_day = ["own.WARC", "CC-NEWS-20991399999999-00005.warc", "own.warc.zst", "download"]
    assert [name for name in seen(dt.date(2026, 3, 10)) if name not in without_a_day] == [
        "CC-NEWS-20260309120000-00002.warc.gz", "CC-NEWS-20260310000000-00003.warc.gz",
    ]  # fmt: skip
    assert set(without_a_day) < set(seen(dt.date(2026, 3, 10)))
    assert len(seen(None)) == len(names)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="nowhere"):
        warc.documents(crawl(tmp_path, "nowhere"), None)


# ------------------------------------------------------------------------------------------------------- broken archives


@pytest.mark.parametrize("is_zipped", [False, True])
@pytest.mark.parametrize("cut", [1, 3, 30, 150, 300, 600])
def test_a_cut_off_archive_gives_what_is_there_whole_and_is_told(is_zipped: bool, cut: int, tmp_path: Path) -> None:
    parts = [gzip.compress(part) if is_zipped else part for part in FIVE]
    content = b"".join(parts)[:-cut]
    whole = sum(len(b"".join(parts[: number + 1])) <= len(content) for number in range(5))
    taken, said = refused(warc, put(tmp_path, content))
    assert [page.url for page in taken if isinstance(page, Page)] == [
        f"https://harbour.example/{n}" for n in range(len(taken))
    ]
    assert {page.body[:-1] for page in taken if isinstance(page, Page) and page.body} == {PAGE}
    assert len(taken) in (whole, whole + 1)  # of the last one only the end may be missing
    assert any(f"archive.warc breaks off after {n} records; they were taken" in said for n in (whole, len(taken)))


@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_damaged_record_ends_the_reading_and_what_stands_before_is_taken(is_zipped: bool, tmp_path: Path) -> None:
    parts = [gzip.compress(part) if is_zipped else part for part in FIVE]
    parts[2] = parts[2][:2] + b"\xff" * 30 + parts[2][32:]
    taken, said = refused(warc, put(tmp_path, b"".join(parts)))
    assert len(taken) == 2
    assert "breaks off after 2 records; they were taken" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no readable WARC file (it is empty)"),
        (gzip.compress(b""), "is no readable WARC file (it is empty)"),
        (b"Not found.\n" * 100, "is no readable WARC file"),
        (b"<!doctype html><p>Not found.", "is no readable WARC file"),
        (gzip.compress(b"Not found.\n" * 100), "is no readable WARC file"),
        (b"\x1f\x8b\x08 and no more", "is no readable WARC file"),
        (FIVE[0][:100], "is no readable WARC file"),
    ],
)
def test_what_is_no_archive_is_refused_by_name(content: bytes, said: str, tmp_path: Path) -> None:
    taken, words = refused(warc, put(tmp_path, content))
    assert taken == []
    assert f"{tmp_path}/archive.warc {said}" in words


def test_an_archive_without_a_page_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, INFO) == []


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc").symlink_to(tmp_path / "gone")
    assert "is no readable WARC file" in refused(warc, Document("crawl", LIMIT, file=tmp_path / "a.warc"))[1]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the examples that hypothesis makes."""
    return tmp_path_factory.mktemp("warc")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), is_zipped=st.booleans())
def test_a_damaged_archive_is_refused_or_read_and_never_anything_else(
    scratch: Path, data: st.DataObject, is_zipped: bool
) -> None:
    body = bytearray(b"".join(map(gzip.compress, FIVE)) if is_zipped else b"".join(FIVE))
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    pages = []
    try:
        pages += warc.read(put(scratch, bytes(body)))
    except UnusableDocument as error:
        assert "archive.warc" in str(error)
    assert all(page.status in ("ok", "unreadable", "empty") for page in pages)
