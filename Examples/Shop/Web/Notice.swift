// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import Talisman

/// What a page says after a form was sent; the redirect carries its code in the query, and
/// `notices.html` has its text.
enum Notice: String {
    case added
    case changed
    case removed
    /// What a form was to change is not in the cart any more.
    case gone
    case chosen
    case signedIn = "signed-in"
    case signedOut = "signed-out"
    case refused
    case ended
    case endedOthers = "ended-others"

    init?(in request: Request) {
        let code = FormFields(query: request.uri.query ?? "")["notice"]
        guard let notice = code.flatMap(Notice.init(rawValue:)) else { return nil }
        self = notice
    }

    /// A redirect after a form was sent (RFC 9110 section 15.4.4).
    func redirect(to path: String) -> Response {
        .redirect(to: "\(path)?notice=\(rawValue)", type: .normal)
    }
}
#endif
