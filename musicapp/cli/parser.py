"""What may be written after ``musicapp``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn, TypeVar, get_args

import musicapp
from musicapp.core.model import AudioFormat, Order, Wishes
from musicapp.core.problems import Problem, UserError

Number = TypeVar("Number", int, float)


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line and exit status 2."""

    def error(self, message: str) -> NoReturn:
        """Say in one line what to change."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def build_parser() -> Parser:
    """Return the parser of all verbs."""
    parser = Parser(prog="musicapp", description="Makes music from a sentence, in the background.")
    parser.add_argument("--version", action="version", version=f"musicapp {musicapp.__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", required=True, parser_class=Parser)
    _add_generate(verbs.add_parser("generate", help="make a track from a sentence"))
    _add_plan(verbs.add_parser("plan", help="show what is understood, without making anything"))
    _add_json(verbs.add_parser("jobs", help="list all jobs, oldest first"))
    _add_json(_add_job(verbs.add_parser("status", help="show one job")))
    _add_job(verbs.add_parser("cancel", help="cancel a job that waits or runs"))
    _add_job(verbs.add_parser("retry", help="make a failed or cancelled job once more"))
    _add_job(verbs.add_parser("delete", help="move a job and its track to the wastebasket"))
    _add_export(verbs.add_parser("export", help="write a finished track in another format"))
    wait = verbs.add_parser("wait", help="wait until a job has ended, or until the queue is empty")
    wait.add_argument("job", nargs="?", metavar="JOBID")
    verbs.add_parser("pause", help="let no new job begin")
    verbs.add_parser("resume", help="let jobs begin again, held ones too")
    return parser


def build_window_parser() -> Parser:
    """Return the parser of the words that open the window."""
    parser = Parser(
        prog="musicapp",
        description="Opens the window. Other commands: generate, plan, jobs, status, cancel, retry, delete, "
        "export, wait, pause, resume; see musicapp COMMAND --help.",
    )
    parser.add_argument("--version", action="version", version=f"musicapp {musicapp.__version__}")
    parser.add_argument("--prompt", metavar="TEXT", help="put this sentence into the field")
    parser.add_argument("files", nargs="*", metavar="FILE", help="a recipe to open; nothing is started")
    return parser


def _add_musical_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prompt", metavar="PROMPT", help="the sentence, in Korean or English")
    parser.add_argument(
        "--seconds", type=_number(float, Problem.BAD_SECONDS, "seconds"), metavar="N", help="length in s"
    )
    parser.add_argument("--style", metavar="S", help="one of the engine's styles")
    parser.add_argument(
        "--tempo", type=_number(float, Problem.BAD_TEMPO, "tempo"), metavar="BPM", help="beats a minute"
    )
    parser.add_argument("--key", metavar="KEY", help='such as "D minor"')
    parser.add_argument("--loop", action="store_true", default=None, help="let the end run into the start")
    parser.add_argument("--engine", metavar="E", help="which engine makes it")


def _add_generate(parser: argparse.ArgumentParser) -> None:
    _add_musical_options(parser)
    parser.add_argument(
        "--seed", type=_number(int, Problem.BAD_SEED, "seed"), metavar="N", help="makes the piece again"
    )
    parser.add_argument("--format", type=_format, metavar="|".join(get_args(AudioFormat)), help="of the track")
    parser.add_argument("--output", metavar="DIR", help="where the finished track goes")
    parser.add_argument("--stems", action="store_true", help="save each instrument, too")
    parser.add_argument("--no-wait", action="store_true", help="print the job's id and end")
    _add_json(parser)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    _add_musical_options(parser)
    _add_json(parser)


def _add_export(parser: Parser) -> None:
    _add_job(parser)
    formats = "|".join(get_args(AudioFormat))
    parser.add_argument("--format", type=_format, required=True, metavar=formats, help="of the new file")
    parser.add_argument("--output", metavar="DIR", help="where it goes; without it, beside the track")
    _add_json(parser)


def _add_job(parser: Parser) -> Parser:
    parser.add_argument("job", metavar="JOBID")
    return parser


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _number(kind: Callable[[str], Number], problem: Problem, name: str) -> Callable[[str], Number]:
    """Return a converter whose complaint is a sentence of the program's own."""

    def convert(text: str) -> Number:
        try:
            return kind(text)
        except ValueError:
            raise UserError(problem, **{name: text}) from None

    return convert


def _format(text: str) -> str:
    if text not in get_args(AudioFormat):
        raise UserError(Problem.UNKNOWN_FORMAT, format=text)
    return text


def order_of(options: argparse.Namespace) -> Order:
    """Return the order that the options of generate or plan make."""
    return Order(
        prompt=options.prompt,
        wishes=Wishes(
            seconds=options.seconds, tempo=options.tempo, key=options.key, style=options.style, loop=options.loop
        ),
        engine=options.engine,
        seed=getattr(options, "seed", None),
        format=getattr(options, "format", None),
        output=getattr(options, "output", None),
        stems=getattr(options, "stems", False),
    )
