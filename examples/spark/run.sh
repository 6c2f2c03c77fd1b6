#!/usr/bin/env bash
# Builds the command, takes PySpark into a virtual environment of target/, and runs prove.py.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo xtask dictionary
cargo build --release --features cli --bin jiken
if [ ! -x target/spark/venv/bin/pip ]; then
    python3 -m venv target/spark/venv
fi
target/spark/venv/bin/pip install --quiet --disable-pip-version-check pyspark==4.0.1
exec target/spark/venv/bin/python examples/spark/prove.py "$@"
