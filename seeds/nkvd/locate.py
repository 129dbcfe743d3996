"""
Turn a coder's notes into tables with exact locators.

    python seeds/nkvd/locate.py NOTES DOCUMENTS OUT

NOTES is a folder with the coder's tables: ``claims.csv`` and ``names.csv`` as in a dossier, but with a column
``quote`` in place of ``locator`` (and without ``id``). A quote is a short run of words, copied from the document,
that stands in it once; ``one ... another`` runs from the sentence with the first to the sentence with the second;
several passages are joined by ``|``. In ``names.csv`` the quote may be empty: then the first place counts where the
name stands as a whole word. The notes quote the documents, so they are not kept with the dossier.

DOCUMENTS is the folder of the documents, OUT the folder that gets ``claims.csv`` and ``names.csv`` with RFC 5147
locators. All other tables of NOTES are copied. Every fault is printed; with faults nothing is written, exit status 1.
"""

import csv
import re
import shutil
import sys
from collections import Counter
from pathlib import Path

CLAIM = "id subject relation object date case status certainty voice version number source locator paraphrase".split()
NAME = "actor name kind language source locator".split()
BORROWED = 8  # this many words in a row out of a document are a quotation, not a paraphrase
ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Dr|St|No|Gen|Col))\.$")
BREAK = re.compile(r"\n+|(?<=[.!?؟…])[\"”’)]*\s+")


def read(path: Path) -> list[dict[str, str]]:
    """Read a table as rows of text; a missing table has no rows."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write rows as CSV with the given columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences: [start, end) in characters, without the white space between them."""
    cuts, start = [], 0
    for match in BREAK.finditer(text):
        closing = len(match.group()) - len(match.group().lstrip('"”’)')) if "\n" not in match.group() else 0
        end = match.start() + closing
        if "\n" not in match.group() and ABBREVIATION.search(text[start:end]):
            continue
        if text[start:end].strip():
            cuts.append((start, end))
        start = match.end()
    if text[start:].strip():
        cuts.append((start, len(text.rstrip())))
    return cuts


def places(text: str, words: str, whole: bool = False) -> list[tuple[int, int]]:
    """Find all places of a run of words, whatever the white space between them."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    if whole:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text)]


def passage(text: str, cuts: list[tuple[int, int]], quote: str) -> tuple[int, int]:
    """Widen one quoted run, or the stretch between two, to whole sentences."""
    ends = []
    for part in quote.split(" ... "):
        found = places(text, part.strip())
        if len(found) != 1:
            raise ValueError(
                f"{part.strip()!r} stands {len(found)} times in the document; quote a run that stands once"
            )
        ends.append(found[0])
    first, last = ends[0][0], ends[-1][1]
    if last <= first:
        raise ValueError(f"{quote!r} runs backwards")
    touched = [(start, end) for start, end in cuts if start < last and end > first]
    return touched[0][0], touched[-1][1]


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return all runs of as many words as make a quotation."""
    words = [word.lower() for word in re.findall(r"\w+", text)]
    return {tuple(words[i : i + BORROWED]) for i in range(len(words) - BORROWED + 1)}


def main(notes: Path, documents: Path, out: Path) -> int:
    """Locate every claim and name; print the faults and return the exit status."""
    here = Path(__file__).parent
    sources = {row["id"]: (documents / row["file"]).read_bytes().decode("utf-8") for row in read(here / "sources.csv")}
    cuts = {key: sentences(text) for key, text in sources.items()}
    borrowed = set().union(*(shingles(text) for text in sources.values()))
    relations = {row["id"]: row for row in read(here / "relations.csv")}
    actors = {row["id"] for row in read(notes / "actors.csv")}
    cases = {row["id"] for row in read(notes / "cases.csv")}
    faults: list[str] = []
    claims, names = read(notes / "claims.csv"), read(notes / "names.csv")

    for line, row in enumerate(claims, 2):
        row["id"] = f"c{line - 1:04d}"
        row["status"], row["certainty"] = row.get("status") or "done", row.get("certainty") or "certain"
        found = []
        relation = relations.get(row["relation"])
        if relation is None:
            found.append(f"relation {row['relation']!r} is not in relations.csv")
        elif bool(row["object"]) == (relation["family"] == "vital"):
            found.append(f"{row['relation']} {'has no object' if row['object'] else 'needs an object'}")
        found += [
            f"{column} {row[column]!r} is not in actors.csv"
            for column in ("subject", "object")
            if row[column] and row[column] not in actors
        ]
        if row["case"] and row["case"] not in cases:
            found.append(f"case {row['case']!r} is not in cases.csv")
        if shingles(row["paraphrase"]) & borrowed:
            found.append(f"the paraphrase repeats {BORROWED} words in a row of a document")
        if row["source"] not in sources:
            found.append(f"source {row['source']!r} is not in sources.csv")
        else:
            spans = set()
            for quote in row["quote"].split("|"):
                try:
                    spans.add(passage(sources[row["source"]], cuts[row["source"]], quote.strip()))
                except ValueError as error:
                    found.append(str(error))
            row["locator"] = ";".join(f"char={start},{end}" for start, end in sorted(spans))
        faults += [f"claims.csv:{line}: {fault}" for fault in found]

    for line, row in enumerate(names, 2):
        if row["actor"] not in actors:
            faults.append(f"names.csv:{line}: actor {row['actor']!r} is not in actors.csv")
        if not row["source"]:
            row["locator"] = ""
            continue
        text, quote = sources.get(row["source"], ""), row.get("quote", "")
        spots = places(text, row["name"], whole=True)
        if quote:
            around = places(text, quote)
            spots = [spot for spot in spots if len(around) == 1 and around[0][0] <= spot[0] and spot[1] <= around[0][1]]
        if spots:
            row["locator"] = f"char={spots[0][0]},{spots[0][1]}"
        else:
            faults.append(
                f"names.csv:{line}: {row['name']!r} does not stand in {row['source']!r}"
                + (f" within {quote!r}" if quote else "")
            )

    used = {row[column] for row in claims for column in ("subject", "object")}
    faults += [f"actors.csv: {actor!r} has no claim" for actor in sorted(actors - used)]
    named = {row["actor"] for row in names}
    faults += [f"names.csv: {actor!r} has no name" for actor in sorted(actors - named)]
    twice = Counter(tuple(row[c] for c in CLAIM[1:12] if c != "number") for row in claims)
    faults += [
        f"claims.csv: {count} rows for {' '.join(filter(None, key))}" for key, count in twice.items() if count > 1
    ]

    for fault in faults:
        print(fault)
    if faults:
        print(f"{len(faults)} faults; nothing written")
        return 1
    out.mkdir(parents=True, exist_ok=True)
    for path in notes.glob("*.csv"):
        if path.name not in ("claims.csv", "names.csv") and path.resolve() != (out / path.name).resolve():
            shutil.copyfile(path, out / path.name)
    write(out / "claims.csv", CLAIM, claims)
    write(out / "names.csv", NAME, names)
    print(f"{len(claims)} claims, {len(names)} names, {len(actors)} actors, {len(cases)} cases written to {out}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*map(Path, sys.argv[1:])))
