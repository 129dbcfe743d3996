"""Whom an actor reaches in a large network: forwards while few are found, then backwards from whoever is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from netkit.kernels._jit import jit
from netkit.kernels.bits import count_bits
from netkit.kernels.prefetch import NEAR, SOON, prefetch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Words = NDArray[np.uint64]

__all__ = ["all_bits", "has_bit", "hybrid_search"]

_NEXT = np.uint32(1)
_NONE = np.uint64(0)
_BIT = np.uint64(1)
_ALL = np.uint64(2**64 - 1)
# A place is the word `v >> _WORD` and the bit `v & _REST`.
_WORD = np.uint32(6)
_REST = np.uint32(63)

# The part of all actors that has to wait at once before the search turns round.
_SHARE = 4


@jit
def all_bits(n: int) -> Words:
    """
    Set one bit an actor: a million take 125 kB, which stay in the processor's own cache.

    Parameters
    ----------
    n : int
        Number of actors.

    Returns
    -------
    ndarray of uint64, shape (ceil(n / 64),)
        The bits beyond the last actor are not set.
    """
    words = np.full((n + 63) // 64, _ALL, np.uint64)
    if n % 64:
        words[n // 64] = (_BIT << np.uint64(n % 64)) - _BIT
    return words


@jit
def has_bit(words: Words, v: int) -> bool:
    """
    Look up one actor's bit.

    Parameters
    ----------
    words : ndarray of uint64
        Bits of all actors.
    v : int
        Whose.

    Returns
    -------
    bool
        Whether it is set.
    """
    at = np.uint32(v)
    return bool(words[at >> _WORD] >> np.uint64(at & _REST) & _BIT)


@jit
def hybrid_search(indptr: Ints, indices: Ints, rindptr: Ints, rindices: Ints, start: int, left: Words) -> Words:
    """
    Find whom an actor reaches (direction-optimizing search, Beamer, Asanović and Patterson 2012).

    Once many wait for their turn, whoever is not found yet looks for somebody who is: one contact is mostly enough,
    and rows are read in order. What the last such pass found goes on forwards, so that long chains cost no more.

    Parameters
    ----------
    indptr, indices : ndarray of int32
        Rows of arcs.
    rindptr, rindices : ndarray of int32
        The same arcs from their other ends.
    start : int
        Where to begin.
    left : ndarray of uint64, shape (ceil(n / 64),)
        One bit for each actor who may be found, the start among them. The bits of those who are found are taken away.

    Returns
    -------
    ndarray of uint64, shape (ceil(n / 64),)
        One bit for each actor who was found, the start among them.
    """
    n = len(indptr) - 1
    ends, rends = indices.view(np.uint32), rindices.view(np.uint32)
    found = np.zeros(len(left), np.uint64)
    # Longer than anybody needs, since rows are asked for ahead.
    queue = np.zeros(n + SOON, np.uint32)
    v = np.uint32(start)
    queue[0] = v
    found[v >> _WORD] = _BIT << np.uint64(v & _REST)
    left[v >> _WORD] ^= found[v >> _WORD]
    head, tail = 0, 1
    turned = False
    while head < tail:
        if not turned and tail - head > n // _SHARE:
            turned = True
            while tail - head > n // _SHARE:
                head = tail
                for at in range(len(left)):
                    word = left[at]
                    while word != _NONE:
                        bit = word & (~word + _BIT)
                        word ^= bit
                        v = np.uint32((at << 6) + np.int64(count_bits(bit - _BIT)))
                        for k in range(rindptr[v], rindptr[v + _NEXT]):
                            w = rends[k]
                            if found[w >> _WORD] >> np.uint64(w & _REST) & _BIT:
                                left[at] ^= bit
                                found[at] |= bit
                                queue[tail] = v
                                tail += 1
                                break
            continue
        prefetch(indptr, queue[head + SOON])
        prefetch(ends, indptr[queue[head + NEAR]])
        v = queue[head]
        head += 1
        for k in range(indptr[v], indptr[v + _NEXT]):
            w = ends[k]
            # Written in any case, counted if it is new: there is no branch to guess.
            new = left[w >> _WORD] & (_BIT << np.uint64(w & _REST))
            left[w >> _WORD] ^= new
            found[w >> _WORD] |= new
            queue[tail] = w
            tail += new != _NONE
    return found
