from tests.doors.conftest import clips_folder, doors, programme

__all__ = ["clips_folder", "doors", "programme"]
