"""Long campaigns that judge the music by tools that did not make it.

    python -m tests.campaigns briefs [--count 20] [--longest S] [--results FILE] random briefs, checked
    python -m tests.campaigns edges [--long STYLE]                            the shortest, every ending and meter
    python -m tests.campaigns table [--count 5]                               what tracks become and cost
    python -m tests.campaigns same                                            same request, same bytes
    python -m tests.campaigns listen FOLDER [--python P]                      tempo and key, by librosa
    python -m tests.campaigns pictures FOLDER [--python P]                    piano roll and spectrogram, as PNG
    python -m tests.campaigns seams [--count 1]                               the seams of loops, beside other bars
    python -m tests.campaigns sentences FILE                                  what is understood, against expectations
    python -m tests.campaigns hear FILE [--seconds 40] [--keep FOLDER]        the same sentences, in sound and score
    python -m tests.campaigns variety [--count 20]                            one sentence by many seeds, compared

Each takes --styles, prints what it found, and exits with 1 when a promise is broken.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from musicapp.brief.vocabulary import style_profiles
from musicapp.engines.composer.styles.style import known_styles
from musicapp.engines.protocol import EngineRequest
from tests.campaigns.chance import LONGEST_S, random_request
from tests.campaigns.costs import measure_costs
from tests.campaigns.drawing import draw
from tests.campaigns.edges import edge_requests, longest_request
from tests.campaigns.hearing import Studio, hear_sentences
from tests.campaigns.listening import listen
from tests.campaigns.same import compare_runs
from tests.campaigns.seams import measure_seams
from tests.campaigns.trials import Bench, read_requests, report, run_all, say
from tests.campaigns.understanding import try_sentences
from tests.campaigns.variety import compare_seeds

Campaign = Callable[[argparse.Namespace, Path], int]


def main(words: list[str]) -> int:
    """Run the campaign that is asked for."""
    options = build_parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="musicapp-campaign-") as folder:
        return int(options.run(options, Path(folder)))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all campaigns."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.campaigns", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    campaigns = parser.add_subparsers(required=True, metavar="CAMPAIGN")

    def add(name: str, run: Campaign) -> argparse.ArgumentParser:
        campaign = campaigns.add_parser(name, help=run.__doc__)
        campaign.set_defaults(run=run)
        campaign.add_argument("--styles", nargs="+", default=sorted(known_styles()), metavar="S")
        campaign.add_argument("--seed", type=int, default=1, help="of the first piece")
        return campaign

    briefs = add_trials(add("briefs", run_briefs))
    briefs.add_argument("--count", type=int, default=20, help="pieces of each style: 56 of 36 styles are 2,016")
    briefs.add_argument("--longest", type=float, default=LONGEST_S, metavar="S", help="of their lengths")
    briefs.add_argument("--brief", type=Path, metavar="FILE", help="requests to make again, one JSON object a line")
    add_trials(add("edges", run_edges)).add_argument("--long", metavar="STYLE", help="only the longest piece")
    add("table", run_table).add_argument("--count", type=int, default=5, help="pieces of each style")
    add("same", run_same)
    for name, run in (("listen", run_listen), ("pictures", run_pictures)):
        campaign = add(name, run)
        campaign.add_argument("folder", type=Path, metavar="FOLDER")
        campaign.add_argument("--python", type=Path, metavar="P", help="an interpreter with what the script needs")
    add("seams", run_seams).add_argument("--count", type=int, default=1, help="loops of each style")
    sentences = add("sentences", run_sentences)
    sentences.set_defaults(styles=sorted(style_profiles()))
    sentences.add_argument("file", type=Path, metavar="FILE", help="sentences and what they ask for, as JSON lines")
    heard = add("hear", run_hear)
    heard.set_defaults(styles=sorted(style_profiles()))
    heard.add_argument("file", type=Path, metavar="FILE", help="sentences and what they ask for, as JSON lines")
    heard.add_argument("--seconds", type=float, default=40.0, metavar="S", help="length where a sentence names none")
    heard.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is made")
    add("variety", run_variety).add_argument("--count", type=int, default=20, help="seeds of each style")
    return parser


def add_trials(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add what concerns pieces that may fail."""
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="pieces made at once")
    parser.add_argument(
        "--results", type=Path, metavar="FILE", help="what became of each: goes on where it was cut off"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the pieces that fail")
    return parser


def run_briefs(options: argparse.Namespace, folder: Path) -> int:
    """Make random pieces of every style, or those of a file, and check them."""
    if options.brief:
        return run_trials(read_requests(options.brief), options, folder)
    seeds = range(options.seed, options.seed + options.count)
    requests = [
        random_request(style, seed, is_said=seed % 2 == 0, longest_s=options.longest)
        for seed in seeds
        for style in options.styles
    ]
    return run_trials(requests, options, folder)


def run_edges(options: argparse.Namespace, folder: Path) -> int:
    """Make the shortest pieces, every ending and every meter, or the longest piece, and check them."""
    if options.long:
        return run_trials([longest_request(options.long, options.seed)], options, folder)
    return run_trials(edge_requests(options.styles, options.seed), options, folder)


def run_trials(requests: Iterable[EngineRequest], options: argparse.Namespace, folder: Path) -> int:
    """Make and judge pieces, and print what became of them."""
    bench = Bench(
        folder=options.keep or folder,
        jobs=options.jobs,
        keeps_failed=options.keep is not None,
        results=options.results,
    )
    outcomes = run_all(requests, bench)
    say(report(outcomes))
    return int(any(outcome.faults for outcome in outcomes))


def run_table(options: argparse.Namespace, folder: Path) -> int:
    """Measure loudness, peaks, speed and memory of tracks of usual length."""
    seeds = range(options.seed, options.seed + options.count)
    say(measure_costs(options.styles, seeds, Bench(folder=folder, jobs=1)))
    return 0


def run_same(options: argparse.Namespace, folder: Path) -> int:
    """Compare the files of two runs, and of one core and all."""
    return compare_runs(options.styles, folder)


def run_listen(options: argparse.Namespace, _folder: Path) -> int:
    """Make three tracks of each style and let librosa hear tempo and key."""
    seeds = range(options.seed, options.seed + 3)
    return listen(options.styles, seeds, options.folder, options.python)


def run_pictures(options: argparse.Namespace, _folder: Path) -> int:
    """Make a track of each style and draw it."""
    return draw(options.styles, options.seed, options.folder, options.python)


def run_seams(options: argparse.Namespace, folder: Path) -> int:
    """Make loops of each style and compare their seams with the bar lines inside."""
    return measure_seams(options.styles, range(options.seed, options.seed + options.count), folder)


def run_sentences(options: argparse.Namespace, _folder: Path) -> int:
    """Understand the sentences of a file and compare with what they ask for."""
    return try_sentences(options.file, options.styles)


def run_hear(options: argparse.Namespace, folder: Path) -> int:
    """Make the sentences of a file and look for what they ask for in sound and score."""
    studio = Studio(
        folder=options.keep or folder,
        styles=tuple(options.styles),
        seed=options.seed,
        seconds=options.seconds,
        keeps=options.keep is not None,
    )
    return hear_sentences(options.file, studio)


def run_variety(options: argparse.Namespace, _folder: Path) -> int:
    """Compose one sentence of each style by many seeds and compare the pieces."""
    return compare_seeds(options.styles, range(options.seed, options.seed + options.count))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
