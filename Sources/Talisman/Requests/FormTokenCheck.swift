// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
package import Logging
package import WebSessions

/// A request whose body can be looked into before it is read.
package protocol PeekableRequest: ServerRequest {
    /// Reads the start of the body, and keeps it for those who read the body after.
    ///
    /// - Parameters:
    ///   - limit: after how many bytes it stops.
    ///   - isEnough: is asked now and then whether it may stop before.
    /// - Returns: what was read.
    /// - Throws: what ``ServerRequest/buffer(upTo:)`` throws.
    mutating func peek(upTo limit: Int, until isEnough: ([UInt8]) -> Bool) async throws -> BodyStart
}

/// The start of a body.
package struct BodyStart: Sendable {
    let bytes: [UInt8]
    /// Whether it is all of it.
    let isWhole: Bool

    /// Makes the start of a body.
    package init(_ bytes: [UInt8], isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }
}

/// An unsafe request that does not say who started it, with the token that it has brought.
package struct FormTokenCheck: Sendable {
    let token: String?

    /// Refuses a request without the token of its session, with a line in the log.
    ///
    /// - Throws: `StatusError` with 403, and what loading a session throws.
    package func require(_ session: Session, logger: Logger) async throws {
        let code: FormError.Code
        if let token {
            if try await session.acceptsFormToken(token) { return }
            code = .invalidToken
        } else {
            code = .missingToken
        }
        let locator = session.locator.map(\.description) ?? "none"
        let metadata: Logger.Metadata = ["code": "\(code.rawValue)", "session": "\(locator)"]
        logger.notice("form without the token of its session refused", metadata: metadata)
        throw StatusError(FormError(code))
    }
}

extension PeekableRequest {
    /// What a request must prove by a token; nil where its headers say who started it.
    ///
    /// - Parameters:
    ///   - tokens: where the token is; nil where a site has none.
    ///   - client: the request as it was sent.
    ///   - origins: decides by the headers.
    /// - Returns: the check, with the token that the request has brought.
    /// - Throws: what ``peek(upTo:until:)`` throws.
    package mutating func tokenCheck(
        _ tokens: FormTokens?,
        of client: ClientRequest,
        _ origins: SameOriginPolicy
    ) async throws -> FormTokenCheck? {
        guard let tokens, origins.isUndecided(client) else { return nil }
        if let token = head.headerFields[tokens.headerName] { return FormTokenCheck(token: token) }
        guard let search = FormFieldSearch(for: tokens.fieldName, in: head) else {
            return FormTokenCheck(token: nil)
        }
        let start = try await peek(upTo: tokens.searchedBytes) { bytes in
            search.finding(in: bytes, isWhole: false) != .unfinished
        }
        guard case .found(let token) = search.finding(in: start.bytes, isWhole: start.isWhole)
        else { return FormTokenCheck(token: nil) }
        return FormTokenCheck(token: token)
    }
}
