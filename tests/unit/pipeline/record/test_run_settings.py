from corpus_cli.engines.local import LocalEngine
from corpus_cli.pipeline.record.run_settings import RunSettings
from corpus_cli.recipe import load_recipe


def settings(**more):
    return RunSettings(command="run", recipe=load_recipe("default"), jobs=1, **more)


def test_documents_are_read_again_when_the_taggers_files_change():
    plain, old, new = settings(), settings(tagger="a"), settings(tagger="b")
    assert len({plain.process_hash, old.process_hash, new.process_hash}) == 3
    assert len({plain.config_hash, old.config_hash, new.config_hash}) == 3
    assert old.process_hash == settings(tagger="a").process_hash


def test_where_the_work_is_done_changes_no_hash():
    engine, more = settings(engine=LocalEngine(jobs=7)), settings()
    assert (engine.process_hash, engine.config_hash) == (more.process_hash, more.config_hash)
    assert (engine.workers.jobs, more.workers.jobs) == (7, 1)
