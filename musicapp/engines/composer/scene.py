"""The scene: everything that is settled before a note is written."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.harmony.harmony import Harmony
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.styles.style import Role, Style


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Form, chords, style, mood and the instrument's role."""

    form: Form
    harmony: Harmony
    style: Style
    mood: Mood
    role: Role
