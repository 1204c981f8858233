// SPDX-License-Identifier: Apache-2.0

extension SessionOperation {
    /// Whether a compare-and-set finds something else than it expects.
    func conflicts(with current: SessionValue?) -> Bool {
        guard case .compareAndSet(_, let expected, _) = self else { return false }
        return expected != current.map(SessionDigest.init(of:))
    }

    /// The fields that are not as they are expected to be.
    func unexpected(in values: [SessionField: SessionValue]) -> Set<SessionField> {
        guard case .expect(let reads, let digests) = self else { return [] }
        let present = values.keys.filter(reads.contains)
        return Set(digests.keys).union(present).filter { field in
            digests[field] != values[field].map(SessionDigest.init(of:))
        }
    }

    /// The value after the operation; nil for none.
    ///
    /// Does not look at what a compare-and-set expects.
    func apply(to current: SessionValue?) throws(SessionError) -> SessionValue? {
        switch self {
        case .set(_, let value): return value
        case .delete, .clear: return nil
        case .expect: return current
        case .compareAndSet(_, _, let value): return value
        case .add(let field, let amount):
            let sum = try Self.integer(current, field).addingReportingOverflow(amount)
            guard !sum.overflow else {
                let message = "the sum leaves the range of 64-bit integers"
                throw SessionError(.overflow, message, field: field)
            }
            return .integer(sum.partialValue)
        case .max(let field, let other):
            guard Self.present(current) != nil else { return .integer(other) }
            return .integer(Swift.max(try Self.integer(current, field), other))
        case .union(let field, let value):
            let present = try Self.elements(current, field)
            var seen = Set(present)
            let added = try Self.elements(value, field).filter { seen.insert($0).inserted }
            return .list(texts: present + added)
        case .append(let field, let value, let cap):
            let all = try Self.elements(current, field) + Self.elements(value, field)
            return .list(texts: Array(all.suffix(Swift.max(cap, 0))))
        }
    }

    /// The value, if there is one: an optional without a value was stored once.
    private static func present(_ value: SessionValue?) -> SessionValue? {
        value?.knownCodec == .nothing ? nil : value
    }

    private static func integer(
        _ value: SessionValue?,
        _ field: SessionField
    ) throws(SessionError) -> Int64 {
        guard let value = present(value) else { return 0 }
        guard value.knownCodec == .integer, let number = try? value.storedInteger() else {
            throw SessionError(.kindMismatch, "the value is no whole number", field: field)
        }
        return number
    }

    private static func elements(
        _ value: SessionValue?,
        _ field: SessionField
    ) throws(SessionError) -> [[UInt8]] {
        guard let value = present(value) else { return [] }
        guard let texts = value.elementTexts else {
            throw SessionError(.kindMismatch, "the value is no list", field: field)
        }
        return texts
    }
}
