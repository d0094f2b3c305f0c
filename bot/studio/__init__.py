"""The studio: people record the phrases others hear, and the words others say; it knows no channel."""
