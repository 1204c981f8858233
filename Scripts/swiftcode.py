"""The code of a Swift source without its comments and literals."""

import re

_START = re.compile(r'//[^\n]*|/\*|(#*)("""(?=[ \t]*\n)|")|[()]')
_COMMENT = re.compile(r"/\*|\*/")


def code(text):
    """The source with spaces in the place of comments and texts.

    What is interpolated stays, and so do the places of everything. Regular
    expressions between slashes are not known.
    """
    output = list(text)
    _code(text, 0, output, inside=False)
    return "".join(output)


def _code(text, at, output, inside):
    """Goes through code; in an interpolation, to behind its parenthesis."""
    depth = 0
    while start := _START.search(text, at):
        at = start.end()
        if start[0] == "(":
            depth += 1
        elif start[0] == ")":
            if inside and depth == 0:
                return at
            depth -= 1
        elif start[2]:
            at = _string(text, start, output)
        else:
            at = _comment(text, at) if start[0] == "/*" else at
            _blank(output, start.start(), at)
    return len(text)


def _comment(text, at):
    """Where a comment ends; there may be others in it."""
    depth = 1
    while depth:
        mark = _COMMENT.search(text, at)
        if not mark:
            return len(text)
        depth += 1 if mark[0] == "/*" else -1
        at = mark.end()
    return at


def _string(text, start, output):
    hashes, quote = start.groups()
    mark = re.compile(rf"{quote}{hashes}|\\{hashes}(\(|.)", re.DOTALL)
    blanked = start.start()
    after = start.end()
    while found := mark.search(text, after):
        after = found.end()
        _blank(output, blanked, after)
        if found[1] is None:
            return after
        blanked = after
        if found[1] == "(":
            after = _code(text, after, output, inside=True)
            blanked = after - 1
    _blank(output, blanked, len(text))
    return len(text)


def _blank(output, start, end):
    for at in range(start, end):
        if output[at] != "\n":
            output[at] = " "
