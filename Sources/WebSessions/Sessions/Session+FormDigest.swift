// SPDX-License-Identifier: Apache-2.0

import Crypto
import Synchronization

extension Session {
    /// A text that stands for the values of what a form is made from.
    ///
    /// The form carries it in a hidden field, and its handler gives it to ``expect(_:of:)``:
    /// when another tab changed one of the values in between, or added one, the form is stale.
    /// What this request has changed counts, as it will be stored; so ask when everything is
    /// written. The text is a digest, which holds neither names nor values. Loads what is not
    /// loaded.
    ///
    /// ```swift
    /// let digest = try await session.formDigest(of: .packages(["shop.cart"]))
    /// ```
    ///
    /// - Parameter reads: what the form is made from.
    /// - Returns: 22 characters of base64url.
    /// - Throws: what ``load(_:)-(SessionReads)`` throws.
    public func formDigest(of reads: SessionReads) async throws(SessionError) -> String {
        try await load(reads)
        return state.withLock { formDigest(of: reads, in: &$0) }
    }

    /// The same, of what is loaded; nil where something of it is not.
    public func loadedFormDigest(of reads: SessionReads) -> String? {
        state.withLock { state in
            let isLoaded = manager.containers.divided(reads).allSatisfy { part in
                state[container: part.key].missing(part.value) == nil
            }
            return isLoaded ? formDigest(of: reads, in: &state) : nil
        }
    }

    /// Refuses a form that was made from other values than the present ones.
    ///
    /// The handler says itself what its form was made from: a client can leave nothing out. The
    /// form of a visitor without a session holds in the session that begins meanwhile; that of
    /// one session does not hold in another. The values are compared once more by the commit:
    /// of two forms that are sent at once and write something of it one is stale.
    ///
    /// - Parameters:
    ///   - text: what ``formDigest(of:)`` gave to the form.
    ///   - reads: what it was asked for.
    /// - Throws: ``SessionErrorCode/staleForm``, also for what is no such text or stands for
    ///   something else; and what ``load(_:)-(SessionReads)`` throws.
    public func expect(_ text: String, of reads: SessionReads) async throws(SessionError) {
        try await load(reads)
        try state.withLock { (state) throws(SessionError) in
            try state.requireOpen()
            let containers = manager.containers.names.map { state[container: $0].stored }
            let values = containers.flatMap { $0.filter { reads.contains($0.key) } }
            let fresh = [state.locator, nil].map { locator in
                FormDigest.text(of: reads, values, locator)
            }
            guard fresh.contains(text) else {
                let message = "the form was made from values that have changed since"
                throw SessionError(.staleForm, message)
            }
            for (name, part) in manager.containers.divided(reads) {
                state[container: name].expect(part)
            }
        }
    }

    private func formDigest(of reads: SessionReads, in state: inout SessionState) -> String {
        state.isAccessed = true
        let containers = manager.containers.names.map { state[container: $0] }
        return FormDigest.text(
            of: reads,
            containers.flatMap { $0.nextValues(reads) },
            state[container: ""].isAlive ? state.locator : nil
        )
    }
}

/// 16 bytes of a SHA-256, base64url.
private enum FormDigest {
    /// The locator makes the digests of two sessions different.
    static func text(
        of reads: SessionReads,
        _ values: [(key: SessionField, value: SessionValue)],
        _ locator: SessionLocator?
    ) -> String {
        var hash = SHA256()
        hash.update(data: digest(names(of: reads).joined(separator: "\n")))
        hash.update(data: digest(locator?.description ?? ""))
        for (field, value) in values.sorted(by: { $0.key < $1.key })
        where !Session.ownPackages.contains(SessionName(field.package)) {
            hash.update(data: digest(field.path))
            hash.update(data: SessionDigest(of: value).bytes)
        }
        return Base64URL.encode(hash.finalize().prefix(16).map(\.self))
    }

    /// A field by its path, a whole package with a slash at its end, everything as a slash.
    private static func names(of reads: SessionReads) -> [String] {
        guard !reads.everything else { return ["/"] }
        return reads.packages.sorted().map { "\($0)/" } + reads.fields.sorted().map(\.path)
    }

    /// All parts are of one length.
    private static func digest(_ text: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
