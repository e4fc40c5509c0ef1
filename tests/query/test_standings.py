from __future__ import annotations

from pathlib import Path

from tests.conftest import OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.query.standings import with_standings
from unitracker.rules import record_as_of


def test_what_was_worked_out_is_what_the_rules_say(catalogue: Catalogue) -> None:
    for record in catalogue:
        stood = with_standings(record, catalogue)
        assert stood == record_as_of(record, catalogue)
        assert list(stood) == list(record_as_of(record, catalogue))
        assert with_standings(stood, catalogue) is stood


def test_own_profiles_have_theirs(
    user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    own_profile(make_profile())
    catalogue = Catalogue(user=user)
    record = catalogue["test-university"]
    assert with_standings(record, catalogue) == record_as_of(record, catalogue)
    assert with_standings(record, catalogue)["policies"]
