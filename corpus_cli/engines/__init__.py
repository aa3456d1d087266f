"""What runs a recipe: worker processes, and the journal that makes a run resumable. They know nothing of language."""
