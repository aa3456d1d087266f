"""A review of organizations at work: pairs listed, asked for one by one, or decided by number."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from corpus_cli.commands.console import Console
from corpus_cli.commands.output_place import run_on_disk
from corpus_cli.commands.printing import print_bytes
from corpus_cli.errors import ExitCode, InputError, OutputError
from corpus_cli.output import existing
from corpus_cli.pipeline.passes.review import Review, review_organizations
from corpus_cli.pipeline.record.recorded_run import read_run_file
from corpus_cli.review.as_csv import to_csv
from corpus_cli.review.as_json import to_json
from corpus_cli.review.listing import FLOOR, Choice, Listing, Proposal, read_choice
from corpus_cli.review.terminal import both_names, pair_lines
from corpus_cli.storage.address import is_address
from corpus_cli.wording.text import plural

if TYPE_CHECKING:
    from corpus_cli.commands.entities import Format
    from corpus_cli.commands.settings import Settings

Name = Callable[[str], str]

ALIAS_FILE = "aliases.csv"
_ANSWERS = {"y": "yes", "n": "no", "s": "skip", "q": "quit", "": "skip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which pairs are shown: from which score on, how many open ones, whether rejected ones too."""

    least: float
    limit: int
    rejected: bool

    def of(self, listing: Listing) -> list[Proposal]:
        """The pairs to show."""
        return listing.shown(least=self.least, limit=self.limit, rejected=self.rejected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the command line says of pairs. ``above``: all open pairs from this score on are one."""

    accept: Choice | None
    reject: Choice | None
    above: float | None

    @property
    def any(self) -> bool:
        """Whether it says anything."""
        return self.accept is not None or self.reject is not None or self.above is not None


def choice(text: str | None, option: str) -> Choice | None:
    """What was given to the option. Raises a usage error for what is no list of pairs."""
    if text is None:
        return None
    read = read_choice(text)
    if read is None:
        raise typer.BadParameter(f"{text!r} is not a list of pairs such as 1,4-6 or p0a1b2c3d", param_hint=option)
    return read


def folder_of(out: str, settings: Settings) -> Path:
    """The run's folder. Raises ``InputError`` for a run in object storage: answers are kept in the folder."""
    folder = run_on_disk(out, settings)
    if is_address(out):
        raise InputError(
            f"{out}: organizations are reviewed in a folder of this machine",
            remedy=f"give this machine's copy, {folder}, with --aliases FILE; then run `corpus run INPUT -o {out} "
            "--aliases FILE`",
        )
    return folder


def begin(out: Path, *, aliases: Path | None, workspace: Path | None, console: Console) -> Review:
    """The pairs of the run at ``out``."""
    from corpus_cli.topics.encoders.encoder import load_encoder

    folder = existing(out)
    path = aliases or _known_aliases(read_run_file(folder.run_file).aliases, workspace, console)
    # Vectors of names, not of the run's passages: of the encoder that the scores of pairs were fitted with.
    encoder = load_encoder("use")
    return review_organizations(folder, encode=encoder.encode, aliases=path, progress=console)


def _known_aliases(recorded: str | None, workspace: Path | None, console: Console) -> Path | None:
    if recorded is None:
        return workspace / ALIAS_FILE if workspace is not None else None
    if not Path(recorded).is_file():
        console.warn(f"the run was made with the alias file {recorded}, which is not there; --aliases gives another")
        return None
    return Path(recorded)


def show(review: Review, view: View, format_: Format, *, console: Console, name: Name) -> None:
    """The pairs are on stdout, and their numbers hold until the run changes."""
    listing = review.listing()
    shown = view.of(listing)
    quotes = review.quotes(shown, progress=console).of
    try:
        review.remember(listing)
    except OutputError as error:
        console.warn(f"{error.message}: --accept and --reject will take the ids alone, which begin with p")
    # The name tells, so that this module need not import the one that imports it.
    if format_.value == "json":
        print_bytes(to_json(shown, quotes=quotes))
    elif format_.value == "csv":
        print_bytes(to_csv(shown, quotes=quotes))
    else:
        typer.echo(_head(listing, shown, view))
        for proposal in shown:
            typer.echo("")
            for line in pair_lines(proposal, quotes=quotes, name=name):
                typer.echo(line)
        for line in _tail(review, listing, shown, view):
            typer.echo(line)
    sys.stdout.flush()


def decide(review: Review, choices: Choices, *, console: Console, name: Name) -> None:
    """What the command line says is done and said; nothing if it contradicts itself.

    Exits with 4 if a pair given by number or id could not be joined.
    """
    listing = review.listing()
    accepted = review.chosen(choices.accept, listing) if choices.accept else []
    rejected = review.chosen(choices.reject, listing) if choices.reject else []
    taken = {one.id for one in accepted}
    if both := [one for one in rejected if one.id in taken]:
        raise InputError(f"pair {both[0].number} is both accepted and rejected", remedy="give it to one of the options")
    if joined := [one for one in rejected if one.status == "accepted"]:
        raise InputError(
            f"pair {joined[0].number} ({joined[0].id}) is one row of {review.aliases}",
            remedy="take the names that do not belong together apart there",
        )
    named = len(accepted)
    if choices.above is not None:
        taken |= {one.id for one in rejected}
        accepted += [one for one in _above(listing, choices.above, console) if one.id not in taken]
    done = review.accept(accepted) if accepted else []
    if rejected:
        review.reject(rejected)
    for one in done:
        word = "accepted" if one.joined else "left    "
        typer.echo(f"{word}  {_line(one.proposal, name)}\n          {one.said}")
    for proposal in rejected:
        typer.echo(f"rejected  {_line(proposal, name)}")
    if not accepted and not rejected:
        typer.echo("no open pair is meant: nothing to do")
    _say_next(review, console, accepted=sum(one.joined for one in done))
    # Of all pairs above a score some may well not fit together: those are left for a person to look at.
    if any(not one.joined for one in done[:named]):
        raise typer.Exit(ExitCode.CONFIG)


def _above(listing: Listing, score: float, console: Console) -> list[Proposal]:
    """The open pairs from this score on, without those that need a person's eye."""
    high = [one for one in listing.proposals if one.status == "open" and one.pair.score >= score]
    if places := [one for one in high if one.places]:
        console.warn(
            f"{plural(len(places), 'pair')} left open, with names of places: {', '.join(one.id for one in places)}"
        )
    return [one for one in high if not one.places]


def ask(review: Review, view: View, *, console: Console, name: Name) -> None:
    """Every open pair has been shown with the question whether it is one; each answer is kept at once."""
    listing = review.listing()
    pairs = [one for one in view.of(listing) if one.status != "accepted"]
    quotes = review.quotes(pairs, progress=console).of
    console.close()
    typer.echo(_head(listing, pairs, view))
    counts = {"yes": 0, "no": 0, "skip": 0}
    for number, proposal in enumerate(pairs, 1):
        if review.accepted(proposal):
            continue  # by way of the pairs accepted before
        typer.echo(f"\npair {number} of {len(pairs)}")
        for line in pair_lines(proposal, quotes=quotes, name=name):
            typer.echo(line)
        answer = _answer()
        if answer == "quit":
            break
        if answer == "yes":
            (done,) = review.accept([proposal])
            typer.echo(f"      {done.said}")
            answer = "yes" if done.joined else "skip"
        counts[answer] += 1
        if answer == "no":
            review.reject([proposal])
    typer.echo(f"\n{counts['yes']:,} accepted, {counts['no']:,} rejected, {counts['skip']:,} skipped")
    _say_next(review, console, accepted=counts["yes"])


def _answer() -> str:
    """yes, no, skip or quit; the end of the input is quit."""
    while True:
        typer.echo("      one organization? y yes / n no / s skip / q quit [s]: ", nl=False)
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            typer.echo("")
            return "quit"
        word = line.strip().lower()
        answer = _ANSWERS.get(word, word)
        if answer in _ANSWERS.values():
            return answer


def _line(proposal: Proposal, name: Name) -> str:
    first, second = (both_names(side, name) for side in (proposal.pair.first, proposal.pair.second))
    return f"{proposal.number} {proposal.id}  {first} = {second}"


def _head(listing: Listing, shown: list[Proposal], view: View) -> str:
    there = sum(listing.count(least=view.least, status=status) for status in ("open", "accepted", "rejected"))
    if not there:
        return f"no pairs of organizations with a score of {view.least:.2f} or more"
    return f"{plural(there, 'pair')} of organizations that may be one, {len(shown):,} shown"


def _tail(review: Review, listing: Listing, shown: list[Proposal], view: View) -> Iterator[str]:
    left = listing.count(least=view.least, status="open") - sum(one.status == "open" for one in shown)
    hidden = listing.count(least=view.least, status="rejected") if not view.rejected else 0
    if left:
        yield f"\n{left:,} more with a score of {view.least:.2f} or more: --limit {view.limit + left}"
    if hidden:
        yield f"\n{plural(hidden, 'rejected pair')} left out: --all shows them"
    weaker = listing.count(least=FLOOR, status="open") - listing.count(least=view.least, status="open")
    if weaker:
        yield f"\n{plural(weaker, 'weaker pair')} not shown: --least {FLOOR}"
    if any(one.status == "open" for one in shown):
        root = shlex.quote(str(review.folder.root))
        first = next(one for one in shown if one.status == "open")
        command = f"corpus entities review {root} --accept {first.number}"
        if review.aliases is None:
            command += f" --aliases {ALIAS_FILE}"
        yield f"\nto accept the first: {command}   (or its id, {first.id})"


def _say_next(review: Review, console: Console, *, accepted: int) -> None:
    """What to run so that accepted pairs count."""
    if not accepted:
        return
    command = read_run_file(review.folder.run_file).command
    root, aliases = (shlex.quote(str(path)) for path in (review.folder.root, review.aliases))
    console.say(f"next, with the inputs and options of before: corpus {command} INPUT... -o {root} --aliases {aliases}")
