"""``corpus models``: the models that ship with the package, and others that can take their place."""
