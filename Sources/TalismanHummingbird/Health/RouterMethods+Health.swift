// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
public import Hummingbird
import Talisman
public import WebSessions

extension RouterMethods {
    /// Adds a page for load balancers: 200 and `ok` while the stores of sessions do their work, 503
    /// else, with a line in the log for each that does not.
    ///
    /// - Parameters:
    ///   - sessions: whose stores are asked.
    ///   - path: where the page is.
    ///   - deadline: how long to wait for answers; a second by default.
    /// - Returns: the same router.
    @discardableResult
    public func addHealth(
        of sessions: SessionManager,
        at path: RouterPath = "healthz",
        within deadline: Duration = .seconds(1)
    ) -> Self {
        get(path) { _, context in
            Response(await sessions.healthPage(within: deadline, logger: context.logger))
        }
    }
}
#endif
