// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Two revisions of a repository, as git's commands name them.
///
/// `BASE..HEAD`, `BASE...HEAD` for what HEAD has changed since it left BASE, `BASE..` or `BASE` for
/// the files as they are.
struct RevisionRange: ExpressibleByArgument, Sendable, Hashable {
    /// The older revision.
    let base: String

    /// The newer one; `nil` for the files of the working directory.
    let head: String?

    /// Whether the older one is where both have been the same last.
    let startsAtMergeBase: Bool

    init?(argument: String) {
        startsAtMergeBase = argument.contains("...")
        let sign = startsAtMergeBase ? "..." : ".."
        guard let dots = argument.firstRange(of: sign) else {
            guard Self.isName(argument) else { return nil }
            (base, head) = (argument, nil)
            return
        }
        let names = [argument[..<dots.lowerBound], argument[dots.upperBound...]].map(String.init)
        guard names.allSatisfy({ $0.isEmpty || Self.isName($0) }) else { return nil }
        base = names[0].isEmpty ? "HEAD" : names[0]
        head = names[1].isEmpty ? nil : names[1]
    }

    /// Whether git cannot take it for an option.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && !text.contains("..")
    }
}
