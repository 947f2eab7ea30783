"""The embedded composer: brief, form, harmony, melody, arrangement, performance, sound, master.

Each stage is a folder and a pure function from the stages before it to a frozen struct.
"""

from __future__ import annotations

import os

# Parts sound side by side already: threads inside a product of matrices would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
