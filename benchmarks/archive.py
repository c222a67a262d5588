"""A WARC file as another tool writes it, and how fast its pages come in.

    python -m benchmarks.archive write FILE --pages DIR [--records N]     # needs warcio, of the extra [bench]
    python -m benchmarks.archive read FILE

`write` captures the pages again and again, each time under another address and with a line of its own, on two days; between them
stand what crawlers also write: requests, errors, pictures, repetitions, packed and chunked bodies. `read` takes the file in and
compares with a plain loop over the same records. The last line printed is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from orchestration.intake import take_in
from orchestration.settings import Settings
from orchestration.sources.declared import read_sources
from orchestration.sources.html_dir import find_pages, read_page

DAYS = ("2026-08-01", "2026-08-02")
RECORDS = 2_000


def write(file: Path, pages: list[bytes], records: int) -> int:
    """Write so many records; returns how many of them are pages that count: HTML with status 200, each another."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    counted = 0
    with file.open("wb") as handle:
        writer = WARCWriter(handle, gzip=file.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(file.name, {"software": "benchmarks.archive"}))
        for number, (kind, status, headers, body) in enumerate(_answers(pages, records - 1)):
            url, day = f"http://press{number % 40}.test/{number}", DAYS[number % 2]
            dated = {"WARC-Date": f"{day}T{number % 24:02}:00:00Z"}
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            if kind == "request":
                http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "press.test")], is_http_request=True)
            if kind == "revisit":
                record = writer.create_revisit_record(
                    url, "sha1:" + "A" * 32, url, DAYS[0] + "T00:00:00Z", http_headers=http
                )
            else:
                record = writer.create_warc_record(
                    url, kind, payload=BytesIO(body), http_headers=http, warc_headers_dict=dated
                )
            writer.write_record(record)
            counted += kind == "response" and status.startswith("200") and ("Content-Type", "image/png") not in headers
    return counted


def _answers(pages: list[bytes], count: int) -> Iterator[tuple[str, str, list[tuple[str, str]], bytes]]:
    """Kind of record, HTTP status, headers and body; one in ten is no page."""
    html = ("Content-Type", "text/html; charset=utf-8")
    for number in range(count):
        body = pages[number % len(pages)] + f"<!-- capture {number} -->".encode()
        match number % 20:
            case 3:
                yield "response", "404 Not Found", [html], b"<p>Not here.</p>"
            case 7:
                yield "response", "200 OK", [("Content-Type", "image/png")], b"\x89PNG" + bytes(200)
            case 11 if number % 40 == 11:
                yield "request", "", [], b""
            case 11:
                yield "revisit", "200 OK", [html], b""
            case 13:
                packed = gzip.compress(body)
                yield "response", "200 OK", [html, ("Content-Encoding", "gzip")], packed
            case 17:
                pieces = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:1000], body[1000:]))
                yield "response", "200 OK", [html, ("Transfer-Encoding", "chunked")], pieces + b"0\r\n\r\n"
            case _:
                yield "response", "200 OK", [html], body


def read(file: Path) -> dict[str, Any]:
    """Take the archive in; pages, their days, seconds, and seconds of a loop that only reads the records."""
    from fastwarc import ArchiveIterator

    started = time.monotonic()
    records = sum(1 for record in ArchiveIterator(str(file), fsspec_args=False) if record.reader.read() is not None)
    plain = time.monotonic() - started
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        listed = data / "sources.toml"
        listed.write_text(f'[[source]]\nname = "archive"\nkind = "warc"\naddress = {json.dumps(str(file.resolve()))}\n')
        settings = Settings.from_environment({"DATELINE_DATA": folder})
        declared = read_sources(listed)
        started = time.monotonic()
        report = take_in(declared, declared.source, settings)
        seconds = time.monotonic() - started
        again = take_in(declared, declared.source, settings)
    source = report.sources[0]
    return {
        "records": records,
        "pages": source.new_pages,
        "days": sorted(map(str, report.landing.days)),
        "problems": source.problems,
        "seconds": round(seconds, 2),
        "pages_a_second": round(source.new_pages / seconds),
        "times_a_plain_loop": round(seconds / plain, 1),
        "new_pages_when_read_again": again.sources[0].new_pages,
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    writing = commands.add_parser("write")
    writing.add_argument("file", type=Path)
    writing.add_argument("--pages", type=Path, required=True)
    writing.add_argument("--records", type=int, default=RECORDS)
    commands.add_parser("read").add_argument("file", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "read":
        print(json.dumps(read(arguments.file)))
        return
    limit = Settings.from_environment().max_page_bytes
    found = [read_page(file, limit) for file in find_pages([arguments.pages]) if file.source_kind == "html_dir"]
    pages = [page.body for page in found if page.body]
    counted = write(arguments.file, pages, arguments.records)
    print(json.dumps({"file": str(arguments.file), "records": arguments.records, "pages": counted}))


if __name__ == "__main__":
    main()
