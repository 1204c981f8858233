// SPDX-License-Identifier: Apache-2.0

import PageTemplatesTesting
import Synchronization
import Testing

@testable import PageTemplates

/// Every operation takes steps in proportion to the work that it does, so that
/// no loop over any of them outlasts the limit.
@Suite struct StepCostTests {
    private static let steps = 400_000

    private static let values: TemplateContext = {
        let items = TemplateValue.list((0..<5_000).map { .integer($0) })
        let text = String(repeating: "a", count: 300_000)
        let members: TemplateMapping = [
            "s": .string(text), "t": .string(text.uppercased().lowercased()),
            "u": .string(String(repeating: "é", count: 150_000)),
            "w": .string(String(repeating: "a ", count: 40_000)),
            "n": .string(String(repeating: "1", count: 300_000)),
            "l": items, "m": items, "g": .list(Array(repeating: .string(text), count: 20)),
        ]
        return TemplateContext(members)
    }()

    /// What scripts make of the values: that takes steps too, and so each script
    /// makes only what its operation names.
    private static let preparations: [(name: String, statement: String)] = [
        ("c", "c = list(l)"), ("d", "d = dict(zip(l, m))"), ("e", "e = dict(zip(l, m))"),
        ("x", "x = set(l)"), ("y", "y = set(l)"), ("p", "p = tuple(l)"), ("q", "q = tuple(m)"),
        ("tree", "tree = (1, 2)\nfor i in range(11): tree = (tree, tree)"),
        ("other", "other = (1, 2)\nfor i in range(11): other = (other, other)"),
    ]

    /// The error that ends a loop over an operation, and the turns it made.
    private static func run(
        _ operation: CostlyOperations.Operation
    ) -> (error: TemplateError?, turns: Int) {
        let count = Mutex(0)
        var context = values
        context["turn"] = .object(
            TemplateFunction("turn") { _ in
                let turn = count.withLock { count in
                    count += 1
                    return count
                }
                guard operation.isQuick || turn <= operation.turns else {
                    throw TemplateError(.exception, "the operation takes too few steps")
                }
                return .nothing
            }
        )
        var configuration = TemplateConfiguration()
        configuration.allowsScripts = true
        configuration.limits.steps = steps
        let words = operation.statement.split { !$0.isLetter }.map(String.init)
        let needed = preparations.filter { words.contains($0.name) }.map(\.statement)
        let script =
            (needed + ["while True:", "  turn()", "  \(operation.statement)"])
            .joined(separator: "\n")
        let page = "<script type=\"text/server-python\">\n\(script)\n</script>"
        do throws(TemplateError) {
            _ = try Template(named: "t.html", page, configuration: configuration).render(context)
            return (nil, count.withLock { $0 })
        } catch {
            return (error, count.withLock { $0 })
        }
    }

    @Test func everyOperationOfTheTablesIsHere() {
        let known = Set(CostlyOperations.all.map(\.name))
        let missing = CostlyOperations.names.subtracting(known).sorted()
        #expect(missing.isEmpty, "no loop runs \(missing.joined(separator: ", "))")
    }

    @Test(.timeLimit(.minutes(10)), arguments: 0..<CostlyOperations.all.count)
    func loopEndsWithTheStepLimit(row: Int) {
        let operation = CostlyOperations.all[row]
        let (error, turns) = Self.run(operation)
        #expect(error?.code == .stepLimit, "\(operation): \(error?.message ?? "no error")")
        #expect(turns > 0, "\(operation) is never reached")
    }
}
