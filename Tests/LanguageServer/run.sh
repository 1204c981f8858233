#!/bin/sh
# Talks to the language server as an editor does: Tests/LanguageServer/run.sh COMMAND [--measure]
#
# COMMAND is the talisman command. With --measure it also counts how long a completion takes among
# a thousand templates, and the memory, of a command that is optimised. The client is installed
# once for each set of versions, outside of the tree.
set -eu

folder=$(cd "$(dirname "$0")" && pwd)
python=$("$folder/../../Scripts/python.sh" language-server "$folder/requirements.txt")

PYTHONDONTWRITEBYTECODE=1 exec "$python" "$folder" "$@"
