"""``corpus gazetteer``: a user's own places, and what a name can mean."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_cli.commands.options import Printed, TextOrJson
from corpus_cli.commands.printing import print_bytes
from corpus_cli.errors import InputError

if TYPE_CHECKING:
    from corpus_cli.entities.own_names.place_table import PlaceTable
    from corpus_cli.entities.own_names.user_places import UserPlaces

gazetteer = typer.Typer(rich_markup_mode=None)
_MOST_UNUSED = 8


Name = Annotated[str, typer.Argument(metavar="NAME", help="As `corpus gazetteer list` shows it.", show_default=False)]


@gazetteer.callback()
def about() -> None:
    """Your own places beside those that ship with corpus: villages, camps, areas with your codes.

    Example: corpus gazetteer add villages.csv
    """


@gazetteer.command("add", short_help="Take over the places of a csv file.")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A csv file in UTF-8.", show_default=False)],
    *,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="What to call it (default: the file's name).")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="OURS=THEIRS",
            help="Which of the file's columns holds id, name_en, name_ar, aliases, lat, lon, type, parent or country. "
            "May be given several times, or with commas between.",
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="The type of rows that name none (district, village, …).")
    ] = "",
) -> None:
    """Use the places of FILE in every run from now on: they are found in texts and linked with your ids.

    The columns, in any order: id and name_en or name_ar are needed; aliases (with | between), lat and lon (degrees),
    type (village, town, city, neighbourhood, camp, district, governorate, …; a place is a village unless it says
    otherwise), parent (the id of the area that holds it, or a governorate's name) and country (SY) may be there.
    Commas, semicolons or tabs. Nothing is taken over from a file in which something is wrong; a file of the same
    name is replaced. A place that the shipped gazetteer has too, by name and within 15 km, gets your id.

    The p-code tables of OCHA, the larger areas first:

    corpus gazetteer add adm3.csv --type subdistrict --map id=admin3Pcode --map name_en=admin3Name_en
    --map name_ar=admin3Name_ar --map parent=admin2Pcode

    Example: corpus gazetteer add villages.csv --name villages
    """
    from corpus_cli.commands.place_files import file_of, store, user_places
    from corpus_cli.commands.run import read_mapping
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.entities.own_names.place_areas import known_areas, problems_together
    from corpus_cli.entities.own_names.place_table import read_places, to_csv
    from corpus_cli.entities.own_names.user_places import said
    from corpus_cli.wording.text import plural

    settings = load_settings()
    target = file_of(settings, name if name is not None else file.stem)
    table = read_places(file, mapping=read_mapping(_pairs(mapping or ())), kind=kind)
    others = _tables([path for path in user_places(settings) if path != target])
    table.problems += problems_together(table, others)
    if table.problems:
        raise InputError(said(table), remedy="correct the lines named above and give the command again")
    areas = known_areas([*(row for other in others for row in other.rows), *table.rows])
    replaced = target.exists()
    data = to_csv(table.rows, parents=areas.parent_id)
    # Before it is stored: every run loads what is, and would fail with it.
    places = _loaded(target.name, data, others)
    store(target, data)
    _say(f"{'replaced' if replaced else 'added'} {target.stem}: {plural(len(table.rows), 'place')} in {target}")
    ours = {row.id for row in table.rows}
    known = sum(entry.id in ours for entry in places.replaced.values()) if places else 0
    if known:
        _say(f"{plural(known, 'place')} of the shipped gazetteer now {'has' if known == 1 else 'have'} your ids")
    if table.unused:
        more = "" if len(table.unused) <= _MOST_UNUSED else f" and {len(table.unused) - _MOST_UNUSED} more"
        _say(f"not used: the columns {', '.join(table.unused[:_MOST_UNUSED])}{more}")
    _warn_of_lost_parents([*others, table])
    _say("documents of earlier runs are read again when they are run again")


@gazetteer.command("list", short_help="Your gazetteers.")
def show() -> None:
    """Show the gazetteers that you have added: how many places each holds, and where it lies.

    Example: corpus gazetteer list
    """
    from corpus_cli.commands.place_files import places_folder, user_places
    from corpus_cli.commands.settings import load_settings

    settings = load_settings()
    files = user_places(settings)
    if not files:
        _say(f"there are none in {places_folder(settings)}; add one with `corpus gazetteer add FILE`")
        return
    tables = _tables(files)
    width = max(len("name"), *(len(path.stem) for path in files))
    typer.echo(f"{'name':<{width}}  {'places':>8}  {'points':>8}  {'Arabic':>8}  {'English':>8}  file")
    for path, table in zip(files, tables, strict=True):
        points = sum(row.lat is not None for row in table.rows)
        arabic, english = sum(bool(row.name_ar) for row in table.rows), sum(bool(row.name_en) for row in table.rows)
        counts = "  ".join(f"{count:>8,}" for count in (len(table.rows), points, arabic, english))
        typer.echo(f"{path.stem:<{width}}  {counts}  {path}")


@gazetteer.command("remove", short_help="Use a gazetteer no longer.")
def drop(name: Name) -> None:
    """Remove one of your gazetteers: later runs do not use its places.

    Example: corpus gazetteer remove villages
    """
    from corpus_cli.commands.place_files import file_of, remove, user_places
    from corpus_cli.commands.settings import load_settings

    settings = load_settings()
    files = user_places(settings)
    target = file_of(settings, name)
    if target not in files:
        known = ", ".join(path.stem for path in files) or "none"
        raise InputError(f"there is no gazetteer {target.stem!r}", remedy=f"your gazetteers are: {known}")
    remove(target)
    _say(f"removed {target}")
    _warn_of_lost_parents(_tables([path for path in files if path != target]))


@gazetteer.command("find", short_help="What a name can mean.")
def find(
    text: Annotated[
        list[str],
        typer.Argument(metavar="TEXT...", help="A place's name in either script, however spelled.", show_default=False),
    ],
    *,
    format_: Printed = TextOrJson.TEXT,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="At most so many places.")] = 20,
) -> None:
    """Show the places that a name can mean, yours among them, the surest first.

    Which of them a text means is decided by all that the text says; here is only what is known of the name: the areas
    that hold each place, its point, and how the name fits (the name itself, another name of it, another spelling, the
    same sound, one sound wrong).

    Example: corpus gazetteer find Kafr Nabl
    """
    from corpus_cli.commands import place_listing
    from corpus_cli.commands.run import chosen_recipe
    from corpus_cli.commands.settings import load_settings
    from corpus_cli.entities.linking.found_places import find_places

    places = find_places(" ".join(text), chosen_recipe(load_settings()).entities.places)
    if format_ is TextOrJson.JSON:
        print_bytes(place_listing.to_json(places[:most]))
        return
    if not places:
        _say("no place is written like that or sounds like it")
        return
    for line in place_listing.table(places[:most], terminal=sys.stdout.isatty()):
        typer.echo(line)
    if len(places) > most:
        _say(f"… and {len(places) - most:,} more: see --most")


def _pairs(given: Sequence[str]) -> list[str]:
    """``["id=code,name_en=name"]`` as ``["id=code", "name_en=name"]``; other commas are part of a column's name."""
    from corpus_cli.entities.own_names.place_table import COLUMNS

    between = re.compile(rf",(?=\s*(?:{'|'.join(COLUMNS)})\s*=)")
    return [pair for one in given for pair in between.split(one)]


def _tables(paths: Sequence[Path]) -> list[PlaceTable]:
    """Files that were added before. Raises ``InputError`` for one that was altered and is wrong now."""
    from corpus_cli.entities.own_names.place_table import read_places
    from corpus_cli.entities.own_names.user_places import said

    tables = [read_places(path) for path in paths]
    for table in tables:
        if table.problems:
            raise InputError(said(table), remedy=f"add it anew, or remove the file {table.path}")
    return tables


def _loaded(name: str, data: bytes, others: Sequence[PlaceTable]) -> UserPlaces | None:
    """The places of a file that is to be stored and of those that are, as a run loads them."""
    from corpus_cli.entities.own_names.user_places import load_user_places

    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(data)
        return load_user_places([*(table.path for table in others), str(file)])


def _warn_of_lost_parents(tables: Sequence[PlaceTable]) -> None:
    from corpus_cli.entities.own_names.place_areas import known_areas
    from corpus_cli.wording.text import plural

    rows = [row for table in tables for row in table.rows]
    areas = known_areas(rows)
    lost = sum(bool(row.parent) and areas.parent_id(row) is None for row in rows)
    if lost:
        _say(f"warning: {plural(lost, 'place')} of your other gazetteers lay in areas that are gone now")


def _say(message: str) -> None:
    typer.echo(message, err=True)
