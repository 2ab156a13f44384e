"""Take out of the vectors what varies inside every theme: style, length, politeness.

Sentence embeddings vary in a few directions that have nothing to do with the topic.  Where a
first grouping is known, the spread inside its groups shows those directions; scaling them
down brings voices on one matter together that no distance between raw vectors would.  With
few voices the spread is hardly known, so it is mixed with a plain sphere.

Reference: Fisher (1936), The use of multiple measurements in taxonomic problems (the within
scatter); Ledoit and Wolf (2004), A well-conditioned estimator for large-dimensional
covariance matrices (mixing with the sphere).
"""

import numpy as np
from scipy.linalg import eigh
from scipy.linalg.blas import strsm
from scipy.linalg.lapack import spotrf
from scipy.sparse import csr_matrix

from analysis.smoothing import at_unit_length
from analysis.voices import FloatArray, IntArray, Matrix, sum_rows

_SMALLEST = 4  # groups below this size show nothing
_ROUND_OFF = 1e-6
_WIDEST = 48


def measure_spread(centred: FloatArray, groups: IntArray, *, caution: float) -> FloatArray:
    """Return the matrix that evens out the spread inside groups.

    Parameters
    ----------
    centred : float32 array, shape (n, d).
    groups : int array, shape (n,), numbered from 0; small groups are passed over.
    caution : how much sphere is mixed in, in units of the mean spread; 1 where thousands of
        voices are known, more with fewer.

    Returns
    -------
    float32 array, shape (d, d), symmetric; the unit matrix where no group shows anything.
    """
    size = int(groups.max(initial=-1)) + 1
    counts = np.bincount(groups, minlength=size)
    means = sum_rows(centred, groups, size) / np.maximum(counts, 1)[:, None].astype(np.float32)
    rest = (centred - means[groups])[counts[groups] >= _SMALLEST].astype(np.float64)
    width = centred.shape[1]
    if len(rest) < 2 or not rest.any():
        return np.eye(width, dtype=np.float32)
    if len(rest) < 2 * width:
        return _even_out_few(rest, caution)
    spread = rest.T @ rest / len(rest)
    mean = float(np.trace(spread)) / width
    values, axes = eigh(spread, driver="evd", check_finite=False)
    scale = 1.0 / np.sqrt(np.maximum(values, 0.0) / mean + caution)
    return np.asarray((axes * scale) @ axes.T, np.float32)


def sharpen(
    likeness: FloatArray, groups: IntArray, *, caution: float, width: int
) -> FloatArray:
    """Return the likeness of the voices after the spread inside *groups* is evened out.

    The same as scaling the vectors by the inverse root of (spread / mean + caution), but in
    the space of pairs, where some hundred voices are cheap: with R the voices less their
    group's mean, X (R'R / s + c)^-1 X' = (XX' - XR' (c s + RR')^-1 RX') / c.

    Parameters
    ----------
    likeness : float32 array, shape (n, n), of the centred voices.
    groups, caution : as for :func:`measure_spread`.
    width : how many numbers a vector has.
    """
    counts = np.bincount(groups)
    shows = counts >= _SMALLEST
    inside = np.flatnonzero(shows[groups])
    if len(inside) < 2:
        return likeness
    where = (np.cumsum(shows) - 1)[groups[inside]]
    means = _average(where)
    some = likeness[inside]
    rest = some - (means @ some)[where]
    both = rest.T[inside]
    both -= (means @ both)[where]
    total = float(np.trace(both))
    if total <= _ROUND_OFF:
        return likeness
    both.flat[:: len(both) + 1] += caution * total / width
    root, failed = spotrf(both.T, lower=1, clean=0, overwrite_a=1)
    if failed:
        return likeness
    taken = strsm(1.0, root, rest.T, side=1, lower=1, trans_a=1, overwrite_b=1)
    return at_unit_length(likeness - taken @ taken.T)


def _average(groups: IntArray) -> csr_matrix:
    """Return the matrix that takes the mean of each group, shape (k, n)."""
    counts = np.bincount(groups)
    starts = np.concatenate([[0], np.cumsum(counts)])
    weight = np.repeat(1.0 / counts, counts).astype(np.float32)
    members = np.argsort(groups, kind="stable")
    return csr_matrix((weight, members, starts), shape=(len(counts), len(groups)))


def _even_out_few(rest: Matrix, caution: float) -> FloatArray:
    """Return nearly the same matrix from the widest directions only.

    With fewer voices than numbers the narrow directions are known least and hardly scaled;
    they count with their mean.  Found by repeated multiplication from a fixed start
    (Halko, Martinsson and Tropp, 2011, Finding structure with randomness).
    """
    size, width = rest.shape
    count = min(_WIDEST, size - 1)
    start = np.random.default_rng(0).standard_normal((size, count))
    sides, _ = np.linalg.qr(rest @ (rest.T @ start))
    for _ in range(2):
        sides, _ = np.linalg.qr(rest @ (rest.T @ sides))
    small = sides.T @ rest
    values, turns = np.linalg.eigh(small @ small.T / size)
    kept = values > _ROUND_OFF * values[-1]
    values, turns = values[kept], turns[:, kept]
    axes = small.T @ turns / np.sqrt(values * size)
    whole = float(np.einsum("ij,ij->", rest, rest)) / size
    mean = whole / width
    others = max(0.0, whole - float(values.sum())) / max(1, width - len(values))
    plain = 1.0 / np.sqrt(others / mean + caution)
    scale = 1.0 / np.sqrt(values / mean + caution) - plain
    return np.asarray(plain * np.eye(width) + (axes * scale) @ axes.T, np.float32)
