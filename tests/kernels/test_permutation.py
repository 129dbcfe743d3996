"""Two sets of arcs on each other, actors in another order, against whole matrices."""

from __future__ import annotations

import numpy as np

from netkit.kernels.permutation import permuted_products


def test_products_of_permuted_matrices() -> None:
    """The sum over all pairs of one weight times that of the pair on whose place it falls."""
    rng = np.random.default_rng(2)
    n = 7
    one, other = (np.where(rng.random((n, n)) < 0.4, rng.random((n, n)), 0.0) for _ in range(2))
    orders = np.array([np.arange(n), *(rng.permutation(n) for _ in range(6))], dtype=np.int32)
    sources, targets = (ends.astype(np.int32) for ends in np.nonzero(one))
    starts, indices = (ends.astype(np.int32) for ends in np.nonzero(other))
    indptr = np.append(0, np.cumsum(np.bincount(starts, minlength=n))).astype(np.int32)
    weights, others = one[sources, targets], other[starts, indices]
    found = permuted_products(sources, targets, weights, indptr, indices, others, orders)
    expected = [(one * other[np.ix_(order, order)]).sum() for order in orders]
    np.testing.assert_allclose(found, expected)
