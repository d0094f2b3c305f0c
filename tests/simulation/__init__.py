"""The programme as it is lived, on a clock of its own: seven Flashcoops, 43 people, from first link to month six."""
