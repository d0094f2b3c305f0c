"""What somebody answers: as she has decided, else by chance; the same seed answers the same."""

import random
from collections.abc import Mapping, Sequence

WORDS = {"fr": "Des mots à moi.", "ar": "كلمات مني", "fa_AF": "گپ‌های خودم"}
LANGUAGES = tuple(WORDS)
# Nobody has these: numbers kept free for such uses (ARCEP 2018-0881).
NUMBER = "0639980{:03d}"
CONSENT = 0.85  # how often a consent is given that nothing else decides


class Mind:
    """The answers of one person; `goal` is the outcome she reaches, one code of the cold survey."""

    def __init__(
        self, rng: random.Random, language: str, gender: str, number: int, consents: Mapping[str, str]
    ) -> None:
        self.language, self._rng = language, rng
        self._plan: dict[str, str] = {
            "language": language,
            "gender": gender or rng.choice(("woman", "man")),
            "born": str(rng.randint(1960, 2000)),
            "born/month": str(rng.randint(1, 12)),
            "born/day": str(rng.randint(1, 28)),
            "phone": NUMBER.format(number),
            "second_phone": NUMBER.format(500 + number),
            "since": str(rng.randint(0, 5)),
            "bot": "yes",
            "contact": "yes",
            **consents,
        }

    def decides(self, **answers: str) -> None:
        """From now on answer these so, by question or by `questionnaire.question` with two underscores."""
        self._plan |= {name.replace("__", "."): answer for name, answer in answers.items()}

    def answers(self, questionnaire: str, step: str, choices: Sequence[str]) -> str:
        """The choice, or the words where there is none."""
        if step.endswith("?"):
            return "yes"
        planned = self._plan.get(f"{questionnaire}.{step}") or self._plan.get(step)
        if planned is not None and (planned in choices or not choices):
            return planned
        if not choices:
            return WORDS[self.language]
        if questionnaire == "registration" and set(choices) == {"yes", "no"}:
            return "yes" if self._rng.random() < CONSENT else "no"
        return self._rng.choice(sorted(choices))
