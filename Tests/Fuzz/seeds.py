#!/usr/bin/env python3
"""Writes inputs to begin with, from the inputs of other tests: `seeds.py TARGET FOLDER`.

Without arguments it names the targets.

What only a program can make, such as a signed id, is in the kept corpus alone.
"""

import hashlib
import itertools
import pathlib
import re
import struct
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
CASES = TESTS / "PageTemplatesTests" / "Cases"
LARGEST = 4096


def choices(*numbers):
    """Each a byte of `@` to DEL, of which the entries take six bits."""
    return bytes(0x40 | number for number in numbers)


def cases(*endings):
    for path in sorted(CASES.rglob("*")):
        if path.suffix in endings and ".expected" not in path.name and path.is_file():
            yield path, path.read_bytes()


def templates():
    modes = {".html": 0, ".xml": 1, ".txt": 2}
    for path, text in cases(*modes):
        area = path.relative_to(CASES).parts[0]
        bits = (area == "chameleon") | (area == "trim") << 2 | (area == "scripts") << 3
        yield choices(modes[path.suffix] | bits << 2, 4 | (area == "i18n") << 5) + text


def expressions():
    found = set()
    for path, text in cases(".html", ".xml"):
        chameleon = path.relative_to(CASES).parts[0] == "chameleon"
        for match in re.finditer(rb'tal:(?:content|replace|condition)="([^"]+)"', text):
            place = 2 if match[1].startswith(b"python:") else 0
            expression = match[1].removeprefix(b"python:").replace(b"&lt;", b"<")
            found.add(choices(place | chameleon << 5, 4) + expression.replace(b"&quot;", b'"'))
        for match in re.finditer(rb"\$\{([^}]+)\}", text):
            found.add(choices(3 | chameleon << 5, 4) + match[1])
        for match in re.finditer(rb'server-python">\n?(.*?)</script>', text, re.S):
            found.add(choices(9, 4) + match[1])
    return sorted(found)


def payloads():
    sys.path.insert(0, str(TESTS / "Browser"))
    import payloads

    lists = [value for name, value in sorted(vars(payloads).items()) if name.isupper()]
    for text in itertools.chain.from_iterable(value for value in lists if type(value) is list):
        if isinstance(text, str):
            yield text.encode("utf-8", "replace")


def data():
    return itertools.chain((text for _, text in cases(".json")), payloads())


def markup():
    pages = (text for _, text in cases(".html"))
    return (choices(index % 3) + text for index, text in enumerate(itertools.chain(payloads(), pages)))


def requests():
    heads = [
        "Cookie: __Host-id=v1.generated.a.b.c; id=x; __Host-id=\nCookie: foreign=abc",
        "Cookie: __Host-data=v1.generated.AAAA",
        "Peer: 10.0.0.1\nX-Forwarded-For: 192.0.2.1, 10.0.0.2:80\nX-Forwarded-Proto: https, http\n"
        "X-Forwarded-Host: shop.example:8443\nX-Forwarded-Port: 443\nOrigin: https://shop.example",
        'Peer: ::1\nForwarded: for="[2001:db8::1]:47";proto=https;host=a, for=10.1.1.1;by=x',
        "Origin: null\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate",
        "Accept-Language: de-AT, de;q=0.9, en;q=0.001, *;q=0, x-klingon;q=2",
        "Authorization: v1.generated.a.b.c\nReferer: /a?sid=1#b",
    ]
    bodies = ["", "a=b&sid=1.v1.x&c=%41%zz+d", "sid=1&sid=2&%73id=3", "a=%ff&&=&x"]
    for index, head in enumerate(heads):
        method = "POST" if index % 2 else "GET"
        body = bodies[index % len(bodies)]
        yield f"{method} /p?sid=1700000900.v1.generated.a.b.c&x=%20#f\n{head}\n\n{body}".encode()


