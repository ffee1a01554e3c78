"""The command line: parses arguments, calls the package, and says in one line what went wrong."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from mediakit.analyze import FORMATS, analyze
from mediakit.errors import MediakitError
from mediakit.notebooks import run_notebooks
from mediakit.version import VERSION


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"mediakit: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0, or 2 with one clear line when it cannot be done as asked."""
    options = _parser().parse_args(arguments)
    try:
        print(options.command(options))
    except MediakitError as error:
        print(f"mediakit: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("MEDIAKIT_DEBUG"):
            raise
        print(
            f"mediakit: {type(error).__name__}: {error} (a fault of mediakit's own; MEDIAKIT_DEBUG=1 shows where)",
            file=sys.stderr,
        )
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="mediakit", description="Compare how different outlets cover the same event.")
    parser.add_argument("--version", action="version", version=f"mediakit {VERSION}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    one = commands.add_parser("analyze", help="write every table of a corpus to a folder")
    one.add_argument("paths", nargs="+", metavar="PATH", help="folders or files of articles")
    one.add_argument("-o", "--out", required=True, help="folder for tables/ and manifest.json")
    one.add_argument("--processes", type=_positive, default=1, metavar="N", help="how many processes parse (1)")
    one.add_argument("--format", choices=FORMATS, default="parquet", help="of the tables (parquet)")
    one.add_argument("--model", help="name of an installed spaCy model")
    one.add_argument("--no-facts", dest="facts", action="store_false", help="do not join claims into facts")
    one.set_defaults(command=_analyze)

    two = commands.add_parser("notebooks", help="execute the notebooks on a corpus")
    two.add_argument("--corpus", metavar="PATH", help="folder of articles (the project's seeds/)")
    two.add_argument("-o", "--out", required=True, help="folder for notebooks/ and figures/")
    two.set_defaults(command=_notebooks)
    return parser


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def _analyze(options: argparse.Namespace) -> str:
    source = options.paths if len(options.paths) > 1 else options.paths[0]
    chosen = ("processes", "model", "format", "facts")
    done = analyze(source, options.out, **{name: getattr(options, name) for name in chosen})
    counts = ", ".join(f"{done.rows[name]:,} {name}" for name in ("articles", "sentences", "quotes", "claims"))
    unread = f"\n{done.rows['problems']} could not be read: see tables/problems" if done.rows["problems"] else ""
    tables, manifest = done.folder / "tables", done.folder / "manifest.json"
    return f"{counts}{unread}\ntables:    {tables} ({len(done.rows)} {options.format} files), {manifest}"


def _notebooks(options: argparse.Namespace) -> str:
    written = run_notebooks(options.out, corpus=options.corpus)
    figures = Path(options.out) / "figures"
    names = sorted(path.stem for path in figures.glob("*.pdf"))
    notebooks = ", ".join(path.name for path in written)
    return f"notebooks: {notebooks} in {written[0].parent}\nfigures:   {', '.join(names)} in {figures}"


if __name__ == "__main__":
    sys.exit(main())
