"""Tests of the command line: results on standard output, faults as one line on standard error, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

import netkit
from netkit import cli
from tests.dossiers import edit, told, write

CLAIMS = (
    told("boss orders ann", date="1937-05-01", case="plot"),
    told("boss targets vic", date="1937-05-01", case="plot"),
    told("ann orders man", date="1937-05-02", case="plot"),
    told("man kills vic", date="1937-06-01", case="plot"),
    told("ann friend_of man", date="1930/1936"),
)
ACTORS = [
    {"id": "ann", "name": "Ann Ashwood"},
    {"id": "boss", "name": "Boris Bossov"},
    {"id": "man", "name": "Manfred Mann"},
    {"id": "vic", "name": "Vic Valentine"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a small dossier."""
    names = [{"actor": "ann", "name": "The Heron", "kind": "code name"}]
    return write(
        tmp_path_factory.mktemp("cli") / "tiny",
        *CLAIMS,
        actors=ACTORS,
        names=names,
        cases=[{"id": "plot", "victim": "vic", "title": "The plot"}],
    )


class Run:
    """What a call of the command gave back."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Give the function that calls the command as a shell would."""

    def call(*words: object) -> Run:
        out, err = StringIO(), StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["netkit", *map(str, words)])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                cli.main()
        code = ended.value.code
        return Run(code if isinstance(code, int) else int(code is not None), out.getvalue(), err.getvalue())

    return call


def assert_user_fault(ran: Run, *words: str) -> None:
    """One clear line on standard error that names these words, nothing on standard output, status 2."""
    assert ran.status == 2, ran.err
    assert ran.out == ""
    lines = ran.err.strip().splitlines()
    assert len(lines) == 1, ran.err
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


def test_check_of_a_sound_dossier(run, folder: Path) -> None:
    """A summary, and status 0."""
    ran = run("check", folder)
    assert ran.status == 0
    assert "no faults" in ran.out
    assert "5 claims" in ran.out


def test_check_of_a_faulty_dossier(run, tmp_path: Path) -> None:
    """Each fault is a line of its own on standard output, and the status is 1."""
    write(tmp_path, *CLAIMS[:-1], told("ann loves man", date="1930-02-30"))
    ran = run("check", tmp_path)
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert len(lines) == 2
    assert all("claims.csv" in line and "row 6" in line for line in lines)
    assert "2 faults" in ran.err


@pytest.mark.parametrize("name", ["Ashwood", "Эшвуд", "The Heron", "ann", "Ashwod"])
def test_find_finds_any_spelling(run, folder: Path, name: str) -> None:
    """Names in other scripts, code names, ids and slips lead to the actor, best first."""
    ran = run("find", folder, name)
    assert ran.status == 0
    assert "ann" in ran.out.splitlines()[2 if ran.out.splitlines()[1].startswith("actor") else 1]


def test_who_tells_a_life_with_citations(run, folder: Path) -> None:
    """Name, other names, and the claims in the order of time."""
    ran = run("who", folder, "Ashwood")
    assert ran.status == 0
    assert "Ann Ashwood" in ran.out.splitlines()[0]
    assert "The Heron" in ran.out
    for claim in ("c1", "c3", "c5"):
        assert f"({claim};" in ran.out
    assert "(c2;" not in ran.out
    assert ran.out.index("c5") < ran.out.index("c1") < ran.out.index("c3")


def test_rank_writes_tables_csv_and_json(run, folder: Path) -> None:
    """The same ranks in three forms, highest first."""
    table = run("rank", folder, "degree", "betweenness")
    assert table.status == 0
    assert table.out.index("Ann Ashwood") < table.out.index("Boris Bossov")
    csv = pd.read_csv(StringIO(run("rank", folder, "degree", "betweenness", "--format", "csv").out), index_col=0)
    assert csv.index[0] == "ann"
    assert {"name", "degree", "betweenness"} <= set(csv.columns)
    records = json.loads(run("rank", folder, "degree", "betweenness", "--format", "json").out)
    assert [record["degree"] for record in records] == csv["degree"].tolist()
    assert [record["name"] for record in records] == csv["name"].tolist()


def test_rank_takes_date_view_and_top(run, folder: Path) -> None:
    """The network ranked is the one asked for."""
    at = run("rank", folder, "degree", "--at", "1933", "--format", "csv")
    assert set(pd.read_csv(StringIO(at.out), index_col=0).index) == {"ann", "man"}
    everything = run("rank", folder, "degree", "--view", "all", "--format", "csv", "--top", 1)
    assert len(everything.out.splitlines()) == 2
    assert "vic" in run("rank", folder, "degree", "--view", "all", "--top", 0).out


