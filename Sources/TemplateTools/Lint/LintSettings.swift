// SPDX-License-Identifier: Apache-2.0

/// What a `.talisman.yml` says of rules.
///
/// ```yaml
/// rules:
///   inline-handler: off
///   missing-alt: error
/// sessionKeys: [products.foo, cart/items]
/// cacheability: cacheability.json
/// ```
package struct LintSettings: Sendable, Equatable {
    /// What the findings of rules count for, by the names of the rules.
    package var levels: [String: Level] = [:]

    /// The keys of sessions that are written, as `package` or `package/key`; `nil` where nothing
    /// is said of them.
    package var sessionKeys: Set<String>?

    /// The file that says which pages read the session, as the manifest names it; `nil` where it names
    /// none.
    package var cacheabilityFile: String?

    /// What that file says, where it was read.
    package var cacheability: CacheabilityRecord?

    package init() {}

    /// What a rule's findings count for.
    package enum Level: Sendable, Equatable {
        case off
        case severity(Severity)

        /// The words that files have for it.
        static let words = ["off"] + Severity.allCases.map(\.rawValue)

        init?(_ word: String) {
            if word == "off" {
                self = .off
            } else if let severity = Severity(rawValue: word) {
                self = .severity(severity)
            } else {
                return nil
            }
        }
    }
}

/// The rules that a run looks after.
package struct RuleChoice: Sendable {
    /// The only ones; all where it is empty.
    package var only: Set<String> = []

    /// Those that are left out.
    package var without: Set<String> = []

    /// Whether remarks are told, too.
    package var tellsRemarks = false

    package init() {}

    /// The finding as it counts.
    ///
    /// - Returns: The finding; `nil` where it is not told. Errors always are.
    func finding(_ finding: Finding, _ settings: LintSettings) -> Finding? {
        guard finding.isOfRule else { return finding }
        guard only.isEmpty || only.contains(finding.name), !without.contains(finding.name) else {
            return nil
        }
        var finding = finding
        switch settings.levels[finding.name] {
        // Whoever names a rule on the command line wants it.
        case .off where !only.contains(finding.name): return nil
        case .severity(let severity): finding.severity = severity
        case .off, nil: break
        }
        let isTold = tellsRemarks || only.contains(finding.name) || finding.severity > .remark
        return isTold ? finding : nil
    }
}
