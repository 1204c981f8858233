// SPDX-License-Identifier: Apache-2.0

import PageTemplates

extension PageCode {
    /// The `Integrity-Policy` that the pages keep to; nil where they load no script, one without
    /// `integrity` and `crossorigin`, or a module, whose imports have none.
    ///
    /// Style sheets are not in it: browsers do not know that, and say so in the console.
    var integrityPolicy: String? {
        let files = pieces.filter { $0.kind == .scriptFile }
        let hasModules = pieces.contains { $0.kind == .module || $0.kind == .moduleFile }
        let isOpen = templates.contains { $0.isOpen }
        guard !files.isEmpty, files.allSatisfy(\.hasIntegrity), !hasModules, !isOpen else {
            return nil
        }
        return "blocked-destinations=(script)"
    }
}