def test_rank_says_what_holds_at_a_date(run, folder: Path) -> None:
    """Ties that possibly held count, which is told; so is a date of which no claim tells anything."""
    within = run("rank", folder, "degree", "--at", "1933").err
    assert "certainly or possibly" in within
    assert "outside" not in within
    assert "possibly" not in run("rank", folder, "degree").err
    for date in ("1929-12-31", "1937-06-02"):
        assert f"{date} lies outside" in run("rank", folder, "degree", "--at", date).err
    for date in ("1930-01-01", "1937-06-01"):
        assert "outside" not in run("rank", folder, "degree", "--at", date).err


def test_chains_print_the_way_with_its_claims(run, folder: Path) -> None:
    """Names with arrows, and what each rests on."""
    ran = run("chains", folder, "Bossov", "Valentine", "-k", 1)
    assert ran.status == 0
    assert "Boris Bossov → Ann Ashwood → Manfred Mann → Vic Valentine" in ran.out
    for claim in ("c1", "c3", "c4"):
        assert f"({claim};" in ran.out


def test_no_chain_is_told(run, folder: Path) -> None:
    """Where no way leads, the output says between whom."""
    ran = run("chains", folder, "Valentine", "Bossov")
    assert "no chain" in ran.out + ran.err
    assert "Vic Valentine" in ran.out + ran.err


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--template", "commander -> ... -> perpetrator -> victim"], True),
        (["--template", "commander -> recruiter -> victim"], False),
        (["--through", "The Heron"], True),
        (["--avoiding", "The Heron"], False),
        (["--along", "orders", "--along", "kills"], True),
        (["--along", "orders", "--along", "abducts"], False),
        (["--act", "kills", "--case", "plot", "-k", "0"], True),
        (["--act", "abducts"], False),
        (["--family", "command", "--family", "harm", "--source", "s", "--min-certainty", "probable"], True),
        (["--family", "recruitment", "--family", "harm"], False),
        (["--status", "attempted", "--status", "planned"], True),
        (["--max-length", "2"], False),
        (["--max-length", "3", "--by", "length"], True),
    ],
)
def test_chains_take_restrictions(run, folder: Path, options: list[str], found: bool) -> None:
    """Each restriction keeps or drops the one chain that there is, and what is left of none says why."""
    ran = run("chains", folder, "Bossov", "Valentine", *options)
    assert ran.status == 0, ran.err
    assert ("1. Boris Bossov → Ann Ashwood → Manfred Mann → Vic Valentine" in ran.out) is found
    assert ("no chain leads from Boris Bossov to Vic Valentine under these restrictions" in ran.out) is not found


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--template", "boss"], "two words"),
        (["--avoiding", "Valentine"], "`avoiding` names 'vic'"),
        (["--along", "order"], "'order' is no relation"),
        (["--act", "orders"], "'orders' is no act"),
        (["--case", "plott"], "'plott'"),
        (["-k", "-1"], "`k`"),
    ],
)
def test_restrictions_that_mean_nothing_are_one_line(run, folder: Path, options: list[str], said: str) -> None:
    """A fault of the user's names the option and what there is."""
    ran = run("chains", folder, "Bossov", "Valentine", *options)
    assert ran.status == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_responsibility_is_a_table(run, folder: Path) -> None:
    """For people with names; as CSV with ids, claims and sources beside them; for one commander or one case."""
    told_all = run("responsibility", folder)
    assert told_all.status == 0
    assert "Boris Bossov" in told_all.out
    assert "carried it out" in told_all.out
    rows = pd.read_csv(StringIO(run("responsibility", folder, "Heron", "--case", "plot", "--format", "csv").out))
    assert rows["commander"].tolist() == ["ann"]
    assert rows.at[0, "claims"] == "c3 c4"
    assert rows.at[0, "by_whom_name"] == "Manfred Mann"
    assert run("responsibility", folder, "--case", "nope").status == 2


def test_case_tells_its_story(run, folder: Path) -> None:
    """Who wanted it, who passed it on, who did it, against whom, each with its citation."""
    ran = run("case", folder, "plot")
    assert ran.status == 0
    for words in (
        "The plot",
        "Vic Valentine",
        "wanted it",
        "passed it on",
        "carried it out",
        "(c2;",
        "(c3;",
        "(c4;",
        "→",
    ):
        assert words in ran.out


def test_why_prints_the_claims(run, folder: Path) -> None:
    """The claims behind a tie or an actor, by name."""
    ran = run("why", folder, "Ashwood", "Mann")
    assert ran.status == 0
    assert "(c3;" in ran.out
    assert "(c5;" in ran.out
    assert "(c1;" not in ran.out
    assert "(c1;" in run("why", folder, "Ashwood").out


