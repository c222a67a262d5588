"""Names as keys. Belongs here: which spellings are one name. Stays out: what the names belong to."""

from __future__ import annotations

import unicodedata


def name_key(name: str) -> str:
    """The name without case, diacritics and dots, white space as single blanks."""
    plain = name
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace(".", "").split())
