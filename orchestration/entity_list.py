"""The user's own list of entities, read from where the settings say. Stays out: its form (`transforms.known_entities`)."""

from __future__ import annotations

import hashlib

from orchestration.settings import BadSetting, Settings
from transforms.known_entities import NONE, BadEntityList, KnownEntities, known_entities


def read_entity_list(settings: Settings) -> KnownEntities:
    """The list of DATELINE_ENTITY_LIST, empty where it is not set; raises `BadSetting` where it cannot be used."""
    if settings.entity_list is None:
        return NONE
    try:
        return known_entities(_content(settings).decode("utf-8"), str(settings.entity_list))
    except UnicodeDecodeError as error:
        raise BadSetting(f"DATELINE_ENTITY_LIST: {settings.entity_list} is not UTF-8 ({error}).") from error
    except BadEntityList as error:
        raise BadSetting(f"DATELINE_ENTITY_LIST: {error}") from error


def entity_list_version(settings: Settings) -> str:
    """Eight hexadecimal digits over the list, "" without one: another list makes the days due again."""
    return hashlib.sha256(_content(settings)).hexdigest()[:8] if settings.entity_list is not None else ""


def _content(settings: Settings) -> bytes:
    if settings.entity_list is None:
        return b""
    try:
        return settings.entity_list.read_bytes()
    except OSError as error:
        raise BadSetting(
            f"DATELINE_ENTITY_LIST is {str(settings.entity_list)!r}, which cannot be read ({error.strerror}). "
            "It must be a CSV file of names; see docs/entities.md."
        ) from error
