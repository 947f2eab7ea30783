"""What a finished file says of itself: who, what, and how to make it again."""

from __future__ import annotations

import msgspec

from musicapp.core.model import ErrorKind, Record, Request
from musicapp.core.sidecar import Recipe, Sidecar
from musicapp.publish.protocol import PublishRequest
from musicapp.publish.refusal import Refusal

ARTIST = "musicapp"
COMMENT_LIMIT_BYTES = 60_000
"""A longer comment does not fit the first page of an Opus file, which then cannot be read."""


class Tags(Record, frozen=True, kw_only=True):
    """Tags of a file; no job, date or path, so that the same request gives the same bytes."""

    title: str
    artist: str
    album: str
    genre: str
    comment: str


class Origin(Record, frozen=True, kw_only=True):
    """Where a track comes from: what was asked for, and what its engine says of it."""

    request: Request
    engine_version: str
    style: str
    licences: tuple[str, ...]


def origin_of_job(job: PublishRequest) -> Origin:
    """Take the origin of a piece that is being published."""
    used = job.used
    return Origin(request=job.request, engine_version=used.engine_version, style=used.style, licences=used.licences)


def origin_of_track(sidecar: Sidecar) -> Origin:
    """Take the origin of a track that is there."""
    return Origin(
        request=sidecar.request,
        engine_version=sidecar.engine_version,
        style=sidecar.style,
        licences=sidecar.licences,
    )


def tags_of(origin: Origin, title: str) -> Tags:
    """Make a track's tags; the comment is the recipe as JSON.

    Raises:
        Refusal: the recipe is too long for a file's tags.
    """
    comment = msgspec.json.encode(recipe_of(origin))
    if len(comment) > COMMENT_LIMIT_BYTES:
        raise Refusal(f"a recipe of {len(comment)} bytes is too long for tags", ErrorKind.BAD_REQUEST)
    return Tags(title=title, artist=ARTIST, album=ARTIST, genre=origin.style, comment=comment.decode())


def tags_of_stem(tags: Tags, instrument: str) -> Tags:
    """Make the tags of one stem from those of its track."""
    return msgspec.structs.replace(tags, title=f"{tags.title} ({instrument})")


def recipe_of(origin: Origin) -> Recipe:
    """Take what is needed to make the piece again.

    What was understood word by word follows from the sentence and shapes no music: it
    stays in the sidecar.
    """
    request = origin.request
    return Recipe(
        prompt=request.prompt,
        language=request.language,
        seed=request.seed,
        engine=request.engine,
        engine_version=origin.engine_version,
        format=request.format,
        stems=request.stems,
        brief=msgspec.structs.replace(request.brief, understood=(), unknown=()),
        options=request.options,
        licences=origin.licences,
    )
