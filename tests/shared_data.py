"""The folder of real files beside the project. It is no part of it: where it is absent, its tests are skipped."""

from pathlib import Path

import pytest

shared_data = Path(__file__).resolve().parents[2] / "shared" / "data"

needs_shared_data = pytest.mark.skipif(not shared_data.is_dir(), reason="shared data: the folder is not here")
