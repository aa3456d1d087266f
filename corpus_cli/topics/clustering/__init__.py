"""Passages to clusters, cut where both languages see the same edge."""
