from tests.console.conftest import app, assistant, at_desk, clock, places
from tests.doors.conftest import clips_folder, doors, programme

__all__ = ["app", "assistant", "at_desk", "clips_folder", "clock", "doors", "places", "programme"]
