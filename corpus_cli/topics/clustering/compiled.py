"""What UMAP compiles as it runs, kept for the next process."""

from __future__ import annotations

from types import ModuleType


def keep_compiled(*modules: ModuleType) -> None:
    """The functions of these modules that numba compiles are compiled once a machine.

    umap-learn asks that of some of its own; the rest took seven seconds of every training. numba keeps them where it
    keeps those: beside the module, or in the user's cache folder, by processor and by the source file's time and size.
    """
    from numba.core.registry import CPUDispatcher

    for module in modules:
        for function in vars(module).values():
            if isinstance(function, CPUDispatcher):
                function.enable_caching()
