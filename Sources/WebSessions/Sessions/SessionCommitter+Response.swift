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

    /// As long as the record: an access within the resolution does not renew the cookie, so
    /// without the resolution it would end too early.
    private func lifetime(ofIdle duration: Duration) -> ClientIDLifetime {
        guard duration != .zero else { return .seconds(CookieClientIDManager.longestLifetime) }
        guard duration > .zero else { return .seconds(0) }
        let policy = state[container: ""].record?.policy ?? manager.containers.default.policy
        let seconds = [duration, policy.resolution].map { Int($0.milliseconds / 1000) }
        return .seconds(seconds.reduce(0, +))
    }
}
