"""Names as keys. Belongs here: which spellings are one name. Stays out: what the names belong to."""

from __future__ import annotations

import unicodedata


def without_accents(name: str) -> str:
    """The name without diacritics ("Chávez" as "Chavez")."""
    if name.isascii():
        return name
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def name_key(name: str) -> str:
    """The name without case, diacritics and dots, white space as single blanks."""
    return " ".join(without_accents(name.replace("’", "'")).casefold().replace(".", "").split())
