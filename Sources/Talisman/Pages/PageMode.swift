// SPDX-License-Identifier: Apache-2.0

import Logging

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Whether pages are being written or served.
///
/// `Sendable`.
public enum PageMode: String, Sendable, Hashable, CaseIterable {
    /// Templates are compiled again when they change, and the browser shows the report of what
    /// fails.
    case development
    /// All templates are compiled at the start, and nobody but the log learns what fails.
    case production

    /// The mode that the environment names; production where it names none, or no mode that
    /// there is.
    ///
    /// - Parameters:
    ///   - name: the name of the variable, which holds `development` or `production`, in any case.
    ///   - environment: the environment; nil, the default, for that of the process.
    /// - Returns: the mode.
    public static func fromEnvironment(
        _ name: String = "TALISMAN_ENV",
        in environment: [String: String]? = nil
    ) -> PageMode {
        let text = (environment ?? ProcessInfo.processInfo.environment)[name] ?? ""
        if let mode = PageMode(rawValue: text.lowercased()) { return mode }
        if !text.isEmpty {
            let known = PageMode.allCases.map(\.rawValue).joined(separator: " nor ")
            Logger(label: "talisman").warning(
                "pages are in production, for \(name) is neither \(known)",
                metadata: ["value": "\(text)"]
            )
        }
        return .production
    }
}
