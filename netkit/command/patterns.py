"""What the actors of a chain have to be: a template of roles, and actors whom it has to pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from netkit.errors import ArgumentError, UnknownNameError
from netkit.network.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

__all__ = ["Pattern", "make_pattern"]

_GAP: Final = "..."
_ANYBODY: Final = "*"
# The states of the automaton can double with each of them.
_MOST: Final = 12


@dataclass(frozen=True, eq=False)
class Pattern:
    """
    A deterministic automaton that reads the actors of a chain one after the other.

    Parameters
    ----------
    symbols : ndarray of int32, shape (n,)
        What each actor is to it.
    moves : ndarray of int32, shape (states, symbols)
        The state after reading an actor in some state; -1 if no chain goes on like that.
    done : ndarray of bool, shape (states,)
        In which states a chain may end.
    """

    symbols: Ints
    moves: Ints
    done: NDArray[np.bool_]

    @property
    def states(self) -> int:
        """Number of states."""
        return len(self.moves)

    def begin(self, place: int) -> int:
        """
        Read the first actor.

        Parameters
        ----------
        place : int
            Where he stands among the actors.

        Returns
        -------
        int
            The state; -1 if no chain begins with him.
        """
        return int(self.moves[0, self.symbols[place]])

    def ending(self, place: int) -> Pattern:
        """
        Let every chain end with one actor, in the first state and in no other.

        Parameters
        ----------
        place : int
            Where he stands among the actors.

        Returns
        -------
        Pattern
            In which he can be read only where a chain may end.
        """
        # A chain that ended is read no further, so the first state can stand for "ended" too.
        after = self.moves[:, self.symbols[place]]
        ended = np.where((after >= 0) & self.done[after], 0, -1)
        symbols = self.symbols.copy()
        symbols[place] = self.moves.shape[1]
        return replace(self, symbols=symbols, moves=np.column_stack([self.moves, ended]).astype(np.int32))


def make_pattern(
    net: Network, index: pd.Index[str], template: str | Iterable[str] | None, through: Sequence[str]
) -> Pattern | None:
    """
    Turn what a user asks of the actors into an automaton.

    Parameters
    ----------
    net : Network
        Where roles, kinds, sides and names are looked up.
    index : Index of str
        Ids of the actors.
    template : str or iterable of str, optional
        One word an actor, first to last; see `netkit.command.chains.chains`.
    through : sequence of str
        Ids of actors all of whom a chain has to pass, in any order.

    Returns
    -------
    Pattern or None
        None if nothing is asked for.

    Raises
    ------
    ArgumentError
        If the template has fewer than two words, a word means nothing here, or too much is asked for.
    """
    if template is None and not through:
        return None
    words = [_GAP] if template is None else _split(template)
    if len(words) + len(through) > _MOST:
        raise ArgumentError(
            f"`template` and `through` name {len(words) + len(through)} actors; it can be {_MOST} at most"
        )
    fits = [_fitting(net, index, word) for word in words]
    fits += [np.asarray(index == actor) for actor in through]
    codes = sum((fit.astype(np.int64) << bit for bit, fit in enumerate(fits)), np.zeros(len(index), dtype=np.int64))
    kinds, symbols = np.unique(codes, return_inverse=True)
    gaps = [word == _GAP for word in words]
    moves, done = _determined(kinds.tolist(), gaps, len(through))
    return Pattern(symbols.astype(np.int32), moves, done)


def _split(template: str | Iterable[str]) -> list[str]:
    words = re.split("→|->", template) if isinstance(template, str) else list(template)
    words = [_GAP if word.strip() == "…" else word.strip() for word in map(str, words)]
    if len(words) < 2 or "" in words:
        raise ArgumentError(
            f"`template` is {template!r}; it has two words or more, such as 'commander → recruiter → agent → victim'"
        )
    return words


def _fitting(net: Network, index: pd.Index[str], word: str) -> NDArray[np.bool_]:
    """Say which actors a word of the template means."""
    if word in (_GAP, _ANYBODY):
        return np.ones(len(index), dtype=bool)
    actors = net.all_actors.reindex(index)
    roles = [str(name) for name in actors if pd.api.types.is_bool_dtype(net.all_actors[name])]
    fits = np.zeros(len(index), dtype=bool)
    for part in word.split("|"):
        one = part.strip()
        if one in roles:
            fits |= actors[one].to_numpy() == True  # noqa: E712  # missing is not true
        elif one and ((actors["kind"] == one).any() or (actors["side"] == one).any()):
            fits |= ((actors["kind"] == one) | (actors["side"] == one)).to_numpy(dtype=bool)
        else:
            fits |= np.asarray(index == _named(net, one, roles))
    return fits


def _named(net: Network, word: str, roles: list[str]) -> str:
    try:
        return net.resolve(word)
    except UnknownNameError as error:
        kinds = sorted({*net.all_actors["kind"], *net.all_actors["side"]} - {""})
        raise ArgumentError(
            f"`template`: {word!r} is no role ({', '.join(roles) or 'there are none'}), kind or side "
            f"({', '.join(kinds)}), and no actor: {error}"
        ) from None


def _determined(kinds: list[int], gaps: list[bool], passed: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Make the automaton: a state is how far the template can have been read, and who of the others was passed."""
    words, everybody = len(gaps), (1 << passed) - 1

    def skip(read: int) -> int:
        for place, gap in enumerate(gaps):
            if gap and read >> place & 1:
                read |= 1 << place + 1
        return read

    def move(state: tuple[int, int], kind: int) -> tuple[int, int]:
        read = 0
        for place, gap in enumerate(gaps):
            if state[0] >> place & 1 and kind >> place & 1:
                read |= 1 << (place if gap else place + 1)
        return skip(read), state[1] | kind >> words

    states = {(skip(1), 0): 0}
    rows: list[list[int]] = []
    pending = list(states)
    while pending:
        state = pending.pop(0)
        row = []
        for kind in kinds:
            after = move(state, kind)
            if after[0] and after not in states:
                states[after] = len(states)
                pending.append(after)
            row.append(states.get(after, -1) if after[0] else -1)
        rows.append(row)
    done = [bool(read >> words & 1) and seen == everybody for read, seen in states]
    return np.array(rows, dtype=np.int32), np.array(done, dtype=bool)
