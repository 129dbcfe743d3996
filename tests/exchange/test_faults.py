"""Tests of files that cannot be read or written: one clear error that says where, and nothing half done."""

from __future__ import annotations

import warnings
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import netkit as nk
from netkit.errors import ArgumentError, FileFormatError, NetkitError
from tests.exchange.networks import by_hand

ENDINGS = [".graphml", ".gexf", ".json", ".cyjs", ".csv", ".net", ".dl"]
TWO = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "a"]})
GRAPHML = '<graphml><key id="d" for="node" attr.name="age" attr.type="{type}"/><graph>\n{inner}\n</graph></graphml>'
GEXF = "<gexf><graph><nodes><node id='a'/></nodes>\n<edges>{edges}</edges></graph></gexf>"
FAULTS = [
    ("empty.graphml", "", "line 1: .*no element found"),
    ("cut.graphml", "<graphml>\n<graph>\n<node id='a'>", "line 3: .*no element found"),
    ("other.graphml", "<html></html>", "line 1: the file begins with <html>, so it is no GraphML"),
    ("other.gexf", "<graphml><graph/></graphml>", "line 1: the file begins with <graphml>, so it is no GEXF"),
    ("no.graphml", "<graphml></graphml>", "there is no <graph>"),
    ("no.gexf", "<gexf/>", "there is no <graph>"),
    ("two.graphml", "<graphml><graph/>\n<graph/></graphml>", "line 2: a second graph"),
    ("type.graphml", GRAPHML.format(type="colour", inner=""), "line 1: .*'colour'; GraphML knows boolean, int"),
    (
        "cell.graphml",
        GRAPHML.format(type="int", inner="<node id='a'><data key='d'>x</data></node>"),
        "line 2: 'age': .*'x'",
    ),
    (
        "truth.graphml",
        GRAPHML.format(type="boolean", inner="<node id='a'><data key='d'>?</data></node>"),
        "neither true",
    ),
    ("key.graphml", GRAPHML.format(type="int", inner="<node id='a'><data key='e'>1</data></node>"), "line 2: .*'e'"),
    ("id.graphml", GRAPHML.format(type="int", inner="<node/>"), "line 2: <node> has no 'id'"),
    ("end.graphml", GRAPHML.format(type="int", inner="<edge source='a'/>"), "line 2: <edge> has no 'target'"),
    ("who.graphml", GRAPHML.format(type="int", inner="<node id='a'/><edge source='a' target='b'/>"), "names 'b'"),
    ("twice.graphml", GRAPHML.format(type="int", inner="<node id='a'/><node id='a'/>"), "'a' stands twice"),
    ("hyper.graphml", GRAPHML.format(type="int", inner="<hyperedge/>"), "line 2: a hyperedge"),
    ("nested.graphml", GRAPHML.format(type="int", inner="<node id='a'><graph/></node>"), "line 2: a node that holds"),
    ("deep.graphml", GRAPHML.format(type="int", inner="<a>" * 5000), "nested too deep"),
    ("encoded.graphml", "<?xml version='1.0' encoding='klingon'?><graphml/>", "line 1: .*encoding"),
    ("class.gexf", "<gexf><graph>\n<attributes class='x'/></graph></gexf>", "line 2: .*'x'"),
    ("nested.gexf", GEXF.replace("<node id='a'/>", "<node id='a'><nodes/></node>").format(edges=""), "holds nodes"),
    ("day.gexf", GEXF.format(edges="<edge source='a' target='a' start='soon'/>"), "line 2: the start 'soon'"),
    ("weight.gexf", GEXF.format(edges="<edge source='a' target='a' weight='x'/>"), "line 2: 'weight'"),
    ("empty.json", "", "there is nothing in it"),
    ("cut.json", '{"nodes": [\n{"id": "a"', "line 2: this is no whole JSON"),
    ("list.json", "[1]", "`nodes` and `edges`"),
    ("none.json", '{"nodes": []}', "`links` is missing"),
    ("rows.json", '{"nodes": [1], "edges": []}', "`nodes` is missing, or no list of objects"),
    ("end.json", '{"nodes": [{"id": 1}], "edges": [{"source": 1}]}', "tie 0, .* no `target`"),
    ("half.json", '{"nodes": [{"id": "a\\ud800"}], "edges": []}', "half a character in it; take it out"),
    ("half.net", '*Vertices 1\n1 "&#55296;"\n*Edges', "half a character in it"),
    ("data.cyjs", '{"elements": {"nodes": [{"id": 1}], "edges": []}}', "an element has no `data`"),
    ("elements.cyjs", '{"elements": 3}', "`nodes` is missing"),
    ("deep.json", '{"nodes": ' + "[" * 100_000, "cannot be read"),
    ("long.json", '{"nodes": [{"id": "a", "n": ' + "1" * 5000 + '}], "edges": []}', "cannot be read"),
    ("columns.csv", "a,b\n1,2\n", "no column 'source or subject or from'; it has a, b"),
    ("end.csv", "source,target\na,\n", "'target' is empty in row 2"),
    ("wide.csv", "source,target\na,b,c\n", "row 2: 3 cells under 2 columns"),
    ("twice.csv", "source,target,x,x\na,b,1,2\n", "two columns have the same name"),
    ("quote.csv", 'source,target\na,"b\n', "no whole table"),
    ("empty.csv", "", "there is nothing in it"),
    ("chance.csv", "source,target,probability\na,b,7\n", "'7' is no probability"),
    ("truth.csv", "source,target,directed\na,b,perhaps\n", "'directed' is 'perhaps'; it is true or false"),
    ("date.csv", "source,target,start\na,b,1937-13-45\n", "1937-13-45"),
    ("bound.csv", "source,target,start_earliest\na,b,soon\n", "'start_earliest' is 'soon'; it is a day such as"),
    ("bounds.csv", "source,target,start_earliest,end_latest\na,b,1.5,soon\n", "'end_latest' is 'soon'; the other"),
    ("none.net", "hello\nworld\n", "line 1: no .Vertices before this line"),
    ("empty.net", "", "there is nothing in it"),
    ("cut.net", '*Vertices 3\n1 "a"\n2 "b"\n', "line 3: the file ends after 2 of 3 vertices"),
    ("number.net", "*Vertices x\n", "line 1: 'x' is no whole number"),
    ("size.net", "*Vertices\n", "line 1: .Vertices stands once, with the number"),
    ("huge.net", "*Vertices 999999999\n", "line 1: 999999999 is more than the 10000000 actors"),
    ("large.net", "*Vertices 9999999\n*Matrix\n1 0\n", "line 3: the file ends too early"),
    ("who.net", '*Vertices 1\n1 "a"\n*Arcs\n1 2\n', "line 4: vertex 2 is not among the 1 vertices"),
    ("one.net", "*Vertices 2\n*Arcs\n1\n", "line 3: '1' is no tie"),
    ("part.net", "*Vertices 2\n*Partition a\n", "line 2: '.Partition' is not read"),
    ("matrix.net", "*Vertices 2\n*Matrix\n0 1\n0\n", "line 4: the file ends too early"),
    ("wide.net", "*Vertices 2\n*Matrix\n0 1 1\n0 1\n", "line 4: 5 numbers where 4 are expected"),
    ("after.net", "*Vertices 1\n*Matrix\n0\n1 1\n", "line 4: nothing says what '1 1' is"),
    ("modes.net", "*Vertices 2 3\n", "line 1: 3 vertices of the first mode are more than all 2"),
    ("before.net", "*Matrix\n0\n", "line 1: no .Vertices before .Matrix"),
    ("latin.net", '*Vertices 1\n1 "Jos\xe9"\n'.encode("latin-1"), "line 2: this is not UTF-8; save the file as UTF-8"),
    ("none.dl", "hello", "line 1: the file does not begin with `DL`"),
    ("empty.dl", "", "there is nothing in it"),
    ("data.dl", "dl n=2\nlabels:\na,b\n", "line 3: there is no `data:`"),
    ("size.dl", "dl\ndata:\n", "line 2: there is no `n=`"),
    ("labels.dl", "dl n=3\nlabels:\na,b\ndata:\n", "line 4: 2 labels where 3 are expected"),
    ("early.dl", "dl labels:\na,b\n", "labels before `n=`"),
    ("form.dl", "dl n=2 format=blockmatrix\n", "line 1: the format 'blockmatrix' is not read; it can be fullmatrix"),
    ("modes.dl", "dl nr=2 nc=3\n", "2 rows and 3 columns: matrices of two modes"),
    ("names.dl", "dl n=1\nrow labels:\na\ncolumn labels:\nb\ndata:\n1", "line 5: rows and columns have other labels"),
    ("words.dl", "dl n=2 colour=red\n", "line 1: 'colour' is no word of DL"),
    ("matrix.dl", "dl n=2\ndata:\n0 1 1\n", "line 3: the file ends too early"),
    ("wide.dl", "dl n=2\ndata:\n0 1 1 0\n7\n", "line 4: the data go on"),
    ("huge.dl", "dl n=999999999\ndata:\n", "line 1: 999999999 is more than the 10000000 actors"),
    ("large.dl", "dl n=9999999\ndata:\n1 0\n", "line 3: the file ends too early"),
    ("cell.dl", "dl n=1\ndata:\nx\n", "line 3: 'x' is no number"),
    ("who.dl", "dl n=2 format=edgelist1\ndata:\n1 3\n", "line 3: 3 is not among the 2 actors"),
    ("more.dl", "dl n=1 format=edgelist1\nlabels embedded\ndata:\na b\n", "line 4: 'b' is one actor more"),
    ("pair.dl", "dl n=2 format=edgelist1\ndata:\n1\n", "line 3: a line of an edgelist1 has two ends"),
    ("count.dl", "dl n=2 format=nodelist1b\ndata:\n2 1\n", "line 3: 2 are said to follow, and 1 do"),
    ("head.dl", "dl n=2 labels embedded\ndata:\na\n", "line 3: 1 labels where 2 are expected"),
    ("row.dl", "dl n=2 labels embedded\ndata:\na b\na 1\n", "line 4: 1 numbers where 2 are expected"),
    ("many.dl", "dl n=2 nm=2 format=edgelist1\ndata:\n1 2\n", "several matrices as edgelist1 are not read"),
    ("half.dl", "dl n=2 format=lowerhalf labels embedded\ndata:\n1\n", "labels embedded in a lowerhalf"),
    ("inline.dl", "dl n=1\ndata: 1\n", "line 2: the data begin on the line after"),
]


