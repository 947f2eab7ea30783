"""Expression: how players swell, shake and slide what is written.

A phrase swells towards its end and falls: dynamics follow the grouping, an arch over each phrase (Todd 1992, "The
dynamics of dynamics"). Vibrato comes late, in long notes only.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.performance.idioms import Idiom
from musicapp.engines.composer.performance.shaping import JOINED_S, TOGETHER_S, PhraseSpan
from musicapp.engines.composer.performance.track import Curve, PlayedNote

STEP_S = 0.05
"""Curves have a point at most each so many seconds."""
PHRASE_TOP = 0.62
SOFTEST, RISE = 84.0, 34.0
"""Expression of the softest section, and what the loudest adds."""
BETWEEN_S = 0.12
"""Time in which expression goes from one phrase's end to the next one's beginning."""
LONG_S = 0.6
"""Notes from here on swell and are slid into."""
VIBRATO_RISE_S = 0.35
