// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Session {
    /// What the links and forms of this response must carry, so that the client keeps its
    /// session without a cookie.
    ///
    /// Nothing where cookies or header fields do it, or where the client has no session and
    /// this request makes none. Ask when everything of the request is written: the commit
    /// gives the client the id that is promised here. The response will not be stored.
    ///
    /// - Throws: what ``load(_:)-(SessionReads)`` throws, ``SessionErrorCode/missingClientID``,
    ///   ``SessionErrorCode/foreignClientID``.
    public func carriers() async throws(SessionError) -> [ClientIDCarrier] {
        guard manager.carriesIDs else { return [] }
        let now = manager.clock.now
        if let id = state.withLock(\.client.clientID),
            manager.clientIDs.carriers(of: id, in: client, now: now).isEmpty
        {
            return []
        }
        guard let id = try await nextClientID() else { return [] }
        let carriers = manager.clientIDs.carriers(of: id, in: client, now: now)
        state.withLock { $0.isCarried = $0.isCarried || !carriers.isEmpty }
        return carriers
    }

    /// The id that the client has after the response; nil where it will have none.
    ///
    /// Whether the session lives decides about it.
    func nextClientID() async throws(SessionError) -> ClientID? {
        if state.withLock({ $0.client.clientID != nil }) {
            try await loadRecord()
        }
        return try state.withLock { (state) throws(SessionError) in
            try nextClientID(&state)
        }
    }

    /// A link of the site with the client's id in its query, where
    /// ``URLClientIDManager`` gives it one: for redirections that no middleware completes.
    ///
    /// - Parameter link: a path on this site, perhaps with query and fragment. What leads
    ///   elsewhere comes back as it is.
    /// - Returns: the link.
    /// - Throws: what ``carriers()`` throws.
    public func link(_ link: String) async throws(SessionError) -> String {
        try await carriers().reduce(link) { $1.link($0) }
    }

    private func nextClientID(_ state: inout SessionState) throws(SessionError) -> ClientID? {
        if let promised = state.promised { return promised }
        let id = state.changes.revokes ? nil : state.client.clientID
        let isKnown = id != nil && state[container: ""].isAlive
        guard !isKnown || state.changes.rotates else { return id }
        guard isKnown || state.makesRecord else { return nil }
        try state.requireOpen()
        let next =
            if let id, isKnown {
                try manager.clientIDs.rotatedClientID(id)
            } else {
                try manager.clientIDs.newClientID(for: client)
            }
        state.promised = next
        return next
    }
}

extension ClientIDCarrier {
    /// Whether a link is certain to lead to the same site, and to more than a place on the same
    /// page.
    public static func isLocal(_ link: String) -> Bool { SiteLink.isLocal(link) }

    /// A link of the site with the parameter in its query, once; another link as it is.
    public func link(_ link: String) -> String {
        guard case .query(let name, let token) = self, SiteLink.isLocal(link) else { return link }
        let link = CarriedNames(names: [name]).removed(fromURL: link)
        let hash = link.utf8.firstIndex(of: UInt8(ascii: "#")) ?? link.endIndex
        let separator = link.utf8[..<hash].contains(UInt8(ascii: "?")) ? "&" : "?"
        return "\(link[..<hash])\(separator)\(name)=\(token)\(link[hash...])"
    }
}

/// Tells links of the site from others by their form (WHATWG URL standard section 4.4).
enum SiteLink {
    /// Whether the link is a path or a query of the same site: no scheme, no other host, and
    /// more than a fragment.
    ///
    /// Browsers take `\` for `/`, and drop tabs and line ends. They compare code points: a letter of
    /// Swift can be a `/` with an invisible sign behind it, so bytes are compared here.
    static func isLocal(_ link: String) -> Bool {
        let bytes = link.utf8
        let hasControls = bytes.contains { $0 <= 0x20 || $0 == UInt8(ascii: "\\") }
        guard !hasControls, let first = bytes.first, first != UInt8(ascii: "#"),
            !bytes.starts(with: "//".utf8)
        else { return false }
        let head = bytes.prefix { !"/?#".utf8.contains($0) }
        return !head.contains(UInt8(ascii: ":"))
    }
}