def test_measures_lists_what_there_is(run) -> None:
    """Every measure with its level."""
    ran = run("measures")
    assert ran.status == 0
    listed = {line.split()[0] for line in ran.out.splitlines() if line.strip()}
    assert {"degree", "betweenness", "constraint", "density"} <= listed


def test_a_plugin_s_measure_is_ranked_at_once(run, folder: Path, tmp_path: Path) -> None:
    """A file with a measure of the user's own is loaded, listed and used."""
    path = tmp_path / "my_plugin_of_names.py"
    path.write_text(
        '''
from netkit.measures.registry import measure

@measure(level="actor")
def length_of_id(net):
    """Count the letters of each actor's id."""
    return net.actors.index.to_series().str.len().astype(float)
''',
        "utf-8",
    )
    ran = run("rank", folder, "length_of_id", "--plugin", path, "--format", "csv")
    assert ran.status == 0, ran.err
    ranked = pd.read_csv(StringIO(ran.out), index_col=0)["length_of_id"]
    assert ranked.to_dict() == {"boss": 4, "ann": 3, "man": 3}
    assert ranked.index[0] == "boss"


def test_what_the_user_gets_wrong_is_one_line(run, folder: Path, tmp_path: Path) -> None:
    """Unknown folders, names, cases, measures, dates and plugins: one line, status 2."""
    assert_user_fault(run("who", tmp_path / "nowhere", "ann"), "nowhere")
    assert_user_fault(run("who", folder, "Xyzzy"), "Xyzzy")
    assert_user_fault(run("chains", folder, "Xyzzy", "Mann"), "Xyzzy")
    assert_user_fault(run("chains", folder, "Mann", "Mann"), "itself")
    assert_user_fault(run("case", folder, "polt"), "polt", "plot")
    assert_user_fault(run("why", folder, "Xyzzy"), "Xyzzy")
    assert_user_fault(run("rank", folder, "betweeness"), "betweeness", "betweenness")
    assert_user_fault(run("rank", folder, "degree", "--at", "22.9.1937"), "1937-09-22")
    assert_user_fault(run("rank", folder, "degree", "--plugin", tmp_path / "none.py"), "none.py")
    assert_user_fault(run("who", folder, "ann", "--documents", tmp_path / "nowhere"), "nowhere")


def test_find_of_nobody_says_so(run, folder: Path) -> None:
    """A name that is like no other is told on standard error."""
    assert_user_fault(run("find", folder, "Xyzzyx"), "Xyzzyx")


def test_a_faulty_dossier_is_one_line_where_it_is_not_checked(run, tmp_path: Path) -> None:
    """Commands other than `check` say how many faults there are, and which command lists them."""
    write(tmp_path, *CLAIMS)
    edit(tmp_path / "claims.csv", "c1,boss,orders", "c1,bozz,ordered")
    assert_user_fault(run("who", tmp_path, "ann"), "2 faults", f"`netkit check {tmp_path}` lists them")


