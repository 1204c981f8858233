public import HTTPTypes

/// An error that the client is told as a status, without details.
///
/// `Sendable`.
public struct StatusError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The status.
    public let status: HTTPResponse.Status

    /// Makes an error.
    public init(_ status: HTTPResponse.Status) {
        self.status = status
    }

    /// Makes the error of a form that was refused: 415 for another media type, 413 for what is
    /// too large, and 400 for what is not properly encoded.
    public init(_ error: FormError) {
        switch error.code {
        case .unsupportedType: self.init(.unsupportedMediaType)
        case .tooLarge, .tooManyFields: self.init(.contentTooLarge)
        case .malformed: self.init(.badRequest)
        }
    }

    /// The status.
    public var description: String { "answered with \(status)" }
}
