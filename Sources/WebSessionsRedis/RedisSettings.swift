// SPDX-License-Identifier: Apache-2.0

#if Redis
import WebSessions

/// What a server says about itself, and what of it endangers sessions.
struct RedisSettings: Sendable, Hashable {
    /// The lines of `INFO`.
    let facts: [String: String]
    /// What `CONFIG GET` says; nil where it is refused.
    let settings: [String: String]?

    init(info: String, settings: [String: String]?) {
        var facts: [String: String] = [:]
        for line in info.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            facts[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        self.facts = facts
        self.settings = settings
    }

    /// A sentence for each thing that is unsafe.
    var warnings: [String] {
        [version, role, eviction, persistence, refusal].compactMap(\.self)
    }

    private var role: String? {
        guard facts["role"] == "slave" else { return nil }
        return "the server is a replica: no session can be stored; put its master into the "
            + "Redis URL"
    }

    private var version: String? {
        let text = facts["redis_version"] ?? ""
        let major = text.split(separator: ".").first.flatMap { Int($0) } ?? 0
        guard major < 7 else { return nil }
        return "the server is Redis \(text.isEmpty ? "of an unknown version" : text); "
            + "this store is made for Redis 7, Valkey 7 and later"
    }

    private var eviction: String? {
        let policy = settings?["maxmemory-policy"] ?? facts["maxmemory_policy"]
        guard let policy, policy != "noeviction" else { return nil }
        return "maxmemory-policy is \(policy): a full server would drop live sessions; "
            + "set it to noeviction"
    }

    private var persistence: String? {
        let appends = settings?["appendonly"].map { $0 == "yes" } ?? (facts["aof_enabled"] == "1")
        guard !appends else {
            guard settings?["appendfsync"] == "no" else { return nil }
            return "appendfsync is no: the death of the machine takes the last half a minute "
                + "of commits; set it to everysec or always"
        }
        if settings?["save"] == "" {
            return "appendonly is no and save is empty: a restart of the server ends all "
                + "sessions; set appendonly to yes"
        }
        return "appendonly is no: a crash of the server takes all commits since its last "
            + "snapshot, and sessions that were revoked come back; set appendonly to yes"
    }

    private var refusal: String? {
        guard settings == nil else { return nil }
        return "the Redis user may not run CONFIG GET, so that save and appendfsync are not "
            + "checked; allow it with +config|get"
    }
}

extension RedisSessionStore {
    /// Looks at the settings of every master.
    ///
    /// ``run()`` logs what this returns.
    ///
    /// - Returns: a sentence for each thing that endangers sessions, with the server, what
    ///   may happen and what to do.
    /// - Throws: what prevents the servers from answering, as ``RedisSessionStore``
    ///   says.
    public func settingsWarnings() async throws -> [String] {
        var warnings: [String] = []
        for endpoint in try await masters() {
            let settings = try await reporting { try await self.settings(of: endpoint) }
            warnings += settings.warnings.map { "\(endpoint): \($0)" }
        }
        return warnings
    }

    private func settings(of endpoint: RedisEndpoint) async throws -> RedisSettings {
        let info = try await driver.run(RedisCommand("INFO"), on: endpoint, within: begin())
        if let failure = info.failure { throw RedisFailure.refused(failure) }
        var settings: [String: String]? = [:]
        for name in ["maxmemory-policy", "appendonly", "appendfsync", "save"] {
            let command = RedisCommand("CONFIG", "GET", name)
            let reply = try await driver.run(command, on: endpoint, within: begin())
            guard let pair = reply.elements, pair.count == 2 else {
                settings = nil
                break
            }
            settings?[name] = pair[1].text
        }
        return RedisSettings(info: info.text ?? "", settings: settings)
    }
}
#endif
