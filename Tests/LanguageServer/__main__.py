"""Drives `talisman lsp` as an editor does: see run.sh."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

import features
import grammar
import measure
import wire
import workspace
from client import Editor


async def _run(command, feature, encoding):
    with tempfile.TemporaryDirectory() as folder:
        folder = str(Path(folder).resolve())
        workspace.write(folder)
        async with Editor(command, folder, encoding) as editor:
            await feature(editor)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command")
    parser.add_argument("--measure", action="store_true", help="measure, and test nothing")
    parser.add_argument("--only", help="the features whose names have this in them")
    arguments = parser.parse_args()
    command = str(Path(arguments.command).resolve())
    if arguments.measure:
        return measure.main(command)
    failed = 0
    start = time.monotonic()
    for encoding in ("utf-16", "utf-8"):
        for feature in features.ALL:
            if arguments.only and arguments.only not in feature.__name__:
                continue
            try:
                asyncio.run(asyncio.wait_for(_run(command, feature, encoding), 60))
            except Exception as error:
                failed += 1
                print(f"failed: {feature.__name__}, {encoding}: {type(error).__name__} {error}")
    if not arguments.only:
        wire.run(command)
        grammar.run()
    count = len(features.ALL)
    print(f"{count} features in both encodings, {failed} failed, {time.monotonic() - start:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
