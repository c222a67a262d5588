"""The user's own list of entities, read from where the settings say. Stays out: its form (`transforms.known_entities`)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from orchestration.settings import BadSetting, Settings
from transforms.known_entities import NONE, BadEntityList, KnownEntities, known_entities


def read_entity_list(settings: Settings) -> KnownEntities:
    """The list of DATELINE_ENTITY_LIST, empty where it is not set; raises `BadSetting` where it cannot be used."""
    if settings.entity_list is None:
        return NONE
    try:
        return known_entities(_content(settings.entity_list).decode("utf-8"), str(settings.entity_list))
    except UnicodeDecodeError as error:
        raise BadSetting(f"DATELINE_ENTITY_LIST: {settings.entity_list} is not UTF-8 ({error}).") from error
    except BadEntityList as error:
        raise BadSetting(f"DATELINE_ENTITY_LIST: {error}") from error


def with_list_version(rules: str, settings: Settings) -> str:
    """What facts depend on besides tokens: the rules, and the list where there is one. Another list makes days due again."""
    if settings.entity_list is None:
        return rules
    return f"{rules}+list-{hashlib.sha256(_content(settings.entity_list)).hexdigest()[:8]}"


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadSetting(
            f"DATELINE_ENTITY_LIST is {str(file)!r}, which cannot be read ({error.strerror}). "
            "It must be a CSV file of names; see docs/entities.md."
        ) from error
