"""The programme as it is lived: seven Flashcoops, 43 people, from the first link to month six, on a clock of its own."""
