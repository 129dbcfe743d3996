"""The smallest sets that stand in every way of something: found by asking only whether it falls without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final, TypeAlias

__all__ = ["MOST_SETS", "smallest_sets"]

MOST_SETS: Final = 20_000
"""How many sets are looked at before giving up."""

Set: TypeAlias = "frozenset[int]"


def smallest_sets(
    things: Iterable[int],
    falls: Callable[[Set, Set], bool],
    size: int,
    most: int = MOST_SETS,
    freed: Callable[[Set], Set] = lambda taken: frozenset(),
) -> tuple[list[Set], bool]:
    """
    Find the smallest sets without which something falls.

    Parameters
    ----------
    things : iterable of int
        What can be taken away.
    falls : callable
        Whether it falls without a set of them, given what is freed. Without a larger set, and with less freed, it has
        to fall too.
    size : int
        All sets of up to so many are found of which none contains another; if there are none, all of the smallest size
        that there is.
    most : int
        How many sets are looked at before giving up.
    freed : callable, optional
        What helps it when a set of them is taken away. A larger set has to free as much, or more.

    Returns
    -------
    sets : list of frozenset
        The smaller ones first; empty if it stands without all of them.
    exact : bool
        Whether these are all. Otherwise it is one set, of which no part can be spared.

    Notes
    -----
    A set is enough if it hits every support: every set of things that carries the whole by itself. Supports become
    known one by one, each from a set that hits all known ones and is not enough yet. A support that leans on what is
    freed counts only for sets that free it. Where more supports share nothing than things may still be taken, the
    search turns back.

    References
    ----------
    .. [1] Reiter, R. (1987). A theory of diagnosis from first principles. *Artificial Intelligence* 32:57-95.
    """
    everything = frozenset(things)
    if not falls(everything, freed(everything)):
        return [], True
    supports: list[tuple[Set, Set]] = []
    looked = 0
    for limit in count(size):
        found: list[Set] = []
        seen: set[Set] = set()
        waiting: list[Set] = [frozenset()]
        while waiting:
            taken = waiting.pop()
            if taken in seen or any(one <= taken for one in found):
                continue
            seen.add(taken)
            looked += 1
            if looked > most:
                return [_one_set(everything, supports, falls, freed)], False
            free = freed(taken)
            left = [support for support, leans_on in supports if not support & taken and leans_on <= free]
            if not left:
                if falls(taken, free):
                    found.append(taken)
                    continue
                left = [_support(everything, taken, free, falls)]
                supports.append((left[0], free))
            if len(taken) + _apart(left) <= limit:
                waiting += [taken | {thing} for thing in sorted(sorted(left, key=len)[0])]
        if found:
            least = [one for one in found if not any(other < one for other in found)]
            return sorted(least, key=lambda one: (len(one), sorted(one))), True
    raise AssertionError("everything together is enough")


def _support(everything: Set, taken: Set, free: Set, falls: Callable[[Set, Set], bool]) -> Set:
    """Leave out as much as can be, large parts first, of what is left without `taken`."""
    kept = sorted(everything - taken)
    width = len(kept)
    while width:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + width :]
            if falls(everything.difference(rest), free):
                at += width
            else:
                kept = rest
        width //= 2
    return frozenset(kept)


def _apart(supports: list[Set]) -> int:
    """Count supports that share nothing: each needs a thing of its own."""
    used: set[int] = set()
    number = 0
    for support in sorted(supports, key=len):
        if not used & support:
            used |= support
            number += 1
    return number


def _one_set(
    everything: Set, supports: list[tuple[Set, Set]], falls: Callable[[Set, Set], bool], freed: Callable[[Set], Set]
) -> Set:
    """Take away, one after the other, what hits most supports; then put back what was not needed."""
    taken: Set = frozenset()
    supports = list(supports)
    while not falls(taken, free := freed(taken)):
        left = [support for support, leans_on in supports if not support & taken and leans_on <= free]
        if not left:
            left = [_support(everything, taken, free, falls)]
            supports.append((left[0], free))
        choices = sorted(frozenset().union(*left))
        taken |= {max(choices, key=lambda thing: sum(thing in support for support in left))}
    # What is put back may end a help, so that more can be put back.
    before: Set = frozenset()
    while before != taken:
        before = taken
        for thing in sorted(before):
            less = taken - {thing}
            taken = less if falls(less, freed(less)) else taken
    return taken
