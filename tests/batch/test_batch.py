"""Many figures: what is drawn again, and what is not."""

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

import convanim
from convanim import ConvanimError, Figure, cli
from convanim.batch import plan
from convanim.batch.journal import NAME
from convanim.batch.tables import Entry
from convanim.batch.workers import Workers
from tests.pictures import frames

TWO = """
[defaults]
cell = 10
[figures.one]
operation = "conv"
[figures.two]
operation = "conv"
kernel_size = 2
weights = "kernel.csv"
view = "flat"
"""


class Ended:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    Path("kernel.csv").write_text("1,0\n0,1\n")
    Path("figures.toml").write_text(TWO)

    def run(arguments: str = "") -> Ended:
        status = cli.main(["batch", "figures.toml", "-j", "1", "-o", "out", *shlex.split(arguments)])
        out, err = capsys.readouterr()
        return Ended(status, out, err)

    return run


def drawn(ended: Ended) -> set[str]:
    return set(re.findall(r"out/([\w.-]+): \d+ frames?,", ended.out))


def edit(old: str, new: str, path: str = "figures.toml") -> None:
    text = Path(path).read_text()
    assert old in text
    Path(path).write_text(text.replace(old, new))


def test_the_second_time_nothing_is_drawn(run: Run) -> None:
    first = run()
    assert (first.status, first.err) == (0, "")
    assert drawn(first) == {"one.gif", "two.gif"}
    assert re.search(r"^2 outputs: 2 drawn, 0 up to date, in \d+\.\d s$", first.out, re.MULTILINE)
    times = {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}
    again = run()
    assert re.fullmatch(r"2 outputs: 0 drawn, 2 up to date, in \d+\.\d s\n", again.out)
    assert times == {path: path.stat().st_mtime_ns for path in Path("out").iterdir()}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: edit("kernel_size = 2", "kernel_size = 2\nstride = 2"), {"two.gif"}),
        (lambda: edit("kernel_size = 2", "kernel_size = [2, 2] # the same"), set()),
        (lambda: edit("cell = 10", "cell = 12"), {"one.gif", "two.gif"}),
        (lambda: edit("1,0", "2,0", "kernel.csv"), {"two.gif"}),
        (lambda: os.utime("kernel.csv", (0, 0)), set()),
        (lambda: os.utime("figures.toml", (0, 0)), set()),
        (lambda: Path("out/one.gif").unlink(), {"one.gif"}),
        (lambda: Path("out", NAME).unlink(), {"one.gif", "two.gif"}),
        (lambda: Path("out", NAME).write_bytes(b"\xff{"), {"one.gif", "two.gif"}),
        (lambda: edit("cell = 10", 'cell = 10\noutputs = ["gif", "png"]'), {"one.png", "two.png"}),
        (lambda: edit("figures.one", "figures.three"), {"three.gif"}),
    ],
)
def test_what_changed_is_drawn_again_and_nothing_else(
    run: Run, change: Callable[[], object], expected: set[str]
) -> None:
    run()
    change()
    check = run("--check")
    assert check.status == bool(expected)
    assert set(re.findall(r"^out/(\S+) (?:is new|has changed|is missing)$", check.out, re.MULTILINE)) == expected
    assert drawn(run()) == expected
    assert drawn(run()) == set()


def test_another_version_draws_all_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setattr(convanim, "__version__", "9")
    assert drawn(run()) == {"one.gif", "two.gif"}


def test_a_theme_of_ones_own_is_read_again(run: Run) -> None:
    Path("own.toml").write_text('[colours]\ninput = "#112233"\n')
    edit('operation = "conv"\n[', 'operation = "conv"\ntheme = "own.toml"\n[')
    assert drawn(run()) == {"one.gif", "two.gif"}
    edit("#112233", "#445566", "own.toml")
    assert drawn(run()) == {"one.gif"}


def test_the_folder_from_which_it_runs_does_not_matter(run: Run, tmp_path: Path) -> None:
    run()
    (tmp_path / "elsewhere").mkdir()
    os.chdir(tmp_path / "elsewhere")
    assert cli.main(["batch", "../figures.toml", "-o", "../out", "--check"]) == 0


def test_force_draws_all(run: Run) -> None:
    run()
    assert drawn(run("--force")) == {"one.gif", "two.gif"}


@pytest.mark.parametrize(
    ("only", "expected"),
    [("one", {"one.gif"}), ("t*", {"two.gif"}), ("one.gif", {"one.gif"}), ("*", {"one.gif", "two.gif"})],
)
def test_only_some_are_drawn(run: Run, only: str, expected: set[str]) -> None:
    assert drawn(run(f"--only '{only}'")) == expected


def test_only_of_a_name_that_is_not_there_is_an_error(run: Run) -> None:
    ended = run("--only tow")
    assert ended.status == 2
    assert ended.err == "Error: no figure is called 'tow'.\nHint: did you mean two? There are: one, two.\n"


