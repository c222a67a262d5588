"""What the tests of kinds share: documents in memory and in files, and the harmful ones. Stays out: any one kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from orchestration.sources.base import Document, Found, UnusableDocument

ADDRESS = "https://www.harbour.example/news/list"
LIMIT = 2_000_000

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE bomb [<!ENTITY a0 "ha ha ha ha">{LAUGHS}]>'
"""Entities that would grow to a terabyte."""


def fetched(body: bytes | str, limit: int = LIMIT) -> Document:
    """A document as it comes from the web."""
    return Document("harbour", limit, url=ADDRESS, body=body.encode() if isinstance(body, str) else body)


def found(kind: ModuleType, document: Document) -> list[Found]:
    """All that a document holds."""
    return list(kind.read(document))


def refused(kind: ModuleType, document: Document) -> tuple[list[Found], str]:
    """What is taken of a document that is refused, and the words."""
    taken: list[Found] = []

    def take() -> Iterator[Found]:
        for item in kind.read(document):
            taken.append(item)
            yield item

    with pytest.raises(UnusableDocument) as caught:
        list(take())
    return taken, str(caught.value)


def zipped(**files: bytes | str) -> bytes:
    """A zip of files; two underscores in a name stand for a full stop."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return body.getvalue()


def secret(folder: Path) -> str:
    """The address of a file that no document may make us read."""
    file = folder / "secret"
    file.write_text("the-secret")
    return file.as_uri()
