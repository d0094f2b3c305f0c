"""When what did not go is tried again: `retries.yaml`."""

from datetime import timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_name("retries.yaml")


class Ladders(BaseModel):
    """Minutes between the tries of a target and of a row, and hours after which a quiet target is looked at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    target: tuple[int, ...] = Field(min_length=1)
    row: tuple[int, ...] = Field(min_length=1)
    look: int

    def target_waits(self, attempts: int) -> timedelta:
        """How long a target waits after so many tries that failed before this one."""
        return timedelta(minutes=self.target[min(attempts, len(self.target) - 1)])

    def row_waits(self, attempts: int) -> timedelta:
        """How long a row waits after so many tries that failed before this one."""
        return timedelta(minutes=self.row[min(attempts, len(self.row) - 1)])

    @property
    def look_after(self) -> timedelta:
        """After how long without anything to send a target is looked at."""
        return timedelta(hours=self.look)


@cache
def read_ladders() -> Ladders:
    """The ladders as they are in the file."""
    return Ladders.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
