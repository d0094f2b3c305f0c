# Links that end by themselves: a partner's, which is sent to an address that others may read later.
TABLES = """
ALTER TABLE links ADD COLUMN expires_at TEXT;
"""
