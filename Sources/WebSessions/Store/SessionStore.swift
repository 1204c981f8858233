// SPDX-License-Identifier: Apache-2.0

/// Where session records are kept.
///
/// This text is the contract; `SessionStoreConformance` in `WebSessionsTesting` checks a
/// store against it.
///
/// **Records.** A record has a locator, the hash of a secret, administration
/// (``SessionRecord``) and one value for each field. A store never sees a bearer secret.
///
/// **Absent.** Reading an absent record answers `absent`, committing to it `gone`, and
/// revoking it does nothing. Only ``create(_:secretHash:commit:)`` makes a record: an
/// update never does, however late it comes.
///
/// **Expired.** A record is refused as `expired` from ``SessionRecord/end`` on by the
/// store's own clock, whether or not it was swept; a store that has already removed it
/// answers as for an absent one. An expired record is never touched back to life.
///
/// **Secrets.** A read or commit with another secret hash answers `wrongSecret`, tells
/// nothing else, and changes nothing. It is decided before expiry. With the hash that was
/// replaced last the answer is `rotated`, for ``SessionSecrets/memory`` by the store's clock.
/// Without a hash the application itself asks, on behalf of no client: nothing is compared.
///
/// **Room.** A store without room refuses what needs some as
/// ``SessionErrorCode/storeFull``. It still reads, without recording the access where that
/// needs room, and it still ends sessions.
///
/// **Touch.** A read with a policy and a successful commit record the access as
/// ``SessionRecord/touched(at:policy:)`` and ``SessionRecord/administered(by:at:)`` say, in
/// the same round trip. A read that finds
/// the record but need not touch it writes nothing.
///
/// **Commits.** All or nothing: when one operation conflicts or throws, nothing at all is
/// stored. Operations are applied in their order, as by ``SessionMerge``. Commits to one
/// record are serial; commits that change different fields do not conflict. Fields that
/// no operation names are not rewritten. A commit that finds every value equal already
/// leaves the version as it is.
///
/// **Rotation.** A commit with a new secret hash replaces the old one in the same
/// transaction, and keeps the data. Of several concurrent ones with the same old secret
/// exactly one is committed; the others answer `rotated`.
///
/// **Grace.** A commit with a new secret hash and a grace lets the old secret read until the
/// grace is over by the store's clock: the answer is `found`, superseded and never touched.
/// It revokes nothing, and a commit with it answers `rotated`. A commit whose new secret hash is
/// the present one ends the grace. ``SessionSecrets`` is the rule.
///
/// **Repetition.** A commit or creation whose ``SessionCommit/id`` was applied to the record
/// within the last minute answers as the first time, with the record as it is now, and
/// applies nothing; that is decided before the secret. A commit that was refused is not
/// remembered. A store that sends over a network gives a commit without an id one of its
/// own before it sends it a second time.
///
/// **Snapshots.** The values of one read are all of one moment, and
/// ``SessionSnapshot/time`` is when that was, by the store's clock.
///
/// **Failures.** What a store cannot do it throws, as a ``SessionError`` with its name,
/// and never answers as an absent session. What prevents it from answering is
/// ``SessionErrorCode/storeUnavailable`` where it cannot be reached
/// (``SessionError/isStoreAway``),
/// ``SessionErrorCode/storeFull`` where it has no room for what it has to write,
/// ``SessionErrorCode/storeFailure`` where it fails, and ``SessionErrorCode/unsupported`` where
/// it is not made for the call. After a thrown error nothing of the operation is stored, as far
/// as the store can know. A record that cannot be read is the error of
/// ``UnreadableSessionRecord``, but revoking it works.
///
/// **Sweeping.** ``sweep(limit:)`` removes expired records only, at most `limit`, in a time
/// that `limit` bounds, and may run on several nodes at once.
///
/// **Ends.** ``SessionCommit/keepsEnd`` concerns stores alone that keep the ends of sessions for
/// the application: ``EndKeepingSessionStore``.
public protocol SessionStore: Sendable {
    /// A short name for errors, logs and metrics.
    var name: String { get }

    /// Makes a record, and applies the operations of `commit` to it as to an empty one.
    ///
    /// Its `newSecretHash` is not used.
    ///
    /// - Throws: ``SessionErrorCode/duplicate`` when the locator is taken by a record
    ///   that has not expired, ``SessionErrorCode/conflict`` for a compare-and-set
    ///   that expects a value, and what ``commit(_:secretHash:_:)`` throws.
    func create(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash,
        commit: SessionCommit
    ) async throws -> SessionRecord

