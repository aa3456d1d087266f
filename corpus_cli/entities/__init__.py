"""Stage 4: places and organizations with exact spans, and one id a place or organization in both languages."""
