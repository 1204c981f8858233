// SPDX-License-Identifier: Apache-2.0

import WebSessions

extension SessionErrorCode {
    /// What to do about an error, in a sentence or two; nil for a code without advice.
    var advice: String? { Self.advice[self] }

    private static let loads = """
        Declare the package where the middleware is made, as in \
        WebSessionMiddleware(sessions, loading: ["shop.user"]), load it in the handler, as with \
        addSite, with try await session.load(["shop.user"]), or read the key with \
        try await package.value("key").
        """

    private static let advice: [SessionErrorCode: String] = [
        .invalidConfiguration: "Correct the setting that the message names.",
        .invalidName: "Use another package id or key.",
        .missingSession: """
        Add the session middleware, which addSite does, before the routes that use sessions.
        """,
        .missingClientID: "Write only in requests whose response may set a client id.",
        .foreignClientID: "Let the party that issues the ids replace them.",
        .crossSite: "Redirect to a page of this site, and log in there.",
        .unencodable: "Store something that its Encodable conformance can write as JSON.",
        .undecodable: "Decide what happens to such values (ifUnreadable), or migrate them.",
        .tooLarge: "Store large things elsewhere, and keep their name in the session.",
        .kindMismatch: "Set the key first, or use another key.",
        .overflow: "Store the number as a Double or as text.",
        .conflict: "Let the handler run again, or use an operation that merges: increment.",
        .notLoaded: loads,
        .staleForm: "Show the form again, with the current values.",
        .tooManySessions: "Let the principal end a session, or let the limit evict the oldest.",
        .notLoggedIn: "Answer with 401, or redirect to the login page.",
        .loginTooOld: "Ask for the password, and log the same principal in again.",
        .gone: "Answer as to a client without a session.",
        .rotated: "Answer without a cookie: the client has a newer one.",
        .expired: "Answer as to a client without a session.",
        .finished: "Write before the head of the response is sent.",
        .storeFull: "Raise the limit of the store, or shorten the timeout.",
        .duplicate: "Check the random source.",
        .invalidCursor: "Start the listing again.",
        .unsupported: "Keep sessions that must be listed or ended in a store on the server.",
        .unreadableRecord: "End the session: log in, log out, or use talisman sessions revoke.",
        .storeUnavailable: "Make sure that the store can be reached; the message says how.",
        .storeFailure: "Look at the cause, and at the log, the settings and the disk of the store.",
    ]
}
