"""The run on the sample that the tests of this folder share."""

from __future__ import annotations

import pytest

from tests.end_to_end.product import SampleRun, sample_run


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """`dateline run sample/pages` in an empty data folder. Tests may read it; none may change it."""
    return sample_run(tmp_path_factory)