def po():
    for path in sorted(ROOT.glob("*/**/*.po")):
        yield path.read_bytes()
    rules = [
        "nplurals=1; plural=0;",
        "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
        "nplurals=2; plural=(n!=1)-!n*n/n;",
    ]
    for rule in rules:
        yield f'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n"Plural-Forms: {rule}\\n"\n\n#, fuzzy\nmsgctxt "c"\nmsgid "a\\x41\\101"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "y"\nmsgstr[2] "z"\n'.encode()


def mo():
    header = "Content-Type: text/plain; charset={}\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    catalogs = [
        [("", header.format("UTF-8")), ("cart", "Warenkorb"), ("c\4open", "öffnen")],
        [("", header.format("UTF-8")), ("item\0items", "Stück\0Stücke")],
        [("a", "b")],
    ]
    for order, catalog in itertools.product("<>", catalogs):
        strings = [side.encode() for pair in zip(*catalog) for side in pair]
        count = len(catalog)
        offset, table, text = 28 + 16 * count, b"", b""
        for string in strings:
            table += struct.pack(order + "II", len(string), offset + len(text))
            text += string + b"\0"
        numbers = (0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
        yield struct.pack(order + "7I", *numbers) + table + text


def redis():
    replies = [
        "+OK\r\n-ERR no\r\n:-12\r\n$4\r\n\r\n\0$\r\n$-1\r\n*-1\r\n*0\r\n",
        "*2\r\n*0\r\n*1\r\n$1\r\na\r\n-MOVED 3999 127.0.0.1:6381\r\n-ASK 1 [::1]:7\r\n",
        "*1\r\n*4\r\n:0\r\n:16383\r\n*2\r\n$9\r\n127.0.0.1\r\n:7000\r\n*2\r\n$1\r\n?\r\n:7001\r\n",
        "*1\r\n*3\r\n$1\r\n0\r\n:5\r\n*2\r\n$0\r\n\r\n:65535\r\n" + "*1\r\n" * 16 + ":1\r\n",
        "$4000\r\n" + "x" * 4000 + "\r\n:1\r\n",
    ]
    return (choices(size) + text.encode() for size in (0, 2, 63) for text in replies)


def records():
    values = [
        "n", "b1", "b0", "i-9223372036854775808", "d1e308", "dnan", "stext", "x\0\1", "t1e300", "t0",
        'l1\n"a"\n{"$date":1}\n[true]', 'j{"a":1,"b":["x"],"c":{"y":1.5},"d":{"$date":12.5}}',
        'j{"$$k":{"$bytes":"AAEC"},"f":[[true]],"\\ud83d\\ude00":null}', "v2\nstext", "v3\ni7",
    ]
    texts = [
        "1 1700000000000 1700000000000 3600000 600000 0 1 9223372036854775807 1 0 1700000000000 0",
        "1 -9223372036854775808 9223372036854775807 -1 0 1 2 -9223372036854775808 1 2 3 4",
        "expired 1700000000000 1700000000000 6162",
    ]
    names = [
        "products.foo/color", "BwcHBwcHBwcHBwcH", "r1.0123456789ab.0.abcdef.17.BwcHBwcHBwcHBwcH",
        "p:s:{BwcHBwcHBwcHBwcH}", "p:a:s:{BwcHBwcHBwcHBwcH}",
        "rediss+sentinel://u:p%40@[::1]:26379,b/main/3?sentinel-password=x&sentinel-user=y",
    ]
    entry = b"\1" + bytes(32) + struct.pack(">9q", 1, 2, 3600, 600, 0, 0, 0, 1, 1)
    entry += b"\0\3\1ab\0\0" + b"\0\5p/key\0\3sab"
    yield choices(1) + entry
    for kind, group in ((0, values), (2, texts), (3, names)):
        for text in group:
            yield choices(kind) + text.encode()


TARGETS = {
    "template": templates, "expression": expressions, "data": data, "markup": markup,
    "request": requests, "po": po, "mo": mo, "redis": redis, "record": records,
}


def main():
    if len(sys.argv) == 1:
        return print(*TARGETS, sep="\n")
    target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for seed in TARGETS[target]():
        if len(seed) <= LARGEST:
            (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


main()
