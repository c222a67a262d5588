"""Lists of addresses: text, CSV, and GDELT's files; packed or plain, and nothing from what is no list."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.sources import url_list
from orchestration.sources.base import Document, Found, Link, Listing, MissingPath, UnusableDocument
from orchestration.sources.declared import Source
from tests.orchestration.sources.reading import ADDRESS, LIMIT, fetched, found, refused, zipped

A, B = "https://harbour.example/a", "https://wharf.example/b,1;2"
MARCH = dt.datetime(2026, 3, 10)


def read(text: bytes | str) -> list[Found]:
    return found(url_list, fetched(text))


def gdelt(*urls: str, columns: int = 61) -> str:
    """Made-up rows of an event file: the columns are numbered, the address is the last."""
    return "".join("\t".join([*(str(n) for n in range(columns - 1)), url]) + "\n" for url in urls)


# ------------------------------------------------------------------------------------------------------------------ text


def test_an_address_a_line() -> None:
    assert read(f"{A}\n{B}\r\n") == [Link(A), Link(B)]


def test_comments_blank_lines_a_head_and_words_behind_do_no_harm() -> None:
    text = f'# Our list, with commas; and more\n\n   \nurl\n{A} the first\n  # {A}\n\t{B}\n"{A}"\nsee above\n'
    assert read(text) == [Link(A), Link(B), Link(A)]


@pytest.mark.parametrize("text", ["", "\n \n", "# nothing today\n", "url\n", "title,url,date_published\n"])
def test_an_empty_list_gives_nothing(text: str) -> None:
    assert read(text) == []


# ------------------------------------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    "head", ["url", "URL", '"url"', " SourceURL ", "DocumentIdentifier", "MentionIdentifier", "link"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_column_of_addresses_has_several_names(head: str, separator: str) -> None:
    text = f"title{separator}{head}\nThe wall{separator}{A}\nNo address{separator}\n\nshort\n"
    assert read(text) == [Link(A)]


@pytest.mark.parametrize("head", ["date_published", "published_at", "publish_date", "publication_date"])
def test_a_column_of_dates_is_read(head: str) -> None:
    text = f"# an export\n\n{head},url\n2026-03-10,{A}\n2026-03-10 02:00:00+02:00,{A}\nsoon,{A}\n0001-01-01T00:00:00+01:00,{A}\n"
    assert read(text) == [Link(A, MARCH), Link(A, MARCH), Link(A), Link(A)]


def test_fields_may_be_quoted_and_go_over_lines() -> None:
    assert read(f'"title","url"\n"The wall,\nand the ""quay""","{B}"\n') == [Link(B)]
    assert read(f'"title"\t"url"\n"The wall"\t"{B}"\n') == [Link(B)]


def test_spreadsheets_marks_and_encodings_are_understood() -> None:
    text = f"title\turl\nŁódź\t{A}\n"
    assert read(b"\xef\xbb\xbf" + text.encode()) == read(text.encode("utf-16")) == [Link(A)]


def test_addresses_that_cannot_be_fetched_are_passed_over() -> None:
    bad = ("ftp://harbour.example/a", "http://[harbour/", "http://harbour.example:99999/", "/a", "https://")
    assert read("url,n\n" + "".join(f"{url},1\n" for url in (*bad, A))) == [Link(A)]
    assert read("".join(f"{url}\n" for url in (*bad, A))) == [Link(A)]


def test_faulty_csv_gives_what_stands_before_the_fault() -> None:
    taken, said = refused(url_list, fetched(f"url,text\n{A},x\n{A},{'x' * 200_000}\n"))
    assert taken == [Link(A)] and "is faulty CSV" in said


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z"), exclude_characters="[]/"), max_size=20
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS), st.sampled_from(",;\t"), st.booleans(), st.sampled_from(["plain", "gzip", "zip"]))
def test_every_address_that_is_written_is_read(words: list[str], separator: str, has_head: bool, packing: str) -> None:
    urls = [f"https://harbour.example/{word}" for word in words]
    text = io.StringIO()
    if has_head:
        quoting = csv.QUOTE_NONNUMERIC if separator == "\t" else csv.QUOTE_MINIMAL
        csv.writer(text, delimiter=separator, quoting=quoting).writerows([("n", "url"), *(("x", url) for url in urls)])
    else:
        text.write("\n".join(urls))
    body = text.getvalue().encode()
    packed = {"plain": body, "gzip": gzip.compress(body), "zip": zipped(list__csv=body)}[packing]
    assert read(packed) == [Link(url) for url in urls]


# ----------------------------------------------------------------------------------------------------------------- GDELT


