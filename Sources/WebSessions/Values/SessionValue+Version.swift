// SPDX-License-Identifier: Apache-2.0

extension SessionValue {
    /// The value as one of a version of its key; the first version is stored as it is.
    func versioned(_ version: Int) -> SessionValue {
        guard version > 1, knownCodec != .nothing else { return self }
        let head = Array("\(version)".utf8) + [SessionJSON.lineFeed]
        return SessionValue(codec: .versioned, payload: head + storedBytes)
    }

    /// The version of the key that the value is of, and the value without it.
    ///
    /// - Throws: ``SessionErrorCode/undecodable`` when the stored bytes are damaged.
    func unversioned() throws(SessionError) -> (version: Int, value: SessionValue) {
        guard knownCodec == .versioned else { return (1, self) }
        let parts = payload.split(
            separator: SessionJSON.lineFeed,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let text = String(decoding: parts[0], as: UTF8.self)
        guard parts.count == 2, !parts[1].isEmpty, let version = Int(text), version > 1,
            String(version) == text
        else { throw Self.damaged }
        let value = SessionValue(storedBytes: parts[1])
        guard value.knownCodec != .versioned, value.knownCodec != .nothing else {
            throw Self.damaged
        }
        return (version, value)
    }
}
