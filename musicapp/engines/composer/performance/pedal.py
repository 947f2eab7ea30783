"""The sustain pedal: down just after each change of harmony, up at the next."""

from __future__ import annotations

from musicapp.engines.composer.performance.track import PedalPress
from musicapp.engines.composer.scene import Scene

DOWN_AFTER_S = 0.09
UP_BEFORE_S = 0.01
SHORTEST_PRESS_S = 0.15


def press_pedal(scene: Scene) -> tuple[PedalPress, ...]:
    """Change the pedal with the harmony; a hit ends without it."""
    clock = scene.form.grid.clock
    spans = [span for section in scene.harmony.sections.values() for span in section]
    if scene.harmony.last is not None and scene.form.ending != "hit":
        spans.append(scene.harmony.last)
    presses = [
        PedalPress(down_s=clock.seconds(s.start) + DOWN_AFTER_S, up_s=clock.seconds(s.end) - UP_BEFORE_S) for s in spans
    ]
    return tuple(p for p in presses if p.up_s - p.down_s >= SHORTEST_PRESS_S)
