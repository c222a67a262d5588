"""The public article extractors that Dateline is compared with, each behind one function from markup to what it read.

Belongs here: how each is called, as its own documentation has it, and running one over stored pages. Stays out: scoring
(`score`). The libraries are the optional extra `bench`; nothing else of the project imports them.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from typing import Any

from lxml import html as lxml_html

Line = dict[str, Any]
"""What a reader made of a page: `text`, and as far as it reads them `title`, `date` (ISO day) and `authors`."""

Reader = Callable[[str, str | None], Line]
"""Markup and URL to a line."""

_BLOCKS = "p | .//h1 | .//h2 | .//h3 | .//h4 | .//li | .//blockquote | .//pre | .//td"


@dataclass(frozen=True)
class Peer:
    """An extractor: the distribution it comes from, its import, the settings, and what it reads beside the text."""

    name: str
    distribution: str
    load: Callable[[], Reader]
    gives: frozenset[str] = frozenset(("title", "date", "authors"))


@dataclass
class Run:
    """What a peer made of the pages: its lines by page, the pages on which it raised, and the CPU seconds it took."""

    lines: dict[str, Line] = field(default_factory=dict)
    failed: int = 0
    cpu_seconds: float = 0.0
    note: str | None = None


def installed(peer: Peer) -> str | None:
    """The installed version of a peer; None where it is not installed."""
    try:
        return version(peer.distribution)
    except PackageNotFoundError:
        return None


def run(peer: Peer, pages: Mapping[str, tuple[str, str | None]]) -> Run:
    """Read `pages` (markup and URL by id) in a process of its own: no peer sees what another one has set up."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(_read_all, PEERS.index(peer), list(pages.items())).result()
        except BrokenProcessPool:
            return Run(note="its process was killed")
        except ImportError as error:
            return Run(note=f"cannot be imported: {error}")


def _read_all(number: int, pages: Iterable[tuple[str, tuple[str, str | None]]]) -> Run:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    read = PEERS[number].load()
    done = Run()
    start = time.process_time()
    for page_id, (markup, url) in pages:
        try:
            done.lines[page_id] = read(markup, url)
        except Exception:  # noqa: BLE001 -- whatever a peer raises is one failed page of it, and is counted in the table
            done.failed += 1
    done.cpu_seconds = time.process_time() - start
    return done


# ---------------------------------------------------------------------------------------------------- the readers


def _trafilatura(**settings: bool) -> Reader:
    bare_extraction = import_module("trafilatura").bare_extraction

    def read(markup: str, url: str | None) -> Line:
        found = bare_extraction(markup, url=url, with_metadata=True, include_comments=False, **settings)
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {"text": found.text, "title": found.title, "date": found.date, "authors": authors}

    return read


def _newspaper4k() -> Reader:
    article = import_module("newspaper").Article

    def read(markup: str, url: str | None) -> Line:
        found = article(url or "http://localhost/", fetch_images=False)
        found.download(input_html=markup)
        found.parse()
        return {
            "text": found.text,
            "title": found.title,
            "date": _day(found.publish_date),
            "authors": list(found.authors),
        }

    return read


def _news_please() -> Reader:
    from_html = import_module("newsplease").NewsPlease.from_html

    def read(markup: str, url: str | None) -> Line:
        found = from_html(markup, url=url, fetch_images=False)
        return {
            "text": found.maintext,
            "title": found.title,
            "date": _day(found.date_publish),
            "authors": list(found.authors or []),
        }

    return read


def _readability() -> Reader:
    document = import_module("readability").Document

    def read(markup: str, url: str | None) -> Line:
        found = document(markup, url=url)
        title = found.short_title()
        # It gives markup: its paragraphs, headings and list items are the lines, as its users take them.
        summary = lxml_html.fromstring(found.summary(html_partial=True))
        blocks = [" ".join(block.text_content().split()) for block in summary.xpath(f".//{_BLOCKS}")]
        text = "\n".join(filter(None, blocks)) or " ".join(summary.text_content().split())
        return {"text": text, "title": title}

    return read


def _resiliparse() -> Reader:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    parse = import_module("resiliparse.parse.html").HTMLTree.parse

    def read(markup: str, _url: str | None) -> Line:
        tree = parse(markup)
        return {"text": extract(tree, main_content=True, alt_texts=False, list_bullets=False), "title": tree.title}

    return read


def _day(date: object) -> str | None:
    if isinstance(date, dt.datetime):
        return date.date().isoformat()
    return date[:10] if isinstance(date, str) else None


PEERS: tuple[Peer, ...] = (
    Peer("trafilatura, favor_precision", "trafilatura", partial(_trafilatura, favor_precision=True)),
    Peer("trafilatura, as it comes", "trafilatura", _trafilatura),
    Peer("trafilatura, favor_recall", "trafilatura", partial(_trafilatura, favor_recall=True)),
    Peer("newspaper4k", "newspaper4k", _newspaper4k),
    Peer("readability-lxml", "readability-lxml", _readability, frozenset(("title",))),
    Peer("news-please", "news-please", _news_please),
    Peer("resiliparse, main_content", "resiliparse", _resiliparse, frozenset(("title",))),
)
