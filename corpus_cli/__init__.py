"""Folders of Arabic and English reports in, evidence out: entities, themes and quotes with their sources.

A finished run in Python: ``from corpus_cli import open_run``. What a type checker sees stands in ``__init__.pyi``.
"""

__version__ = "0.1.0"
__all__ = ["Run", "Shown", "__version__", "open_run"]


def __getattr__(name: str) -> object:
    """The library, imported when it is first asked for: every module of the package imports this one."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("corpus_cli.library"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
