"""Python imports this by itself when it starts: what tests start as a process of its own stays here too."""

import importlib.util
import sys
from pathlib import Path

# Under its own name, so that a process which imports it later (a worker of the tests) has one guard, not two.
_NAME = "tests.network"
_spec = importlib.util.spec_from_file_location(_NAME, Path(__file__).parents[1] / "network.py")
assert _spec is not None
assert _spec.loader is not None
_network = importlib.util.module_from_spec(_spec)
sys.modules[_NAME] = _network
_spec.loader.exec_module(_network)
_network.refuse_network()
