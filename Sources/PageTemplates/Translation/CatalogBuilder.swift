// SPDX-License-Identifier: Apache-2.0

/// Collects the entries of a catalog.
struct CatalogBuilder {
    private(set) var plural = PluralRule.standard
    private(set) var entries: [Catalog.Key: [String]] = [:]

    /// Reads the fields of the text that belongs to the empty id.
    mutating func setHeader(_ header: String) throws(PluralRule.Malformed) {
        for line in header.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "plural-forms" else { continue }
            plural = try PluralRule(parts[1].trimmingMarkupSpace)
        }
    }

    /// Adds a text unless it is not translated yet.
    ///
    /// - Returns: Whether the key was free.
    mutating func add(_ key: Catalog.Key, _ forms: [String]) -> Bool {
        guard !forms.contains("") else { return true }
        return entries.updateValue(forms, forKey: key) == nil
    }

    var catalog: Catalog { Catalog(plural: plural, entries: entries) }
}
