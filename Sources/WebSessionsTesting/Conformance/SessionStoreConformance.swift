// SPDX-License-Identifier: Apache-2.0

import Logging
public import WebSessions

/// The behaviours that every session store has, as one suite.
///
/// It needs no testing framework: a behaviour that is missing throws a
/// ``ConformanceFailure``. With swift-testing:
///
/// ```swift
/// @Test(arguments: SessionStoreConformance.behaviours)
/// func conforms(_ behaviour: SessionStoreConformance.Behaviour) async throws {
///     try await behaviour.check { clock in MyStore(clock: clock) }
/// }
/// ```
///
/// What an `EndKeepingSessionStore` does beside is checked of a store that is one.
///
/// Behaviours about cookies and headers are checked through a `Session` over the store,
/// without a server. `Sendable`.
public enum SessionStoreConformance: Sendable {
    /// Makes an empty store that goes by a clock.
    public typealias StoreFactory = @Sendable (ManualClock) async throws -> any SessionStore

    /// Does something to a store that it has to recover from, such as cutting its connection.
    public typealias Disturbance = @Sendable (any SessionStore) async throws -> Void

    /// Changes a record behind a store's back, so that the store cannot read it.
    public typealias Damage = @Sendable (any SessionStore, SessionLocator) async throws -> Void

    /// One behaviour.
    ///
    /// `Sendable`.
    public struct Behaviour: Sendable, CustomStringConvertible {
        /// The number of the behaviour; it never changes.
        public let number: Int
        /// What a store, or a session over it, does.
        public let name: String
        let body: @Sendable (ConformanceContext) async throws -> Void

        init(
            _ number: Int,
            _ name: String,
            _ body: @escaping @Sendable (ConformanceContext) async throws -> Void
        ) {
            self.number = number
            self.name = name
            self.body = body
        }

        /// Number and name.
        public var description: String { "\(number). \(name)" }

        /// Checks the behaviour on a store of its own.
        ///
        /// - Parameters:
        ///   - disturbing: what the store has to recover from; nothing by default.
        ///   - damaging: makes a record unreadable. Without it, which is right where no record
        ///     can be, the suite answers for the store as one does that cannot read it.
        ///   - makeStore: makes an empty store.
        /// - Throws: ``ConformanceFailure``, or what the store throws.
        public func check(
            disturbing: @escaping Disturbance = { _ in },
            damaging: Damage? = nil,
            _ makeStore: @escaping StoreFactory
        ) async throws {
            let clock = ManualClock()
            let context = ConformanceContext(
                clock: clock,
                store: try await makeStore(clock),
                makeStore: makeStore,
                disturb: disturbing,
                damage: damaging
            )
            try await body(context)
        }
    }

    /// All behaviours, in the order of their numbers.
    public static let behaviours: [Behaviour] =
        (identity + transport + data + values + expiry + ending + administration + concurrency
        + repetition + operations + containers + badInput + unreadable + models + ends)
        .sorted { $0.number < $1.number }
}

/// What a behaviour is checked with.
struct ConformanceContext: Sendable {
    let clock: ManualClock
    let store: any SessionStore
    let makeStore: SessionStoreConformance.StoreFactory
    let disturb: SessionStoreConformance.Disturbance
    let damage: SessionStoreConformance.Damage?

    func site(
        store: (any SessionStore)? = nil,
        policy: SessionPolicy = SessionPolicy(),
        limits: SessionLimits = SessionLimits(),
        named: [String: SessionContainer] = [:],
        principalLimit: PrincipalLimit? = nil,
        renewal: SessionRenewal? = nil,
        onEnd: SessionEndObserver? = nil,
        logger: Logger = Logger(label: "sessions"),
        clientIDs: (any ClientIDManager)? = nil
    ) throws -> SessionTestSite {
        try SessionTestSite(
            store: store ?? self.store,
            clock: clock,
            policy: policy,
            limits: limits,
            named: named,
            principalLimit: principalLimit,
            renewal: renewal,
            onEnd: onEnd,
            logger: logger,
            clientIDs: clientIDs
        )
    }
}

/// The package and key that most behaviours use.
extension Session {
    var shop: SessionPackage { self["products.foo"] }
}

/// Expects a session error of a code.
func expectError(
    _ code: SessionErrorCode,
    _ what: String,
    file: String = #fileID,
    line: Int = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as SessionError {
        try expectEqual(error.code, code, what, file: file, line: line)
        return
    }
    try expect(false, "\(what): expected the error \(code.rawValue)", file: file, line: line)
}
