// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Synchronization

/// A loader whose templates change, and which counts how often it loads.
final class MutableLoader: TemplateLoader {
    private let state: Mutex<State>

    private struct State {
        var templates: [String: (text: String, version: Int)]
        var loads = 0
    }

    init(_ templates: [String: String]) {
        state = Mutex(State(templates: templates.mapValues { ($0, 1) }))
    }

    var loads: Int { state.withLock { $0.loads } }

    var names: [String] { state.withLock { $0.templates.keys.sorted() } }

    func change(_ name: String, to text: String) {
        state.withLock { $0.templates[name] = (text, ($0.templates[name]?.version ?? 0) + 1) }
    }

    func load(_ name: String) throws(TemplateError) -> LoadedTemplate {
        try state.withLock { state throws(TemplateError) in
            let found = try Self.find(name, in: state)
            state.loads += 1
            let version = TemplateVersion(found.version)
            return LoadedTemplate(bytes: Array(found.text.utf8), version: version)
        }
    }

    func version(of name: String) throws(TemplateError) -> TemplateVersion {
        try state.withLock { state throws(TemplateError) in
            TemplateVersion(try Self.find(name, in: state).version)
        }
    }

    private static func find(
        _ name: String,
        in state: State
    ) throws(TemplateError) -> (text: String, version: Int) {
        guard let found = state.templates[name] else {
            throw TemplateError(.templateNotFound, "no template '\(name)'")
        }
        return found
    }
}
