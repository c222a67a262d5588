"""Exports of the sample: GDELT's layout holds what the marts hold."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.end_to_end.product import SampleRun, complaint, dateline, rows

GDELT_COLUMNS = 61
"""Event Codebook 2.0: five of date and id, ten of each actor, ten of the action, eight of each of three places, two more."""


@pytest.fixture(scope="module")
def exported(sample: SampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gdelt") / "out"
    complaint(dateline("export", folder, "--format", "gdelt", "--data", sample.data), code=0)
    return folder


def lines(file: Path) -> list[list[str]]:
    return list(csv.reader(file.open(encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_events_are_gdelts_columns_one_row_an_event_that_happened(exported: Path, sample: SampleRun) -> None:
    events = lines(exported / "gdelt_events.tsv")
    assert {len(event) for event in events} == {GDELT_COLUMNS}
    assert len({event[0] for event in events}) == len(events)
    assert all(event[0].isdigit() and len(event[1]) == 8 and len(event[59]) == 14 for event in events)
    found = sorted((event[1], event[7], event[17], event[26], event[29]) for event in events)
    expected = rows(
        sample.published,
        "SELECT strftime(v.event_date, '%Y%m%d'),"
        " coalesce(any_value(b.country_iso3) FILTER (b.role = 'actor' AND b.actor_no = 0), ''),"
        " coalesce(any_value(b.country_iso3) FILTER (b.role = 'recipient' AND b.actor_no = 0), ''),"
        " v.cameo_code, v.gdelt_quad_code::VARCHAR FROM fct_event v LEFT JOIN bridge_event_actor b USING (event_id)"
        " WHERE v.status = 'actual' AND v.is_first_of_cluster AND v.event_date IS NOT NULL"
        " GROUP BY v.event_id, v.event_date, v.cameo_code, v.gdelt_quad_code ORDER BY ALL",
    )
    assert found == sorted(expected)


def test_quotations_have_their_surroundings_and_their_speaker(exported: Path, sample: SampleRun) -> None:
    header, *quotes = lines(exported / "gdelt_quotes.tsv")
    assert header[:8] == ["url", "title", "lang", "date", "pre", "quote", "post", "speaker"]
    assert {len(quote) for quote in quotes} == {len(header)}
    found = {(quote[header.index("quote_id")], quote[header.index("speaker")]) for quote in quotes}
    expected = rows(
        sample.published,
        "SELECT quote_id, coalesce(e.canonical_name, speaker_text, '') FROM fct_quote"
        " LEFT JOIN dim_entity e ON e.entity_id = speaker_entity_id",
    )
    assert found == set(expected)


def test_a_folder_that_is_there_is_not_written_into(exported: Path, sample: SampleRun) -> None:
    refused = complaint(dateline("export", exported, "--data", sample.data), code=1)
    assert "not empty" in refused
