// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A set, which keeps the order in which its elements came.
///
/// Python leaves the order open.
final class PythonSet: PythonContainer {
    private struct State {
        var members: PythonKeySet
        var level = 0
    }

    let isFixed: Bool
    private let state: Mutex<State>

    var pythonKind: PythonKind { .set }

    init(_ members: PythonKeySet, isFixed: Bool = true) {
        self.isFixed = isFixed
        state = Mutex(State(members: members))
    }

    /// The members as they are now.
    var members: PythonKeySet { state.withLock { $0.members } }

    var count: Int { state.withLock { $0.members.count } }

    /// Changes the members in their place.
    func change<Result: Sendable>(
        _ body: (inout PythonKeySet) throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        try state.withLock { (state) throws(TemplateError) in try body(&state.members) }
    }

    /// The next member from a slot on, and the slot behind it.
    func member(from slot: Int) -> (TemplateValue, next: Int)? {
        state.withLock { $0.members.item(from: slot) }
    }

    // MARK: PythonContainer

    var contents: [TemplateValue] { members.items }

    var level: Int { state.withLock { $0.level } }

    func raise(toLevel level: Int) -> Bool {
        state.withLock { state in
            guard state.level < level else { return false }
            state.level = level
            return true
        }
    }

    // MARK: TemplateObject

    var steps: Int { state.withLock { $0.members.steps } }

    var elements: [TemplateValue]? { members.items }

    var isTrue: Bool { count > 0 }

    func write(to text: inout PythonText) {
        let items = members.items
        if items.isEmpty {
            text.append(verbatim: "set()")
        } else {
            text.append(items, between: "{", "}")
        }
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)],
        _ budget: inout Budget
    ) throws(TemplateError) -> Bool {
        guard let other = other as? PythonSet else { return false }
        return try members.isEqual(to: other.members, &budget)
    }
}
