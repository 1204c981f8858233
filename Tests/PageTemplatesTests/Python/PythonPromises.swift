// SPDX-License-Identifier: Apache-2.0

@testable import PageTemplates

/// The methods of CPython's own types, and which of them pages have.
enum PythonPromises {
    // `[name for name in dir(kind) if not name.startswith('_')]` in CPython 3.11.

    private static let text = """
        capitalize casefold center count encode endswith expandtabs find format format_map index \
        isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable \
        isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix \
        removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines \
        startswith strip swapcase title translate upper zfill
        """

    private static let list = "append clear copy count extend index insert pop remove reverse sort"

    private static let dictionary =
        "clear copy fromkeys get items keys pop popitem setdefault update values"

    private static let set = """
        add clear copy difference difference_update discard intersection intersection_update \
        isdisjoint issubset issuperset pop remove symmetric_difference \
        symmetric_difference_update union update
        """

    static let methods: [PythonKind: [Substring]] = [
        .str: text.split(separator: " "),
        .list: list.split(separator: " "),
        .tuple: ["count", "index"],
        .range: ["count", "index"],
        .dict: dictionary.split(separator: " "),
        .set: set.split(separator: " "),
    ]

    /// What the documentation of the language leaves out.
    static let leftOut: [PythonKind: Set<Substring>] = [
        .str: ["encode", "maketrans", "translate"],
        .dict: ["fromkeys"],
    ]

    /// Those that change a value, which scripts alone call.
    static let changing: [PythonKind: Set<Substring>] = [
        .list: ["append", "clear", "extend", "insert", "pop", "remove", "reverse", "sort"],
        .dict: ["clear", "pop", "popitem", "setdefault", "update"],
        .set: [
            "add", "clear", "difference_update", "discard", "intersection_update", "pop", "remove",
            "symmetric_difference_update", "update",
        ],
    ]

    /// The methods that a kind of values has here.
    static func promised(_ kind: PythonKind) -> [Substring] {
        methods[kind, default: []].filter { leftOut[kind]?.contains($0) != true }
    }
}
