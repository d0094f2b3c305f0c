"""How people come onto the list of a Flashcoop before they have come themselves: lists, names, sheets."""
