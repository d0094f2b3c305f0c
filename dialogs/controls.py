"""The controls that are always there, always in the same place and order."""

ANSWERING = ("repeat", "correct", "dont_know", "rather_not", "person")
SETTING = ("language", "slower", "stop", "rights")
CONTROLS = ANSWERING + SETTING
# Under what we write of our own accord: when we may. Each choice is hours of the day where the person is.
HOURS = "hours"
SENDING = {"hours_morning": (8, 12), "hours_noon": (12, 14), "hours_afternoon": (14, 18), "hours_evening": (18, 20)}
NONE_CODES = ("dont_know", "rather_not")  # answers of their own, apart from « never asked »