@pytest.mark.parametrize(("option", "status"), [("--dry-run", 0), ("--check", 1)])
def test_looking_changes_nothing(run: Run, option: str, status: int) -> None:
    ended = run(option)
    assert (ended.status, ended.out) == (status, "out/one.gif is new\nout/two.gif is new\n")
    assert not Path("out").exists()


def test_quiet_says_nothing(run: Run) -> None:
    ended = run("-q")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_prune_removes_what_convanim_made_and_nobody_wants(run: Run) -> None:
    edit('view = "flat"', 'view = "flat"\n[figures.three]\noperation = "conv"\n[figures.four]\noperation = "conv"')
    run()
    Path("out/mine.gif").write_bytes(b"mine")
    Path("out/four.gif").write_bytes(b"mine, too")
    edit('[figures.three]\noperation = "conv"\n[figures.four]\noperation = "conv"', "")
    assert run("--prune --check").status == 1
    assert "out/three.gif is made by no table any more" in run("--prune --dry-run").out
    assert "out/three.gif: removed\n" in run("--prune").out
    assert {path.name for path in Path("out").iterdir()} == {"one.gif", "two.gif", "mine.gif", "four.gif", NAME}
    assert "removed" not in run("--prune").out


def test_prune_leaves_the_figures_of_other_files(run: Run) -> None:
    run()
    Path("other.toml").write_text('[figures.other]\noperation = "conv"\ncell = 10\n')
    assert cli.main(["batch", "other.toml", "-o", "out", "--prune", "-q"]) == 0
    assert {path.name for path in Path("out").iterdir()} == {"one.gif", "two.gif", "other.gif", NAME}
    Path("other.toml").unlink()
    run("--prune")
    assert {path.name for path in Path("out").iterdir()} == {"one.gif", "two.gif", NAME}


def test_stills_that_are_no_more_can_be_pruned(run: Run) -> None:
    edit("cell = 10", 'cell = 10\noutputs = ["%02d.png"]')
    run("--only one")
    assert len(list(Path("out").glob("one-*.png"))) == 4
    edit('operation = "conv"\n[', 'operation = "conv"\ninput_size = "3x4"\n[')
    run("--only one --prune")
    assert {path.name for path in Path("out").iterdir()} == {"one-00.png", "one-01.png", NAME}
    Path("out/one-01.png").unlink()
    assert run("--only one --check").out == "out/one-%02d.png is missing\n"


def test_a_picture_is_that_of_its_table(run: Run) -> None:
    run()
    Figure.of("conv", cell=10).save("alone.gif")
    assert Path("out/one.gif").read_bytes() == Path("alone.gif").read_bytes()
    assert len(frames(Path("out/one.gif"))) == 4


def test_one_that_fails_does_not_stop_the_others(run: Run) -> None:
    Path("kernel.csv").write_text("1,x\n")
    ended = run()
    assert ended.status == 1
    assert drawn(ended) == {"one.gif"}
    assert re.fullmatch(r"Error: two\.gif: weights: kernel\.csv could not be read[^\n]+\nHint: [^\n]+\n", ended.err)
    assert "2 outputs: 1 drawn, 0 up to date, 1 failed" in ended.out
    Path("kernel.csv").write_text("1,0\n0,1\n")
    assert drawn(run()) == {"two.gif"}


def test_a_pickle_is_not_opened(run: Run) -> None:
    import numpy as np

    np.save("kernel.npy", np.array([[print, 1], [2, 3]], dtype=object), allow_pickle=True)
    edit("kernel.csv", "kernel.npy")
    ended = run()
    assert ended.status == 1
    assert "could not be read" in ended.err


def test_what_is_too_large_is_told_before_anything_is_drawn(run: Run) -> None:
    edit("kernel_size = 2", "kernel_size = 2\ninput_size = 300")
    ended = run()
    assert ended.status == 2
    assert "figures.toml:6: [figures.two]: an output of 299 × 299" in ended.err
    assert not Path("out").exists()


def test_a_link_that_leads_out_is_not_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "out/one.gif").symlink_to("../victim")
    ended = run()
    assert ended.status == 1
    assert "out/one.gif is a link that leads out of the folder" in ended.err
    assert (tmp_path / "victim").read_text() == "mine"
    assert drawn(run("--only two")) == set()


def test_the_files_are_listed(run: Run) -> None:
    edit("cell = 10", 'cell = 10\noutputs = ["gif", "%03d.png"]')
    assert run("--list").out.split() == ["out/one.gif", "out/one-000.png", "out/two.gif", "out/two-000.png"]


