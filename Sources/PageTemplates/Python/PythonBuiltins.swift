// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The functions that `python:` expressions may call.
enum PythonBuiltins {
    static let table: [String: PythonFunction] = Dictionary(
        uniqueKeysWithValues: (sequences + numbers + conversions + errors).map { ($0.name, $0) }
    )

    /// `ValueError('text')` and its like.
    private static let errors = PythonExceptionKind.allCases.map { kind in
        PythonFunction(kind.rawValue, 0...255, cost: .nothing) {
            arguments,
            _ throws(TemplateError) in
            .object(PythonException(kind, arguments.positional))
        }
    }

    /// The functions that are types.
    private static let types: [String: PythonKind] = [
        "int": .int, "float": .float, "str": .str, "bool": .bool, "list": .list,
        "tuple": .tuple, "dict": .dict, "set": .set, "range": .range, "zip": .zip,
        "enumerate": .enumerate, "reversed": .reversed,
    ]

    /// A function as a value.
    static func value(of function: PythonFunction) -> TemplateValue {
        let kind = PythonExceptionKind(rawValue: function.name)
        let type = types[function.name] ?? kind.map { _ in .exception }
        return .object(PythonCallable(function, type: type, exceptionKind: kind))
    }

    // MARK: Sequences

    private static let sequences: [PythonFunction] = [
        .init("len", 1...1, cost: .nothing) { arguments, budget throws(TemplateError) in
            // Only the characters of a text have to be counted.
            if arguments.first.pythonKind == .str { try budget.take(through: arguments.first) }
            return .integer(try PythonItems.count(of: arguments.first))
        },
        .init("range", 1...3, cost: .nothing) { arguments, _ throws(TemplateError) in
            .object(try range(arguments))
        },
        .init("enumerate", 1...2, keywords: ["start"]) { arguments, budget throws(TemplateError) in
            try enumerated(arguments, &budget)
        },
        .init("zip", 0...255, keywords: ["strict"]) { arguments, budget throws(TemplateError) in
            try zipped(arguments, &budget)
        },
        .calling("sorted", 1...1, keywords: ["key", "reverse"], .sorted),
        .init("reversed", 1...1) { arguments, budget throws(TemplateError) in
            try reversed(arguments.first, &budget)
        },
        .init("any", 1...1) { arguments, budget throws(TemplateError) in
            .bool(try PythonItems.elements(of: arguments.first, &budget).contains(where: \.isTrue))
        },
        .init("all", 1...1) { arguments, budget throws(TemplateError) in
            .bool(
                try PythonItems.elements(of: arguments.first, &budget).allSatisfy(\.isTrue)
            )
        },
    ]

    private static func range(_ arguments: PythonArguments) throws(TemplateError) -> PythonRange {
        let bounds = arguments.count
        let start = bounds == 1 ? 0 : try arguments.integer(0)
        let stop = try arguments.integer(bounds == 1 ? 0 : 1)
        let step = bounds == 3 ? try arguments.integer(2) : 1
        guard step != 0 else { throw TemplateError(.valueError, "the step of a range is zero") }
        return try PythonRange(start, stop, step)
    }

    private static func enumerated(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        let start = try arguments.value(1, "start") ?? .integer(0)
        guard let start = start.pythonInteger else {
            throw TemplateError(.typeError, "\(start.pythonName) is not an integer")
        }
        let items = try PythonItems.elements(of: arguments.first, &budget)
        guard !start.addingReportingOverflow(items.count).overflow else {
            throw PythonInteger.overflow
        }
        let pairs = items.enumerated().map { index, item in
            TemplateValue.tuple([.integer(start + index), item])
        }
        return .object(PythonSequence(.enumerate, pairs))
    }

    private static func zipped(
        _ arguments: PythonArguments,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        var columns: [[TemplateValue]] = []
        for value in arguments.positional {
            columns.append(try PythonItems.elements(of: value, &budget))
        }
        let count = columns.map(\.count).min() ?? 0
        if arguments.keywords["strict"]?.isTrue == true,
            columns.contains(where: { $0.count != count })
        {
            throw TemplateError(.valueError, "the arguments of zip() differ in length")
        }
        try budget.take(steps: count * columns.count)
        let rows = (0..<count).map { row in TemplateValue.tuple(columns.map { $0[row] }) }
        return .object(PythonSequence(.zip, rows))
    }

    private static func reversed(
        _ value: TemplateValue,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue {
        switch value.pythonKind {
        case .str, .list, .tuple, .range, .dict, .keys, .values, .items, .object:
            let items = try PythonItems.elements(of: value, &budget)
            return .object(PythonSequence(.reversed, items.reversed()))
        default:
            throw TemplateError(.typeError, "\(value.pythonName) cannot be reversed")
        }
    }
}
