"""The file of a backup: a zip whose last member says what the others are; one that is not whole is not opened."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

FORMAT = "coprod-backup/1"
DATABASE = "database.dump"
FILES = "files/"
MANIFEST = "manifest.json"
WRITABLE, READABLE = "Name a file that can be written.", "Name a file that can be read."
CHUNK = 1 << 20  # bytes
LONGEST_MANIFEST = 100_000_000  # bytes
DAMAGED = (zipfile.BadZipFile, EOFError, KeyError, ValueError, TypeError, NotImplementedError)


class Unusable(Exception):
    """Why a backup cannot be taken, believed or restored, and what to do next, for the person at the terminal."""


@dataclass
class Manifest:
    """What a backup holds.

    `migrations` are [app, name] pairs as applied, `tables` name → [rows, sum], `studies` slug → SHA-256 of the bundle,
    `members` name in the file → [bytes, SHA-256], `gone` names of stored files that were away already.
    """

    made_at: str
    postgres: int
    migrations: list[list[str]] = field(default_factory=list)
    tables: dict[str, list] = field(default_factory=dict)
    studies: dict[str, str] = field(default_factory=dict)
    members: dict[str, list] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    format: str = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


class Writing:
    """A backup in the making."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive
        self.members: dict[str, list] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """One member, as it comes."""
        known, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                known.update(chunk)
                size += len(chunk)
        self.members[name] = [size, known.hexdigest()]

    def close(self, manifest: Manifest) -> None:
        """Nothing comes after the manifest."""
        manifest.members = self.members
        self.archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True))


@contextmanager
def _told(path: Path, next_step: str) -> Iterator[None]:
    """What the system says of the file, as a reason and with what to do next."""
    try:
        yield
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}. {next_step}") from error


class _Draft(io.FileIO):
    """The file of a backup in the making: not to be able to write to it is another thing than to read for it."""

    def __init__(self, draft: Path, path: Path):
        super().__init__(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b")
        self.path = path

    def write(self, data) -> int:
        with _told(self.path, WRITABLE):
            return super().write(data)


@contextmanager
def written(path: Path) -> Iterator[Writing]:
    """A new file, for its owner's eyes only: there when it is whole, and not at all else.

    Raises:
        Unusable: there is such a file, or it cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    with _told(path, WRITABLE):
        if path.exists():
            raise Unusable(f"{path} is there already, and no backup is written over. Name another file.")
        draft.unlink(missing_ok=True)
        raw = _Draft(draft, path)
    try:
        with io.BufferedRandom(raw) as out:
            with zipfile.ZipFile(out, "w") as archive:
                yield Writing(archive)
            out.flush()
            with _told(path, WRITABLE):
                os.fsync(out.fileno())
        with _told(path, WRITABLE):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Reading:
    """A backup of which every byte was looked at."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest):
        self.archive = archive
        self.manifest = manifest

    @property
    def files(self) -> dict[str, list]:
        """Name in the storage → [bytes, SHA-256] of each stored file."""
        members = self.manifest.members
        return {name.removeprefix(FILES): facts for name, facts in members.items() if name.startswith(FILES)}

    def open(self, name: str):
        return self.archive.open(name)


@contextmanager
def opened(path: Path) -> Iterator[Reading]:
    """The backup in a file.

    Raises:
        Unusable: it is no backup, not of a format we know, or not whole: cut, altered, or with a part missing.
    """
    with ExitStack() as stack:
        try:
            with _told(path, READABLE):
                archive = stack.enter_context(zipfile.ZipFile(path))
                manifest = _checked(path, archive)
        except zipfile.BadZipFile as error:
            raise _damaged(path, "it is cut short, or no backup") from error
        yield Reading(archive, manifest)


def _checked(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        manifest = _manifest(archive)
    except DAMAGED as error:
        raise _damaged(path, f"its {MANIFEST} cannot be read") from error
    if manifest.format != FORMAT:
        raise Unusable(f"{path} is of the format {manifest.format}; this version reads {FORMAT}. Use a newer version.")
    if sorted(archive.namelist()) != sorted([*manifest.members, MANIFEST]) or DATABASE not in manifest.members:
        raise _damaged(path, "it has not the parts that it says it has")
    for name, facts in manifest.members.items():
        try:
            is_whole = _measured(archive, name) == facts
        except (*DAMAGED, OSError) as error:
            raise _damaged(path, f"{name} cannot be read") from error
        if not is_whole:
            raise _damaged(path, f"{name} is not what was written")
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
        raise ValueError
    said = json.loads(archive.read(MANIFEST))
    if said["format"] != FORMAT:
        return Manifest(made_at="", postgres=0, format=str(said["format"]))
    manifest = Manifest(**said)
    if manifest.moment.tzinfo is None:
        raise ValueError
    return manifest


def _measured(archive: zipfile.ZipFile, name: str) -> list:
    known, size = hashlib.sha256(), 0
    with archive.open(name) as member:
        while chunk := member.read(CHUNK):
            known.update(chunk)
            size += len(chunk)
    return [size, known.hexdigest()]


def _damaged(path: Path, why: str) -> Unusable:
    return Unusable(f"{path} is damaged: {why}. Nothing was changed. Take another backup of the series.")
