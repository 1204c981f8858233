// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TemplateSyntax

/// A list that scripts can change; all others are plain lists of values.
final class PythonList: PythonContainer {
    private struct State {
        var items: [TemplateValue]
        var level = 0
    }

    private let state: Mutex<State>

    init(_ items: [TemplateValue]) {
        state = Mutex(State(items: items))
    }

    var pythonKind: PythonKind { .list }

    var isFixed: Bool { false }

    /// The items as they are now.
    var items: [TemplateValue] { state.withLock { $0.items } }

    var count: Int { state.withLock { $0.items.count } }

    /// The item at a position, if there is one.
    subscript(position: Int) -> TemplateValue? {
        state.withLock { state in
            guard state.items.indices.contains(position) else { return nil }
            return state.items[position]
        }
    }

    /// Changes the items in their place.
    func change<Result>(_ body: (inout [TemplateValue]) -> Result) -> Result
    where Result: Sendable {
        state.withLock { body(&$0.items) }
    }

    // MARK: PythonContainer

    var contents: [TemplateValue] { items }

    var level: Int { state.withLock { $0.level } }

    func raise(toLevel level: Int) -> Bool {
        state.withLock { state in
            guard state.level < level else { return false }
            state.level = level
            return true
        }
    }

    // MARK: TemplateObject

    var steps: Int { count }

    var elements: [TemplateValue]? { items }

    var isTrue: Bool { count > 0 }

    /// An element by its decimal index, as paths ask for it.
    func member(_ name: String) -> TemplateValue? {
        guard name.utf8.allSatisfy(\.isDigit), let index = Int(name) else { return nil }
        return self[index]
    }

    func write(to text: inout PythonText) {
        text.append(items, between: "[", "]")
    }
}

extension TemplateValue {
    /// The items of a list of either sort.
    var pythonListItems: [TemplateValue]? {
        switch self {
        case .list(let items): items
        case .object(let object): (object as? PythonList)?.items
        default: nil
        }
    }
}