    /// Reads a record.
    ///
    /// - Parameters:
    ///   - locator: the storage key.
    ///   - secretHash: the hash of the secret that the client presented; nil for a read of the
    ///     application itself.
    ///   - reads: the values that are wanted.
    ///   - touch: the policy of the container; nil to read without recording the access.
    /// - Returns: the record and values, or why there are none.
    /// - Throws: only what prevents the store from answering.
    func read(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        reads: SessionReads,
        touch: SessionPolicy?
    ) async throws -> SessionReadResult

    /// Applies a commit to a record.
    ///
    /// - Throws: ``SessionErrorCode/kindMismatch``, ``SessionErrorCode/overflow`` and
    ///   ``SessionErrorCode/tooLarge`` for an operation that does not fit, as
    ///   ``SessionMerge`` says; otherwise only what prevents the store from
    ///   answering.
    func commit(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        _ commit: SessionCommit
    ) async throws -> SessionCommitResult

    /// Removes a record with all its values.
    ///
    /// - Parameters:
    ///   - locator: the storage key.
    ///   - secretHash: when given, a record with another secret stays.
    ///   - cause: why it is removed, for stores that keep ends: ``EndKeepingSessionStore``.
    /// - Returns: whether a record was removed.
    /// - Throws: only what prevents the store from answering.
    @discardableResult
    func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?,
        cause: SessionEndCause
    ) async throws -> Bool

    /// The records of a principal that have not expired, oldest first, all in one page.
    ///
    /// A record that is live before and after the call is never left out.
    ///
    /// - Throws: only what prevents the store from answering.
    func records(ofPrincipal principal: String) async throws -> SessionRecordPage

    /// Removes the records of a principal, but for one, as ``SessionEndCause/revoked``.
    ///
    /// - Returns: how many were removed.
    /// - Throws: only what prevents the store from answering.
    @discardableResult
    func revokeAll(
        ofPrincipal principal: String,
        except locator: SessionLocator?
    ) async throws -> Int

    /// One page of all records that have not expired: for administration, not for requests.
    ///
    /// A record that is live from the call for the first page to that for the last one is
    /// given at least once; one that is created or ended meanwhile may be given or not. In
    /// which order they come, and whether one may come twice, is up to the store. One that
    /// cannot be read does not end the listing.
    ///
    /// - Parameters:
    ///   - cursor: where the page before says that the listing goes on; nil for the first page.
    ///   - limit: how many records a page has at most; one where it is less.
    /// - Returns: the page. It is the last one where it has no cursor; one with a cursor may
    ///   have fewer than `limit` records, or none.
    /// - Throws: ``SessionErrorCode/invalidCursor`` for a cursor that this store did not make,
    ///   or with which it can no longer keep its word; otherwise only what prevents the store
    ///   from answering.
    func records(after cursor: SessionPageCursor?, limit: Int) async throws -> SessionRecordPage

    /// A record with all its values, without knowing its secret: for administration, not
    /// for requests.
    ///
    /// Does not count as an access. Nil where there is no such record, or an expired one.
    ///
    /// - Throws: only what prevents the store from answering.
    func inspect(_ locator: SessionLocator) async throws -> SessionSnapshot?

    /// Removes at most `limit` expired records.
    ///
    /// - Returns: how many were removed; fewer than `limit` when none is left.
    /// - Throws: only what prevents the store from answering.
    func sweep(limit: Int) async throws -> Int

    /// Finds out whether the store can do its work, for a health check.
    ///
    /// Without one of its own, a store is asked for a record that it does not have.
    ///
    /// - Throws: what keeps the store from its work.
    func ping() async throws
}

extension SessionStore {
    /// Removes a record with all its values, as ``SessionEndCause/revoked``.
    ///
    /// - Parameters:
    ///   - locator: the storage key.
    ///   - secretHash: when given, a record with another secret stays.
    /// - Returns: whether a record was removed.
    /// - Throws: only what prevents the store from answering.
    @discardableResult
    public func revoke(
        _ locator: SessionLocator,
        secretHash: SessionSecretHash?
    ) async throws -> Bool {
        try await revoke(locator, secretHash: secretHash, cause: .revoked)
    }

    /// Asks for a record that the store does not have.
    ///
    /// - Throws: what prevents the store from answering.
    public func ping() async throws {
        try await readNothing()
    }

    /// What any request would ask, for a client that nobody is.
    func readNothing() async throws {
        let nobody = ClientID(random: SystemRandomSource())
        _ = try await read(
            nobody.locator,
            secretHash: nobody.secretHash,
            reads: .nothing,
            touch: nil
        )
    }
}
