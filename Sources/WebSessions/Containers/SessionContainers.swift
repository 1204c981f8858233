// SPDX-License-Identifier: Apache-2.0

/// The containers of a site, chosen by package id: zope.session's named utilities.
///
/// A package that has a container of its own name lives there; every other one lives in
/// the default container, whose record is the session: it has the client's secret, and is
/// logged in to, replaced and ended. A named container keeps data beside it, which ends by the
/// container's own policy, and with the session at the latest. <doc:Outages> says what holds
/// where one of them fails. `Sendable`.
public struct SessionContainers: Sendable {
    /// The container of every package without one of its own.
    public let `default`: SessionContainer
    /// The containers by package id.
    public let named: [String: SessionContainer]
    /// What is done when a session has ended; nil for nothing.
    public let onEnd: SessionEndObserver?

    /// Makes containers.
    ///
    /// <doc:Ends> says how the ends of sessions are observed.
    ///
    /// - Parameters:
    ///   - default: the container of every package without one of its own.
    ///   - named: containers by package id.
    ///   - onEnd: what is done when a session has ended, at least once for each; nothing by
    ///     default.
    /// - Throws: ``SessionErrorCode/invalidName`` for what is no package id;
    ///   ``SessionErrorCode/invalidConfiguration`` where a named container has a longer timeout
    ///   than the default one, for its data would be out of reach before it ends, and where
    ///   ends are observed and the store of the default container does not keep them.
    public init(
        default: SessionContainer,
        named: [String: SessionContainer] = [:],
        onEnd: SessionEndObserver? = nil
    ) throws(SessionError) {
        for package in named.keys {
            try SessionField.validatePackage(package)
        }
        for (name, container) in named.sorted(by: { $0.key < $1.key }) {
            try container.requireEnd(withinTimeoutOf: `default`, name: name)
        }
        if onEnd != nil { try `default`.requireEndKeeping() }
        self.default = `default`
        self.named = named
        self.onEnd = onEnd
    }

    /// Makes one container for all packages.
    public init(_ store: any SessionStore, policy: SessionPolicy = SessionPolicy()) {
        self.default = SessionContainer(store: store, policy: policy)
        named = [:]
        onEnd = nil
    }

    /// Takes containers whose names were checked.
    init(
        bound default: SessionContainer,
        named: [String: SessionContainer],
        onEnd: SessionEndObserver?
    ) {
        self.default = `default`
        self.named = named
        self.onEnd = onEnd
    }

    /// One container in the memory of the process, with zope.session's settings for it:
    /// an hour of inactivity, recorded every five minutes.
    public static func inMemory(
        maximumRecords: Int? = nil,
        clock: any SessionClock = SystemSessionClock()
    ) -> SessionContainers {
        let store = MemorySessionStore(clock: clock, maximumRecords: maximumRecords)
        return SessionContainers(store, policy: .memory)
    }

    /// The container of a package.
    public func container(forPackage package: String) -> SessionContainer {
        self[name(forPackage: package)]
    }

    /// The names of all containers, the default one first as the empty name.
    ///
    /// Everything that concerns several of them is done in this order.
    var names: [String] { [""] + named.keys.sorted() }

    func name(forPackage package: String) -> String {
        guard !named.isEmpty else { return "" }
        let isNamed = named.index(forKey: package).map { named[$0].key.hasBytes(of: package) }
        return isNamed == true ? package : ""
    }

    subscript(name: String) -> SessionContainer { named[name] ?? self.default }

    /// Divides a read-set among the containers.
    func divided(_ reads: SessionReads) -> [String: SessionReads] {
        guard !named.isEmpty else { return reads.isEmpty ? [:] : ["": reads] }
        guard !reads.everything else {
            return Dictionary(uniqueKeysWithValues: names.map { ($0, .everything) })
        }
        var parts: [String: SessionReads] = [:]
        for package in reads.packages {
            parts[name(forPackage: package.text), default: .nothing].packages.insert(package)
        }
        for field in reads.fields {
            parts[name(forPackage: field.package), default: .nothing].fields.insert(field)
        }
        return parts
    }
}

extension SessionContainer {
    fileprivate func requireEndKeeping() throws(SessionError) {
        guard store.endKeeping == nil else { return }
        let message = """
            the ends of sessions are observed, and the store of the default container does not \
            keep them until they are told: choose one that is an EndKeepingSessionStore
            """
        throw SessionError(.invalidConfiguration, message, store: store.name)
    }

    fileprivate func requireEnd(
        withinTimeoutOf owner: SessionContainer,
        name: String
    ) throws(SessionError) {
        let (own, longest) = (policy.timeout, owner.policy.timeout)
        guard longest > .zero, own == .zero || own > longest else { return }
        let length = own == .zero ? "none" : "\(own.components.seconds) s"
        let message = """
            the container '\(name)' has a timeout of \(length), and its sessions end after \
            \(longest.components.seconds) s with the default container: give that one the longer \
            timeout
            """
        throw SessionError(.invalidConfiguration, message)
    }
}
