// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import PageTemplates

/// `PREFIX=VALUE`: what stands for the expressions of an application that is not there.
struct Stub: ExpressibleByArgument {
    let prefix: String

    /// Whoever writes a command line vouches for it.
    let value: TemplateValue

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, TemplateManifest.isNamespace(String(parts[0])) else { return nil }
        prefix = String(parts[0])
        value = .markup(SafeMarkup(unchecked: String(parts[1]), reason: "the command line's"))
    }
}
