"""The environment's variables, each with a default and a clear complaint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from orchestration.settings import BadSetting, Settings
from transforms.articles.limits import Limits
from warehouse.layout import Layout


def test_every_setting_has_a_default() -> None:
    settings = Settings.from_environment({})
    assert settings.model == "en_core_web_md"
    assert settings.workers >= 1
    assert settings.inbox == settings.layout.inbox
    assert settings.first_day == dt.date(2000, 1, 1)


def test_every_setting_has_a_variable() -> None:
    settings = Settings.from_environment(
        {
            "DATELINE_INBOX": "/somewhere/in",
            "DATELINE_MODEL": "en_core_web_sm",
            "DATELINE_WORKERS": "3",
            "DATELINE_PAGE_TIMEOUT": "2.5",
            "DATELINE_PAGE_MEMORY": "1000",
            "DATELINE_MAX_PAGE_BYTES": "2000",
            "DATELINE_MAX_ATTRIBUTES": "10",
            "DATELINE_MAX_NESTED": "20",
            "DATELINE_MAX_EMBEDDED": "30",
            "DATELINE_LARGE_PAGE": "40",
            "DATELINE_FIRST_DAY": "2024-02-29",
        }
    )
    assert settings.limits == Limits(attributes=10, nested=20, embedded=30, large_page=40)
    assert settings.inbox == Path("/somewhere/in")
    assert (settings.model, settings.workers, settings.page_timeout) == ("en_core_web_sm", 3, 2.5)
    assert (settings.page_memory, settings.max_page_bytes, settings.first_day) == (1000, 2000, dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DATELINE_WORKERS", "many", "a whole number above 0"),
        ("DATELINE_WORKERS", "0", "a whole number above 0"),
        ("DATELINE_WORKERS", "-2", "a whole number above 0"),
        ("DATELINE_PAGE_TIMEOUT", "soon", "a number of seconds above 0"),
        ("DATELINE_PAGE_TIMEOUT", "0", "a number of seconds above 0"),
        ("DATELINE_PAGE_TIMEOUT", "-1", "a number of seconds above 0"),
        ("DATELINE_PAGE_TIMEOUT", "inf", "a number of seconds above 0"),
        ("DATELINE_PAGE_TIMEOUT", "nan", "a number of seconds above 0"),
        ("DATELINE_PAGE_MEMORY", "1GB", "a number of bytes"),
        ("DATELINE_MAX_PAGE_BYTES", "", "a number of bytes"),
        ("DATELINE_MAX_NESTED", "1000", "a whole number from 1 to 250"),
        ("DATELINE_MAX_EMBEDDED", "0", "a number of characters"),
        ("DATELINE_FIRST_DAY", "1.2.2024", "a day as YYYY-MM-DD"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str, expected: str) -> None:
    with pytest.raises(BadSetting) as complaint:
        Settings.from_environment({name: value})
    assert f"{name} is {value!r}, but must be {expected}" in str(complaint.value)


def test_the_data_folder_is_that_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path))
    assert Settings.from_environment().layout == Layout(tmp_path)
    monkeypatch.delenv("DATELINE_DATA")
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment().layout == Layout(tmp_path / "data")


def test_every_path_lies_below_the_data_folder(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    day = dt.date(2026, 3, 9)
    paths = [layout.warehouse, layout.published, layout.lock, layout.inbox, layout.dagster_home, layout.dbt_target]
    paths += [layout.parts("quotes"), layout.day_parts("quotes", day)]
    assert all(path.is_relative_to(tmp_path) for path in paths)
    assert len(set(paths)) == len(paths)
    assert layout.day_parts("quotes", day).name == "2026-03-09"
