public import Logging

extension SessionError {
    /// What a log may be told of the error: `code`, `store` and `cause`.
    ///
    /// The package and key are not in it, nor is the message, which may name a record.
    public var logMetadata: Logger.Metadata {
        let facts = ["code": code.rawValue, "store": store, "cause": cause]
        return facts.compactMapValues { $0.map { .string($0) } }
    }
}
