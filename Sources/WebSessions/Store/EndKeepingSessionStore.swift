// SPDX-License-Identifier: Apache-2.0

/// A store that keeps the ends of sessions until the application was told of them.
///
/// This text goes on where that of ``SessionStore`` ends, and `SessionStoreConformance` checks it
/// for stores that conform.
///
/// **What is kept.** The end of each record for which a creation or commit asked by
/// ``SessionCommit/keepsEnd``, whatever removes the record: a revocation, an expiry, a new record
/// in its place. It is kept from the moment on from which the record is out of reach, also where
/// the process dies at that moment, and until it is forgotten. A record ends once, and one that
/// lives has no end. A session is known by the locator and its creation: there may be a new one
/// under the locator. That a full store has no room for the end is no reason to let the record
/// live on.
///
/// **At least once.** An end may be given again, by a crash between its telling and its
/// forgetting, and to two nodes. The end of a record that did not come about may be given, and
/// one of which the store lost all but the locator.
///
/// `Sendable`.
public protocol EndKeepingSessionStore: SessionStore {
    /// Ends that nobody was given for ``SessionEnd/patience``, those that wait longest first.
    ///
    /// They are given to nobody else for as long, so that one that cannot be told keeps no other
    /// back. One of a revocation waits as long at first, for whoever revokes asks for
    /// ``ends(of:)``. One of an expiry is given from the next ``SessionStore/sweep(limit:)`` on.
    ///
    /// - Parameter limit: how many there are at most.
    /// - Returns: the ends; fewer than `limit` when none is left.
    /// - Throws: only what prevents the store from answering, where it has none to give.
    func ends(limit: Int) async throws -> [SessionEnd]

    /// The ends of one session that are not forgotten, whoever was given them.
    ///
    /// There are several where sessions followed each other under one locator.
    ///
    /// - Throws: only what prevents the store from answering.
    func ends(of locator: SessionLocator) async throws -> [SessionEnd]

    /// Forgets ends that were told; one that is not kept is passed over.
    ///
    /// - Throws: only what prevents the store from answering.
    func forget(_ ends: [SessionEnd]) async throws
}

extension SessionStore {
    /// The store itself, or the one under its layers, where that keeps ends.
    var endKeeping: (any EndKeepingSessionStore)? {
        if let store = self as? any EndKeepingSessionStore { return store }
        return (self as? any SessionStoreLayer)?.base.endKeeping
    }
}
