import Crypto
import Synchronization

extension Session {
    /// A text that stands for the present values of what a form is made from.
    ///
    /// The form carries it in a hidden field, and its handler calls ``expect(_:)``: when
    /// another tab changed one of the values in between, the form is stale. It holds the
    /// names and a digest, never the values. Loads what is not loaded.
    public func formDigest(of reads: SessionReads) async throws(SessionError) -> String {
        try await load(reads)
        return loadedFormDigest(of: reads)
    }

    /// The same, of what is loaded.
    public func loadedFormDigest(of reads: SessionReads) -> String {
        let names = FormDigest.names(of: reads)
        let digest = state.withLock { state in
            state.isAccessed = true
            return FormDigest.digest(
                values(of: reads, in: state),
                locator: state.client.clientID?.locator
            )
        }
        return "\(Base64URL.encode(Array(names.joined(separator: "\n").utf8))).\(digest)"
    }

    /// Refuses a form that was made from other values than the present ones.
    ///
    /// The values are compared once more by the commit: of two forms that are sent at once
    /// one is stale.
    ///
    /// - Parameter text: what ``formDigest(of:)`` gave to the form.
    /// - Throws: ``SessionErrorCode/staleForm``, also for what is no such text; and what
    ///   ``load(_:)-(SessionReads)`` throws.
    public func expect(_ text: String) async throws(SessionError) {
        guard let reads = FormDigest.reads(in: text) else { throw FormDigest.stale }
        try await load(reads)
        guard loadedFormDigest(of: reads) == text else { throw FormDigest.stale }
        try state.withLock { (state) throws(SessionError) in
            try state.requireOpen()
            for name in manager.containers.names {
                let isOwn: (String) -> Bool = {
                    self.manager.containers.name(forPackage: $0) == name
                }
                state[container: name].compare(reads, where: isOwn)
            }
        }
    }

    private func values(
        of reads: SessionReads,
        in state: SessionState
    ) -> [(SessionField, SessionValue)] {
        let all = manager.containers.names.flatMap { state[container: $0].stored.map(\.self) }
        return all.filter { reads.contains($0.key) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}

/// The parts of a form digest: the names, base64url, and 16 bytes of a digest of the values.
private enum FormDigest {
    static let maximumLength = 8192

    static var stale: SessionError {
        SessionError(.staleForm, "the form was made from values that have changed since")
    }

    /// A field by its path, a whole package with a slash at its end, everything as a slash.
    static func names(of reads: SessionReads) -> [String] {
        guard !reads.everything else { return ["/"] }
        return reads.packages.map { "\($0)/" }.sorted() + reads.fields.sorted().map(\.path)
    }

    static func reads(in text: String) -> SessionReads? {
        guard text.utf8.count <= maximumLength,
            let dot = text.utf8.firstIndex(of: UInt8(ascii: "."))
        else { return nil }
        let encoded = text.utf8[..<dot]
        guard let bytes = Base64URL.decode(encoded, count: encoded.count * 3 / 4),
            let names = String(validating: bytes, as: UTF8.self)
        else { return nil }
        var reads = SessionReads()
        for name in names.split(separator: "\n").map(String.init) {
            if name == "/" {
                reads.everything = true
            } else if name.hasSuffix("/") {
                reads.packages.insert(String(name.dropLast()))
            } else if let field = SessionField(path: name) {
                reads.fields.insert(field)
            } else {
                return nil
            }
        }
        return reads
    }

    /// The locator makes the digests of two sessions different.
    static func digest(
        _ values: [(SessionField, SessionValue)],
        locator: SessionLocator?
    ) -> String {
        var hash = SHA256()
        hash.update(data: locator?.bytes ?? [])
        for (field, value) in values {
            hash.update(data: SHA256.hash(data: Array(field.path.utf8)).withUnsafeBytes(Array.init))
            hash.update(data: SessionDigest(of: value).bytes)
        }
        return Base64URL.encode(hash.finalize().prefix(16).map(\.self))
    }
}
