"""Words before a person's name: honorifics ("Mr"), titles ("President") and role nouns ("historian"). Own work.

Stays out: which sector of society a role belongs to (`sector_of`).
"""

from __future__ import annotations

from functools import cache

import polars as pl

from transforms.lexicons import read_list


@cache
def _surfaces(kind: str) -> frozenset[str]:
    return frozenset(read_list("titles.csv").filter(pl.col("kind") == kind)["surface"])


def honorifics() -> frozenset[str]:
    """Casefolded forms of address that say nothing about a role: "mr", "dr."."""
    return _surfaces("honorific")


def titles() -> frozenset[str]:
    """Casefolded titles that stand before a name and are no part of it: "president", "sen."; some of several words."""
    return _surfaces("title")


@cache
def forms_of_address() -> frozenset[str]:
    """Honorifics and titles: what is written right before a person's name."""
    return honorifics() | titles()


@cache
def role_nouns() -> frozenset[str]:
    """Casefolded nouns for one person, titles among them, after which a capitalised name is a person's."""
    return _surfaces("role") | titles()


@cache
def gender_of_honorifics() -> dict[str, str]:
    """Casefolded honorifics, titles and kinship nouns that show a gender → "f" or "m"."""
    return dict(read_list("titles.csv").drop_nulls("gender").select("surface", "gender").iter_rows())


@cache
def hyponyms() -> dict[str, frozenset[str]]:
    """Noun for one person → heads of roles whose bearer a text may call so ("the expert" for a historian), itself among them."""
    rows = read_list("hyponyms.csv").select("noun", "hyponyms").iter_rows()
    return {noun: frozenset({noun, *names.split("|")}) for noun, names in rows}
