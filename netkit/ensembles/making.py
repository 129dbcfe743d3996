"""Making an ensemble of a dossier or a network."""

from __future__ import annotations

import inspect
from typing import Any, Literal

import numpy as np

from netkit.dossier import Dossier
from netkit.ensembles.claims import Grades
from netkit.ensembles.ensemble import Ensemble
from netkit.ensembles.joining import dossier_union, network_union, plain_union
from netkit.errors import ArgumentError
from netkit.measures.checks import is_whole
from netkit.network.building import check_policy
from netkit.network.network import Network
from netkit.network.policy import make_policy

__all__ = ["ensemble"]

_AUTO_FIRST = 512
_AUTO_ERROR = 0.01


def ensemble(
    source: Dossier | Network,
    *,
    draws: int | Literal["auto"] = 1000,
    rng: int | np.random.Generator | None = None,
    grades: Grades = "source",
    identities: bool = True,
    unknown: str | None = None,
    n_jobs: int | None = None,
    **policy: Any,
) -> Ensemble:
    """
    Draw the networks that are plausible by what the sources say.

    Each draw decides which sources are right, who is who where `same_as` is unsure, which claims hold, on which day
    what happened, and only then derives the ties: one tenure carries many of them, and they stand or fall together.

    Parameters
    ----------
    source : Dossier or Network
        A dossier, of which networks are drawn under `policy`; or a network: then only its own ties are drawn, from the
        claims behind them, or where there are none each by itself with its `probability`.
    draws : int or "auto", default: 1000
        How many networks. "auto" begins with 512 and goes on until the Monte Carlo error of every mean is below 0.01
        of the largest mean, at most 131,072.
    rng : int or Generator, optional
        The same `rng` gives the same draws, whatever their number and that of the workers.
    grades : {"source", "claim", "ignored"}
        Whether an unreliable source is wrong in all that it says, in each claim by itself, or not at all.
    identities : bool, default: True
        Whether actors whom `same_as` calls unsure are drawn as one and as two.
    unknown : str, optional
        How long, such as "5y", before its last possible day something of unknown beginning may have begun, and how
        long after its first possible one something of unknown end may have ended. Without it what may still last
        does, as in the network itself.
    n_jobs : int, optional
        How many workers; without it what `joblib.parallel_config` says, else one thread a core.
    **policy
        Choices of `Dossier.network`: at, view, until, between, ….

    Returns
    -------
    Ensemble
        With `intervals`, `values`, `p_above`, `reliability`, `passage`, `network`.

    Raises
    ------
    ArgumentError
        If `source` is neither, a choice is unknown, a number cannot be used, or too many pairs of actors are unsure.

    Notes
    -----
    In each draw, in this order: (1) what a grade means as a probability, from a Beta distribution over the scale's
    low to high with the scale's mean; each root source is right with it, and sources that copy it stand or fall with
    it; (2) unsure pairs are one with the probability of "possible"; (3) what a word of certainty means, likewise;
    each claim of a source that is right holds with it, and what one source says twice of one thing, it is right about
    once; of versions of one case that exclude each other, and of dates of one death, one stays, chosen in proportion to
    its odds p/(1-p); (4) days uniformly within their bounds, ends after beginnings; one head's end and the next one's
    beginning are one event; a death ends what it ends in the network; (5) a derived tie holds while all its parts do,
    with probability 0.9 that it is rightly inferred.

    References
    ----------
    .. [1] Karger, D. R. (1999). A randomized fully polynomial time approximation scheme for the all-terminal network
       reliability problem. *SIAM Journal on Computing* 29:492-514.

    Examples
    --------
    >>> import pandas as pd
    >>> import netkit as nk
    >>> ties = pd.DataFrame({"subject": ["a", "b"], "object": ["b", "c"], "probability": [1.0, 0.5]})
    >>> ens = nk.ensemble(nk.from_pandas(ties), draws=64, rng=1)
    >>> ens.intervals("degree")["mean"].round(1).tolist()
    [1.0, 1.5, 0.5]
    """
    if draws != "auto" and not is_whole(draws, 1):
        raise ArgumentError(f"`draws` is {draws!r}; it has to be a whole number, at least 1, or 'auto'")
    if grades not in ("source", "claim", "ignored"):
        raise ArgumentError(f"`grades` is {grades!r}; it can be 'source', 'claim', 'ignored'")
    if n_jobs is not None and (n_jobs == 0 or not is_whole(n_jobs)):
        raise ArgumentError(f"`n_jobs` is {n_jobs!r}; it is a whole number of workers from 1, or -1 for one a core")
    entropy = _entropy(rng)
    if not isinstance(source, (Dossier, Network)):
        raise ArgumentError(f"`source` is of type {type(source).__name__}; an ensemble is of a Dossier or a Network")
    if isinstance(source, Network):
        if policy:
            raise ArgumentError(f"`{next(iter(policy))}` is a choice for a dossier; a network has made its own")
        union = plain_union(source) if source.tables is None else network_union(source, grades, unknown)
    else:
        choices = list(inspect.signature(make_policy).parameters)
        if unknown_choices := sorted(set(policy) - set(choices)):
            raise ArgumentError(f"`{unknown_choices[0]}` is no choice; there is {', '.join(choices)}")
        chosen = make_policy(**policy)
        check_policy(source.tables, chosen)
        union = dossier_union(source.tables, chosen, grades, unknown, identities=identities)
    count = _AUTO_FIRST if draws == "auto" else int(draws)
    return Ensemble(union, count, entropy, error=_AUTO_ERROR if draws == "auto" else None, n_jobs=n_jobs)


def _entropy(rng: int | np.random.Generator | None) -> int:
    if isinstance(rng, np.random.Generator):
        return int(rng.integers(2**63))
    if rng is None:
        return int(np.random.default_rng().integers(2**63))
    if not is_whole(rng, 0):
        raise ArgumentError(f"`rng` is {rng!r}; a seed is a whole number from 0 on")
    return int(rng)
