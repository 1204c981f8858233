// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

extension SessionManager {
    /// Whether the client of a request may have an id that its browser kept back.
    ///
    /// A browser that sent a cookie of ours, valid or not, keeps none back.
    func mayBeWithheld(_ reading: ClientIDReading, _ request: ClientRequest) -> Bool {
        guard case .areNotMade = crossSite, reading.clientID == nil, let rule = clientIDs.sameSite
        else { return false }
        let isSent = clientIDs.cookieNames.contains { name in
            !RequestCookies(named: name, in: request.head.headerFields).values.isEmpty
        }
        return !isSent && origins.mayWithholdCookie(of: rule, from: request)
    }
}

extension SessionError {
    static let crossSiteLogin = SessionError(
        .crossSite,
        """
        another site started the request, and the client's cookie did not come with it: answer \
        with a redirection to a page of this site, and log in there
        """
    )
}
