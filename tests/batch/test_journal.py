"""What is remembered of an output folder."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convanim import FailedError
from convanim.batch.journal import NAME, Journal, Made, is_inside


def made(name: str, fingerprint: str | None = "f") -> Made:
    return Made(fingerprint, {name: "d"}, "figures.toml")


def test_the_last_entry_of_an_output_counts(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert journal.read() == {}
    journal.add([("b.gif", made("b.gif", None)), ("a.gif", made("a.gif"))])
    journal.add([("b.gif", made("b.gif"))])
    assert journal.read() == {"a.gif": made("a.gif"), "b.gif": made("b.gif")}


def test_an_output_without_files_is_forgotten(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add([("a.gif", made("a.gif")), ("a.gif", made("a.gif")._replace(files={}))])
    assert journal.read() == {}


def test_a_tidy_journal_is_the_same_whatever_its_history(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = Journal(tmp_path), Journal(tmp_path / "other")
    one.add([("a.gif", made("a.gif")), ("b.gif", made("b.gif", None)), ("b.gif", made("b.gif"))])
    other.add([("b.gif", made("b.gif")), ("a.gif", made("a.gif"))])
    for journal in (one, other):
        known = journal.read()
        journal.tidy()
        assert journal.read() == known
    assert one.path.read_bytes() == other.path.read_bytes()
    assert one.path.read_text().count("\n") == 2


@given(st.data())
def test_a_line_that_was_cut_short_spoils_only_itself(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal"))
    journal.add([("a.gif", made("a.gif")), ("b.gif", made("b.gif"))])
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    journal.add([("c.gif", made("c.gif"))])
    known = journal.read()
    assert known["c.gif"] == made("c.gif")
    assert known.items() <= {name: made(name) for name in ("a.gif", "b.gif", "c.gif")}.items()


@given(
    st.binary()
    | st.recursive(st.none() | st.text(), lambda inner: st.lists(inner)).map(lambda x: json.dumps(x).encode())
)
def test_garbage_counts_as_not_written(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("journal")
    (folder / NAME).write_bytes(
        content + b'\n{"output": "a", "fingerprint": 3, "files": [], "source": ""}\n' + b"[" * 9999
    )
    assert Journal(folder).read() == {}


@pytest.mark.parametrize("name", ["../f.gif", "/etc/passwd", "a/../../f", "", ".", "c:f", "a\\b"])
def test_files_elsewhere_are_not_believed(tmp_path: Path, name: str) -> None:
    journal = Journal(tmp_path)
    journal.add([("f.gif", made(name))])
    assert journal.read() == {}
    assert not is_inside(name)


def test_a_journal_that_is_a_link_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / NAME).symlink_to(tmp_path / "elsewhere")
    journal = Journal(tmp_path / "folder")
    with pytest.raises(FailedError, match="is a link"):
        journal.add([("a.gif", made("a.gif"))])
    with pytest.raises(FailedError, match="is a link"):
        journal.tidy()
    assert os.listdir(tmp_path) == ["folder"]


def test_many_write_at_once(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for count in range(20):
            Journal(tmp_path).add([(f"{number}-{count}.gif", made(f"{number}-{count}.gif"))])
            Journal(tmp_path).tidy()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Journal(tmp_path).read()) == 160
