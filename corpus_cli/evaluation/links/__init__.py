"""Linked places measured against places that people have marked with their points on the map."""
