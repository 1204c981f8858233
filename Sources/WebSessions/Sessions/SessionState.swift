// SPDX-License-Identifier: Apache-2.0

/// What a session knows during its request; guarded by the session's mutex.
struct SessionState {
    enum Phase {
        case open
        case committing
        case committed(SessionOutcome)
        case aborted
        case failed
    }

    var phase = Phase.open
    var client: ClientIDReading
    /// The session that the application opens by itself, for no client.
    private var opened: SessionLocator?
    /// Whether the client may have an id that it kept back.
    let isWithheld: Bool
    var isAccessed = false
    /// Whether a store confirmed the client id in this request.
    var isVerified = false
    var wasTouched = false
    /// The id that the commit will give to the client, where a page already carries it.
    var promised: ClientID?
    /// Whether links or forms carry the client's id.
    var isCarried = false
    /// Whether a commit stored anything.
    var hasStored = false
    /// Whether the client's secret was replaced already, and only reads.
    var isSuperseded = false
    /// Whether the client's secret was replaced a moment ago, so that the session passes for
    /// an absent one.
    var isReplaced = false
    /// Why a store did not answer, where the session passes for an absent one then.
    var outage: SessionError?
    /// The fields that subscripts have read before they were loaded.
    var missed: Set<SessionField> = []
    /// Why what was to be loaded for every request was not.
    var unreadable: SessionError?
    /// What a subscript could not do.
    var failure: SessionError?
    var changes = AdministrativeChanges()
    /// The session of another principal, in whose place this request begins one.
    var left: LeftSession?
    var containers: [String: ContainerState] = [:]

    init(client: ClientIDReading, isWithheld: Bool = false) {
        self.client = client
        self.isWithheld = isWithheld
    }

    init(opening locator: SessionLocator) {
        client = .absent
        isWithheld = false
        opened = locator
    }

    /// The session that is asked for; nil where there is none.
    var locator: SessionLocator? { client.clientID?.locator ?? opened }

    /// Whether the application has opened the session by itself.
    var isOpened: Bool { opened != nil }

    /// The state of a container; without a client id it is known to be empty.
    subscript(container name: String) -> ContainerState {
        get {
            containers[name] ?? ContainerState(isAbsent: locator == nil)
        }
        set { containers[name] = newValue }
    }

    /// Who is logged in, as far as the record was read.
    var storedPrincipal: String? { containers[""]?.record?.principal }

    /// Where a container keeps what belongs to the session; nil where there is no session, or
    /// where it is not known yet.
    func key(of name: String) -> SessionRecordKey? {
        guard !name.isEmpty else {
            return client.clientID.map { SessionRecordKey($0) }
                ?? opened.map { SessionRecordKey($0) }
        }
        guard locator != nil else { return nil }
        return self[container: ""].record.map { SessionRecordKey(of: $0, in: name) }
    }

    /// Takes the record of the session.
    mutating func find(_ snapshot: SessionSnapshot, reads: SessionReads) {
        let hasSeen = self[container: ""].isAlive
        self[container: ""].take(snapshot, reads: reads)
        isVerified = true
        isSuperseded = isSuperseded || snapshot.isSuperseded
        wasTouched = wasTouched || snapshot.wasTouched
        leaveIfAnother(hasSeen: hasSeen)
    }

    /// The same request after the end of its session.
    var ended: SessionState {
        var state = self
        state.client = .absent
        state.isVerified = false
        return state
    }

    /// Whether there is nothing to store.
    var isReading: Bool {
        changes.isEmpty && containers.allSatisfy { $1.operations.isEmpty }
    }

    /// Whether the commit makes a record where there is none.
    var makesRecord: Bool {
        !isWithheld
            && (changes.needsRecord || changes.begins
                || containers.keys.contains(where: needsRecord))
    }

    /// Whether the commit makes a record in a container where there is none.
    func needsRecord(in name: String) -> Bool {
        name.isEmpty && (changes.needsRecord || changes.begins)
            || !self[container: name].operations.allSatisfy(\.onlyRemoves)
    }

    /// Whether a session is begun for a page alone, so that nothing is lost where it is not.
    var onlyBegins: Bool {
        changes.begins && !changes.needsRecord
            && containers.allSatisfy { $1.operations.isEmpty }
    }

    mutating func requireOpen() throws(SessionError) {
        switch phase {
        case .open: isAccessed = true
        case .committing, .committed:
            throw SessionError(.finished, "the session was already committed")
        case .aborted:
            throw SessionError(.finished, "the session was already aborted")
        case .failed:
            throw SessionError(.finished, "the session could not be committed")
        }
    }
}

/// Changes of a session as a whole.
struct AdministrativeChanges {
    var rotates = false
    var revokes = false
    /// Whether a page has a form whose token needs a session.
    var begins = false
    var principal: String??
    var keeping = SessionKeeping.automatic
    var expiry: SessionExpiry?
    var clientHint: String?

    var isEmpty: Bool {
        !rotates && !revokes && !begins && principal == nil && expiry == nil
    }
    /// Whether the session must exist afterwards, so that it is created where it does not.
    var needsRecord: Bool { newPrincipal != nil }
    /// Who logs in; nil where nobody does.
    var newPrincipal: String? { principal ?? nil }
}
