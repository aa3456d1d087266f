"""One thread, where sums must be the same on any number of cores."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block BLAS and OpenMP work in one thread: a sum taken by several has other last bits."""
    # Only libraries that are loaded can be limited: scipy brings a BLAS of its own, scikit-learn an OpenMP.
    import sklearn.cluster  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield
