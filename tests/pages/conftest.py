"""The sample town, told once for all pages that are tested on a copy of it."""

import pytest

from workshop_app import cli


@pytest.fixture(scope="session")
def told_folder(tmp_path_factory):
    """A data folder with the sample town; nobody may write to it."""
    folder = tmp_path_factory.mktemp("見本") / "データ"
    assert cli.main(["sample", "--data", str(folder)]) == 0
    return folder
