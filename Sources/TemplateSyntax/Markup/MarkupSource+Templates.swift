// SPDX-License-Identifier: Apache-2.0

extension MarkupSource {
    /// Whether an expression in it may name a template: `templates/…` or `load:`, or either of
    /// them written with character references.
    package var mayNameTemplates: Bool {
        let scanner = MarkupScanner(bytes: bytes, mode: mode)
        let signs: [StaticString] = ["templates", "load:", "&#"]
        return signs.contains { scanner.firstIndex(of: $0, from: 0) != nil }
    }
}
