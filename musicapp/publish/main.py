"""The publisher's process: one request in, one track out."""

from __future__ import annotations

import sys
import traceback

from musicapp.core.model import ErrorKind
from musicapp.engines.channel import Channel, channel_over_stdout
from musicapp.engines.protocol import MAX_LINE_BYTES, Failed
from musicapp.publish.failure import failure_of
from musicapp.publish.protocol import Published, PublishRequest, request_decoder
from musicapp.publish.refusal import Refusal
from musicapp.publish.track import make_track

REQUEST_LIMIT_BYTES = 4 * MAX_LINE_BYTES
"""A request holds that of the engine and the engine's answer, each of one line."""


def main() -> int:
    """Publish the piece that standard input describes.

    Returns:
        0 when a track was published, 1 when not.
    """
    channel = channel_over_stdout()
    last = _answer(channel)
    try:
        channel.send(last)
    except BrokenPipeError:
        return 1
    return 0 if isinstance(last, Published) else 1


def _answer(channel: Channel) -> Published | Failed:
    try:
        job = _read_request()
        return make_track(job, channel.send)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return failure_of(error)


def _read_request() -> PublishRequest:
    with open(0, "rb", closefd=False) as stream:
        line = stream.readline(REQUEST_LIMIT_BYTES + 1)
    if len(line) > REQUEST_LIMIT_BYTES:
        raise Refusal("the request is too long", ErrorKind.BAD_REQUEST)
    try:
        return request_decoder.decode(line)
    except ValueError as error:
        raise Refusal(f"no request that can be read: {error}", ErrorKind.BAD_REQUEST) from error
