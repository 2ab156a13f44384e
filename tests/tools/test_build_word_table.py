import importlib.util
import struct
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def build():
    path = ROOT / "tools" / "build_word_table.py"
    spec = importlib.util.spec_from_file_location("build_word_table", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pack(numbers):
    """Pack a map of unsigned integers as msgpack does."""
    packed = b"\xdf" + struct.pack(">I", len(numbers))
    for number in (number for pair in numbers.items() for number in pair):
        if number < 0x80:
            packed += bytes([number])
        else:
            lead, form = next(
                (lead, form)
                for lead, form in ((0xCC, ">B"), (0xCD, ">H"), (0xCE, ">I"), (0xCF, ">Q"))
                if number < 1 << 8 * struct.calcsize(form)
            )
            packed += bytes([lead]) + struct.pack(form, number)
    return packed


def test_every_width_of_number_is_unpacked_in_file_order(build):
    numbers = {2**64 - 1: 5, 7: 2**16 - 1, 200: 128, 70_000: 0, 2**40: 255}
    keys, rows = build.unpack_map(pack(numbers))
    assert keys.tolist() == list(numbers)
    assert rows.tolist() == list(numbers.values())


def test_every_column_meets_every_other_once(build):
    met = [
        pair
        for first, second in build.pair_columns(8)
        for pair in zip(first.tolist(), second.tolist(), strict=True)
    ]
    assert sorted(met) == [(one, other) for one in range(8) for other in range(one + 1, 8)]


def test_the_axes_are_those_of_the_matrix(build):
    numbers = np.random.default_rng(5)
    half = numbers.normal(size=(12, 12))
    spread, axes = build.find_axes(half @ half.T)
    assert axes @ np.diag(spread) @ axes.T == pytest.approx(half @ half.T)
    assert axes.T @ axes == pytest.approx(np.eye(12), abs=1e-12)


def test_half_whitened_vectors_have_the_root_of_the_spread(build):
    numbers = np.random.default_rng(6)
    vectors = numbers.normal(size=(400, 6)) * [1, 2, 3, 4, 5, 6]
    share = np.full(400, 1 / 400)
    whitened = build.half_whiten(vectors, share)
    before, after = (np.cov(rows.T, bias=True) for rows in (vectors, whitened))
    assert after @ after == pytest.approx(before, abs=1e-9)
    assert whitened.mean(axis=0) == pytest.approx(np.zeros(6), abs=1e-12)


def test_the_product_is_the_matrix_product(build):
    numbers = np.random.default_rng(8)
    left, right = numbers.normal(size=(300, 5)), numbers.normal(size=(5, 7))
    assert build.multiply(left, right) == pytest.approx(left @ right)


def test_another_wheel_is_refused(build, tmp_path):
    wheel = tmp_path / build.WHEEL
    wheel.write_bytes(b"something else")
    with pytest.raises(SystemExit, match="not the pinned file"):
        build.main(["--check", "--wheel", str(wheel)])
