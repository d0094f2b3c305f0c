from tests.telegram.conftest import api, assistant, clips_folder, emulator, hand, hum, place, programme

__all__ = ["api", "assistant", "clips_folder", "emulator", "hand", "hum", "place", "programme"]
