"""Mails and mailboxes: their text, and what is attached as files of their own."""
