"""The store of topic models: names, versions, which one is in use."""
