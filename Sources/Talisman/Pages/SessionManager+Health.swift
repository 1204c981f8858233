// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
public import Logging
public import WebSessions

extension SessionManager {
    /// A page for load balancers: 200 and `ok` while the stores of sessions do their work, 503
    /// else.
    ///
    /// - Parameters:
    ///   - deadline: how long to wait for answers; a second by default.
    ///   - logger: gets a line for each store that does not do its work.
    /// - Returns: the response, which no cache keeps.
    public func healthPage(
        within deadline: Duration = .seconds(1),
        logger: Logger
    ) async -> PageResponse {
        let problems = await health(within: deadline).compactMap(\.problem)
        for problem in problems {
            logger.error("session store failed", metadata: problem.logMetadata)
        }
        let bytes = Array((problems.isEmpty ? "ok\n" : "out of service\n").utf8)
        let headers: HTTPFields = [
            .contentType: "text/plain", .contentLength: "\(bytes.count)", .cacheControl: "no-store",
        ]
        let status: HTTPResponse.Status = problems.isEmpty ? .ok : .serviceUnavailable
        return PageResponse(
            head: HTTPResponse(status: status, headerFields: headers),
            bytes: bytes
        )
    }
}
