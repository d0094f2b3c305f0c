"""Python imports this by itself when it starts: what tests start as a process of its own stays here too."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("_network_of_tests", Path(__file__).parents[1] / "network.py")
assert _spec is not None
assert _spec.loader is not None
_network = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_network)
_network.refuse_network()
