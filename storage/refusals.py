class Refused(Exception):
    """What was asked for cannot be done: `code` for machines, `sentence` (French) for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
