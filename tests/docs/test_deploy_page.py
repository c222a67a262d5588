"""docs/deploy.md and the files in deploy/ name files, variables, settings and commands that exist."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml
from dagster._config import process_config
from dagster._core.instance.config import dagster_instance_config_schema, validate_concurrency_config

from orchestration import instance, jobs

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
UNITS = sorted((DEPLOY / "systemd").glob("*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
SETTINGS = yaml.safe_load((DEPLOY / "dagster.yaml").read_text(encoding="utf-8"))
DATABASE = {
    place["env"] for place in SETTINGS["storage"]["postgres"]["postgres_db"].values() if isinstance(place, dict)
}


def known_variables() -> set[str]:
    """What the settings read (the strings in their code, without their comments), Dagster's home, and its database."""
    known = {"DAGSTER_HOME", *DATABASE}
    for file in ("orchestration/settings.py", "warehouse/layout.py"):
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        known |= {text for text in strings if isinstance(text, str) and re.fullmatch(r"DATELINE_[A-Z_]+", text)}
    return known


def commands(unit: Path) -> list[str]:
    """What a unit runs."""
    return re.findall(r"^Exec\w+=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"\bdeploy/[\w./-]*\w", PAGE)) - {"deploy/systemd/dateline"}  # a pattern: dateline*
    assert len(named) > 8
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_file_is_named() -> None:
    names = [unit.stem for unit in UNITS] + [file.name for file in DEPLOY.iterdir() if file.is_file()]
    assert [name for name in names if name not in PAGE and name != "Dockerfile.dockerignore"] == []


@pytest.mark.parametrize("file", ["docs/deploy.md", "deploy/dateline.env", "deploy/compose.yaml", "deploy/Dockerfile"])
def test_every_variable_is_one_that_is_read(file: str) -> None:
    named = set(re.findall(r"\b(?:DATELINE|DAGSTER)_[A-Z_]+\b", (ROOT / file).read_text(encoding="utf-8")))
    assert named
    assert named - known_variables() == set()


def test_the_example_of_settings_has_one_variable_a_line() -> None:
    lines = (DEPLOY / "dateline.env").read_text(encoding="utf-8").splitlines()
    settings = [line for line in lines if line and not line.startswith("# ")]
    assert [line for line in settings if not re.fullmatch(r"#?[A-Z_]+=[\w./:-]+", line)] == []
    assert {line.split("=")[0] for line in settings if not line.startswith("#")} >= DATABASE


def test_dagster_takes_its_settings() -> None:
    validate_concurrency_config(SETTINGS)
    outcome = process_config(dagster_instance_config_schema(), SETTINGS | {"storage": without_environment()})
    assert [error.message for error in outcome.errors or []] == []
    misspelt = process_config(dagster_instance_config_schema(), {"run_monitoring": {"max_runtime": 1}})
    assert not misspelt.success


def without_environment() -> dict[str, object]:
    """The storage with values in the place of variables, which need not be set here."""
    database = SETTINGS["storage"]["postgres"]["postgres_db"]
    values = {name: 5432 if name == "port" else "x" for name, value in database.items() if isinstance(value, dict)}
    return {"postgres": {"postgres_db": database | values}}


def test_what_dateline_sets_by_itself_is_set_here() -> None:
    usual = yaml.safe_load(instance._CONFIGURATION)
    here = {name: SETTINGS[name] for name in usual}
    assert here | {"run_monitoring": {**here["run_monitoring"], **usual["run_monitoring"]}} == here
    assert {**here, "run_monitoring": usual["run_monitoring"]} == usual


def test_one_run_at_a_time() -> None:
    assert SETTINGS["concurrency"]["runs"]["max_concurrent_runs"] == 1
    assert SETTINGS["telemetry"] == {"enabled": False}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_units_run_commands_that_are_installed(unit: Path) -> None:
    scripts = {script.name for script in entry_points(group="console_scripts")}
    run = [name for command in commands(unit) for name in re.findall(r"/opt/dateline/\.venv/bin/([\w-]+)", command)]
    assert run
    assert set(run) <= scripts


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_units_are_guarded_and_reached_from_this_machine_only(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    for line in (
        "User=dateline",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "Restart=on-failure",
    ):
        assert f"\n{line}\n" in text
    assert all("--host 127.0.0.1" in command for command in commands(unit) if "--port" in command)


def test_units_find_the_code_server() -> None:
    workspace = yaml.safe_load((DEPLOY / "workspace.yaml").read_text(encoding="utf-8"))
    socket = workspace["load_from"][0]["grpc_server"]["socket"]
    assert any(f"--socket {socket}" in command for command in commands(DEPLOY / "systemd" / "dateline-code.service"))


def test_schedules_and_sensors_are_those_of_the_code() -> None:
    switched = re.findall(r"dagster (?:schedule|sensor) start (\w+)", PAGE)
    assert sorted(switched) == ["drop_folder", "hourly", "hourly_watch"]
    for name in [*switched, "after_an_intake", "after_a_day", "tell_of_failures"]:
        assert getattr(jobs, name).name == name


def test_the_storage_is_of_the_locked_dagster() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = re.findall(r"^dagster-dbt==([\d.]+)", lock, re.MULTILINE)
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"dagster-postgres==([\d.]+)", PAGE + dockerfile)) == set(locked)
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extra["postgres"] == ["dagster-postgres>=0.29.27,<0.30"]


def test_containers_are_marked_as_not_tested() -> None:
    for name in ("Dockerfile", "compose.yaml"):
        assert (DEPLOY / name).read_text(encoding="utf-8").startswith("# NOT TESTED")
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert all("healthcheck" in service for service in services.values())
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", []))
