"""Listed names taken out of everything that is exported, in both languages."""
