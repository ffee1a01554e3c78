"""The real thing: JupyterLab in a browser, a notebook run with Run All Cells, its figure seen on the page."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.error import URLError

import nbformat
import pytest
from conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NOTEBOOK = "03-claims.ipynb"
PATIENCE = 240

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: chromium)")


@pytest.fixture
def lab(tmp_path):
    """Address of a JupyterLab that serves a copy of notebooks and seeds on loopback."""
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / "study" / name)
    # Without its outputs, so that a figure on the page is one that this run drew.
    path = tmp_path / "study" / "notebooks" / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(notebook, path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{name}_DIR": str(tmp_path / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip", "127.0.0.1"]
    options = ["--port", str(port), "--ServerApp.token=secret", f"--ServerApp.root_dir={tmp_path / 'study'}"]
    with open(tmp_path / "lab.log", "wb") as log:
        server = subprocess.Popen([*command, *options], stdout=log, stderr=log, env={**os.environ, **own})
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{address}/api?token=secret", timeout=5).close()
                break
            except (URLError, OSError):
                assert server.poll() is None and time.monotonic() < deadline, (tmp_path / "lab.log").read_text()
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def test_run_all_cells_shows_the_figure(lab):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{lab}/lab/tree/notebooks/{NOTEBOOK}?token=secret")
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        assert page.locator(".jp-OutputArea-output").count() == 0
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        figure = page.wait_for_selector(".jp-OutputArea-output img", state="attached")
        figure.scroll_into_view_if_needed()
        assert figure.bounding_box()["width"] > 300
        (ROOT / "out").mkdir(exist_ok=True)
        page.screenshot(path=str(ROOT / "out" / "jupyterlab.png"))
        page.locator(".jp-OutputArea-output img").nth(1).wait_for(state="attached")  # not the first figure alone
        assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
        browser.close()
