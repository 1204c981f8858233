// SPDX-License-Identifier: Apache-2.0

import PageTemplates

extension PageCode {
    /// The `Integrity-Policy` that the pages keep to; nil where they load no script, one without
    /// `integrity` and `crossorigin`, or a module, whose imports have none.
    ///
    /// Style sheets are not in it: browsers do not know that, and say so in the console.
    var integrityPolicy: String? {
        let scripts = pieces.filter { $0.kind == .scriptFile || $0.kind == .moduleFile }
        let isKept = scripts.allSatisfy { $0.kind == .scriptFile && $0.hasIntegrity }
        let isOpen = templates.contains { $0.isOpen }
        guard !scripts.isEmpty, isKept, !isOpen else { return nil }
        return "blocked-destinations=(script)"
    }
}
