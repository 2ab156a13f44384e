"""Giving boxes room: free spots, boxes pushed apart, parts set side by side on shelves.

Points are an array of n by 2, the middles of boxes; sizes are n by 2, width and height.
Nothing here knows a graph; :mod:`analysis.layout` does.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

GAP = 18.0  # empty space kept between two boxes, in pixels
WIDE = 1.45  # pictures are shown on screens that are wider than high
_LOOSE = 1.6  # how much larger a picture is than its boxes, so that they find room
_SPOTS = 256  # spots looked at together
_PUSHES = 40
_GOLDEN_ANGLE = float(np.pi * (3 - np.sqrt(5)))


def find_free_spot(
    target: Points, size: Points, points: Points, sizes: Points, step: float = 12.0
) -> Points:
    """Return the first spot on a spiral round *target* where a box covers no other.

    *step* is how far apart the turns of the spiral are: a small one finds the nearest spot,
    a large one finds a spot soon.
    """
    room = (sizes + size) / 2 + GAP
    # On the spiral's own scale (x narrowed) a box can only block spots about as far out as
    # it lies itself; all others need not be looked at.  Two pixels are for the rounding.
    scale = np.array([WIDE, 1.0])
    distance = np.hypot(*((points - target) / scale).T)
    reach = np.hypot(*(room / scale).T) + 2
    first = 0
    while True:
        count = np.arange(first, first + _SPOTS)
        turn = count * _GOLDEN_ANGLE
        way = np.column_stack((WIDE * np.cos(turn), np.sin(turn)))
        spots: Points = np.round(target + step * np.sqrt(count)[:, None] * way)
        inner, outer = step * np.sqrt(count[0]), step * np.sqrt(count[-1])
        may = (distance > inner - reach) & (distance < outer + reach)
        near = np.abs(spots[:, None] - points[may][None]) < room[may][None]
        free = np.flatnonzero(~(near[:, :, 0] & near[:, :, 1]).any(axis=1))
        if len(free):
            spot: Points = spots[free[0]]
            return spot
        first += _SPOTS


def measure_overlap(points: Points, sizes: Points, gap: float = 0.0) -> Points:
    """Return how deep each pair of boxes lies in each other, n by n by 2 (along x and y).

    A pair overlaps, or comes closer than *gap*, where both entries are positive; the
    diagonal holds the boxes' own sizes.
    """
    room = (sizes[:, None] + sizes[None]) / 2 + gap
    depth: Points = room - np.abs(points[:, None] - points[None])
    return depth


def push_apart(points: Points, sizes: Points, seed: int) -> Points:
    """Push boxes apart, each pair along its shorter way, until none touches another.

    Where pushing goes in circles, the boxes look for free spots, the middle of the picture
    first. The seeded hair's breadth makes any two points different.
    """
    points = points + np.random.default_rng(seed).uniform(-0.5, 0.5, points.shape)
    needed = _LOOSE * float((sizes + GAP).prod(axis=1).sum())
    spread = float(np.prod(np.ptp(points, axis=0) + sizes.mean(axis=0)))
    points = points * max(1.0, float(np.sqrt(needed / spread)))
    for _ in range(_PUSHES):
        depth = measure_overlap(points, sizes, GAP + 1)
        touching = (depth > 0).all(axis=2) & ~np.eye(len(points), dtype=np.bool_)
        if not touching.any():
            return points
        shorter = np.argmin(depth, axis=2)
        side = np.where(points[:, None] >= points[None], 1.0, -1.0)
        for axis in (0, 1):
            push = np.where(touching & (shorter == axis), depth[:, :, axis] / 2, 0.0)
            points[:, axis] += (push * side[:, :, axis]).sum(axis=1) * 0.7
    return _settle(points, sizes)


def _settle(points: Points, sizes: Points) -> Points:
    """Set the boxes down one after the other, from the middle, each on a free spot."""
    from_middle = np.hypot(*(points - np.median(points, axis=0)).T)
    order = np.argsort(np.round(from_middle), kind="stable")
    settled = points.copy()
    coarse = float(sizes.min()) / 2
    for rank, i in enumerate(order[1:], start=1):
        down = order[:rank]
        settled[i] = find_free_spot(points[i], sizes[i], settled[down], sizes[down], coarse)
    return settled


def put_on_shelves(drawn: list[Points], sizes: list[Points]) -> list[Points]:
    """Put separate parts side by side on shelves, as wide in all as a screen is."""
    lows, spans = [], []
    for points, size in zip(drawn, sizes, strict=True):
        lows.append((points - size / 2).min(axis=0))
        spans.append((points + size / 2).max(axis=0) - lows[-1] + 2 * GAP)
    if not spans:
        return []
    area = sum(float(w * h) for w, h in spans)
    shelf = max(float(np.sqrt(area * 16 / 9)), *(float(w) for w, _ in spans))
    placed = []
    x = y = tallest = 0.0
    for points, low, (width, height) in zip(drawn, lows, spans, strict=True):
        if x > 0 and x + width > shelf:
            x, y, tallest = 0.0, y + tallest, 0.0
        placed.append(points - low + np.array([x, y]))
        x += float(width)
        tallest = max(tallest, float(height))
    return placed
