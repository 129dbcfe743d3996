"""
A builder of tiny dossiers, so that a test reads as what its sources say.

Lower-case words are persons, upper-case ones organisations, words that begin with "group" groups::

    make(tmp_path, told("a orders b", date="1937-05", case="plot"), told("b kills v", date="1937-06-01", case="plot"))
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from netkit.dossier import Dossier, read_dossier

COLUMNS = {
    "sources": "id title author language date reliability copies file sha256 characters".split(),
    "actors": "id name kind side note".split(),
    "names": "actor name kind language source locator".split(),
    "same_as": "left right verdict reason".split(),
    "cases": "id title date place outcome victim part_of note".split(),
    "passing": "name source reason".split(),
    "relations": ("id family label inverse directed lasting chain passes contact subject_role object_role".split()),
    "scales": "word low mean high".split(),
    "claims": (
        "id subject relation object date case status certainty voice version number source locator paraphrase".split()
    ),
}

# id, family, label, inverse, directed, lasting, chain, passes, contact, subject_role, object_role
RELATIONS = """
commands,command,commanded,was under,true,span,forward,1,true,commander,subordinate
appoints,command,appointed,was appointed by,true,onward,forward,1,true,commander,subordinate
dismisses,command,dismissed,was dismissed by,true,moment,,,false,commander,
orders,command,ordered,had orders from,true,errand,forward,1,true,commander,subordinate
recruits,recruitment,recruited,was recruited by,true,onward,forward,1,true,recruiter,agent
handles,handling,handled,was handled by,true,span,forward,1,true,handler,agent
heads,office,headed,was headed by,true,span,forward,0.9,false,commander,
deputy_heads,office,was deputy head of,had as deputy head,true,span,forward,0.5,false,,
member_of,office,was a member of,had as member,true,span,backward,0.5,false,,
part_of,structure,was part of,had as part,true,span,backward,0.8,false,,
becomes,structure,became,came from,true,moment,,,false,,
succeeds,succession,succeeded,was succeeded by,true,moment,,,false,,
introduces,access,introduced,was introduced by,true,errand,forward,1,true,,agent
infiltrates,access,infiltrated,was infiltrated by,true,span,,,false,agent,
contacts,access,contacted,was contacted by,true,moment,,,true,,
uses,deception,used,was used by,true,errand,forward,1,false,agent,
informs_on,deception,informed on,was informed on by,true,span,,,false,agent,
supplies,support,supplied,was supplied by,true,moment,,,true,,
targets,harm,wanted harm done to,was targeted by,true,errand,,,false,instigator,victim
abducts,harm,abducted,was abducted by,true,moment,act,1,false,perpetrator,victim
arrests,harm,arrested,was arrested by,true,moment,act,1,false,perpetrator,victim
interrogates,harm,interrogated,was interrogated by,true,moment,act,1,false,perpetrator,victim
kills,harm,killed,was killed by,true,moment,act,1,false,perpetrator,victim
spouse_of,kin,was married to,was married to,false,span,,,true,,
sibling_of,kin,was a sibling of,was a sibling of,false,onward,,,true,,
friend_of,social,was a friend of,was a friend of,false,span,,,true,,
born,vital,was born,,true,moment,,,false,,
died,vital,died,,true,moment,,,false,,
exiled,vital,was exiled,,true,moment,,,false,,
"""

SCALES = """
certain,0.90,0.95,0.99
probable,0.63,0.75,0.87
possible,0.35,0.50,0.65
doubtful,0.05,0.15,0.30
A,0.90,0.95,0.99
B,0.75,0.85,0.95
C,0.60,0.75,0.90
D,0.35,0.50,0.65
E,0.15,0.30,0.45
F,0.35,0.70,0.95
"""

CERTAIN, PROBABLE, POSSIBLE, DOUBTFUL = 0.95, 0.75, 0.5, 0.15
GRADES = {"A": 0.95, "B": 0.85, "C": 0.75, "D": 0.5, "E": 0.3, "F": 0.7}
PASSES = {"heads": 0.9, "deputy_heads": 0.5, "member_of": 0.5, "part_of": 0.8}

Row = Mapping[str, str]


def told(text: str, **rest: str) -> dict[str, str]:
    """Write a claim as "subject relation object", or "subject relation" for the vital ones."""
    words = text.split()
    return {"subject": words[0], "relation": words[1], "object": words[2] if len(words) > 2 else "", **rest}


def rows(table: str, text: str) -> list[dict[str, str]]:
    """Read rows that are written without a header."""
    return [dict(zip(COLUMNS[table], cells, strict=True)) for cells in csv.reader(text.strip().splitlines())]


def kind_of(actor: str) -> str:
    """Tell what an actor is by how his id is written."""
    if actor.startswith("group"):
        return "group"
    return "organisation" if actor.isupper() else "person"


def tables(
    claims: Iterable[Row],
    *,
    actors: Sequence[Row] = (),
    cases: Sequence[Row] = (),
    sources: Sequence[Row] = (),
    **others: Sequence[Row],
) -> dict[str, list[dict[str, str]]]:
    """Complete what was told: ids, sources, and every actor and case that a claim names."""
    full = [
        {"id": f"c{number}", "source": "s", "paraphrase": f"Claim {number}.", **claim}
        for number, claim in enumerate(claims, 1)
    ]
    given = {row["id"] for row in actors}
    named = dict.fromkeys(claim[end] for claim in full for end in ("subject", "object") if claim[end])
    listed = {row["id"] for row in cases}
    used = dict.fromkeys(claim["case"] for claim in full if claim.get("case"))
    known = {row["id"] for row in sources}
    cited = dict.fromkeys(claim["source"] for claim in full)
    return {
        "sources": [
            *({"title": f"Source {row['id']}", "reliability": "A", **row} for row in sources),
            *(
                {"id": source, "title": f"Source {source}", "reliability": "A"}
                for source in cited
                if source not in known
            ),
        ],
        "actors": [
            *({"name": row["id"], "kind": kind_of(row["id"]), **row} for row in actors),
            *({"id": actor, "name": actor, "kind": kind_of(actor)} for actor in named if actor not in given),
        ],
        "cases": [
            *({"title": f"The case {row['id']}", **row} for row in cases),
            *({"id": case, "title": f"The case {case}"} for case in used if case not in listed),
        ],
        "relations": rows("relations", RELATIONS),
        "scales": rows("scales", SCALES),
        "claims": full,
        **{name: [dict(row) for row in table] for name, table in others.items()},
    }


def write_table(path: Path, columns: Sequence[str], table: Iterable[Row]) -> None:
    """Write one table as netkit writes it."""
    lines = [columns, *([row.get(column, "") for column in columns] for row in table)]
    path.write_bytes("".join(",".join(map(quoted, line)) + "\n" for line in lines).encode())


def quoted(cell: str) -> str:
    """Quote a cell that needs it; the csv module forgets a lone carriage return."""
    return '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in ',"\r\n') else cell


def write_package(folder: Path, files: Mapping[str, str], **more: object) -> None:
    """Write the package's description, with no more than it needs."""
    resources = [{"name": name, "path": path} for name, path in files.items()]
    package = {"profile": "tabular-data-package", "name": "tiny", **more, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write(folder: Path, *claims: Row, **given: Sequence[Row]) -> Path:
    """Write a dossier's folder: the claims, and the tables given by name."""
    folder.mkdir(parents=True, exist_ok=True)
    complete = tables(claims, **given)
    write_package(folder, {name: f"{name}.csv" for name in complete})
    for name, table in complete.items():
        extra = dict.fromkeys(column for row in table for column in row if column not in COLUMNS[name])
        write_table(folder / f"{name}.csv", [*COLUMNS[name], *extra], table)
    return folder


def make(folder: Path, *claims: Row, **given: Sequence[Row]) -> Dossier:
    """Write a dossier and read it."""
    return read_dossier(write(folder, *claims, **given))


def edit(path: Path, old: str, new: str) -> None:
    """Change one place of a file, which has to be there."""
    content = path.read_text("utf-8")
    assert content.count(old) >= 1, f"{old!r} is not in {path.name}"
    path.write_text(content.replace(old, new, 1), "utf-8")
