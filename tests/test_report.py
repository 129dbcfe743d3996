"""The main job: what a report holds, and that everything in it leads back to a claim."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from netkit.report import write_figures, write_report
from netkit.report.dates import report_dates
from netkit.report.responsibility import responsibility_html, responsibility_table
from tests.dossiers import make, told


@pytest.fixture
def dossier(tmp_path):
    """A dossier with a case, a chain of three steps and a name that is no HTML."""
    return make(
        tmp_path / "dossier",
        told("chief orders aide", date="1937-05", case="plot"),
        told("chief targets victim", date="1937-05", case="plot"),
        told("aide recruits agent", date="1937-05", case="plot"),
        told("agent kills victim", date="1937-06-01", case="plot"),
        cases=[{"id": "plot", "title": "The <plot> & more", "date": "1937-05/1937-06-01", "victim": "victim"}],
    )


@pytest.fixture
def written(dossier, tmp_path):
    """A report without notebooks."""
    return write_report(dossier, tmp_path / "report", notebooks=None)


def test_names_what_was_written(written):
    """The last line of the command says where the page is, what there is, and what was left out."""
    line = str(written)
    assert "index.html" in line
    assert f"{len(written.tables)} tables" in line
    assert "1 cases" in line
    assert "left out: notebooks" in line


def test_every_file_is_there_and_linked(written):
    """No table, figure or page is named that does not exist, and the page links only to what is there."""
    files = [*written.tables, *written.figures, *written.pages]
    assert all(file.is_file() and file.stat().st_size for file in files)
    page = (written.folder / "index.html").read_text("utf-8")
    targets = re.findall(r'(?:src|href)="([^"#]+)"', page)
    assert targets
    assert all((written.folder / target).is_file() for target in targets)
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    assert anchors <= set(re.findall(r'id="([^"]+)"', page))


def test_text_of_the_dossier_stays_text(written):
    """A title with angle brackets is shown, not run, and the page asks for nothing from elsewhere."""
    page = (written.folder / "index.html").read_text("utf-8")
    assert "The &lt;plot&gt; &amp; more" in page
    assert "<plot>" not in page
    assert "<script" not in page
    assert "http" not in re.sub(r"http-equiv", "", page)


def test_chains_lead_back_to_claims(written, dossier):
    """Each chain in the table names its claims, and they are the dossier's."""
    chains = pd.read_csv(written.folder / "tables" / "chains.csv")
    assert chains.loc[0, "chain"].count("→") == 3
    assert set(" ".join(chains["claims"]).split()) <= set(dossier.claims.index)


def test_everybody_on_a_chain_stands_in_the_table_of_responsibility(written):
    """Names, part and claims of each, in the table and on the page, where no name is markup."""
    table = pd.read_csv(written.folder / "tables" / "responsibility.csv").set_index("commander")
    assert table["part"].to_dict() == {"chief": "wanted it", "aide": "passed it on", "agent": "carried it out"}
    assert table["victim_name"].tolist() == ["victim"] * 3
    assert table.at["chief", "through_name"] == "aide"
    assert table.at["chief", "claims"] == "c1 c3 c4"
    page = (written.folder / "index.html").read_text("utf-8")
    section = page[page.index('<section id="responsibility">') :]
    section = section[: section.index("</section>")]
    assert "c1 c3 c4" in section
    assert "not guilt" in section
    assert section.count("<details>") == 3


def test_dates_come_from_the_cases_where_the_package_names_none(dossier):
    """Without dates of its own, a dossier is looked at on the eve of the ends of its best-documented cases."""
    assert report_dates(dossier) == ["1937-05-31"]


def test_figures_have_captions_and_the_same_bytes_on_every_run(dossier, tmp_path):
    """Each figure comes as PNG and SVG with a caption that tells policy and sources, and nothing changes by itself."""
    first, second = (write_figures(dossier, tmp_path / name) for name in ("one", "two"))
    assert {file.suffix for file in first} == {".png", ".svg", ".txt"}
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
    captions = [file.read_text("utf-8") for file in first if file.suffix == ".txt"]
    assert all("source" in caption.lower() for caption in captions)
    assert any("at: 1937-05-31" in caption for caption in captions)


def test_a_missing_folder_of_notebooks_is_told(dossier, tmp_path):
    """Notebooks that are not there are left out aloud."""
    report = write_report(dossier, tmp_path / "report", notebooks=tmp_path / "nowhere")
    assert "no folder" in str(report)
    assert Path(report.folder / "index.html").is_file()


def test_commanders_of_one_name_are_told_apart(tmp_path):
    """Two actors who share a name have a row each, and each his own chains."""
    dossier = make(
        tmp_path,
        told("ann-1 orders man", date="1937-05", case="plot"),
        told("man kills vic", date="1937-06-01", case="plot"),
        told("ann-2 orders man", date="1938-05", case="raid"),
        told("man kills wim", date="1938-06-01", case="raid"),
        actors=[{"id": "ann-1", "name": "Ann"}, {"id": "ann-2", "name": "Ann"}],
        cases=[{"id": "plot", "victim": "vic"}, {"id": "raid", "victim": "wim"}],
    )
    page = responsibility_html(responsibility_table(dossier))
    assert page.count("<summary>Ann (1 chain)</summary>") == 2
