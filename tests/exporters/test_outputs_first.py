"""Several outputs are all written, or none is: what makes one impossible is found before the first."""

import sys
from pathlib import Path

import pytest

from convanim import ConvanimError, FailedError, Figure, Saved, cli


def without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """Make packages look as if they were not installed."""
    for package in packages:
        for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, package, None)


@pytest.mark.parametrize(
    ("suffix", "package"), [("pdf", "reportlab"), ("mp4", "imageio_ffmpeg"), ("webm", "imageio_ffmpeg")]
)
def test_a_missing_extra_is_told_before_anything_is_written(
    suffix: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    without(monkeypatch, package)
    assert cli.main(["conv", "-o", "a.gif", "-o", f"a.{suffix}"]) == 1
    message, hint = capsys.readouterr().err.splitlines()
    assert "which is not installed" in message
    assert "pip install 'convanim[" in hint
    assert not list(tmp_path.iterdir())
    with pytest.raises(FailedError, match="not installed"):
        Figure.of("conv").save_all(["a.gif", f"a.{suffix}"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command",
    [
        "conv -o a.gif -o a.xyz",
        "conv -o a.gif -o a.mp4 --background transparent",
        "conv -o a.gif -o a.avif --loop 3",
        "conv -o a.svg -o a.gif --theme auto",
        "conv -o a.gif -o %d.mp4",
        "conv --theme auto -o -",
    ],
)
def test_what_a_format_cannot_hold_is_told_before_anything_is_written(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(command.split()) == 2
    assert not list(tmp_path.iterdir())


def test_a_missing_gifsicle_is_told_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FailedError, match="gifsicle"):
        Figure.of("conv", optimize=True).save_all([tmp_path / "a.svg", tmp_path / "a.gif"])
    assert not list(tmp_path.iterdir())


def test_what_fails_while_it_is_written_leaves_nothing_and_old_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("old")
    (tmp_path / "folder.gif").mkdir()
    with pytest.raises(ConvanimError, match="it is a folder"):
        Figure.of("conv").save_all([tmp_path / "a.svg", tmp_path / "b.svg", tmp_path / "folder.gif"])
    assert {path.name for path in tmp_path.iterdir()} == {"a.svg", "folder.gif"}
    assert (tmp_path / "a.svg").read_text() == "old"


def test_several_files_are_written_and_told_without_being_asked_for(tmp_path: Path) -> None:
    paths = [tmp_path / "a.gif", tmp_path / "new" / "a.svg", tmp_path / "a-%d.png"]
    saved = Figure.of("conv", cell=10).save_all(paths)
    assert isinstance(saved, list)
    assert all(isinstance(each, Saved) for each in saved)
    assert [each.path for each in saved] == paths
    assert [each.bytes for each in saved[:2]] == [path.stat().st_size for path in paths[:2]]
    assert saved[2].bytes == sum((tmp_path / f"a-{number}.png").stat().st_size for number in range(4))


def test_a_batch_draws_what_needs_nothing_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    without(monkeypatch, "reportlab")
    Path("figures.toml").write_text('[figures.f]\noperation = "conv"\ncell = 5\noutputs = ["pdf", "svg"]\n')
    assert cli.main(["batch", "figures.toml", "-j", "1"]) == 1
    assert "f.pdf: a .pdf needs reportlab" in capsys.readouterr().err
    assert Path("f.svg").exists()
