// SPDX-License-Identifier: Apache-2.0

public import Logging

extension SessionError {
    /// What a log may be told of the error: `code`, `store` and `cause`.
    ///
    /// The package and key are not in it, nor is the message, which may name a record; but for
    /// what may be a mistake of the program, whose names are those of its source:
    /// ``SessionErrorCode/notLoaded``, ``SessionErrorCode/missingSession``,
    /// ``SessionErrorCode/tooLarge``, ``SessionErrorCode/invalidName`` and
    /// ``SessionErrorCode/overflow`` have `package`, `key` and `message` too.
    public var logMetadata: Logger.Metadata {
        var facts = ["code": code.rawValue, "store": store, "cause": cause]
        if code == .notLoaded || code == .missingSession || code.mayBeOfTheProgram {
            facts["package"] = package.map(Self.printable)
            facts["key"] = key.map(Self.printable)
            facts["message"] = message
        }
        return facts.compactMapValues { $0.map { .string($0) } }
    }
}
