// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The kinds of values that functions and methods always give.
enum PythonKnownKinds {
    private static let functions: [PythonKind: String] = [
        .str: "str repr chr", .int: "int len ord", .float: "float",
        .bool: "bool any all isinstance same_type hasattr", .list: "list sorted",
        .tuple: "tuple", .dict: "dict", .set: "set", .range: "range",
        .enumerate: "enumerate", .zip: "zip", .reversed: "reversed", .map: "map",
        .filter: "filter",
    ]

    private static let methods: [PythonKind: [PythonKind: String]] = [
        .str: [
            .str: "capitalize casefold center expandtabs format format_map join ljust lower lstrip "
                + "removeprefix removesuffix replace rjust rstrip strip swapcase title upper zfill",
            .list: "split rsplit splitlines", .tuple: "partition rpartition",
            .int: "count find index rfind rindex",
            .bool: "startswith endswith isalnum isalpha isascii isdecimal isdigit isidentifier "
                + "islower isnumeric isprintable isspace istitle isupper",
        ],
        .list: [.list: "copy", .int: "count index"],
        .tuple: [.int: "count index"],
        .range: [.int: "count index"],
        .dict: [.dict: "copy", .keys: "keys", .values: "values", .items: "items"],
        .set: [
            .set: "copy union intersection difference symmetric_difference",
            .bool: "issubset issuperset isdisjoint",
        ],
    ]

    /// The kinds by the names of functions.
    static let ofFunctions = table(functions)

    /// The kinds by the names of methods of a kind.
    static let ofMethods = methods.mapValues(table)

    private static func table(_ rows: [PythonKind: String]) -> [String: PythonKind] {
        var table: [String: PythonKind] = [:]
        for (kind, names) in rows {
            for name in names.split(separator: " ") { table[String(name)] = kind }
        }
        return table
    }

    /// Whether the attributes of values are those that the methods' table has.
    static func isClosed(_ kind: PythonKind, _ dialect: TemplateDialect) -> Bool {
        switch kind {
        case .object, .exception, .type, .function: false
        case .dict: !dialect.itemsAreAttributes
        default: true
        }
    }
}

extension PythonResolver {
    /// The kind that a value always has, as far as that is known.
    func kind(of node: PythonNode) -> PythonKind? {
        switch node.kind {
        case .constant(let constant): TemplateValue(constant).pythonKind
        case .text: .str
        case .list: .list
        case .tuple: .tuple
        case .set: .set
        case .dictionary: .dict
        case .not: .bool
        case .lambda: .lambda
        case .comprehension(let comprehension): comprehension.kind.pythonKind
        case .binary(let first, let steps):
            steps.allSatisfy { $0.symbol == .remainder } && kind(of: first) == .str ? .str : nil
        case .conditional(_, let then, let otherwise):
            kind(of: then).flatMap { $0 == kind(of: otherwise) ? $0 : nil }
        case .primary(let base, let trailers): kind(of: base, trailers) { _, _, _ in }
        case .name, .unary, .comparison, .and, .or, .starred, .tales: nil
        }
    }

    /// The same behind what is asked of a value; attributes that the value before them never
    /// has are told.
    func kind(
        of base: PythonNode,
        _ trailers: [PythonTrailer],
        tellingOf unknown: (String, PythonKind, Range<Int>) -> Void
    ) -> PythonKind? {
        var rest = trailers[...]
        var kind: PythonKind?
        if case .name(let name) = base.kind, isCallOfFunction(base, trailers) {
            rest.removeFirst()
            kind = PythonKnownKinds.ofFunctions[name]
        } else {
            kind = self.kind(of: base)
        }
        let dialect = state.configuration.dialect
        while let known = kind, PythonKnownKinds.isClosed(known, dialect),
            let trailer = rest.popFirst()
        {
            switch trailer.kind {
            case .attribute(let name):
                guard PythonMethods.table[known]?[name] != nil else {
                    unknown(name, known, trailer.range)
                    return nil
                }
                guard case .call? = rest.popFirst()?.kind else { return nil }
                kind = PythonKnownKinds.ofMethods[known]?[name]
            case .item: kind = known == .str ? .str : nil
            case .slice: kind = [.str, .list, .tuple, .range].contains(known) ? known : nil
            case .call: return nil
            }
        }
        return rest.isEmpty ? kind : nil
    }

    /// Reports attributes that there never are.
    func checkAttributes(of base: PythonNode, _ trailers: [PythonTrailer]) {
        _ = kind(of: base, trailers) { name, kind, range in
            let names = PythonMethods.table[kind].map { Array($0.keys) } ?? []
            var notes = TemplateError.Note.nearest(name, among: names)
            if notes.isEmpty, kind == .dict {
                notes = [.init("a key of a mapping is an item: ['\(name)']")]
            }
            state.report(
                .attributeError,
                "'\(kind.rawValue)' has no attribute '\(name)'",
                at: range,
                notes: notes
            )
        }
    }
}
