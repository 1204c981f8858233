// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was said of the code of pages, so that it is said once.
package final class PolicyJournal: Sendable {
    private let told = Mutex<Set<String>>([])

    package init() {}

    /// What browsers refuse of the pages of a response, where nobody was told yet.
    package func newProblems(
        of code: PageCode,
        under headers: SecurityHeaders
    ) -> [ContentSecurityPolicy.Problem] {
        guard let policy = headers.policy ?? headers.reportOnlyPolicy else { return [] }
        let problems = code.templates.flatMap(policy.problems)
        guard !problems.isEmpty else { return [] }
        return told.withLock { told in
            problems.filter { told.insert($0.description).inserted }
        }
    }
}
