"""What UMAP compiles is kept."""

from types import ModuleType

import numba

from corpus_cli.topics.clustering.compiled import keep_compiled


def doubled(number):
    """Something to compile."""
    return 2 * number


def test_a_compiled_function_is_kept_on_disk(tmp_path, monkeypatch):
    """Compiled once, it is loaded the next time."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    module = ModuleType("some")
    for expected in ("misses", "hits"):
        module.doubled, module.plain = numba.njit(doubled), doubled
        keep_compiled(module)
        assert module.doubled(4) == 8
        stats = module.doubled.stats
        assert sum(getattr(stats, f"cache_{expected}").values()) == 1
