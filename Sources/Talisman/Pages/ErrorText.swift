// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// What an error page says.
///
/// Its texts are messages: a catalog that has them translates them, as `ErrorPageRenderer` says.
/// `Sendable`.
public struct ErrorText: Sendable, Hashable {
    /// The heading.
    public let title: String
    /// A sentence or two.
    public let message: String

    /// Makes a text.
    public init(title: String, message: String) {
        self.title = title
        self.message = message
    }

    /// The English text for a status.
    public init(status: HTTPResponse.Status) {
        let (title, message) = Self.english[status.code] ?? (status.reasonPhrase, "")
        self.init(title: title, message: message)
    }

    /// The statuses that have an English text of their own, for those who translate them.
    public static var statuses: [HTTPResponse.Status] {
        english.keys.sorted().map { HTTPResponse.Status(code: $0) }
    }

    private static let english: [Int: (String, String)] = [
        400: ("Bad request", "The request could not be carried out."),
        401: ("Sign in first", "This page is for those who have signed in."),
        403: ("Not allowed", "This request is not allowed."),
        404: ("Page not found", "There is no page at this address."),
        405: ("Not allowed here", "This page does not answer such requests."),
        409: (
            "Changed elsewhere",
            "Another request changed the same thing first. Go back and try again."
        ),
        413: ("Too large", "This is larger than what the site accepts or keeps."),
        415: ("Unknown kind of data", "The request is of a kind that this site does not read."),
        429: ("Too many requests", "Too many requests came at once. Wait a minute and try again."),
        500: ("Something went wrong", "The page could not be made. The fault has been noted."),
        503: ("Out of service", "The site cannot answer just now. Try again in a little while."),
    ]
}