@pytest.mark.parametrize("columns", [58, 61])
def test_the_event_files_of_both_versions(columns: int) -> None:
    text = gdelt(A, "BBC Monitoring", B, columns=columns).replace("\t3\t", '\tthe "quay"\t')
    assert read(text) == read(zipped(**{"20260310120000__export__CSV": text})) == [Link(A), Link(B)]
    assert read(gdelt("BBC Monitoring", A, columns=columns)) == [Link(A)]


def test_other_tables_without_heads_are_refused() -> None:
    assert refused(url_list, fetched(gdelt(A, columns=16)))[0] == []


def test_the_list_of_the_newest_files_leads_to_the_event_file_alone() -> None:
    digest = "0123456789abcdef0123456789abcdef"
    names = ("20260310120000.export.CSV.zip", "20260310120000.mentions.CSV.zip", "20260310120000.gkg.csv.zip")
    text = "".join(f"123456 {digest} http://data.gdelt.example/gdeltv2/{name}\n" for name in names)
    assert read(text) == [Listing("http://data.gdelt.example/gdeltv2/20260310120000.export.CSV.zip")]


# ---------------------------------------------------------------------------------------------------------------- packed


def test_of_a_zip_the_first_file_is_read() -> None:
    assert read(zipped(**{"lists/": "", "lists/a__csv": f"{A}\n", "b__csv": f"{B}\n"})) == [Link(A)]
    assert read(zipped(a__csv="")) == []


def test_an_empty_zip_is_refused() -> None:
    assert "no file in it" in refused(url_list, fetched(zipped()))[1]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unpacking_a_zip_stops_at_the_limit(method: int) -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        archive.writestr("bomb.csv", b"\n" * 30_000_000)
    assert "unpacks to more than 1,000,000 bytes" in refused(url_list, fetched(body.getvalue(), limit=1_000_000))[1]


def test_unpacking_gzip_data_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"\n" * 30_000_000)
    assert "unpacks to more than 1,000,000 bytes" in refused(url_list, fetched(bomb, limit=1_000_000))[1]
    assert "unpacks to more than" in refused(url_list, fetched(zipped(a__gz=bomb), limit=1_000_000))[1]


WHOLE = zipped(a__csv="".join(f"{A}/{number}\n" for number in range(300)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_zip_is_refused_or_read_and_never_anything_else(data: st.DataObject) -> None:
    body = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(4, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        found(url_list, fetched(bytes(body)))
    except UnusableDocument as error:
        assert ADDRESS in str(error)


@pytest.mark.parametrize("body", [WHOLE[:200], WHOLE[:60] + b"\0\0\0\0" + WHOLE[64:], gzip.compress(WHOLE)[:50]])
def test_damaged_archives_are_refused(body: bytes) -> None:
    assert refused(url_list, fetched(body))[0] == []


# ----------------------------------------------------------------------------------------------------------- what is none


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nthis is no list.\n",
        "title,author\nThe wall,nobody\n",
        "<html><body><p>News</p></body></html>",
        "\0\1\2\3",
    ],
)
def test_what_is_no_list_is_refused_with_what_would_be_right(text: str) -> None:
    taken, said = refused(url_list, fetched(text))
    assert taken == []
    assert (
        said
        == f"{ADDRESS} is no list of addresses: give one a line, or CSV with a column url, sourceurl, documentidentifier."
    )


# ---------------------------------------------------------------------------------------------------------------- files


def source(folder: Path, *places: str) -> Source:
    table = {"name": "lists", "kind": "url_list", "address": list(places)}
    return Source.model_validate(table, context=folder)


def test_addresses_named_files_and_folders_are_looked_into(tmp_path: Path) -> None:
    for name in ("in/a.CSV", "in/deep/b.txt.gz", "in/c.export.CSV.zip", "in/notes.pdf", "list.dat"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found_places = url_list.documents(source(tmp_path, ADDRESS, "in", "list.dat"), None)
    assert [str(place).removeprefix(f"{tmp_path}/") for place in found_places] == [
        ADDRESS, "in/a.CSV", "in/c.export.CSV.zip", "in/deep/b.txt.gz", "list.dat",
    ]  # fmt: skip


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match="nowhere"):
        url_list.documents(source(tmp_path, "nowhere"), None)


def test_a_list_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"url\n{A}\n")
    assert found(url_list, Document("lists", LIMIT, file=file)) == [Link(A)]
    assert "has more than 10 bytes" in refused(url_list, Document("lists", 10, file=file))[1]
    file.unlink()
    file.symlink_to(tmp_path / "gone")
    assert "cannot be read" in refused(url_list, Document("lists", LIMIT, file=file))[1]
