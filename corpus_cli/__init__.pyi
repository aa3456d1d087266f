from corpus_cli.library import Run as Run
from corpus_cli.library import Shown as Shown
from corpus_cli.library import open_run as open_run

__version__: str
__all__ = ["Run", "Shown", "__version__", "open_run"]
