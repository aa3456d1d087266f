"""A finished run's organizations to pairs that may be one, and a person's word on them to the alias file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from corpus_cli.entities.organizations.pairs import Pair, propose
from corpus_cli.entities.own_names.alias_file import AliasFile
from corpus_cli.errors import ConfigError, InputError
from corpus_cli.output import RunFolder, opened, read_each
from corpus_cli.pipeline.damaged import warn_of_damaged
from corpus_cli.pipeline.progress import Progress
from corpus_cli.review.listing import FLOOR, Choice, Listing, Proposal, listing
from corpus_cli.review.mentions import NamingText, read_naming_text
from corpus_cli.review.organizations import OrganizationTally
from corpus_cli.review.quotes import QuoteCollector
from corpus_cli.review.reviewed import Rejected, read_reviewed, write_reviewed

if TYPE_CHECKING:
    from corpus_cli.entities.organizations.pairs import Vectors

Encode = Callable[[Sequence[str]], "Vectors"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A pair that a person says is one, whether the alias file says so now, and what was done there or why not."""

    proposal: Proposal
    joined: bool
    said: str


@dataclass(frozen=True, slots=True)
class Review:
    """The pairs of a run and what is said of them. ``aliases``: the alias file, if one is known; it may be new."""

    folder: RunFolder
    tally: OrganizationTally
    pairs: tuple[Pair, ...]
    aliases: Path | None

    def listing(self) -> Listing:
        """All pairs, with what has been decided until now."""
        rejected = read_reviewed(self.folder.reviewed).rejected_ids
        return listing(self.pairs, accepted=self._joined(), rejected=rejected, places=self.tally.place_names)

    def accepted(self, proposal: Proposal) -> bool:
        """Whether the alias file says by now that the pair is one."""
        return self._joined()(proposal.pair)

    def remember(self, shown: Listing) -> None:
        """The list's numbers count from now on. Raises ``OutputError`` if that cannot be kept."""
        reviewed = read_reviewed(self.folder.reviewed)
        if reviewed.listed != shown.fingerprint:
            write_reviewed(self.folder.reviewed, msgspec.structs.replace(reviewed, listed=shown.fingerprint))

    def chosen(self, choice: Choice, among: Listing) -> list[Proposal]:
        """The pairs of the choice. Raises ``InputError`` for numbers if they were last shown for another list."""
        listed = read_reviewed(self.folder.reviewed).listed
        if choice.by_number and listed != among.fingerprint:
            said = "the pairs have changed since they were listed" if listed else "the pairs have not been listed yet"
            raise InputError(
                f"{self.folder.root}: {said}, so a number may mean another pair",
                remedy="list them again, or give the ids that begin with p, which stay",
            )
        return choice.of(among)

    def accept(self, proposals: Iterable[Proposal]) -> list[Accepted]:
        """Each pair is one row of the alias file, or why not is said. The file is written once, whole.

        It is read anew, so that what the user has changed in it meanwhile stays.
        """
        if self.aliases is None:
            raise ConfigError(
                "there is no alias file to write accepted pairs to",
                remedy="give one with --aliases FILE; it is made if it is not there",
            )
        with opened(self.folder.root):  # two reviews at once would each write without the other's answers
            return self._accept(proposals, AliasFile.read(self.aliases))

    def _accept(self, proposals: Iterable[Proposal], file: AliasFile) -> list[Accepted]:
        reviewed = before = read_reviewed(self.folder.reviewed)
        done = []
        for proposal in proposals:
            try:
                done.append(Accepted(proposal, True, file.join(*self.tally.sides(proposal.pair))))
            except ConfigError as error:
                done.append(Accepted(proposal, False, f"{error.message}; {error.remedy}"))
                continue
            reviewed = reviewed.without(proposal.id)
        if any(one.joined for one in done):
            file.write()
        if reviewed != before:
            write_reviewed(self.folder.reviewed, reviewed)
        return done

    def reject(self, proposals: Iterable[Proposal]) -> None:
        """The pairs are not shown again."""
        with opened(self.folder.root):
            reviewed = read_reviewed(self.folder.reviewed)
            for proposal in proposals:
                first, second = proposal.pair.first.id, proposal.pair.second.id
                reviewed = reviewed.rejecting(Rejected(pair=proposal.id, first=first, second=second))
            write_reviewed(self.folder.reviewed, reviewed)

    def quotes(self, proposals: Iterable[Proposal], *, progress: Progress) -> QuoteCollector:
        """Quotes for the organizations of these pairs: a second pass over the documents."""
        sides = (side.id for one in proposals for side in (one.pair.first, one.pair.second))
        quotes = QuoteCollector(frozenset(sides))
        if quotes.ids:
            for doc in _documents(self.folder, "quotes", progress):
                quotes.add(doc)
        return quotes

    def _joined(self) -> Callable[[Pair], bool]:
        """Tells of a pair whether the alias file joins it. Raises ``ConfigError`` for a file with errors."""
        if self.aliases is None:
            return lambda _: False
        file = AliasFile.read(self.aliases)
        return lambda pair: file.joined(*self.tally.sides(pair))


def review_organizations(folder: RunFolder, *, encode: Encode, aliases: Path | None, progress: Progress) -> Review:
    """The pairs of the run's organizations that may be one. ``encode``: one vector a name.

    Raises ``InputError`` for a run without documents or whose documents have not been searched for names.
    """
    tally = OrganizationTally()
    for doc in _documents(folder, "names", progress):
        tally.add(doc)
    if not tally.documents:
        raise InputError(
            f"{folder.root}: the run holds no documents", remedy=f"make some with `corpus run INPUT -o {folder.root}`"
        )
    if not tally.with_names:
        raise InputError(
            f"{folder.root}: names have not been looked for in this run",
            remedy="run it with a recipe that has the stage entities, for example the default one",
        )
    organizations = tally.organizations()
    return Review(folder, tally, tuple(propose(organizations, encode, beside=tally.beside, least=FLOOR)), aliases)


def _documents(folder: RunFolder, name: str, progress: Progress) -> Iterator[NamingText]:
    """Each document in order, one held at a time; files that are gone or no documents are left out, which is said."""
    paths = list(folder.document_files())
    damaged: list[Path] = []
    progress.begin(name, total=len(paths), unit="document")
    for _, doc in read_each(paths, read_naming_text, damaged=damaged.append):
        yield doc
        progress.advance(1)
    progress.end()
    warn_of_damaged(damaged, missing_from="what is proposed", progress=progress)
