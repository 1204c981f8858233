// SPDX-License-Identifier: Apache-2.0

/// Whether a request that another site started may make a session.
///
/// A browser keeps a `SameSite` cookie back from such a request, unless it follows a link. Its
/// session would be a second one, and its cookie would take the place of the one that the
/// browser holds: a buyer who comes back from the payment would have lost the cart.
///
/// `Sendable`.
public enum CrossSiteSessions: Sendable {
    /// It makes none: reading finds nothing, what it writes is seen by itself and dropped at the
    /// commit, with a line in the log, and a login is an error
    /// (``SessionErrorCode/crossSite``). ``Session/isWithheld`` tells a handler.
    ///
    /// Concerned are requests without a client id whose browser may have kept it back: of a
    /// `Lax` cookie all but followed links, of a `Strict` one all. <doc:PaymentReturns> shows
    /// what to answer.
    case areNotMade
    /// It makes one, as any other request.
    case areMade
}