def test_the_way_to_the_list_of_faults_holds_from_where_one_is(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is named as the user named it: below another one, with a space, or as the one he is in."""
    write(tmp_path / "sub" / "my dossier", *CLAIMS)
    edit(tmp_path / "sub" / "my dossier" / "claims.csv", "c1,boss,orders", "c1,bozz,orders")
    monkeypatch.chdir(tmp_path)
    assert_user_fault(run("who", "sub/my dossier", "ann"), "`netkit check 'sub/my dossier'`")
    monkeypatch.chdir(tmp_path / "sub" / "my dossier")
    assert_user_fault(run("who", ".", "ann"), "`netkit check .`")


@pytest.mark.parametrize("command", ["report", "figures", "explore", "export", "new"])
def test_an_output_that_cannot_be_written_is_one_line(run, folder: Path, tmp_path: Path, command: str) -> None:
    """A file stands where a folder has to be, a folder where a file has to be: the line names it."""
    (tmp_path / "file").write_text("not a folder", "utf-8")
    (tmp_path / "folder.graphml").mkdir()
    out = {"explore": tmp_path, "export": tmp_path / "folder.graphml"}.get(command, tmp_path / "file")
    words = [out] if command == "new" else [folder, out]
    assert_user_fault(run(command, *words), str(out))
    if command not in ("explore", "export"):
        words[-1] = out / "below"
        assert_user_fault(run(command, *words), str(out))


def test_a_broken_plugin_is_the_user_s_fault(run, folder: Path, tmp_path: Path) -> None:
    """A plugin that cannot be loaded is told with its name, not with a traceback."""
    path = tmp_path / "my_broken_plugin.py"
    path.write_text("this is no Python\n", "utf-8")
    assert_user_fault(run("rank", folder, "degree", "--plugin", path), "my_broken_plugin")


@pytest.mark.parametrize("options", [[], ["--draws", "2"]])
def test_a_measure_that_cannot_be_ranked_says_why(run, folder: Path, options: list[str]) -> None:
    """It has no value for each actor, or needs what the command has no place for."""
    assert_user_fault(run("rank", folder, "key_players", *options), "`key_players` cannot be ranked", "needs `k`")
    assert_user_fault(run("rank", folder, "density", *options), "cannot be ranked", "'network'")
    assert_user_fault(run("rank", folder, "subset_betweenness", *options), "needs `sources` and `targets`")


def test_the_version_is_told(run) -> None:
    """That of the package."""
    ran = run("--version")
    assert (ran.status, ran.out) == (0, f"netkit {netkit.__version__}\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("return net.actors['kind'].map(len) / (0 // 0)", "ZeroDivisionError"),
        ("open(net.nothing)", "AttributeError"),
        ("open('/no/such/file')", "FileNotFoundError"),
        ("raise ValueError('one\\n  two')", "ValueError: one two"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--draws", "2"]])
def test_a_measure_of_the_user_s_that_fails_is_one_line(
    run, folder: Path, tmp_path: Path, statement: str, said: str, options: list[str]
) -> None:
    """It names the measure, the error, and the line of the user's file."""
    path = tmp_path / "fails.py"
    path.write_text(f"import netkit as nk\n\n@nk.measure(level='actor')\ndef boom(net):\n    {statement}\n", "utf-8")
    ran = run("rank", folder, "boom", "--plugin", path, *options)
    assert_user_fault(ran, "'boom'", said, f"{path}:5")


@pytest.mark.parametrize("words", [["rank"], ["who"], ["frobnicate"], ["rank", "x", "degree", "--format", "xls"]])
def test_a_call_that_cannot_be_read_is_status_2(run, words: list[str]) -> None:
    """Missing arguments, unknown commands and options are answered with the usage."""
    ran = run(*words)
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    """`netkit measures | head` ends quietly."""
    code = "import sys; sys.argv = ['netkit', 'case', sys.argv[1], 'plot']; from netkit.cli import main; main()"
    command = [sys.executable, "-u", "-W", "error", "-c", code, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read().decode()
    assert "Traceback" not in err
    assert "Broken" not in err


def test_the_shipped_dossier_s_chains(run, nkvd: Path) -> None:
    """Spiegelglas to Miller goes by Skoblin, Sudoplatov to Trotsky by Zborowski and Mercader, each with its claims."""
    miller = run("chains", nkvd, "Spiegelglas", "Miller")
    assert miller.status == 0
    arrows = [line for line in miller.out.splitlines() if "→" in line]
    names = ["Spiegelglas", "Skoblin", "Miller"]
    assert any(
        all(name in step for name, step in zip(names, line.split("→"), strict=True))
        for line in arrows
        if line.count("→") == 2
    )
    assert "char=" in miller.out
    trotsky = run("chains", nkvd, "Sudoplatov", "Trotsky")
    assert trotsky.status == 0
    ways = [line for line in trotsky.out.splitlines() if "→" in line]
    assert any(
        [name for name in ("Sudoplatov", "Zborowski", "Mercader", "Trotsky") if name in line][:4]
        == ["Sudoplatov", "Zborowski", "Mercader", "Trotsky"]
        and line.index("Zborowski") < line.index("Mercader") < line.index("Trotsky")
        for line in ways
    )


def test_a_dossier_without_anything_is_told_too(run, tmp_path: Path) -> None:
    """Of empty tables there is no case to list, and the summary has no empty lines."""
    run("new", tmp_path / "empty")
    listed = run("case", tmp_path / "empty", "list")
    assert (listed.status, listed.out) == (0, "")
    assert "nothing found" in listed.err
    checked = run("check", tmp_path / "empty")
    assert checked.status == 0
    assert checked.out.splitlines()[1:] == ["  0 claims from 0 sources, in 0 cases", "  no actors; 0 names"]


def test_all_chains_of_a_case(run, folder: Path) -> None:
    """-k 0 gives all of them, and does not say that there is none."""
    ran = run("case", folder, "plot", "-k", "0")
    assert "1. Boris Bossov" in ran.out
    assert "no chain" not in ran.out


@pytest.mark.parametrize(
    "words", [("rank", "degree", "--top", -3), ("responsibility", "--top", -1), ("find", "ann", "--top", 0)]
)
def test_how_many_is_no_negative_number(run, folder: Path, words: tuple[object, ...]) -> None:
    """A number of rows below the least is refused."""
    command, *rest = words
    ran = run(command, folder, *rest)
    assert ran.status == 2
    assert "--top" in ran.err
