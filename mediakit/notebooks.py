"""Runs the notebooks on a corpus, and writes them back without anything that changes from run to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError

FOLDER = Path(__file__).parents[1] / "notebooks"
PARAMETERS = "parameters"
"""The tag of the cell that names corpus and figures; its line `corpus_folder = …` is what --corpus replaces."""
EXAMPLE = "example"
"""The tag of cells that speak of the example's articles alone: with another corpus they are left out."""


def run_notebooks(out: str | Path, *, corpus: str | Path | None = None, folder: str | Path = FOLDER) -> list[Path]:
    """Execute every notebook of a folder, top to bottom.

    Parameters
    ----------
    out
        Executed notebooks go to OUT/notebooks, their figures to OUT/figures.
    corpus
        Folder of articles, in place of the one that the notebooks name; cells about that one alone are left out.
    folder
        Where the notebooks are; by default those of the project.

    Raises
    ------
    MediakitError
        When there is no notebook, or a cell of one fails: naming the notebook and the error.
    """
    sources = sorted(Path(folder).glob("*.ipynb"))
    if not sources:
        raise MediakitError(f"{folder}: no notebooks there; they are part of the project's repository")
    if corpus is not None and not Path(corpus).exists():
        raise MediakitError(f"{corpus}: there is no such file or folder; name the folder your articles are in")
    target = Path(out) / "notebooks"
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MediakitError(f"{target}: the folder cannot be made ({error.strerror}); choose another output") from None
    return [_run(source, target / source.name, corpus) for source in sources]


def _run(source: Path, target: Path, corpus: str | Path | None) -> Path:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(source, as_version=4)
    if corpus is not None and Path(corpus).resolve() != (FOLDER.parent / "seeds").resolve():
        _point(notebook, Path(corpus).resolve())
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(target.parent)}},
        extra_arguments=["--IPKernelApp.log_level=40"],  # no advice about sockets among a user's output
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise MediakitError(f"{source.name}: a cell failed with {error.ename}: {error.evalue}") from None
    _settle(notebook)
    nbformat.write(notebook, target)
    return target


def _point(notebook: Any, corpus: Path) -> None:
    """Let the parameters cell name another corpus, and leave out what speaks of the example's."""
    notebook.cells = [cell for cell in notebook.cells if EXAMPLE not in cell.metadata.get("tags", ())]
    for cell in notebook.cells:
        if PARAMETERS in cell.metadata.get("tags", ()):
            lines = cell.source.split("\n")
            cell.source = "\n".join(
                f"corpus_folder = {str(corpus)!r}" if line.startswith("corpus_folder =") else line for line in lines
            )


def _settle(notebook: Any) -> None:
    """Take out times and versions, which would make each run another file."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
