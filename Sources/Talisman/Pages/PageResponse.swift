// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// A page as a response.
///
/// `Sendable`.
public struct PageResponse: Sendable {
    /// The head, with the media type, the length and the language of the page.
    public let head: HTTPResponse
    /// The body; empty for a HEAD request.
    public let bytes: [UInt8]
}
