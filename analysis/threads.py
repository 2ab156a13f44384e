"""Small matrices in one thread.

Several threads cost small matrices more than they bring, and far more on a machine that is
busy with something else.  Results do not depend on it.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
T = TypeVar("T")


@functools.cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def in_one_thread(work: Callable[P, T]) -> Callable[P, T]:
    """Return *work* so that it computes its matrices in a single thread."""

    @functools.wraps(work)
    def limited(*args: P.args, **kwargs: P.kwargs) -> T:
        with _controller().limit(limits=1):
            return work(*args, **kwargs)

    return limited
