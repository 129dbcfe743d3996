"""Every measure once more, written down slowly and literally from its definition; nothing of netkit's is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise, permutations
from math import isinf, isnan, log, nan, sqrt

import numpy as np

from netkit.network.network import Network

__all__ = ["DEFINITIONS", "matrix", "set_value"]

Matrix = np.ndarray
inf = float("inf")


def matrix(net: Network, weights: str | None = None) -> Matrix:
    """Add up the ties of each ordered pair of different actors (without weights: 1 if there is any)."""
    ids = list(net.index)
    found = np.zeros((len(ids), len(ids)))
    for row in net.ties.to_dict("records"):
        i, j = ids.index(row["subject"]), ids.index(row["object"])
        if i == j:
            continue
        size = row[weights] if weights else 1.0
        found[i, j] += size
        if not net.directed or not row["directed"]:
            found[j, i] += size
    return found if weights else (found > 0).astype(float)


def shortest(net: Network, weights: str | None = None) -> Matrix:
    """Find all distances by asking of every third actor whether the way over him is shorter."""
    ids = list(net.index)
    n = len(ids)
    far = np.full((n, n), inf)
    np.fill_diagonal(far, 0.0)
    for row in net.ties.to_dict("records"):
        i, j = ids.index(row["subject"]), ids.index(row["object"])
        length = row[weights] if weights else 1.0
        if i != j:
            far[i, j] = min(far[i, j], length)
            if not net.directed or not row["directed"]:
                far[j, i] = min(far[j, i], length)
    direct = far.copy()
    for k in range(n):
        for i in range(n):
            for j in range(n):
                far[i, j] = min(far[i, j], far[i, k] + far[k, j])
    far_and_direct = np.stack([far, direct])
    return far_and_direct


def ways(both: Matrix, s: int, t: int) -> Iterator[tuple[int, ...]]:
    """Give every shortest way from s to t, actor by actor."""
    far, direct = both
    if s == t:
        yield (t,)
        return
    for v in range(len(far)):
        if (
            v != s
            and not isinf(direct[s, v])
            and not isinf(far[s, t])
            and abs(direct[s, v] + far[v, t] - far[s, t]) < 1e-9
        ):
            for rest in ways(both, v, t):
                yield (s, *rest)


def contacts(net: Network) -> Matrix:
    a = matrix(net)
    return ((a + a.T) > 0).astype(float)


def reach(net: Network) -> Matrix:
    return ~np.isinf(shortest(net)[0])


def parts(linked: Matrix) -> list[set[int]]:
    """Give the parts of a symmetric relation."""
    left, found = set(range(len(linked))), []
    while left:
        part = {min(left)}
        while more := {j for i in part for j in left if linked[i, j]} - part:
            part |= more
        found.append(part)
        left -= part
    return found


def degree(net: Network) -> list[float]:
    a = matrix(net)
    n = len(a)
    if not net.directed:
        return [sum(a[i, j] for j in range(n)) for i in range(n)]
    return [sum(a[i, j] + a[j, i] for j in range(n)) for i in range(n)]


def degree_out(net: Network) -> list[float]:
    return list(matrix(net).sum(axis=1))


def degree_in_normalized(net: Network) -> list[float]:
    n = net.n_actors
    return [value / (n - 1) if n > 1 else nan for value in matrix(net).sum(axis=0)]


def strength(net: Network) -> list[float]:
    w = matrix(net, "weight")
    return [sum(w[i]) + (sum(w[:, i]) if net.directed else 0) for i in range(len(w))]


def betweenness_weighted(net: Network) -> list[float]:
    return betweenness(net, "weight")


def betweenness(net: Network, weights: str | None = None) -> list[float]:
    both = shortest(net, weights)
    n = net.n_actors
    total = [0.0] * n
    for s, t in permutations(range(n), 2):
        found = list(ways(both, s, t))
        for v in range(n):
            if found and v not in (s, t):
                total[v] += sum(v in way for way in found) / len(found)
    return total if net.directed else [value / 2 for value in total]


def tie_betweenness(net: Network) -> list[float]:
    both = shortest(net)
    ids = list(net.index)
    on: dict[tuple[int, int], float] = {}
    for s, t in permutations(range(net.n_actors), 2):
        found = list(ways(both, s, t))
        for way in found:
            for arc in pairwise(way):
                on[arc] = on.get(arc, 0.0) + 1 / len(found)
    values = []
    for row in net.ties.to_dict("records"):
        i, j = ids.index(row["subject"]), ids.index(row["object"])
        values.append(on.get((i, j), 0.0) if net.directed else (on.get((i, j), 0.0) + on.get((j, i), 0.0)) / 2)
    return values


def closeness(net: Network, unreachable: str = "corrected", weights: str | None = None) -> list[float]:
    far = shortest(net, weights)[0]
    n = len(far)
    values = []
    for i in range(n):
        reached = [far[i, j] for j in range(n) if j != i and not isinf(far[i, j])]
        if n == 1:
            values.append(nan)
        elif not reached:
            values.append(0.0 if unreachable == "corrected" else nan)
        elif unreachable == "corrected":
            values.append(1 / sum(reached) * (len(reached) / (n - 1)) ** 2)
        elif unreachable == "reached" or len(reached) == n - 1:
            values.append(1 / sum(reached))
        else:
            values.append(nan)
    return values


def harmonic(net: Network, weights: str | None = None) -> list[float]:
    far = shortest(net, weights)[0]
    n = len(far)
    return [sum(1 / far[i, j] for j in range(n) if j != i) / (n - 1) if n > 1 else nan for i in range(n)]


def harmonic_in(net: Network) -> list[float]:
    far = shortest(net)[0].T
    n = len(far)
    return [sum(1 / far[i, j] for j in range(n) if j != i) / (n - 1) if n > 1 else nan for i in range(n)]


def coreness(net: Network) -> list[float]:
    linked = contacts(net)
    n = len(linked)
    values = [0.0] * n
    for k in range(1, n):
        left = set(range(n))
        while weak := {i for i in left if sum(linked[i, j] for j in left) < k}:
            left -= weak
        for i in left:
            values[i] = k
    return values


def span_of_control(net: Network) -> list[float]:
    return list(matrix(net).sum(axis=1))


def katz(net: Network) -> list[float]:
    a = matrix(net)
    n = len(a)
    return list(np.linalg.solve(np.eye(n) - 0.1 * a.T, np.ones(n)))


def pagerank(net: Network, weights: str | None = None) -> list[float]:
    w = matrix(net, weights)
    n = len(w)
    if n == 0:
        return []
    step = np.array([row / row.sum() if row.sum() else np.full(n, 1 / n) for row in w])
    return list(np.linalg.solve(np.eye(n) - 0.85 * step.T, np.full(n, 0.15 / n)))


def shares(w: Matrix) -> Matrix:
    both = w + w.T
    return np.array([row / row.sum() if row.sum() else row for row in both]).reshape(both.shape)


def constraint_parts(net: Network, model: str = "whole", weights: str | None = None) -> list[dict[int, float]]:
    w = matrix(net, weights)
    n = len(w)
    p = shares(w)
    found = []
    for i in range(n):
        friends = [j for j in range(n) if p[i, j] > 0]
        own = shares(w[np.ix_([i, *friends], [i, *friends])])
        where = {j: place for place, j in enumerate([i, *friends])}

        def from_to(q: int, j: int, own: Matrix = own, where: dict[int, int] = where) -> float:
            return p[q, j] if model == "whole" else own[where[q], where[j]]

        found.append({j: (p[i, j] + sum(p[i, q] * from_to(q, j) for q in friends if q != j)) ** 2 for j in friends})
    return found


def constraint(net: Network, model: str = "whole", weights: str | None = None) -> list[float]:
    return [sum(parts.values()) if parts else nan for parts in constraint_parts(net, model, weights)]


def burt_hierarchy(net: Network) -> list[float]:
    values = []
    for found in constraint_parts(net):
        n, whole = len(found), sum(found.values())
        if n == 0:
            values.append(nan)
        elif n == 1:
            values.append(1.0)
        else:
            ratios = [part / (whole / n) for part in found.values()]
            values.append(sum(r * log(r) for r in ratios) / (n * log(n)))
    return values


def effective_size(net: Network, weights: str | None = None) -> list[float]:
    both = matrix(net, weights)
    both = both + both.T
    p, n = shares(both / 2), len(both)
    values = []
    for i in range(n):
        friends = [j for j in range(n) if both[i, j] > 0]
        size = sum(1 - sum(p[i, q] * both[j, q] / max(both[j]) for q in friends if q != j) for j in friends)
        values.append(size if friends else nan)
    return values


def burt_efficiency(net: Network) -> list[float]:
    counts = contacts(net).sum(axis=1)
    return [size / count if count else nan for size, count in zip(effective_size(net), counts, strict=True)]


def local_reaching(net: Network) -> list[float]:
    found, n = reach(net), net.n_actors
    return [(sum(row) - 1) / (n - 1) if n > 1 else nan for row in found]


def cutpoints(net: Network) -> list[float]:
    linked = contacts(net)
    n = len(linked)
    values = []
    for i in range(n):
        left = [j for j in range(n) if j != i]
        isolate = not linked[i].any()
        values.append(float(not isolate and len(parts(linked[np.ix_(left, left)])) > len(parts(linked))))
    return values


def bridges(net: Network) -> list[float]:
    linked = contacts(net)
    ids = list(net.index)
    values = []
    for row in net.ties.to_dict("records"):
        i, j = ids.index(row["subject"]), ids.index(row["object"])
        without = linked.copy()
        without[i, j] = without[j, i] = 0
        values.append(float(i != j and len(parts(without)) > len(parts(linked))))
    return values


def clustering(net: Network, weights: str | None = None) -> list[float]:
    linked = contacts(net)
    n = len(linked)
    w = matrix(net, weights)
    w = w + w.T if weights else linked
    w = w / w.max() if w.size and w.max() else w
    values = []
    for i in range(n):
        pairs = list(combinations([j for j in range(n) if linked[i, j]], 2))
        values.append(sum((w[i, j] * w[j, k] * w[i, k]) ** (1 / 3) for j, k in pairs) / len(pairs) if pairs else nan)
    return values


def transitivity(net: Network) -> float:
    linked = contacts(net)
    pairs = [(j, k) for row in linked for j, k in combinations(np.flatnonzero(row), 2)]
    return sum(linked[j, k] for j, k in pairs) / len(pairs) if pairs else nan


def density(net: Network) -> float:
    n = net.n_actors
    return float(matrix(net).sum()) / (n * (n - 1)) if n > 1 else nan


def reciprocity(net: Network) -> float:
    a = matrix(net)
    return float((a * a.T).sum() / a.sum()) if a.sum() else nan


def reciprocity_pairs(net: Network) -> float:
    a = matrix(net)
    pairs = [(a[i, j], a[j, i]) for i, j in combinations(range(len(a)), 2) if a[i, j] or a[j, i]]
    return sum(x == y for x, y in pairs) / len(pairs) if pairs else nan


def reciprocity_dyads(net: Network) -> float:
    a = matrix(net)
    pairs = [(a[i, j], a[j, i]) for i, j in combinations(range(len(a)), 2)]
    return sum(x == y for x, y in pairs) / len(pairs) if pairs else nan


def components(net: Network) -> list[float]:
    return labels(parts(contacts(net)), net.n_actors)


def components_strong(net: Network) -> list[float]:
    found = reach(net)
    return labels(parts(found & found.T), net.n_actors)


def labels(found: list[set[int]], n: int) -> list[float]:
    order = sorted(found, key=lambda part: (-len(part), min(part)))
    return [float(next(number for number, part in enumerate(order) if i in part)) for i in range(n)]


def flow_hierarchy(net: Network) -> float:
    a, found = matrix(net), reach(net)
    arcs = [(i, j) for i, j in permutations(range(len(a)), 2) if a[i, j]]
    return sum(not found[j, i] for i, j in arcs) / len(arcs) if arcs else nan


def global_reaching(net: Network) -> float:
    found = local_reaching(net)
    return sum(max(found) - value for value in found) / (len(found) - 1) if len(found) > 1 else nan


def efficiency(net: Network) -> float:
    found = harmonic(net)
    return sum(found) / len(found) if len(found) > 1 else nan


def fragmentation(net: Network) -> float:
    found, n = reach(net), net.n_actors
    return 1 - (found.sum() - n) / (n * (n - 1)) if n > 1 else nan


def fragmentation_by_distance(net: Network) -> float:
    return 1 - efficiency(net)


def trophic_levels(net: Network, weights: str | None = None) -> list[float]:
    w = matrix(net, weights)
    n = len(w)
    laplacian = np.diag(w.sum(axis=0) + w.sum(axis=1)) - w - w.T
    levels = np.linalg.lstsq(laplacian, w.sum(axis=0) - w.sum(axis=1), rcond=None)[0] if n else np.zeros(0)
    for part in parts((w + w.T) > 0):
        members = list(part)
        levels[members] -= levels[members].min()
    return list(levels)


def trophic_incoherence(net: Network, weights: str | None = None) -> float:
    w, levels = matrix(net, weights), trophic_levels(net, weights)
    arcs = [(i, j) for i, j in permutations(range(len(w)), 2) if w[i, j]]
    whole = sum(w[arc] for arc in arcs)
    return sum(w[i, j] * (levels[j] - levels[i] - 1) ** 2 for i, j in arcs) / whole if arcs else nan


def krackhardt(net: Network) -> list[float]:
    found, n, m = reach(net), net.n_actors, matrix(net).sum()
    pieces = parts(contacts(net))
    pairs = list(combinations(range(n), 2))
    joined = [(i, j) for i, j in pairs if any({i, j} <= piece for piece in pieces)]
    either = [pair for pair in pairs if found[pair] or found[pair[::-1]]]
    slack = sum(len(k) * (len(k) - 1) - (len(k) - 1) for k in pieces)
    broken = 0
    for i, j in joined:
        if len(next(piece for piece in pieces if i in piece)) > 2:
            common = [s for s in range(n) if found[s, i] and found[s, j]]
            broken += not any(all(found[c, least] for c in common) for least in common)
    most = sum((len(k) - 1) * (len(k) - 2) / 2 for k in pieces if len(k) > 2)
    return [
        len(joined) / len(pairs) if pairs else nan,
        1 - sum(found[i, j] and found[j, i] for i, j in either) / len(either) if either else nan,
        1 - (m - sum(len(k) - 1 for k in pieces)) / slack if slack else nan,
        1 - broken / most if most else nan,
    ]


def gould_fernandez(net: Network) -> list[list[float]]:
    a, side = matrix(net), list(net.actors["side"])
    n = len(a)
    rows = [[0.0] * 6 for _ in range(n)]
    for x, v, y in permutations(range(n), 3):
        if a[x, v] and a[v, y] and not a[x, y]:
            kind = (side[x] == side[v], side[v] == side[y], side[x] == side[y])
            role = {
                (True, True, True): 0,
                (False, False, True): 1,
                (False, True, False): 2,
                (True, False, False): 3,
                (False, False, False): 4,
            }[kind]
            rows[v][role] += 1
            rows[v][5] += 1
    return rows


def ei_index(net: Network) -> float:
    a, side = matrix(net), list(net.actors["side"])
    arcs = [(i, j) for i, j in permutations(range(len(a)), 2) if a[i, j]]
    outside = sum(side[i] != side[j] for i, j in arcs)
    return (2 * outside - len(arcs)) / len(arcs) if arcs else nan


def covert_balance(net: Network, exposure: bool = False) -> list[float]:
    linked = contacts(net)
    n, m = len(linked), linked.sum() / 2
    if n < 2:
        return [nan] * 3
    far = np.where(linked > 0, 1.0, inf)
    for k in range(n):
        far = np.minimum(far, far[:, [k]] + far[[k], :])
    np.fill_diagonal(far, 0.0)
    information = n * (n - 1) / far.sum()
    secrecy = (n * n - n - 2 * m) / n**2
    if exposure:
        # Who is caught exposes his contacts; the chance to be caught grows with contacts + 1.
        chance = (linked.sum(axis=1) + 1) / (2 * m + n)
        secrecy = sum(c * (1 - (d + 1) / n) for c, d in zip(chance, linked.sum(axis=1), strict=True))
    return [information, secrecy, information * secrecy]


def covert_balance_exposure(net: Network) -> list[float]:
    return covert_balance(net, exposure=True)


def triad_census(net: Network) -> list[float]:
    a = matrix(net)
    names = "003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D 120U 120C 210 300".split()
    counts = dict.fromkeys(names, 0.0)
    for three in combinations(range(len(a)), 3):
        counts[triad(a[np.ix_(three, three)])] += 1
    return [counts[name] for name in names]


def triad(a: Matrix) -> str:
    """Name a triad by counting pairs, then by what is particular to each kind."""
    pairs = [(a[i, j], a[j, i]) for i, j in combinations(range(3), 2)]
    mutual = sum(x + y == 2 for x, y in pairs)
    single = sum(x + y == 1 for x, y in pairs)
    name = f"{mutual}{single}{3 - mutual - single}"
    out, into = sorted(a.sum(axis=1)), sorted(a.sum(axis=0))
    if name == "021":
        return name + ("D" if 2 in out else "U" if 2 in into else "C")
    if name == "111":
        # D: the single arc leads to the end of the mutual pair, U: away from it.
        middle = int(np.argmax(((a + a.T) > 0).sum(axis=1)))
        return name + ("D" if a[:, middle].sum() == 2 else "U")
    if name == "030":
        return name + ("C" if out == [1, 1, 1] else "T")
    if name == "120":
        third = next(i for i in range(3) if all(a[i, j] != a[j, i] for j in range(3) if j != i))
        return name + {2.0: "D", 0.0: "U", 1.0: "C"}[float(a[third].sum())]
    return name


def structural_equivalence(net: Network) -> Matrix:
    a = matrix(net)
    n = len(a)
    found = np.zeros((n, n))
    for i, j in permutations(range(n), 2):
        for k in range(n):
            if k not in (i, j):
                found[i, j] += abs(a[i, k] - a[j, k]) + (abs(a[k, i] - a[k, j]) if net.directed else 0)
    return found


def distances(net: Network, weights: str | None = None) -> Matrix:
    far = shortest(net, weights)[0]
    far[np.isinf(far)] = nan
    return far


def group_betweenness(net: Network, group: set[int]) -> float:
    both, total = shortest(net), 0.0
    for s, t in permutations([v for v in range(net.n_actors) if v not in group], 2):
        found = list(ways(both, s, t))
        if found:
            total += sum(bool(group & set(way)) for way in found) / len(found)
    return total if net.directed else total / 2


def set_value(net: Network, members: set[int], criterion: str, m: int = 1) -> float:
    """Give the value of a set of key players by its definition."""
    if criterion in ("reach", "distance_reach"):
        far = shortest(net)[0]
        nearest = [min(far[s, v] for s in members) for v in range(net.n_actors) if v not in members]
        return (
            float(sum(d <= m for d in nearest)) if criterion == "reach" else sum(1 / d for d in nearest) / len(nearest)
        )
    a = matrix(net)
    left = [v for v in range(len(a)) if v not in members]
    far = np.where(a[np.ix_(left, left)] > 0, 1.0, inf)
    for k in range(len(left)):
        far = np.minimum(far, far[:, [k]] + far[[k], :])
    held = 0.0
    for i, j in permutations(range(len(left)), 2):
        if not isinf(far[i, j]):
            held += 1.0 if criterion == "fragmentation" else 1 / far[i, j]
    return 1 - held / (len(left) * (len(left) - 1))


def subset_betweenness(net: Network, sources: list[int], targets: list[int]) -> list[float]:
    both, total = shortest(net), [0.0] * net.n_actors
    for s in sources:
        for t in targets:
            found = list(ways(both, s, t)) if s != t else []
            for v in range(net.n_actors):
                if found and v not in (s, t):
                    total[v] += sum(v in way for way in found) / len(found)
    return total


def eigenvector(net: Network) -> list[float]:
    """Take the limit of (I + Aᵀ)ᵏ 1, scaled to length 1, from the powers themselves."""
    a = matrix(net)
    values = np.ones(len(a))
    for _ in range(200_000):
        fresh = values + a.T @ values
        fresh /= np.linalg.norm(fresh)
        if np.abs(fresh - values).sum() < 1e-15:
            break
        values = fresh
    return list(values)


def correlation(one: Network, other: Network) -> float:
    a, b = matrix(one), matrix(other)
    off = ~np.eye(len(a), dtype=bool)
    x, y = a[off], b[off]
    if isnan(np.std(x)) or np.std(x) == 0 or np.std(y) == 0:
        return nan
    return float(((x - x.mean()) * (y - y.mean())).mean() / (sqrt(x.var()) * sqrt(y.var())))


# Measure, its options → the definition; undefined kinds of network are left out by name of the kind.
DEFINITIONS: dict[tuple[str, tuple[tuple[str, object], ...]], Callable[[Network], object]] = {
    ("degree", ()): degree,
    ("degree", (("mode", "out"),)): degree_out,
    ("degree", (("mode", "in"), ("normalized", True))): degree_in_normalized,
    ("strength", (("weights", "weight"),)): strength,
    ("betweenness", ()): betweenness,
    ("betweenness", (("weights", "weight"),)): betweenness_weighted,
    ("tie_betweenness", ()): tie_betweenness,
    ("closeness", ()): closeness,
    ("closeness", (("weights", "weight"),)): lambda net: closeness(net, weights="weight"),
    ("closeness", (("unreachable", "reached"),)): lambda net: closeness(net, "reached"),
    ("closeness", (("unreachable", "undefined"),)): lambda net: closeness(net, "undefined"),
    ("harmonic", ()): harmonic,
    ("harmonic", (("weights", "weight"),)): lambda net: harmonic(net, "weight"),
    ("harmonic", (("mode", "in"),)): harmonic_in,
    ("coreness", ()): coreness,
    ("span_of_control", ()): span_of_control,
    ("eigenvector", ()): eigenvector,
    ("katz", ()): katz,
    ("pagerank", ()): pagerank,
    ("pagerank", (("weights", "weight"),)): lambda net: pagerank(net, "weight"),
    ("constraint", ()): constraint,
    ("constraint", (("model", "ego"),)): lambda net: constraint(net, "ego"),
    ("constraint", (("weights", "weight"),)): lambda net: constraint(net, weights="weight"),
    ("constraint", (("model", "ego"), ("weights", "weight"))): lambda net: constraint(net, "ego", "weight"),
    ("burt_hierarchy", ()): burt_hierarchy,
    ("effective_size", ()): effective_size,
    ("effective_size", (("weights", "weight"),)): lambda net: effective_size(net, "weight"),
    ("burt_efficiency", ()): burt_efficiency,
    ("local_reaching", ()): local_reaching,
    ("cutpoints", ()): cutpoints,
    ("bridges", ()): bridges,
    ("clustering", ()): clustering,
    ("clustering", (("weights", "weight"),)): lambda net: clustering(net, "weight"),
    ("transitivity", ()): transitivity,
    ("density", ()): density,
    ("reciprocity", ()): reciprocity,
    ("reciprocity", (("method", "pairs"),)): reciprocity_pairs,
    ("reciprocity", (("method", "dyads"),)): reciprocity_dyads,
    ("components", ()): components,
    ("components", (("strength", "strong"),)): components_strong,
    ("flow_hierarchy", ()): flow_hierarchy,
    ("global_reaching", ()): global_reaching,
    ("efficiency", ()): efficiency,
    ("fragmentation", ()): fragmentation,
    ("fragmentation", (("distance_weighted", True),)): fragmentation_by_distance,
    ("trophic_level", ()): trophic_levels,
    ("trophic_level", (("weights", "weight"),)): lambda net: trophic_levels(net, "weight"),
    ("trophic_incoherence", ()): trophic_incoherence,
    ("trophic_incoherence", (("weights", "weight"),)): lambda net: trophic_incoherence(net, "weight"),
    ("krackhardt", ()): krackhardt,
    ("gould_fernandez", ()): gould_fernandez,
    ("ei_index", ()): ei_index,
    ("covert_balance", ()): covert_balance,
    ("covert_balance", (("secrecy", "exposure"),)): covert_balance_exposure,
    ("triad_census", ()): triad_census,
    ("structural_equivalence", ()): structural_equivalence,
    ("distances", ()): distances,
    ("distances", (("weights", "weight"),)): lambda net: distances(net, "weight"),
    ("reachability", ()): reach,
}
