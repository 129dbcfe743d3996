"""Several reports on one thing: the rules by which their probabilities are combined, each by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np

from netkit.errors import ArgumentError

__all__ = ["RULES", "combine", "weigh_reports"]

RULES: Final = ("noisy-or", "pooled odds", "linear", "logarithmic")


def combine(
    probabilities: Iterable[float],
    *,
    rule: Literal["noisy-or", "pooled odds", "linear", "logarithmic"],
    prior: float = 0.5,
    leak: float = 0.0,
    weights: Sequence[float] | None = None,
) -> float:
    r"""
    Combine what independent sources make of one and the same thing.

    Parameters
    ----------
    probabilities : iterable of float
        One for each source; sources that copy one another are one source.
    rule : {"noisy-or", "pooled odds", "linear", "logarithmic"}
        "noisy-or": at least one report is right, as netkit's own networks have it; a denial cannot lower it. "pooled
        odds": each is a judgement that began from the same `prior`, which then counts once. "linear" and
        "logarithmic": weighted arithmetic and geometric means, for judgements that rest on the same evidence.
    prior : float, default: 0.5
        For "pooled odds".
    leak : float, default: 0
        For "noisy-or": the probability that it is so although no report is right.
    weights : sequence of float, optional
        For "linear" and "logarithmic"; equal without it.

    Returns
    -------
    float
        A probability.

    Raises
    ------
    ArgumentError
        If something is no probability, or the rule is unknown.

    Notes
    -----
    .. math::
        1-(1-\lambda)\prod(1-p_i), \qquad \frac{\prod o(p_i)}{o(\pi)^{k-1}}, \qquad \sum w_i p_i, \qquad
        \frac{\prod p_i^{w_i}}{\prod p_i^{w_i} + \prod (1-p_i)^{w_i}}

    References
    ----------
    .. [1] Genest, C. & Zidek, J. V. (1986). Combining probability distributions: a critique and an annotated
       bibliography. *Statistical Science* 1:114-135.

    Examples
    --------
    >>> from netkit.ensembles.combining import combine
    >>> round(combine([0.7, 0.6], rule="noisy-or"), 3)
    0.88
    """
    chances = np.asarray(list(probabilities), dtype=float)
    for value in (*chances, prior, leak):
        if not 0 <= value <= 1:
            raise ArgumentError(f"{value!r} is not a probability; it lies between 0 and 1")
    if rule not in RULES:
        raise ArgumentError(f"`rule` is {rule!r}; it can be {', '.join(map(repr, RULES))}")
    if not len(chances):
        raise ArgumentError("there is nothing to combine: give one probability or more")
    shares = np.full(len(chances), 1.0) if weights is None else np.asarray(weights, dtype=float)
    if len(shares) != len(chances) or np.any(shares < 0) or shares.sum() == 0:
        raise ArgumentError(f"`weights` has to hold one number above 0 for each of {len(chances)} probabilities")
    shares = shares / shares.sum()
    if rule == "noisy-or":
        return float(1 - (1 - leak) * np.prod(1 - chances))
    if rule == "linear":
        return float(shares @ chances)
    with np.errstate(divide="ignore"):
        yes, no = np.log(chances), np.log1p(-chances)
        if rule == "logarithmic":
            return _from_logs(float(shares @ yes), float(shares @ no))
        rest = len(chances) - 1
        own = rest * np.log(prior) if rest else 0.0, rest * np.log1p(-prior) if rest else 0.0
    return _from_logs(float(yes.sum() - own[0]), float(no.sum() - own[1]))


def weigh_reports(
    reports: Sequence[bool],
    *,
    prior: float,
    sensitivity: float | Sequence[float],
    specificity: float | Sequence[float],
    copied: float | Sequence[float] = 0.0,
) -> float:
    """
    Update a prior by what sources report, each by how often it is right (Bayes).

    Parameters
    ----------
    reports : sequence of bool
        What each source says: that it was so, or that it was not. Silence is no report.
    prior : float
        Probability before anybody spoke.
    sensitivity, specificity : float or sequence of float
        How often a source says yes of what was so, and no of what was not.
    copied : float or sequence of float, default: 0
        Probability that the source repeats the one before it.

    Returns
    -------
    float
        The probability after all reports.

    Raises
    ------
    ArgumentError
        If something is no probability.

    References
    ----------
    .. [1] Dong, X. L., Berti-Équille, L. & Srivastava, D. (2009). Integrating conflicting data: the role of source
       dependence. *Proceedings of the VLDB Endowment* 2:550-561.

    Examples
    --------
    >>> from netkit.ensembles.combining import weigh_reports
    >>> round(weigh_reports([True, True, False], prior=0.1, sensitivity=0.8, specificity=0.95), 3)
    0.857
    """
    count = len(reports)
    rates = [np.broadcast_to(np.asarray(rate, dtype=float), count) for rate in (sensitivity, specificity, copied)]
    for value in (prior, *(value for rate in rates for value in rate)):
        if not 0 <= value <= 1:
            raise ArgumentError(f"{value!r} is not a probability; it lies between 0 and 1")
    odds = [np.log(prior) if prior else -np.inf, np.log1p(-prior) if prior < 1 else -np.inf]
    with np.errstate(divide="ignore"):
        for place, (said, right, wrong, copy) in enumerate(zip(reports, *rates, strict=True)):
            chances = (right, 1 - wrong) if said else (1 - right, wrong)
            for side, chance in enumerate(chances):
                # Whoever repeats the one before him says the same whatever the truth.
                repeated = copy if place and reports[place - 1] == said else 0.0
                own = 1 - copy if place else 1.0
                odds[side] += float(np.log(repeated + own * chance))
    return _from_logs(odds[0], odds[1])


def _from_logs(yes: float, no: float) -> float:
    if np.isneginf(yes) and np.isneginf(no):
        raise ArgumentError("certain reports contradict each other: one says 0 and another 1")
    return float(np.exp(yes - np.logaddexp(yes, no)))
