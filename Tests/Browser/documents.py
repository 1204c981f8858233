"""Random pages around hostile data, judged by a second parser.

A page with hostile data and one with harmless data must have the same tree but for texts and
values.
"""

import json
import multiprocessing
import os
import random
import re

import payloads
import random_page

_BATCH = 1000
# What an engine may leave out.
_OPTIONAL = {"href"}


def prove(renderer, report, count, seed, inputs):
    """Renders and compares so many pages; gives how many failed."""
    values = [value for value in payloads.generate() if len(value) < 2000]
    sources = [values, inputs or values]
    chance = random.Random(seed)
    refused = same = failed = 0
    codes = {}
    with multiprocessing.Pool(2) as pool:
        for start in range(0, count, _BATCH):
            size = min(_BATCH, count - start)
            pages = [random_page.RandomPage(chance) for _ in range(size)]
            pairs = [_questions(page, sources, chance, start + at) for at, page in enumerate(pages)]
            answers = renderer.render([question for pair in pairs for question in pair])
            work = []
            for pair, hostile, harmless in zip(pairs, answers[0::2], answers[1::2]):
                if "output" in hostile and "output" in harmless:
                    work.append((pair[0], hostile["output"], harmless["output"]))
                else:
                    refused += 1
                    error = hostile.get("error") or harmless.get("error")
                    codes[error["code"]] = codes.get(error["code"], 0) + 1
            for (question, output, _), problem in zip(work, pool.imap(_compare, work, 16)):
                if problem is None:
                    same += 1
                    continue
                failed += 1
                value = json.dumps(question["data"], ensure_ascii=False)
                report.fail("a random page", [problem], question["template"], value, output)
    print(
        f"{count} random pages, seed {seed}: {same} kept their trees, {refused} refused, "
        f"{failed} failed{'; refused: ' if codes else ''}"
        + ", ".join(f"{code} {count}" for code, count in sorted(codes.items()))
    )
    return failed


def _questions(page, sources, chance, number):
    """The page with hostile data and with harmless data."""
    hostile = {
        f"h{hole}": payloads.filled(chance.choice(chance.choice(sources)), number)
        for hole in range(page.holes)
    }
    # White space and NUL mean something to a parser; all other characters are alike as text.
    harmless = {name: re.sub(r"[^\t\n\f\r \0]", "h", value) for name, value in hostile.items()}
    base = {"template": page.template, "dialect": "zope", "translations": {}}
    return [
        {**base, "id": f"{number}a", "data": hostile},
        {**base, "id": f"{number}b", "data": harmless},
    ]


def _compare(work):
    """What is wrong with a page; nothing where both trees are alike."""
    _, hostile, harmless = work
    trees = []
    for page in (hostile, harmless):
        try:
            trees.append(_shape(page))
        except Exception as failure:
            return f"the parser failed: {type(failure).__name__}"
    for scripting, pair in zip((False, True), zip(*trees)):
        if pair[0] != pair[1]:
            return f"the tree differs{' with scripting' if scripting else ''}"
    return None


def _shape(page):
    """The trees of a page without and with scripting, as text."""
    import html5lib

    shapes = []
    for scripting in (False, True):
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
        tree = parser.parse(page, scripting=scripting)
        shapes.append("".join(_parts(tree)))
        if "noscript" not in page.lower():
            shapes.append(shapes[0])
            break
    return shapes


def _parts(element):
    if not isinstance(element.tag, str):
        yield "!"
        return
    names = sorted(str(name) for name in element.attrib if name not in _OPTIONAL)
    yield f"<{element.tag} {' '.join(names)}>"
    for child in element:
        yield from _parts(child)
    yield "/"


def inputs(folder):
    """The inputs of html5lib's own tests, which are unpacked below a folder."""
    texts = []
    for base, _, files in sorted(os.walk(folder)):
        for file in sorted(files):
            path = os.path.join(base, file)
            if file.endswith(".dat") and "tree-construction" in base:
                texts += _tree_inputs(path)
            elif file.endswith(".test") and "tokenizer" in base:
                texts += _token_inputs(path)
    texts = [text for text in dict.fromkeys(texts) if len(text) < 2000 and _is_text(text)]
    # Percent signs are no placeholders here, and no test has one of ours.
    return [text for text in texts if not re.search(r"%[xun]", text)]


def _is_text(text):
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _tree_inputs(path):
    with open(path, encoding="utf-8", newline="") as file:
        parts = re.split(r"(?:^|\n\n?)#data\n", file.read())
    return [part.split("\n#errors", 1)[0] for part in parts[1:]]


def _token_inputs(path):
    with open(path, encoding="utf-8") as file:
        tests = json.load(file)
    found = []
    for test in tests.get("tests", []) + tests.get("xmlViolationTests", []):
        text = test["input"]
        if test.get("doubleEscaped"):
            text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda code: chr(int(code[1], 16)), text)
        found.append(text)
    return found
