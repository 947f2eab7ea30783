"""Delete can be undone, then goes to the wastebasket; nothing else ever disappears."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from musicapp.core.deletion import Deletion
from musicapp.core.finished import holds_track
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState, UserNotes
from musicapp.core.problems import Problem, UserError
from tests.core.room import Room, in_child, names, own, tree
from tests.core.spy import Spy

EMPTY = """
import sys
from pathlib import Path
from musicapp.core.deletion import Deletion
from musicapp.core.paths import DataPaths
print(Deletion(DataPaths(Path(sys.argv[1]))).to_wastebasket(sys.argv[2]))
"""


@dataclass
class Basket:
    """A room on a disk with a wastebasket of its own."""

    room: Room

    @property
    def folder(self) -> Path:
        """Where the wastebasket of the system is."""
        return self.room.folder / "share" / "Trash"

    def names(self) -> list[str]:
        """Return what is in it."""
        return names(self.folder / "files") if (self.folder / "files").is_dir() else []

    def throw(self, job_id: str) -> bool:
        """Send a deleted job to it, in a process of the user's."""
        home = str(self.room.folder)
        answer = subprocess.run(
            [sys.executable, "-c", EMPTY, str(self.room.paths.root), job_id],
            env={**os.environ, "HOME": home, "XDG_DATA_HOME": f"{home}/share"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        )
        return answer.stdout == b"True\n"


@pytest.fixture
def basket(tmp_path: Path) -> Basket:
    """A wastebasket; its room is on the same disk."""
    room = Room(tmp_path)
    room.make()
    return Basket(room)


@dataclass
class Finished:
    """A finished job and its track."""

    job: JobFolder
    track: Path


def finished(room: Room, name: str = "2026-11-24 Rain") -> Finished:
    job = room.accept()
    return Finished(job, room.finish(job, name))


def without(files: dict[str, bytes], *gone: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if Path(name).name not in gone}


def test_delete_takes_job_and_track_out_of_sight_together(room: Room) -> None:
    done, other = finished(room), finished(room, "2026-11-24 Other")
    before = tree(other.job.path), tree(other.track)
    Deletion(room.paths).delete(done.job.job_id)
    assert names(room.paths.jobs) == [other.job.job_id]
    assert names(room.output) == [f".musicapp-deleted-{done.job.job_id}", "2026-11-24 Other"]
    assert Deletion(room.paths).waiting() == [done.job.job_id]
    assert (tree(other.job.path), tree(other.track)) == before


def test_undo_brings_everything_back_as_it_was(room: Room) -> None:
    done = finished(room)
    own(done.job).release()
    before = tree(room.folder)
    Deletion(room.paths).delete(done.job.job_id)
    Deletion(room.paths).undo(done.job.job_id)
    assert tree(room.folder) == before


@pytest.mark.parametrize("state", [JobState.ERROR, JobState.CANCELLED])
def test_a_job_without_a_track_is_deleted_and_brought_back_too(room: Room, state: JobState) -> None:
    folder = room.accept()
    with room.begin(folder) as job:
        room.endings.cancelled(job)
    if state is JobState.ERROR:
        failed = room.accept()
        room.fail(failed)
        folder = failed
    before = tree(room.folder)
    Deletion(room.paths).delete(folder.job_id)
    assert not folder.exists()
    Deletion(room.paths).undo(folder.job_id)
    assert tree(room.folder) == before


def test_an_unfinished_job_is_not_deleted(room: Room) -> None:
    waiting, running = room.accept(), room.accept()
    with room.begin(running):
        for folder in (waiting, running):
            with pytest.raises(UserError) as refusal:
                Deletion(room.paths).delete(folder.job_id)
            assert refusal.value.problem is Problem.BEING_MADE
            assert folder.exists()
    own(waiting).release()


def test_a_job_that_is_not_there_is_not_deleted(room: Room) -> None:
    with pytest.raises(UserError):
        Deletion(room.paths).delete("20261124-060000-000000-abc123")
    with pytest.raises(FileNotFoundError):
        Deletion(room.paths).undo("20261124-060000-000000-abc123")


def test_a_track_that_the_user_moved_is_deleted_where_it_is(room: Room) -> None:
    done = finished(room)
    moved = room.folder / "elsewhere"
    done.track.rename(moved)
    done.job.write_notes(UserNotes(folder=str(moved)))
    Deletion(room.paths).delete(done.job.job_id)
    assert not moved.exists()
    Deletion(room.paths).undo(done.job.job_id)
    assert holds_track(moved, done.job.job_id)


def test_a_folder_that_took_the_tracks_place_is_left_alone(room: Room) -> None:
    done = finished(room)
    shutil.rmtree(done.track)
    done.track.mkdir()
    (done.track / "diary.txt").write_text("mine")
    before = tree(done.track)
    Deletion(room.paths).delete(done.job.job_id)
    assert tree(done.track) == before


def test_undo_beside_a_new_track_of_that_name_keeps_both(room: Room) -> None:
    done = finished(room)
    Deletion(room.paths).delete(done.job.job_id)
    new = finished(room)
    Deletion(room.paths).undo(done.job.job_id)
    assert holds_track(new.track, new.job.job_id)
    back = Path(done.job.notes().folder or "")
    assert back.name == "2026-11-24 Rain (2)"
    assert holds_track(back, done.job.job_id)
    Deletion(room.paths).delete(done.job.job_id)
    assert names(room.output) == [f".musicapp-deleted-{done.job.job_id}", "2026-11-24 Rain"]


def test_job_and_track_end_in_the_wastebasket_under_their_names(basket: Basket) -> None:
    done = finished(basket.room)
    sound = tree(done.track)
    Deletion(basket.room.paths).delete(done.job.job_id)
    assert basket.throw(done.job.job_id)
    assert basket.names() == ["2026-11-24 Rain", done.job.job_id]
    assert tree(basket.folder / "files" / "2026-11-24 Rain") == sound
    assert names(basket.room.output) == []
    assert Deletion(basket.room.paths).waiting() == []


def test_a_new_track_of_that_name_stays_when_the_old_goes_to_the_wastebasket(basket: Basket) -> None:
    done = finished(basket.room)
    Deletion(basket.room.paths).delete(done.job.job_id)
    new = finished(basket.room)
    before = tree(new.track)
    assert basket.throw(done.job.job_id)
    assert tree(new.track) == before
    assert names(basket.room.output) == ["2026-11-24 Rain"]
    assert basket.names() == ["2026-11-24 Rain (2)", done.job.job_id]


def test_without_a_wastebasket_nothing_goes_and_undo_still_works(basket: Basket) -> None:
    basket.folder.parent.mkdir()
    basket.folder.touch()
    done = finished(basket.room)
    before = without(tree(basket.room.folder), "lock")
    Deletion(basket.room.paths).delete(done.job.job_id)
    for _ in range(2):
        assert not basket.throw(done.job.job_id)
        assert names(basket.room.output) == [f".musicapp-deleted-{done.job.job_id}"]
    Deletion(basket.room.paths).undo(done.job.job_id)
    assert without(tree(basket.room.folder), "lock") == before


def test_a_job_without_a_track_goes_to_the_wastebasket_alone(basket: Basket) -> None:
    folder = basket.room.accept()
    basket.room.fail(folder)
    Deletion(basket.room.paths).delete(folder.job_id)
    assert basket.throw(folder.job_id)
    assert basket.names() == [folder.job_id]


@pytest.mark.parametrize(
    ("call", "is_begun"),
    [
        ("create .deleted.json.tmp", False),
        ("rename .deleted.json.tmp deleted.json", False),
        ("rename JOB JOB", False),
        ("sync deleted/", True),
        ("rename 2026-11-24 Rain .musicapp-deleted-JOB", True),
        ("sync Music/", True),
    ],
)
def test_a_delete_that_died_is_completed_by_the_next_start(basket: Basket, spy: Spy, call: str, is_begun: bool) -> None:
    room = basket.room
    done = finished(room)
    sound = tree(done.track)
    spy.kill_before = call.replace("JOB", done.job.job_id)
    assert in_child(lambda: Deletion(room.paths).delete(done.job.job_id)) == signal.SIGKILL
    spy.kill_before = None
    assert Deletion(room.paths).waiting() == [done.job.job_id] * is_begun
    if is_begun:
        assert basket.throw(done.job.job_id)
        assert basket.names() == ["2026-11-24 Rain", done.job.job_id]
        assert names(room.output) == names(room.paths.jobs) == []
    else:
        assert tree(done.track) == sound
        assert done.job.status().state is JobState.DONE


def test_what_is_no_job_is_not_sent_anywhere(room: Room) -> None:
    (room.paths.deleted / ".DS_Store").touch()
    (room.paths.deleted / "mine").mkdir()
    assert Deletion(room.paths).waiting() == []


def test_a_damaged_note_keeps_the_track_where_it_is(room: Room) -> None:
    done = finished(room)
    Deletion(room.paths).delete(done.job.job_id)
    (room.paths.deleted / done.job.job_id / "deleted.json").write_bytes(b"{")
    Deletion(room.paths).undo(done.job.job_id)
    assert done.job.exists()
    assert names(room.output) == [f".musicapp-deleted-{done.job.job_id}"]
