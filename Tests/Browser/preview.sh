#!/bin/sh
# Proves `talisman serve` in a real browser: Tests/Browser/preview.sh --talisman COMMAND [OPTIONS]
#
# The options are those of preview.py.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
python=$("$folder/../../Scripts/python.sh" browser "$folder/requirements.txt")
PYTHONDONTWRITEBYTECODE=1 exec "$python" "$folder/preview.py" "$@"
