"""The groups of checks `dialogs.issues` runs; each needs what the one before it made sure of."""
