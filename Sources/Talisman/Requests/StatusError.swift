// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
import WebSessions

/// An error that the client is told as a status.
///
/// `Sendable`.
public struct StatusError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The status.
    public let status: HTTPResponse.Status
    /// What is wrong, for the log, and for the error page where it shows messages.
    public let message: String?
    /// What failed underneath, for the page that developers see.
    package let cause: (any Error)?
    /// Whether the browser may see the report of it, where no error page stands in its place.
    package let isShown: Bool
    /// Whether another site has started the request: its page needs no session, and does not wait
    /// for a store.
    let isOfAnotherOrigin: Bool

    /// Makes an error.
    ///
    /// - Parameters:
    ///   - status: the status.
    ///   - message: what is wrong, in words that visitors may read.
    public init(_ status: HTTPResponse.Status, message: String? = nil) {
        self.status = status
        self.message = message
        cause = nil
        isShown = false
        isOfAnotherOrigin = false
    }

    init(_ status: HTTPResponse.Status, cause: any Error, isShown: Bool) {
        self.status = status
        message = nil
        self.cause = cause
        self.isShown = isShown
        isOfAnotherOrigin = false
    }

    /// Makes the error of a request that another origin has started.
    init(_ refusal: SameOriginRefusal) {
        status = .forbidden
        message = nil
        cause = nil
        isShown = false
        isOfAnotherOrigin = true
    }

    /// Makes the error of a form that was refused: 415 for another media type, 413 for what is
    /// too large, 400 for what is not properly encoded, and 403 for one without the token of its
    /// session.
    public init(_ error: FormError) {
        switch error.code {
        case .unsupportedType: self.init(.unsupportedMediaType)
        case .tooLarge, .tooManyFields: self.init(.contentTooLarge)
        case .malformed: self.init(.badRequest)
        case .missingToken, .invalidToken: self.init(.forbidden)
        }
    }

    /// Compares status and message.
    public static func == (left: StatusError, right: StatusError) -> Bool {
        left.status == right.status && left.message == right.message
    }

    /// Hashes status and message.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(status)
        hasher.combine(message)
    }

    /// The status and the message.
    public var description: String {
        "answered with \(status)" + (message.map { ": \($0)" } ?? "")
    }
}
