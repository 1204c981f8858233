// SPDX-License-Identifier: Apache-2.0

/// What a session is while its store does not answer.
///
/// `Sendable`.
public enum SessionOutage: Sendable {
    /// Reading it throws: the request is answered with 503.
    case isAnError
    /// Reading it finds nothing, as for a client without a session, so that pages which only
    /// show something of it can be shown. What the request writes is still an error: it
    /// cannot be stored.
    case isAnonymous
}
