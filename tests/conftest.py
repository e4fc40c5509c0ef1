"""Fixtures that all tests share."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pypinyin import load_phrases_dict

from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.layout import (
    canonical_list_text,
    canonical_text,
    canonical_versions_text,
)
from unitracker.catalogue.digest import FILE
from unitracker.catalogue.location import bundled_data
from unitracker.schema import (
    AmbiguousForm,
    Covered,
    DataVersion,
    GenericName,
    LookAlike,
    OfficialList,
)
from unitracker.screening import Screener

settings.register_profile("unitracker", deadline=None)
# An hour or more, by hand: pytest tests/robustness --hypothesis-profile=long
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("unitracker")

# Under nohup, or in a background job, some signals are ignored, and programs that tests start
# inherit that: what they do at a signal couldn't be tried.
for _name in ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"):
    if signal.getsignal(getattr(signal, _name, signal.SIGTERM)) == signal.SIG_IGN:
        usual = signal.default_int_handler if _name == "SIGINT" else signal.SIG_DFL
        signal.signal(getattr(signal, _name), usual)

# pypinyin reads 长 as in 院长 and 科技长 across the border of two words here.
load_phrases_dict(
    {
        "科学院长春": [["kē"], ["xué"], ["yuàn"], ["cháng"], ["chūn"]],
        "科技长三角": [["kē"], ["jì"], ["cháng"], ["sān"], ["jiǎo"]],
    }
)


def pytest_configure(config: pytest.Config) -> None:
    """Keep derived files away from the user's; those of the bundled data for the next run."""
    os.environ["XDG_CACHE_HOME"] = str(config.rootpath / ".pytest_cache" / "derived")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the derived files of data that the tests made."""
    bundled = str(bundled_data())
    for path in (config.rootpath / ".pytest_cache" / "derived" / "unitracker").glob("*"):
        digest = path / FILE
        if not digest.is_file() or bundled not in digest.read_text(encoding="utf-8"):
            shutil.rmtree(path, ignore_errors=True)


ProfileFactory = Callable[..., dict[str, Any]]
OwnProfile = Callable[[dict[str, Any]], Path]

CUST = "changchun-university-of-science-and-technology"
CETC = "china-electronics-technology-group-corporation"
FEW = frozenset(
    {
        CUST,
        CETC,
        "beihang-university",
        "harbin-university-of-science-and-technology",
        "huazhong-university-of-science-and-technology",
        "southeast-university",
        "space-engineering-university",
    }
)
"""Institutions of the small copy of the data."""


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The bundled data without any profiles of a user."""
    return Catalogue(user=tmp_path_factory.mktemp("empty-user"))


@pytest.fixture
def make_profile() -> ProfileFactory:
    """Makes the content of a valid, minimal profile; arguments replace its keys."""

    def make(**changes: Any) -> dict[str, Any]:
        profile = {
            "id": "test-university",
            "name": "Test University",
            "name_zh": "测试大学",
            "category": "civilian",
            "location": {"city": "Changchun", "province": "Jilin"},
            "risk": "not-stated",
            "rating": {"known_from": "none"},
            "provenance": {"names": ["own"], "category": ["own"], "location": ["own"]},
            "sources": [
                {"id": "own", "kind": "web", "title": "A page", "url": "https://example.org/"}
            ],
        }
        return profile | changes

    return make


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """A user's data directory with an empty directory of profiles."""
    directory = tmp_path / "user"
    (directory / "profiles").mkdir(parents=True)
    return directory


@pytest.fixture
def own_profile(user: Path) -> OwnProfile:
    """Puts a profile into the user's directory, under the name of its id."""

    def put(profile: dict[str, Any]) -> Path:
        path = user / "profiles" / f"{profile['id']}.json"
        path.write_text(json.dumps(profile, ensure_ascii=False), encoding="utf-8")
        return path

    return put


@pytest.fixture(scope="session")
def _small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(bundled_data(), data, ignore=shutil.ignore_patterns("compiled"))
    for path in (data / "profiles").glob("*.json"):
        if path.stem not in FEW:
            path.unlink()
    for path in (data / "lists").glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        content["entries"] = [
            entry for entry in content["entries"] if entry.get("institution") in FEW
        ]
        text = canonical_text(OfficialList.model_validate(content))
        path.write_text(text, encoding="utf-8")
    for file, model in (("ambiguous-names", AmbiguousForm), ("generic-names", GenericName)):
        path = data / "vocabulary" / f"{file}.json"
        forms = [
            model.model_validate(form)
            for form in json.loads(path.read_text(encoding="utf-8"))
            if set(form["institutions"]) <= FEW
        ]
        path.write_text(canonical_list_text(list(forms)), encoding="utf-8")
    path = data / "changes.json"
    versions = [
        DataVersion.model_validate(
            version
            | {"institutions": [row for row in version.get("institutions", []) if row["id"] in FEW]}
        )
        for version in json.loads(path.read_text(encoding="utf-8"))
    ]
    path.write_text(canonical_versions_text(versions), encoding="utf-8")
    path = data / "coverage.json"
    covered = [
        Covered.model_validate(record)
        for record in json.loads(path.read_text(encoding="utf-8"))
        if record.get("profile") in {None, *FEW}
    ]
    path.write_text(canonical_list_text(list(covered)), encoding="utf-8")
    path = data / "lookalikes.json"
    look_alikes = [
        LookAlike.model_validate(record | {"confused_with": few})
        for record in json.loads(path.read_text(encoding="utf-8"))
        if (few := [key for key in record["confused_with"] if key in FEW])
    ]
    path.write_text(canonical_list_text(list(look_alikes)), encoding="utf-8")
    return data


@pytest.fixture
def small_data(_small_data: Path, tmp_path: Path) -> Path:
    """A sound copy of the data with the profiles of FEW, for tests to break."""
    return Path(shutil.copytree(_small_data, tmp_path / "checkout" / "data"))


GAP = {
    "name": "Test Academy of Sciences",
    "name_zh": "測試科學院",
    "aliases": ["TAS"],
    "category": "cas-institute",
    "since": "2025-09",
    "sources": ["aspi-tracker-about"],
}


@pytest.fixture
def gap(small_data: Path) -> Catalogue:
    """A catalogue in which an institution of the tracker has no profile."""
    path = small_data / "coverage.json"
    rows = [*json.loads(path.read_text(encoding="utf-8")), GAP]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return Catalogue(data=small_data, user=small_data / "no-user")


@pytest.fixture(scope="session")
def screener(catalogue: Catalogue) -> Screener:
    return Screener(catalogue)
