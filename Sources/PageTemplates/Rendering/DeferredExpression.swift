// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a variable holds that `defer:` or `lazy:` defines: an expression that is
/// evaluated when the variable is used.
///
/// Only variables hold one; every use of a variable goes on with its value.
final class DeferredExpression: TemplateObject {
    let program: TemplateProgram

    /// The procedure of the expression.
    let procedure: Int

    private let isLazy: Bool
    private let known = Mutex<Result?>(nil)

    init(_ program: TemplateProgram, _ procedure: Int, isLazy: Bool) {
        self.program = program
        self.procedure = procedure
        self.isLazy = isLazy
    }

    enum Result {
        case value(TemplateValue)
        case `default`
    }

    /// The result of an earlier use, where it is to be kept.
    var result: Result? { isLazy ? known.withLock(\.self) : nil }

    /// Keeps the result of the first use of a lazy expression.
    func keep(_ result: Result) {
        if isLazy { known.withLock { $0 = result } }
    }

    var title: String { program.procedures[procedure].title }

    // MARK: TemplateObject

    let memberNames: [String] = []

    var text: String { title }

    func member(_ name: String) -> TemplateValue? { nil }
}
