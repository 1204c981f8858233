// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Hummingbird
import TalismanHummingbird
import WebSessions

/// What a page says after a form was sent; `notices.html` has its text.
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

    /// A redirect after a form was sent (RFC 9110 section 15.4.4); the next page that the client
    /// is shown says the notice, once.
    func redirect(to path: String, in session: Session) throws -> Response {
        try session.flash.add(rawValue)
        return .redirect(to: path, type: .normal)
    }
}
#endif
