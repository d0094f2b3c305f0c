"""What a running assistant knows of its own state: kept in memory, so that looking at it costs nothing."""

from datetime import datetime

from bot.doctor.finding import Finding
from storage.alarms import Alarm


class Seen:
    """The last look: its findings and when that was; whether the last write failed; what the operator was told of."""

    def __init__(self) -> None:
        self.findings: tuple[Finding, ...] = ()
        self.looked_at: datetime | None = None
        self.unwritable = False
        self.alarms: tuple[Alarm, ...] = ()
