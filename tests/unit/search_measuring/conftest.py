"""What measures search stands in scripts/bench, which is no package."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3] / "scripts" / "bench"))
