"""The version of the rules: a digest a stage, which only what the stage or one before it uses can change."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import grimp
import pytest

from orchestration import versions
from orchestration.versions import ONLY_LATER, rules_version, stage_version

ROOT = Path(versions.__file__).resolve().parents[1]
ENTRANCES = {
    "mentions": {"transforms.mentions", "transforms.entities", "transforms.known_entities", "transforms.rejects"},
    "quotes": {"transforms.quotes"},
    "events": {"transforms.events"},
}
"""What the assets of a stage call. Of the stages before them, what makes articles and tokens, has versions of its own."""


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("transforms")


def used_by(stages: list[str], imports: grimp.ImportGraph) -> set[str]:
    """The modules that run when the stages do: what they import, however indirectly, and the packages around it."""
    entrances = set().union(*(ENTRANCES[stage] for stage in stages))
    used = entrances.union(*(imports.find_upstream_modules(module) for module in entrances))
    packages = {module.rpartition(".")[0] for module in used} - {""}
    return used.union(packages, *(imports.find_upstream_modules(package) for package in packages))


@cache
def files_below(place: str) -> list[Path]:
    path = ROOT / place
    return sorted(path.rglob("*.*")) if path.is_dir() else [path]


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("stage", list(ONLY_LATER))
def test_no_rule_that_a_stage_uses_is_left_out_of_its_version(stage: str, imports: grimp.ImportGraph) -> None:
    stages = list(ONLY_LATER)
    used = used_by(stages[: stages.index(stage) + 1], imports)
    assert f"transforms.{stage}" in used
    left_out = {module_of(file) for place in ONLY_LATER[stage] for file in files_below(place) if file.suffix == ".py"}
    assert left_out <= imports.modules
    assert left_out & used == set()


@pytest.mark.parametrize("stage", list(ONLY_LATER))
def test_no_lexicon_that_a_stage_reads_is_left_out_of_its_version(stage: str) -> None:
    left_out = {file for place in ONLY_LATER[stage] for file in files_below(place)}
    for lexicon in (file for file in left_out if file.suffix == ".csv"):
        readers = {file for file in files_below("transforms") if file.suffix == ".py" and lexicon.name in _text(file)}
        assert readers
        assert readers <= left_out, lexicon.name


def test_what_is_left_out_is_there() -> None:
    assert [place for places in ONLY_LATER.values() for place in places if not (ROOT / place).exists()] == []


def test_what_only_later_stages_use_shrinks_from_stage_to_stage() -> None:
    mentions, quotes, events = (set(places) for places in ONLY_LATER.values())
    assert mentions > quotes > events == set()


def test_the_rules_have_a_short_version_with_a_part_for_each_stage() -> None:
    assert re.fullmatch(r"m[0-9a-f]{8}\.q[0-9a-f]{8}\.e[0-9a-f]{8}", rules_version())
    assert rules_version() == ".".join(stage_version(stage) for stage in ("mentions", "quotes", "events"))


@pytest.mark.parametrize(
    ("changed", "stages"),
    [
        ("transforms/events/gate.py", "e"),
        ("transforms/lexicons/event_nouns.csv", "e"),
        ("transforms/stories.py", "e"),
        ("transforms/quotes/cue.py", "qe"),
        ("transforms/dates.py", "qe"),
        ("transforms/mentions/names.py", "mqe"),
        ("transforms/lexicons/reporting.csv", "mqe"),
        ("transforms/tables/events.py", "mqe"),
        ("transforms/something_new.py", "mqe"),
        ("warehouse/load.py", "mqe"),
    ],
)
def test_a_change_reaches_the_stages_that_may_use_it_and_those_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, stages: str
) -> None:
    monkeypatch.setattr(versions, "_ROOT", tmp_path)
    for place in ("transforms", "warehouse"):
        for file in files_below(place):
            if file.suffix in (".py", ".csv") and file.stat().st_size < 200_000:
                target = tmp_path / file.relative_to(ROOT)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
    before = {stage: stage_version.__wrapped__(stage) for stage in ONLY_LATER}
    with (tmp_path / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = {stage: stage_version.__wrapped__(stage) for stage in ONLY_LATER}
    assert "".join(stage[0] for stage in ONLY_LATER if before[stage] != after[stage]) == stages


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
