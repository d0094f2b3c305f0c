"""The controls that are always there, always in the same place and order."""

ANSWERING = ("repeat", "correct", "dont_know", "rather_not", "person")
SETTING = ("language", "slower", "stop", "rights")
CONTROLS = ANSWERING + SETTING
NONE_CODES = ("dont_know", "rather_not")  # answers of their own, apart from « never asked »
