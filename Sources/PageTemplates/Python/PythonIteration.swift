// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A `for` loop of a script that runs: it sees what happens to a list, and
/// fails where a dictionary or a set gets another size, as Python's do.
final class PythonIteration: PythonObject {
    private enum Source {
        case items([TemplateValue])
        case list(PythonList)
        case dictionary(PythonDictionary, count: Int)
        case set(PythonSet, count: Int)
    }

    private let source: Source
    private let position = Mutex(0)

    var pythonKind: PythonKind { .generator }

    init(over value: TemplateValue, _ budget: inout Budget) throws(TemplateError) {
        switch value.changeableContainer {
        case let list as PythonList: source = .list(list)
        case let dictionary as PythonDictionary:
            source = .dictionary(dictionary, count: dictionary.count)
        case let set as PythonSet: source = .set(set, count: set.count)
        default: source = .items(try PythonItems.elements(of: value, &budget))
        }
    }

    var steps: Int { 0 }

    func write(to text: inout PythonText) {
        text.append(verbatim: "<iterator object>")
    }

    /// The next item; `nil` behind the last one.
    func next(_ budget: inout Budget) throws(TemplateError) -> TemplateValue? {
        try position.withLock { (position) throws(TemplateError) in
            switch source {
            case .items(let items):
                defer { position += 1 }
                guard position < items.count else { return nil }
                return items[position]
            case .list(let list):
                defer { position += 1 }
                return list[position]
            case .dictionary(let dictionary, let count):
                guard dictionary.count == count else { throw Self.changedSize("dictionary") }
                return try Self.advance(dictionary.key(from: position), &position, &budget)
            case .set(let set, let count):
                guard set.count == count else { throw Self.changedSize("set") }
                return try Self.advance(set.member(from: position), &position, &budget)
            }
        }
    }

    private static func advance(
        _ found: (TemplateValue, next: Int)?,
        _ position: inout Int,
        _ budget: inout Budget
    ) throws(TemplateError) -> TemplateValue? {
        guard let found else { return nil }
        // What has been removed is passed over.
        try budget.take(steps: found.next - position - 1)
        position = found.next
        return found.0
    }

    private static func changedSize(_ name: String) -> TemplateError {
        TemplateError(.runtimeError, "the \(name) changed its size while a loop ran over it")
    }
}