@pytest.mark.parametrize(("name", "text", "told"), FAULTS, ids=[name for name, *_ in FAULTS])
def test_a_file_that_is_not_what_it_says(tmp_path: Path, name: str, text: str | bytes, told: str) -> None:
    """One error with the file, the line where there is one, and what is wrong."""
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(FileFormatError, match=told) as raised:
        nk.read_network(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_traps_in_xml(tmp_path: Path, ending: str, encoding: str) -> None:
    """No entity is expanded, no other file is read, in no encoding."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    for inside in (
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">',
        f'<!ENTITY b SYSTEM "{secret.as_uri()}">',
        '<!ENTITY % b SYSTEM "http://127.0.0.1:9/x">%b;',
    ):
        root = ending[1:]
        text = (
            f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE x [{inside}]><{root}><graph>&b;</graph></{root}>'
        )
        file = tmp_path / f"trap{ending}"
        file.write_bytes(text.encode(encoding))
        with pytest.raises(FileFormatError, match="line 2: a <!DOCTYPE> is not read"):
            nk.read_network(file)


@pytest.mark.parametrize("ending", ENDINGS)
def test_cut_off_anywhere(tmp_path: Path, ending: str) -> None:
    """Half a file is an error or a smaller network, and never anything else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        whole = nk.write(by_hand(), tmp_path / f"net{ending}").read_bytes()
    file = tmp_path / f"cut{ending}"
    read = 0
    for end in range(0, len(whole) - 2, max(1, len(whole) // 50)):
        file.write_bytes(whole[:end])
        with suppress(FileFormatError):
            read += nk.read_network(file).n_actors > 4
    assert read == 0
    if ending in (".graphml", ".gexf", ".json", ".cyjs"):
        file.write_bytes(whole[:-3])
        with pytest.raises(FileFormatError):
            nk.read_network(file)


@pytest.mark.parametrize("ending", ENDINGS)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage(tmp_path: Path, ending: str, data: st.DataObject) -> None:
    """Whatever stands in a file, netkit answers with a network or with its own error."""
    words = {
        ".graphml": [
            "<graphml>",
            "</graphml>",
            "<graph>",
            "<node id='a'/>",
            "<edge source='a' target='a'/>",
            "<key id='k'/>",
        ],
        ".gexf": ["<gexf>", "<graph>", "<nodes>", "<node id='a'/>", "</nodes>", "<edges>", "</gexf>", "<attributes/>"],
        ".json": ['{"nodes": ', "[", "]", "}", '"edges": ', '{"id": 1}', ",", "NaN", "null", '{"elements": []}'],
        ".csv": ["source", ",", "target", "\n", '"', "a", "b", ";", "start", "1937"],
        ".net": ["*Vertices", " 2", "\n", "*Arcs", "1", '"a"', "*Matrix", "%", ":1", "[1-2]", "l"],
        ".dl": ["dl", " n=2", "\n", "labels:", "embedded", "data:", "1", "a", "format=", "edgelist1", "nm=2", '"'],
    }
    parts = st.lists(st.one_of(st.sampled_from(words.get(ending, words[".json"])), st.text(max_size=3)), max_size=14)
    file = tmp_path / f"garbage{ending}"
    content = data.draw(st.one_of(parts.map(lambda found: "".join(found).encode("utf-8")), st.binary(max_size=30)))
    file.write_bytes(content)
    with suppress(FileFormatError):
        assert nk.read_network(file).n_actors < 20


@pytest.mark.parametrize("name", ["net.xlsx", "net", "net.graphml.gz"])
def test_unknown_endings(tmp_path: Path, name: str) -> None:
    """The known ones are listed, before anything is read or written."""
    for call in (lambda: nk.write(nk.from_pandas(TWO), tmp_path / name), lambda: nk.read_network(tmp_path / name)):
        with pytest.raises(ArgumentError, match=r"the endings that netkit knows are \.graphml, \.gexf, .*\.dl"):
            call()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_that_are_not_there(tmp_path: Path, ending: str) -> None:
    """No file, or a folder in its place."""
    with pytest.raises(ArgumentError, match="cannot be read: No such file"):
        nk.read_network(tmp_path / f"net{ending}")
    (tmp_path / f"folder{ending}").mkdir()
    with pytest.raises(ArgumentError, match="cannot be read: Is a directory"):
        nk.read_network(tmp_path / f"folder{ending}")
    with pytest.raises(ArgumentError, match="cannot be written: Is a directory"):
        nk.write(nk.from_pandas(TWO), tmp_path / f"folder{ending}")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_no_file_can_hold(tmp_path: Path, ending: str) -> None:
    """The error names it, and what lay there before is not touched."""
    file = tmp_path / f"net{ending}"
    file.write_text("before", "utf-8")
    for cell, told in (({1, 2}, "'odd' of the ties .* set"), ((float("inf"),), "'odd' .*JSON")):
        odd = pd.Series([cell, None], dtype=object)
        with pytest.raises(ArgumentError, match=told):
            nk.write(nk.from_pandas(TWO.assign(odd=odd)), file)
    twice = pd.DataFrame([["a", 1, 2]], columns=["id", 1, "1"])
    with pytest.raises(ArgumentError, match="two columns of the actors have the name '1'"):
        nk.write(nk.from_pandas(pd.DataFrame({"subject": ["a"], "object": ["a"]}), twice), file)
    if ending in (".json", ".cyjs", ".csv"):
        half = pd.Series([("a\ud800",), ()], dtype=object)
        with pytest.raises(ArgumentError, match=r"half a character in it, .*; take it out"):
            nk.write(nk.from_pandas(TWO.assign(half=half)), file)
    assert file.read_text("utf-8") == "before"
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_ids_that_xml_cannot_hold(tmp_path: Path, ending: str) -> None:
    """A control character in an id: JSON can, XML cannot; within the text of a column both can."""
    net = nk.from_pandas(pd.DataFrame({"subject": ["a\x07"], "object": ["b"]}))
    with pytest.raises(ArgumentError, match=r"XML cannot hold; take it out, or write a \.json file"):
        nk.write(net, tmp_path / f"net{ending}")
    assert nk.read_network(nk.write(net, tmp_path / "net.json")).index.tolist() == ["a\x07", "b"]


@pytest.mark.parametrize(
    ("ending", "name"), [(".json", "source"), (".cyjs", "target"), (".json", "key"), (".csv", "Type")]
)
def test_columns_that_a_format_needs_for_itself(tmp_path: Path, ending: str, name: str) -> None:
    """Said rather than written over."""
    with pytest.raises(ArgumentError, match="rename it"):
        nk.write(nk.from_pandas(TWO.assign(**{name: "x"})), tmp_path / f"net{ending}")


def test_a_dossier_is_no_network(nkvd: Path, tmp_path: Path) -> None:
    """The error says what to do."""
    with pytest.raises(NetkitError, match=r"dossier\.network\(\)"):
        nk.write(nk.read_dossier(nkvd), tmp_path / "net.json")
