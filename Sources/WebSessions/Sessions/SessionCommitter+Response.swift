import HTTPTypes

extension SessionCommitter {
    /// The response fields for the client id.
    func fields() -> [HTTPField] {
        if let id = issued { return issue(id) }
        guard !state.changes.revokes else {
            return manager.clientIDs.fields(removingFor: request)
        }
        guard case .accepted(let id, let isOutdated) = state.client, state.isVerified else {
            return []
        }
        let renews = manager.clientIDs.renewsClientIDs || hasIdleExpiry
        let isDue = isOutdated || state.changes.expiry != nil || state.wasTouched && renews
        return isDue ? issue(id) : []
    }

    private func issue(_ id: ClientID) -> [HTTPField] {
        let now = manager.clock.now
        return manager.clientIDs.fields(
            issuing: id,
            to: request,
            lifetime: lifetime(now),
            now: now
        )
    }

    private var expiry: SessionExpiry {
        state.changes.expiry ?? state[container: ""].record?.expiry ?? .configured
    }

    private var hasIdleExpiry: Bool { if case .idle = expiry { true } else { false } }

    private func lifetime(_ now: SessionInstant) -> ClientIDLifetime? {
        switch expiry {
        case .configured: nil
        case .browserSession: .browserSession
        case .idle(let duration): lifetime(ofIdle: duration)
        case .date(let date): .seconds(Int(now.duration(to: date).components.seconds))
        }
    }

    /// As long as the record: both are renewed by an access that is recorded.
    private func lifetime(ofIdle duration: Duration) -> ClientIDLifetime {
        guard duration != .zero else { return .seconds(CookieClientIDManager.longestLifetime) }
        return .seconds(max(Int(duration.milliseconds / 1000), 0))
    }
}
