"""``data update`` and ``data rollback``: another release of the data in use."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from unitracker.cli.config import Config, read_config
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.options import option
from unitracker.cli.own_data import DRY_RUN, YES
from unitracker.errors import DataError

if TYPE_CHECKING:
    from unitracker.catalogue import Catalogue
    from unitracker.catalogue.releases.archive import Archive
    from unitracker.catalogue.releases.offer import Offer


def update_command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIRECTORY|URL",
            help="A release archive of the data, a directory with such (a stick), or its address.",
        ),
    ],
    sha256: Annotated[
        str | None,
        option("Hash that the archive must have, from whom you trust.", "--sha256", metavar="HEX"),
    ] = None,
    downgrade: Annotated[
        bool, option("Take a release that is older than the data in use.", "--allow-downgrade")
    ] = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Take a newer release of the data over.

    It is checked beside the data in use, then swapped at once. The archive is checked against
    its hashes, against the key in your config (update_key, a public key of minisign; without
    one its hash alone counts, which is said), against the schema, and as a whole. Your own data
    stays. Only an address needs a network.

    \b
    unitracker data update /media/stick
    unitracker data update unitracker-data-2026.12.0.tar
    unitracker data update https://example.org/unitracker-data-2026.12.0.tar

    Exit status: 0 taken over, 1 it is in use already, 2 it is refused: the data in use stays.
    """
    from unitracker.catalogue import Catalogue
    from unitracker.catalogue.releases.archive import read_archive
    from unitracker.catalogue.releases.offer import offered

    catalogue = Catalogue()
    config = _config()
    offer = offered(source)
    for said in offer.passed_over:
        print_note(said)
    # What isn't what it should be is not even read.
    signed_by = _checked(offer, config, sha256)
    archive = read_archive(offer.content, offer.place)
    print_note(f"data {archive.manifest.version} of {archive.manifest.date}")
    _check_order(archive, catalogue, downgrade)
    if dry_run:
        _try(archive)
        print_note(f"would be taken over in place of {catalogue.info['version']}")
        return
    _take_over(archive, signed_by, catalogue)


def rollback_command(
    yes: YES = False,
    dry_run: DRY_RUN = False,
) -> None:
    """Go back to the data that was in use before the last update.

    \b
    unitracker data rollback --dry-run

    Exit status: 0 done, 1 nothing was done, 2 there is nothing to go back to.
    """
    from unitracker.catalogue import Catalogue
    from unitracker.catalogue.releases.in_use import read_pointer
    from unitracker.catalogue.releases.installing import roll_back
    from unitracker.cli.asking import confirm

    catalogue = Catalogue()
    try:
        history = read_pointer(catalogue.user)
    except ValueError as error:
        raise DataError(f"{error}: remove it to use the bundled data") from error
    if not history:
        raise DataError("the bundled data is in use: there is nothing to go back to")
    before = f"release {history[-2].version}" if len(history) > 1 else "the bundled data"
    if dry_run:
        print_note(f"would go back from {history[-1].version} to {before}")
        return
    if not confirm(f"Go back from {history[-1].version} to {before}?", yes):
        print_note("nothing was done")
        raise typer.Exit(1)
    left, _ = roll_back(catalogue.user)
    print_note(f"no longer in use: {left.version}; in use: {Catalogue().info['version']}")


def _config() -> Config:
    """Return the settings; what can't be read may have held a key."""
    config = read_config()
    if config.warnings:
        told = "\n".join(config.warnings)
        raise DataError(f"{told}\nwhether releases must be signed isn't known: mend the config")
    return config


def _checked(offer: Offer, config: Config, sha256: str | None) -> str:
    """Check hash and signature and say what they rest on; return the id of the key."""
    from unitracker.catalogue.releases.signature import read_key, verify

    sha = hashlib.sha256(offer.content).hexdigest()
    hashes = {"--sha256": (sha256 or "").strip().lower(), "the file beside it": offer.sha256}
    for said_by, wanted in hashes.items():
        if wanted and wanted != sha:
            raise DataError(
                f"{offer.place}: SHA-256 is {sha}, but {said_by} says {wanted}: refused"
            )
    known = [said_by for said_by, wanted in hashes.items() if wanted]
    by = f"as {' and '.join(known)} says" if known else "nothing beside it says what it should be"
    print_note(f"{offer.place}: SHA-256 {sha}, {by}")
    if not config.update_key:
        what = "its signature is not checked" if offer.signature else "unsigned"
        print_error(f"warning: {what}: hash only (no update_key in {config.path})")
        return ""
    key = read_key(config.update_key)
    if offer.signature is None:
        raise DataError(f"{offer.place}: unsigned, and {config.path} has an update_key: refused")
    comment = verify(offer.content, offer.signature, key, f"signature of {offer.place}")
    print_note(f"signed by key {key.id}: {comment}")
    return key.id


def _check_order(archive: Archive, catalogue: Catalogue, downgrade: bool) -> None:
    """Make sure that a release fits the program and is newer than what is in use.

    Raises:
        DataError: it isn't.
        typer.Exit: it is in use already.
    """
    from unitracker.catalogue.location import bundled_data
    from unitracker.catalogue.releases import in_use

    manifest, present = archive.manifest, catalogue.info["version"]
    if manifest.schema != in_use.SCHEMA:
        raise DataError(f"data {manifest.version}: {in_use.schema_in_words(manifest.schema)}")
    release = catalogue.in_use.release
    if (release and release.sha256 == archive.sha256) or (
        not release and manifest.version == present
    ):
        print_note(f"{present} is in use already")
        raise typer.Exit(1)
    bundled = in_use.version_of(bundled_data())
    if not in_use.is_newer(manifest.version, bundled):
        raise DataError(
            f"data {manifest.version} is no newer than {bundled}, which this program brought "
            "along: refused"
        )
    if in_use.is_newer(present, manifest.version) and not downgrade:
        raise DataError(
            f"data {manifest.version} is older than {present}, which is in use: say "
            "--allow-downgrade, or go back with 'unitracker data rollback'"
        )


def _try(archive: Archive) -> None:
    """Check the files of a release without keeping them."""
    import tempfile

    from unitracker.catalogue.releases.installing import mistakes_of, unpack

    with tempfile.TemporaryDirectory() as directory:
        unpack(archive, Path(directory))
        if mistakes := mistakes_of(Path(directory)):
            raise DataError("the release has mistakes\n" + "\n".join(mistakes))


def _take_over(archive: Archive, signed_by: str, catalogue: Catalogue) -> None:
    from unitracker.artefacts import compile_all
    from unitracker.catalogue import Catalogue as Opened
    from unitracker.catalogue.releases.installing import install

    before = catalogue.info["version"]
    install(archive, signed_by, catalogue, compile_all)
    now = Opened()
    _ = now.own
    for warning in now.warnings:
        print_error(f"warning: {warning}")
    print_note(f"in use: {now.info['version']}, before: {before}")
    if before in {version["version"] for version in now.versions}:
        print_note(f"what changed: unitracker data changes {before}")
    print_note("to go back: unitracker data rollback")
