"""What a command shows on stderr while it works. Data goes to stdout, and never through here.

Arabic on a terminal: names are put between U+2068 and U+2069 (first strong isolate), so that terminals that reorder
right-to-left text keep numbers, punctuation and columns around a name where they are; other terminals ignore the two
characters. Letters are neither reshaped nor reversed: that is the terminal's work, and breaks copying where it is done
twice. In files and pipes nothing is added.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from corpus_cli.commands.escaping import escaped, escaped_json
from corpus_cli.pipeline.progress import Progress
from corpus_cli.wording.text import one_line, plural

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from corpus_cli.commands.settings import Settings

ISOLATE, POP = "\u2068", "\u2069"
# Without a terminal a line at least so often, so that a log shows life without filling up.
SECONDS_BETWEEN_LINES = 10.0


class Console(Progress, Protocol):
    """Where a command reports to: the pipeline's progress, and the closing summary."""

    @property
    def quiet(self) -> bool:
        """Whether only warnings and errors are shown."""

    def summary(self, text: str, data: dict[str, Any]) -> None:
        """The closing summary: ``text`` for people, ``data`` for programs."""

    def close(self) -> None:
        """Nothing is left open on the terminal."""

    def name(self, text: str) -> str:
        """A name from a report, safe to stand in a line with others."""


def make_console(settings: Settings, *, stream: TextIO | None = None) -> Console:
    """The console that the settings and the kind of stream ask for."""
    stream = sys.stderr if stream is None else stream
    if settings.json_logs:
        return JsonConsole(stream, quiet=settings.quiet)
    if stream.isatty() and not settings.quiet:
        return TerminalConsole(stream, color=not settings.no_color)
    return PlainConsole(stream, quiet=settings.quiet)


def tell(settings: Settings, text: str, data: dict[str, Any]) -> None:
    """The closing summary of a command that shows no progress is on stderr, as the settings ask for."""
    console = make_console(settings)
    console.summary(text, data)
    console.close()


def isolated(text: str) -> str:
    """The text between isolates if it holds right-to-left letters."""
    import unicodedata

    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{ISOLATE}{text}{POP}"
    return text