@pytest.mark.parametrize("module", ["numpy", "PIL", "concurrent.futures", "watchfiles"])
def test_what_is_up_to_date_loads_nothing_heavy(run: Run, module: str) -> None:
    run()
    arguments = ["batch", "figures.toml", "-o", "out"]
    probe = f"import sys; from convanim.cli import main; main({arguments!r}); sys.exit({module!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True)


def test_programs_send_lines_of_json(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"operation": "conv", "cell": 10, "input_size": size}) for size in (3, 4))
    command = [sys.executable, "-m", "convanim", "batch", "-", "-o", "out", "-j", "1"]
    ended = subprocess.run(command, input=lines, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "2 drawn" in ended.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"conv_i3_k3.gif", "conv_i4_k3.gif", NAME}


def test_standard_input_cannot_be_watched(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--watch", "--make"):
        assert cli.main(["batch", "-", option]) == 2
        assert "standard input is no file to come back to" in capsys.readouterr().err


def small(count: int) -> dict[str, Figure]:
    return {f"f{n}": Figure.of("conv", input_size=3, cell=4, labels=False, note=str(n)) for n in range(count)}


def test_python_draws_figures_by_their_names(tmp_path: Path) -> None:
    figures = small(3)
    results = plan.draw(figures, tmp_path, outputs=["gif", "png"])
    assert [result.error for result in results] == [None] * 6
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.{end}" for name in figures for end in ("gif", "png")
    } | {NAME}
    assert plan.draw(figures, tmp_path, outputs=["gif", "png"]) == []
    assert len(plan.draw(figures, tmp_path, force=True)) == 3
    with pytest.raises(ConvanimError, match="would not do for a file"):
        plan.draw({"../f": figures["f0"]}, tmp_path)


@contextlib.contextmanager
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as executor:
        yield executor


def test_any_executor_does_the_work(tmp_path: Path) -> None:
    with threads() as executor:
        results = plan.draw(small(5), tmp_path, executor=executor)
    assert sorted(result.output for result in results) == [f"f{n}.gif" for n in range(5)]


def test_processes_draw_the_same(tmp_path: Path) -> None:
    entries = [Entry(name, figure, ("gif",), name, name) for name, figure in small(6).items()]
    with Workers(2) as workers:
        for folder in ("one", "other"):  # The second time by the same processes.
            results = list(plan.Plan(entries, tmp_path / folder).draw(workers.run))
            assert [result.error for result in results] == [None] * 6
    plan.draw(small(6), tmp_path / "here")
    for folder in ("one", "other"):
        for path in (tmp_path / "here").iterdir():
            assert (tmp_path / folder / path.name).read_bytes() == path.read_bytes()


def die_of(job: int) -> int:
    if job == 3:
        os._exit(9)
    time.sleep(0.01)
    return job


def test_a_job_that_kills_its_process_takes_no_other_with_it() -> None:
    with Workers(2) as workers:
        outcomes = dict(workers.run(die_of, range(8)))
    assert "its process ended" in str(outcomes.pop(3))
    assert outcomes == {n: n for n in range(8) if n != 3}


ON_DASK = """
import os, signal, sys, threading, time
from pathlib import Path
from distributed import Client, LocalCluster
import convanim.batch
from convanim import Figure

if __name__ == "__main__":
    figures = {f"f{n}": Figure.of("conv", input_size=3, cell=4, labels=False, note=str(n)) for n in range(200)}
    folder = Path(sys.argv[1])
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        victim = min(client.run(os.getpid).values())

        def kill_half_way():
            while len(list(folder.glob("f*.gif"))) < 60:
                time.sleep(0.05)
            os.kill(victim, signal.SIGKILL)

        # A daemon: where drawing fails, nothing would end it.
        threading.Thread(target=kill_half_way, daemon=True).start()
        results = convanim.batch.draw(figures, folder, executor=client.get_executor())
        failed = [result for result in results if result.error]
        print(len(results), len(failed), victim in client.run(os.getpid).values())
"""


def ended_in_time(command: list[str], folder: Path, seconds: float) -> tuple[int, str, str]:
    """The status and the output of a program; it and all that it started are killed where it takes longer.

    A pipe would be waited for as long as any process that was started still holds it, so files take the output.
    """
    out, err = folder / "out.txt", folder / "err.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(command, cwd=folder, stdout=stdout, stderr=stderr, start_new_session=True)
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        pytest.fail(f"it took more than {seconds} s: {err.read_text()}")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return status, out.read_text(), err.read_text()


def test_dask_draws_a_large_batch_and_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "cluster.py").write_text(ON_DASK)
    command = [sys.executable, "-W", "ignore", "cluster.py", "out"]
    status, out, err = ended_in_time(command, tmp_path, 120)
    assert status == 0, err
    assert out.split() == ["200", "0", "False"]
    assert len(list((tmp_path / "out").glob("*.gif"))) == 200
    assert plan.draw({}, tmp_path / "out") == []
