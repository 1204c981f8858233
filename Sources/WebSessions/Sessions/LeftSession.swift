// SPDX-License-Identifier: Apache-2.0

/// The session of another principal that a login leaves, to begin a new one.
struct LeftSession {
    let id: ClientID
    let record: SessionRecord
    /// What is taken along.
    let packages: Set<SessionName>
    /// What must still be so when the session is closed; nil until the values were taken.
    var expectations: [SessionOperation]?
}

/// Values that are taken from a session that was left, by container.
struct KeptValues {
    let values: [String: [SessionField: SessionValue]]
    /// That the session's own record still has its part of them.
    let expectations: [SessionOperation]
}

extension SessionState {
    /// Leaves the session that was found, where it is another principal's and a login wants it
    /// left.
    ///
    /// - Parameter hasSeen: whether the application may have made what it recorded out of what
    ///   was stored there.
    mutating func leaveIfAnother(hasSeen: Bool) {
        guard left == nil, let id = client.clientID, let principal = changes.newPrincipal,
            let record = self[container: ""].record,
            let kept = changes.keeping.packages(leaving: record.principal, for: principal)
        else { return }
        left = LeftSession(id: id, record: record, packages: kept)
        client = .absent
        promised = nil
        for name in containers.keys {
            containers[name]?.leave(keepingOperationsIn: hasSeen ? kept : nil)
        }
    }

    /// Takes values of the session that was left; the first time only.
    mutating func take(_ kept: KeptValues?) {
        guard let kept, left?.expectations == nil else { return }
        left?.expectations = kept.expectations
        for (name, values) in kept.values {
            self[container: name].keep(values)
        }
    }
}

extension SessionManager {
    /// What is taken from a session that is left; nil where that was done.
    func kept(of left: LeftSession) async throws(SessionError) -> KeptValues? {
        guard left.expectations == nil else { return nil }
        var values: [String: [SessionField: SessionValue]] = [:]
        var expectations: [SessionOperation] = []
        let packages = SessionReads.packages(Set(left.packages.map(\.text)))
        for (name, reads) in containers.divided(packages) {
            let key =
                name.isEmpty
                ? SessionRecordKey(left.id) : SessionRecordKey(of: left.record, in: name)
            guard case .found(let snapshot) = try await read(key, container: name, reads: reads)
            else { continue }
            values[name] = snapshot.values
            guard name.isEmpty else { continue }
            expectations = [.expect(reads, snapshot.values.mapValues(SessionDigest.init(of:)))]
        }
        return KeptValues(values: values, expectations: expectations)
    }
}
