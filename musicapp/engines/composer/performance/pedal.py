"""The sustain pedal: down just after each change of harmony, up at the next."""

from __future__ import annotations

from musicapp.engines.composer.performance.track import PedalPress
from musicapp.engines.composer.scene import Scene

DOWN_AFTER_S = 0.09
UP_BEFORE_S = 0.01
SHORTEST_PRESS_S = 0.15


def press_pedal(scene: Scene) -> tuple[PedalPress, ...]:
    """Change the pedal with the harmony and lift it for a silence; a hit ends without it."""
    form, clock = scene.form, scene.form.grid.clock
    spans = [span for section in scene.harmony.sections.values() for span in section]
    if scene.harmony.last is not None and form.ending != "hit":
        spans.append(scene.harmony.last)
    held = [(span.start, form.end_before_hush(span.start, span.end)) for span in spans]
    presses = [
        PedalPress(down_s=clock.seconds(start) + DOWN_AFTER_S, up_s=clock.seconds(end) - UP_BEFORE_S)
        for start, end in held
    ]
    return tuple(p for p in presses if p.up_s - p.down_s >= SHORTEST_PRESS_S)
