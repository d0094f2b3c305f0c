from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# A pair of frames further apart than this counts no more: a cough in a take must not decide alone.
_FAR = 1e9


def distances(said: Vectors, takes: Sequence[Vectors]) -> NDArray[np.float64]:
    """Return the dynamic-time-warping distance of one recording to each take.

    `said` is (n, width), each take (m, width), rows of length one. The cost of a pair of frames is one
    minus their cosine; a distance is the cost of the best path over n + m (symmetric form of Sakoe and
    Chiba, 1978: a diagonal step counts twice), so that long and short takes compare.
    """
    if not takes:
        return np.zeros(0)
    lengths = np.array([len(take) for take in takes])
    costs = np.full((len(takes), len(said), lengths.max()), _FAR)
    for place, take in enumerate(takes):
        costs[place, :, : len(take)] = 1.0 - said @ take.T
    ends = _accumulated(costs)[np.arange(len(takes)), len(said) - 1, lengths - 1]
    return np.asarray(ends / (len(said) + lengths), dtype=np.float64)


def _accumulated(costs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fill the path costs of all takes at once, diagonal by diagonal."""
    count, rows, columns = costs.shape
    total = np.full((count, rows + 1, columns + 1), np.inf)
    total[:, 0, 0] = 0.0
    for diagonal in range(rows + columns - 1):
        i = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        j = diagonal - i
        cost = costs[:, i, j]
        straight = np.minimum(total[:, i, j + 1], total[:, i + 1, j]) + cost
        total[:, i + 1, j + 1] = np.minimum(straight, total[:, i, j] + 2 * cost)
    return total[:, 1:, 1:]


def unit_rows(vectors: Vectors) -> Vectors:
    """Return the vectors with their mean taken off and each brought to length one."""
    centred = vectors - vectors.mean(axis=0)
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6), np.float32)
