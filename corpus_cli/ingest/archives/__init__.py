"""Files that hold files: opened one after the other, with limits."""
