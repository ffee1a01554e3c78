# make demo   sets up, analyses seeds/, executes the notebooks, rewrites figures/, says where everything lies
# make test   sets up, runs every test, the notebooks included
# make lab    opens the notebooks in JupyterLab
# make check  lint and types
# make renew  re-runs the notebooks and rewrites the data dictionary, after a change that moves a number or a column
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONHASHSEED := 0

.PHONY: demo test lab check renew clean

demo: $(READY)
	@$(BIN)/mediakit notebooks -o .
	@$(BIN)/mediakit analyze seeds -o out/demo
	@echo "open next: figures/coverage.png (who has which fact), then 'make lab' and notebooks/01-corpus.ipynb"

test: $(READY)
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbval --nbval-current-env --override-ini addopts="-p no:cacheprovider" notebooks

check: $(READY)
	$(BIN)/ruff format --check mediakit tests benchmarks
	$(BIN)/ruff check mediakit tests benchmarks
	$(BIN)/mypy

renew: $(READY)
	$(BIN)/mediakit notebooks -o .
	$(BIN)/python -m mediakit.dictionary README.md

lab: $(READY)
	$(BIN)/jupyter lab notebooks

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mediakit needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) out build *.egg-info
