"""Topic models measured: their words, their clusters, their steadiness, their languages."""
