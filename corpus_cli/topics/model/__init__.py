"""A trained topic model: what it holds, its rule, its files, and how it relates to the model before."""
