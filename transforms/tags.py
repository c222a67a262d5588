"""Tags of the parse that several packages ask for. Stays out: what follows from them.

Parts of speech are those of the Penn Treebank (Santorini, "Part-of-speech tagging guidelines", 1990), types of entities those
of OntoNotes (Weischedel et al., release 5.0, 2013).
"""

from __future__ import annotations

TENSED = frozenset({"VBD", "VBP", "VBZ"})
"""Verbs in the present or past, auxiliaries included; no modals."""

FINITE = TENSED | {"MD"}
"""What has a subject: tensed verbs and modals."""

TIMES = frozenset({"DATE", "TIME"})
"""Types of entities that are a day or an hour."""
