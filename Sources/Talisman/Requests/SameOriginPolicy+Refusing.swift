// SPDX-License-Identifier: Apache-2.0

package import Logging
package import WebSessions

extension SameOriginPolicy {
    /// Refuses a request that another origin has started, with a line in the log that says what was
    /// compared.
    ///
    /// - Throws: `StatusError` with 403.
    package func require(_ request: ClientRequest, logger: Logger) throws(StatusError) {
        guard let refusal = refusal(of: request) else { return }
        logger.notice("cross-origin request refused", metadata: refusal.logMetadata)
        throw StatusError(refusal)
    }
}
