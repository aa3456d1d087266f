"""``corpus topics``: a maintainer's life with topic models, one module a group of subcommands."""
