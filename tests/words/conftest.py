"""The made-up board of tests/show speaks here too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "show"))
