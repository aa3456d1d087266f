"""The subcommands of ``corpus topics`` by name."""

from __future__ import annotations

import typer

from corpus_cli.commands.topics.corrections import drop, merge, rename, split
from corpus_cli.commands.topics.measuring import compare, evaluate
from corpus_cli.commands.topics.storing import export, import_, list_, promote, rollback, show
from corpus_cli.commands.topics.training import assign, train, update

topics = typer.Typer(rich_markup_mode=None)


@topics.callback()
def about() -> None:
    """Train topic models, look at them, compare, correct and promote them, keep them up to date.

    Models are kept in the folder topics of models_dir (corpus.toml or CORPUS_MODELS_DIR), each change as a version of
    its own: NAME means the newest, NAME@HASH an older one. New runs take the promoted model. Where a MODEL is asked
    for, the output folder of a run means that run's own model.

    Example: corpus topics train outputs/reports --name field
    """


topics.command("train", short_help="A new model from the passages of runs.")(train)
topics.command("update", short_help="New reports into a model, without training it anew.")(update)
topics.command("assign", short_help="A run gets its themes from a model of yours.")(assign)
topics.command("list", short_help="The models there are, and which is in use.")(list_)
topics.command("show", short_help="A model's themes, words, sizes and history.")(show)
topics.command("evaluate", short_help="How good a model is, and what each figure means.")(evaluate)
topics.command("compare", short_help="Two models side by side: what stays, merges, splits, appears, vanishes.")(compare)
topics.command("promote", short_help="New runs take this model.")(promote)
topics.command("rollback", short_help="Back to the model before the last promotion.")(rollback)
topics.command("merge", short_help="Several themes into one.")(merge)
topics.command("split", short_help="One theme into several.")(split)
topics.command("rename", short_help="A theme's labels, in one language or both.")(rename)
topics.command("drop", short_help="A theme that is none: its passages stay without one.")(drop)
topics.command("export", short_help="A model as one file.")(export)
topics.command("import", short_help="A model from such a file, or from a run.")(import_)
