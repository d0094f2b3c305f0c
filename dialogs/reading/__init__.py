from dialogs.reading.controls import Control, read_control
from dialogs.reading.dates import PartialDate, read_date, read_month
from dialogs.reading.lexicon import Lexicon, LexiconError, lexicon_from
from dialogs.reading.normalise import normalise
from dialogs.reading.numbers import read_number, spoken_number
from dialogs.reading.options import Match, Miss, match_option

__all__ = [
    "Control",
    "Lexicon",
    "LexiconError",
    "Match",
    "Miss",
    "PartialDate",
    "lexicon_from",
    "match_option",
    "normalise",
    "read_control",
    "read_date",
    "read_month",
    "read_number",
    "spoken_number",
]
