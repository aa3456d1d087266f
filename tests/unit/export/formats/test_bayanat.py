"""What Bayanat takes, as its source says (sjacorg/bayanat on GitHub, read in November 2026).

Vendored facts, not code: the fields and rules of ``BulletinRequestModel`` (enferno/admin/validation/models.py), the
steps of ``Location.import_csv`` (enferno/admin/models/Location.py) and the reading of sheets in
``SheetImport.sheet_to_df`` (enferno/data_import/utils/sheet_import.py). A Bayanat itself was not at hand.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pandas as pd
from dateutil.parser import parse
from pydantic import BaseModel, ConfigDict, Field, field_validator


class GeoLocation(BaseModel):
    """PartialGeoLocationModel."""

    title: str = Field(min_length=1)
    main: bool | None = None
    lng: float
    lat: float
    comment: str | None = None


class Bulletin(BaseModel):
    """BulletinValidationModel: fields that an installation has not added itself are refused."""

    model_config = ConfigDict(extra="forbid")

    originid: str | None = None
    title: str = Field(min_length=1)
    title_ar: str | None = None
    description: str | None = None
    comments: str = Field(min_length=1)
    source_link: str = Field(min_length=1)
    tags: list[str] | None = None
    geoLocations: list[GeoLocation] = []
    publish_date: str | None = None
    status: str | None = None

    @field_validator("source_link")
    @classmethod
    def address(cls, value: str) -> str:
        """validate_source_link."""
        parsed = urlparse(value)
        assert value == "NA" or (parsed.scheme and parsed.netloc) or re.match(r"^(/[^/\0]+)+/?$", value)
        return value

    @field_validator("publish_date")
    @classmethod
    def date(cls, value: str | None) -> str | None:
        """validate_date."""
        if value:
            parse(value)
        return value


# The columns of the table location that the model declares and an import may fill.
LOCATION = (
    "create table location (id integer primary key, parent_id integer references location, title text, title_ar text, "
    "latlng text, description text, postal_code text, tags text, full_location text, id_tree text, deleted boolean)"
)


def bulletins(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line)["item"] for line in (folder / "bulletins.jsonl").read_bytes().splitlines()]


def test_a_bulletin_is_a_body_that_the_api_takes(export_as: Callable[..., Path]) -> None:
    found = [Bulletin.model_validate(item) for item in bulletins(export_as("bayanat"))]
    assert [one.title for one in found] == ["=Market, Homs", "السوق", "survey.csv", "ماء.txt"]
    assert found[1].title_ar == "السوق"
    assert found[1].geoLocations[0].title == "Homs | حمص"
    assert found[0].tags == ["markets · shops", "الأسواق · المحال"]


def test_a_month_is_no_publishing_date(export_as: Callable[..., Path]) -> None:
    """Bayanat's parser would fill the day with today's."""
    found = bulletins(export_as("bayanat"))
    assert found[0]["publish_date"] == "2024-03-01"
    assert "publish_date" not in found[1]
    assert "2024-04" in found[1]["tags"]


def test_text_is_html_and_no_markup_of_a_report_gets_through(
    export_as: Callable[..., Path], write_run: Callable[..., Any], make_report: Callable[..., Any]
) -> None:
    results = write_run([make_report("a <script>b</script>\nc & d")], folder="hostile")
    item = bulletins(export_as("bayanat", results=results, folder="hostile-out"))[0]
    assert item["description"] == "<p>a &lt;script&gt;b&lt;/script&gt;</p><p>c &amp; d</p>"


def test_locations_go_through_the_steps_of_the_import(
    export_as: Callable[..., Path], write_run: Callable[..., Any], make_report: Callable[..., Any], homs: Any
) -> None:
    """Read by pandas, written without parents, then each given its parent: all columns are the table's."""
    from dataclasses import replace

    area = replace(homs, id="sy:homs-governorate", type="governorate", within=("iso:SY",))
    doc = make_report("Homs, Homs", ("Homs", "PLACE", homs), ("Homs", "PLACE", area))
    folder = export_as("bayanat", results=write_run([doc], folder="places"), folder="places-out")
    frame = pd.read_csv(folder / "locations.csv")
    without = frame.drop("parent_id", axis=1)
    without["deleted"] = without["deleted"].astype("bool")
    parents = frame[frame.parent_id.notnull()][["id", "parent_id"]].astype("int")
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute(LOCATION)
        without.to_sql("location", con=base, index=False, if_exists="append")
        base.executemany(
            "update location set parent_id = ? where id = ?", parents[["parent_id", "id"]].to_numpy().tolist()
        )
        rows = base.execute(
            "select a.title_ar, a.latlng, a.deleted, b.description from location a, location b where a.parent_id = b.id"
        ).fetchall()
    assert [row[:3] for row in rows] == [("حمص", "SRID=4326;POINT(36.7 34.7)", 0)]
    assert rows[0][3].startswith("corpus: sy:homs-governorate, governorate.")


def test_organizations_are_a_sheet_of_actors(export_as: Callable[..., Path]) -> None:
    frame = pd.read_csv(export_as("bayanat") / "actors.csv", keep_default_na=False)
    assert frame.to_dict("records")[0] == {
        "originid": "barada-clinic", "name": "Barada Clinic", "name_ar": "عيادة بردى", "type": "Entity",
        "tags": "corpus", "description": "Written as: Barada Clinic, عيادة بردى. Mentions: 2.",
    }  # fmt: skip
