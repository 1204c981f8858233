#!/usr/bin/env python3
"""Keeps the inputs that reach the most: `keep.py CONTROL FOLDER`.

CONTROL is libFuzzer's `-merge_control_file`. FOLDER gets at most 40 inputs of those in it, named
by their hashes. What is there under another name shows a fault that was mended, and stays.
"""

import hashlib
import pathlib
import re
import sys

MOST = 40


def read(control):
    """The features of each file."""
    lines = control.read_text().splitlines()
    count = int(lines[0])
    files = [pathlib.Path(line) for line in lines[2 : 2 + count]]
    features = {}
    for line in lines[2 + count :]:
        word, number, *rest = line.split()
        if word == "FT":
            features[files[int(number)]] = set(map(int, rest))
    return features


def is_named(file):
    return not re.fullmatch("[0-9a-f]{40}", file.name)


def chosen(features):
    """Each time the file that reaches most of what those before and the named ones do not."""
    files = {file: reached for file, reached in features.items() if not is_named(file)}
    seen = set().union(*(reached for file, reached in features.items() if is_named(file)))
    while files:
        best = max(files, key=lambda file: (len(files[file] - seen), -file.stat().st_size))
        if not files[best] - seen:
            return
        yield best
        seen |= files.pop(best)


def main():
    features, folder = read(pathlib.Path(sys.argv[1])), pathlib.Path(sys.argv[2])
    named = [file for file in folder.iterdir() if is_named(file)]
    texts = [file.read_bytes() for _, file in zip(range(MOST - len(named)), chosen(features))]
    for file in folder.iterdir():
        if file not in named:
            file.unlink()
    for text in texts:
        (folder / hashlib.sha1(text).hexdigest()).write_bytes(text)
    print(f"{folder}: {len(texts) + len(named)} of {len(features)} inputs")


main()