@dataclass(slots=True)
class _Pass:
    """The open pass: how far it is and since when."""

    name: str
    total: int | None
    unit: str
    started: float = field(default_factory=time.monotonic)
    done: int = 0
    words: int = 0
    shown: float = field(default_factory=time.monotonic)

    def advance(self, units: int, words: int) -> None:
        self.done += units
        self.words += words

    @property
    def rate(self) -> float:
        return self.done / max(time.monotonic() - self.started, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        return (self.total - self.done) / self.rate if self.total and self.done else None


class PlainConsole:
    """Lines of text: for log files and pipes."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self.quiet = quiet
        self._pass: _Pass | None = None

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """A line says what begins."""
        self._pass = _Pass(name, total, unit)
        self.say(f"{name}: {plural(total, unit) if total is not None else 'begins'}")

    def advance(self, units: int, *, words: int = 0) -> None:
        """A line every few seconds."""
        if self._pass is None:
            return
        self._pass.advance(units, words)
        now = time.monotonic()
        if now - self._pass.shown >= SECONDS_BETWEEN_LINES:
            self._pass.shown = now
            self.say(_progress_line(self._pass))

    def step(self, message: str) -> None:
        """A line says what is being done."""
        if self._pass is not None:
            self.say(f"{self._pass.name}: {message}")

    def end(self) -> None:
        """The pass is over."""
        self._pass = None

    def say(self, message: str) -> None:
        """The message is a line."""
        if not self.quiet:
            self._write(message)

    def warn(self, message: str) -> None:
        """The message is a line that says it is a warning."""
        self._write(f"warning: {message}")

    def summary(self, text: str, data: dict[str, Any]) -> None:  # noqa: ARG002 (the same for all consoles)
        """The text."""
        if not self.quiet:
            self._write(text)

    def close(self) -> None:
        """Nothing is open."""

    def name(self, text: str) -> str:
        """The name in one line, without control characters."""
        return one_line(text)

    def _write(self, text: str) -> None:
        print(escaped(text), file=self._stream, flush=True)


class JsonConsole:
    """One JSON object a line: for programs that watch a run."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self.quiet = quiet
        self._pass: _Pass | None = None

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """``{"event": "begin", …}``."""
        self._pass = _Pass(name, total, unit)
        self._write("begin", stage=name, total=total, unit=unit)

    def advance(self, units: int, *, words: int = 0) -> None:
        """``{"event": "progress", …}`` every few seconds."""
        if self._pass is None:
            return
        self._pass.advance(units, words)
        now = time.monotonic()
        if now - self._pass.shown >= SECONDS_BETWEEN_LINES:
            self._pass.shown = now
            self._write("progress", **_progress_data(self._pass))

    def step(self, message: str) -> None:
        """``{"event": "step", …}``."""
        self._write("step", stage=self._pass.name if self._pass else None, message=message)

    def end(self) -> None:
        """``{"event": "end", …}``."""
        if self._pass is not None:
            self._write("end", **_progress_data(self._pass))
        self._pass = None

    def say(self, message: str) -> None:
        """``{"event": "message", …}``."""
        self._write("message", message=message)

    def warn(self, message: str) -> None:
        """``{"event": "warning", …}``, also when quiet."""
        self._write("warning", message=message)

    def summary(self, text: str, data: dict[str, Any]) -> None:  # noqa: ARG002 (the same for all consoles)
        """``{"event": "summary", …}``."""
        self._write("summary", **data)

    def close(self) -> None:
        """Nothing is open."""

    def name(self, text: str) -> str:
        """The name in one line, without control characters."""
        return one_line(text)

    def _write(self, event: str, **values: object) -> None:
        if event == "warning" or not self.quiet:
            line = json.dumps({"event": event, **values}, ensure_ascii=False)
            print(escaped_json(line), file=self._stream, flush=True)


class TerminalConsole:
    """A progress bar a pass, with its rate and the time left."""

    quiet = False

    def __init__(self, stream: TextIO, *, color: bool) -> None:
        from rich.console import Console as RichConsole

        self._console = RichConsole(file=stream, no_color=not color, highlight=False, soft_wrap=True)
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._pass: _Pass | None = None

    def begin(self, name: str, *, total: int | None, unit: str) -> None:
        """A new bar below the earlier ones."""
        if self._bars is None:
            self._bars = self._new_bars()
            self._bars.start()
        self._pass = _Pass(name, total, unit)
        self._task = self._bars.add_task(name, total=total, detail="")

    def advance(self, units: int, *, words: int = 0) -> None:
        """The bar moves."""
        if self._bars is None or self._pass is None or self._task is None:
            return
        self._pass.advance(units, words)
        self._bars.update(self._task, advance=units, detail=_detail(self._pass))

    def step(self, message: str) -> None:
        """Stands beside the bar."""
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, detail=escaped(message))

    def end(self) -> None:
        """The bar is full."""
        if self._bars is None or self._pass is None or self._task is None:
            return
        total = self._pass.total if self._pass.total is not None else 1
        detail = _detail(self._pass) if self._pass.total is not None else "done"
        self._bars.update(self._task, total=total, completed=total, detail=detail)
        self._pass = None

    def say(self, message: str) -> None:
        """The message stands above the bars."""
        self._console.print(escaped(message), markup=False)

    def warn(self, message: str) -> None:
        """The message stands above the bars, marked."""
        self._console.print(f"warning: {escaped(message)}", markup=False, style="yellow")

    def summary(self, text: str, data: dict[str, Any]) -> None:  # noqa: ARG002 (the same for all consoles)
        """The text below the bars."""
        self.close()
        self._console.print(escaped(text), markup=False)

    def close(self) -> None:
        """The bars are finished and the cursor is back."""
        if self._bars is not None:
            self._bars.stop()
            self._bars = None

    def name(self, text: str) -> str:
        """The name between isolates if it is written from right to left."""
        return isolated(one_line(text))

    def _new_bars(self) -> Bars:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        return Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(bar_width=30),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[detail]}"),
            console=self._console,
        )


def _detail(current: _Pass) -> str:
    words = f", {current.words / max(time.monotonic() - current.started, 1e-9):,.0f} words/s" if current.words else ""
    return f"{plural(current.done, current.unit)}, {current.rate:,.1f}/s{words}"


def _progress_line(current: _Pass) -> str:
    left = f", about {current.seconds_left:,.0f} s left" if current.seconds_left is not None else ""
    done = f"{current.done:,} of " if current.total is not None else ""
    units = plural(current.done if current.total is None else current.total, current.unit)
    return f"{current.name}: {done}{units}, {current.rate:,.1f}/s{left}"


def _progress_data(current: _Pass) -> dict[str, object]:
    return {
        "stage": current.name,
        "done": current.done,
        "total": current.total,
        "unit": current.unit,
        "words": current.words,
        "per_second": round(current.rate, 2),
        "seconds_left": None if current.seconds_left is None else round(current.seconds_left, 1),
    }
