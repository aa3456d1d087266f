"""Listed names taken out before anything is written, and how often that was."""
