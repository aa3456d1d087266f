import io

from corpus_cli.commands.closing import _names
from corpus_cli.commands.console import make_console
from corpus_cli.commands.settings import Settings
from corpus_cli.pipeline.reading.tally import TopName


def test_two_places_of_one_name_are_told_apart_by_their_ids() -> None:
    """The city of Aleppo and the governorate."""
    names = [
        TopName(id="gn:170063", name_en="Aleppo", name_ar="حلب", count=157),
        TopName(id="iso:SY", name_en="Syria", name_ar="سوريا", count=100),
        TopName(id="sy:aleppo-governorate", name_en="Aleppo", name_ar="حلب", count=94),
    ]
    (block,) = _names("places", names, make_console(Settings(jobs=1), stream=io.StringIO()))
    city, country, governorate = block.splitlines()
    assert "(gn:170063)" in city
    assert "(sy:aleppo-governorate)" in governorate
    assert "iso:SY" not in country
