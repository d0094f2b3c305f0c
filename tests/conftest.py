import os
from pathlib import Path

from tests.network import refuse_network

refuse_network()
_path = [str(Path(__file__).parent / "guarded"), *filter(None, [os.environ.get("PYTHONPATH")])]
os.environ["PYTHONPATH"] = os.pathsep.join(_path)
