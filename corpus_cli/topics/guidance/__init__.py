"""What people ask of a model: themes wanted beforehand, themes changed by hand, done again after every training."""
