// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The functions that templates of Zope have, and here where the application declares them.
enum ZopeFunctions {
    static let table: [String: PythonFunction] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, $0) }
    )

    private static let all: [PythonFunction] = [
        // A call that is written out is compiled: that knows `default`.
        .init("test", 0...Int.max, cost: .nothing) { arguments, _ throws(TemplateError) in
            let values = arguments.positional
            for index in stride(from: 0, to: values.count - 1, by: 2) where values[index].isTrue {
                return values[index + 1]
            }
            return values.count % 2 == 1 ? values[values.count - 1] : .nothing
        },
        .init("same_type", 1...Int.max, cost: .nothing) { arguments, _ throws(TemplateError) in
            let type = PythonType(arguments.first)
            return .bool(arguments.positional.allSatisfy { PythonType($0) == type })
        },
        .calling("hasattr", 2...2, cost: .nothing, .hasAttribute),
        .calling("getattr", 2...3, cost: .nothing, .getAttribute),
        .calling("map", 2...Int.max, .map),
        .calling("filter", 2...2, .filter),
    ]
}

/// The type of a value, to be compared.
private struct PythonType: Equatable {
    private let kind: PythonKind

    /// The class of an object of the application.
    private let object: ObjectIdentifier?

    init(_ value: TemplateValue) {
        kind = value.pythonKind
        if case .object(let object) = value, kind == .object {
            self.object = ObjectIdentifier(type(of: object))
        } else {
            object = nil
        }
    }
}
