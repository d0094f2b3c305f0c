"""Bringing an installation up: what its operator is asked, checked at once, and the `.env` it is kept in."""
