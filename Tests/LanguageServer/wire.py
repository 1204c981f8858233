"""What a client may send that is wrong, byte by byte."""

import json
import subprocess

_INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
_SHUTDOWN = {"jsonrpc": "2.0", "id": 99, "method": "shutdown"}
_EXIT = {"jsonrpc": "2.0", "method": "exit"}


def _frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def _talk(command, *messages):
    """The answers to messages, and the exit status."""
    data = b"".join(m if isinstance(m, bytes) and m[:1] == b"C" else _frame(m) for m in messages)
    result = subprocess.run([command, "lsp"], input=data, capture_output=True, timeout=30)
    answers, rest = [], result.stdout
    while rest:
        headers, _, body = rest.partition(b"\r\n\r\n")
        length = int(headers.split(b":")[1])
        answers.append(json.loads(body[:length]))
        rest = body[length:]
    return answers, result.returncode, result.stderr.decode()


def _request(number, method, params=None):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def _codes(answers):
    return [(a.get("id"), a.get("error", {}).get("code")) for a in answers]


def _check(found, wanted):
    assert found == wanted, f"\n  found  {found!r}\n  wanted {wanted!r}"


def run(command):
    answers, status, _ = _talk(command, _INITIALIZE, _SHUTDOWN, _EXIT)
    _check((_codes(answers), status), ([(1, None), (99, None)], 0))
    _check(answers[0]["result"]["capabilities"]["positionEncoding"], "utf-16")

    answers, status, _ = _talk(command, _request(1, "textDocument/hover"), _INITIALIZE, _EXIT)
    _check((_codes(answers), status), ([(1, -32002), (1, None)], 1))

    wrong = [
        _INITIALIZE, _INITIALIZE, b"{", b"[1, 2]", {"jsonrpc": "2.0"}, b'{"id": {}, "method": 1}',
        _request(2, "textDocument/nothing", {}), _request("three", "textDocument/hover", {"a": 1}),
        _request(4, "textDocument/hover", {
            "textDocument": {"uri": "untitled:1"}, "position": {"line": 0, "character": 0}
        }),
        _request(5, "textDocument/completion", {
            "textDocument": {"uri": "file:///none.html"},
            "position": {"line": -5, "character": 99999999999},
        }),
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 1}},
        {"jsonrpc": "2.0", "method": "$/anything"},
        {"jsonrpc": "2.0", "id": 7, "result": None},
        _SHUTDOWN, _request(100, "textDocument/hover"), _EXIT,
    ]
    answers, status, _ = _talk(command, *wrong)
    _check(
        (_codes(answers), status),
        (
            [
                (1, None), (1, -32600), (None, -32700), (None, -32600), (None, -32600),
                (None, -32600), (2, -32601), ("three", -32602), (4, -32602), (5, -32602),
                (99, None), (100, -32600),
            ],
            0,
        ),
    )

    uri = "file:///a%20b.html"
    opened = {"uri": uri, "languageId": "html", "version": 1, "text": "<p tal:>😀</p>\r\n"}
    place = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 7}}
    edits = [
        {"range": {"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}},
         "text": "<b tal:"},
        {"range": {"start": {"line": -1, "character": -1}, "end": {"line": 0, "character": 10}},
         "text": ""},
    ]
    answers, status, _ = _talk(
        command, _INITIALIZE,
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": opened}},
        _request(2, "textDocument/completion", place),
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": {"uri": uri, "version": 2}, "contentChanges": edits}},
        _request(3, "textDocument/completion", place),
        _request(4, "textDocument/documentSymbol", place),
        {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 4}},
        _SHUTDOWN, _EXIT,
    )
    found = [a for a in answers if "id" in a]
    _check(_codes(found)[:3], [(1, None), (2, None), (3, None)])
    assert any(i["label"] == "tal:content" for i in found[1]["result"]["items"])
    _check(status, 0)

    for broken in (b"Content-Length: x\r\n\r\n", b"Content-Type: a\r\n\r\n{}",
                   b"Content-Length: 99999999999\r\n\r\n", b"C" * 10000):
        _, status, errors = _talk(command, broken)
        assert status == 1 and errors.startswith("talisman lsp: "), (broken, status, errors)
    _, status, errors = _talk(command, b"Content-Length: 10\r\n\r\n{")
    _check((status, errors), (1, ""))
