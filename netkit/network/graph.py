"""The container that every measure runs on: arcs as compressed sparse rows, forwards and backwards, with a mask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Graph", "build_graph"]


@dataclass(frozen=True, eq=False)
class Graph:
    """
    The arcs of a network: one for each ordered pair of different actors that at least one tie joins.

    Parallel ties share an arc, a tie without direction has two, a self-tie has none. Arcs stand in the order of
    their source, then of their target.

    Parameters
    ----------
    indptr : ndarray of int32, shape (n + 1,)
        Where each actor's outgoing arcs begin in `indices`.
    indices : ndarray of int32, shape (m,)
        Targets of the arcs.
    rindptr : ndarray of int32, shape (n + 1,)
        Where each actor's incoming arcs begin in `rindices`.
    rindices : ndarray of int32, shape (m,)
        Sources of the arcs, ordered by target.
    rarcs : ndarray of int32, shape (m,)
        For each place in `rindices`, the arc's place in `indices`.
    mask : ndarray of bool, shape (m,)
        Which arcs are there; a draw of an ensemble differs in nothing else.
    tie_arcs : ndarray of int32, shape (t, 2)
        The arc of each tie from subject to object and, for a tie without direction, the one back; -1 where there
        is none.
    directed : bool
        False if every tie is without direction, so that arcs come in pairs.
    """

    indptr: NDArray[np.int32]
    indices: NDArray[np.int32]
    rindptr: NDArray[np.int32]
    rindices: NDArray[np.int32]
    rarcs: NDArray[np.int32]
    mask: NDArray[np.bool_]
    tie_arcs: NDArray[np.int32]
    directed: bool

    @property
    def n(self) -> int:
        """Number of actors."""
        return len(self.indptr) - 1

    @property
    def m(self) -> int:
        """Number of arcs, masked ones included."""
        return len(self.indices)

    def sources(self) -> NDArray[np.int32]:
        """
        Return the source of every arc.

        Returns
        -------
        ndarray of int32, shape (m,)
            In the order of `indices`.
        """
        return np.repeat(np.arange(self.n, dtype=np.int32), np.diff(self.indptr))

    def arc_sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """
        Add up a number of each tie over the ties that share an arc.

        Parameters
        ----------
        values : ndarray of float, shape (t,)
            One number a tie.

        Returns
        -------
        ndarray of float, shape (m,)
            One number an arc.
        """
        from netkit.kernels.rows import add_by_arc

        return add_by_arc(self.tie_arcs, values, self.m)


def build_graph(
    n: int, subjects: NDArray[np.int32], objects: NDArray[np.int32], tie_directed: NDArray[np.bool_], directed: bool
) -> Graph:
    """
    Build the container from the ends of the ties.

    Parameters
    ----------
    n : int
        Number of actors.
    subjects, objects : ndarray of int32, shape (t,)
        Positions of the ends of each tie.
    tie_directed : ndarray of bool, shape (t,)
        False for ties that also count from object to subject.
    directed : bool
        Whether the network has direction; without it, every tie counts both ways.

    Returns
    -------
    Graph
        All arcs unmasked.
    """
    # numba is slow to import, and a network whose arcs nobody asks for does without.
    from netkit.kernels.rows import rows_of_ties

    both = ~tie_directed if directed else np.ones(len(subjects), dtype=bool)
    indptr, indices, rindptr, rindices, rarcs, tie_arcs = rows_of_ties(n, subjects, objects, both)
    return Graph(
        indptr=indptr,
        indices=indices,
        rindptr=rindptr,
        rindices=rindices,
        rarcs=rarcs,
        mask=np.ones(len(indices), dtype=bool),
        tie_arcs=tie_arcs,
        directed=directed,
    )
