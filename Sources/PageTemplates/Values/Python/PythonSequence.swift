// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// A tuple, a view of a dictionary, or what an iterator gives.
///
/// Iterators are run through at once and can be run through again: nothing in
/// an expression changes a value, so nobody sees the difference but in the
/// errors of items that are never asked for.
final class PythonSequence: PythonObject {
    let pythonKind: PythonKind
    let items: [TemplateValue]

    init(_ kind: PythonKind, _ items: [TemplateValue]) {
        pythonKind = kind
        self.items = items
    }

    var elements: [TemplateValue]? { items }

    var steps: Int { items.count }

    /// The items as a set; `nil` where one of them can be in none.
    private func keySet(_ budget: inout Budget) throws(TemplateError) -> PythonKeySet? {
        do throws(TemplateError) {
            return try PythonKeySet(items, &budget)
        } catch {
            guard error.code == .typeError else { throw error }
            return nil
        }
    }

    /// An element of a tuple by its decimal index, as paths ask for it.
    func member(_ name: String) -> TemplateValue? {
        guard pythonKind == .tuple, name.utf8.allSatisfy(\.isDigit), let index = Int(name),
            index < items.count
        else {
            return nil
        }
        return items[index]
    }

    var isTrue: Bool { pythonKind.isIterator || !items.isEmpty }

    func write(to text: inout PythonText) {
        switch pythonKind {
        case .tuple: text.append(items, between: "(", items.count == 1 ? ",)" : ")")
        case .keys, .values, .items:
            text.append(items, between: pythonKind.rawValue + "([", "])")
        case .generator: text.append(verbatim: "<generator object>")
        default: text.append(verbatim: "<\(pythonKind.rawValue) object>")
        }
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        if self === other { return true }
        guard let other = other as? PythonSequence, other.pythonKind == pythonKind else {
            return false
        }
        switch pythonKind {
        case .tuple:
            guard items.count == other.items.count else { return false }
            try budget.take(steps: items.count)
            pending.append(contentsOf: Swift.zip(items, other.items))
            return true
        case .keys, .items:
            guard let left = try keySet(&budget), let right = try other.keySet(&budget) else {
                return false
            }
            return try left.isEqual(to: right, &budget)
        default:
            return false
        }
    }
}

extension TemplateValue {
    static func tuple(_ items: [TemplateValue]) -> TemplateValue {
        .object(PythonSequence(.tuple, items))
    }

    /// The items of a tuple.
    var pythonTuple: [TemplateValue]? {
        guard case .object(let object) = self, let sequence = object as? PythonSequence,
            sequence.pythonKind == .tuple
        else {
            return nil
        }
        return sequence.items
    }
}
