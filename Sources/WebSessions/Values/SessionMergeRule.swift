// SPDX-License-Identifier: Apache-2.0

/// How a write of a ``SessionKey`` meets the writes of concurrent requests.
///
/// A write goes into the commit as the operation that the rule makes of it. Where the key
/// was loaded before, it is known what the write changed:
///
/// | rule | for | a write after a read | a write without one |
/// |---|---|---|---|
/// | ``automatic`` | anything | compare-and-set | the last writer wins |
/// | ``add`` | whole numbers | adds the difference | the last writer wins |
/// | ``max`` | whole numbers | the larger one stays | the same |
/// | ``union`` | lists and sets | puts in what is new | the same |
/// | ``append(cap:)`` | lists | appends what is new | the last writer wins |
/// | ``lastWriter`` | anything | the last writer wins | the same |
/// | ``compareAndSet`` | anything | compare-and-set | is an error |
///
/// What a rule cannot express, such as taking an element out of a list that is a union, is
/// a compare-and-set. A removal is a compare-and-set where the key was read, but for
/// ``lastWriter``. `Sendable`.
public struct SessionMergeRule<Value: Codable & Sendable>: Sendable {
    let strategy: SessionMergeStrategy

    /// A compare-and-set of what was read; the last writer otherwise.
    public static var automatic: Self { Self(strategy: .automatic) }
    /// The last writer wins, whatever it read.
    public static var lastWriter: Self { Self(strategy: .lastWriter) }
    /// Always a compare-and-set.
    ///
    /// A write without a read throws ``SessionErrorCode/notLoaded``.
    public static var compareAndSet: Self { Self(strategy: .compareAndSet) }
}

extension SessionMergeRule where Value: FixedWidthInteger {
    /// Concurrent differences add up.
    public static var add: Self { Self(strategy: .add) }
    /// The largest number stays.
    public static var max: Self { Self(strategy: .max) }
}

extension SessionMergeRule where Value: Collection, Value.Element: Codable & Sendable {
    /// Elements that the list has not are put at its end; all insertions count.
    public static var union: Self { Self(strategy: .union) }
}

extension SessionMergeRule
where Value: RangeReplaceableCollection, Value.Element: Codable & Sendable {
    /// New elements at the end of a list are appended; the first ones over `cap` are dropped.
    public static func append(cap: Int = .max) -> Self { Self(strategy: .append(cap: cap)) }
}

/// ``SessionMergeRule`` without the type of the value.
enum SessionMergeStrategy: Sendable {
    case automatic
    case add
    case max
    case union
    case append(cap: Int)
    case lastWriter
    case compareAndSet

    /// The operations that turn `old` into `new` and merge with those of others; nil where
    /// there are none, so that the values must be compared.
    func operations(
        from old: SessionValue?,
        to new: SessionValue,
        _ field: SessionField
    ) -> [SessionOperation]? {
        switch self {
        case .automatic, .compareAndSet: nil
        case .lastWriter: [.set(field, new)]
        case .add: Self.difference(old, new).map { [.add(field, $0)] }
        case .max: (try? new.storedInteger()).map { [.max(field, $0)] }
        case .union: Self.additions(old, new, field)
        case .append(let cap): Self.suffix(old, new, field, cap)
        }
    }

    private static func difference(_ old: SessionValue?, _ new: SessionValue) -> Int64? {
        guard new.knownCodec == .integer, let new = try? new.storedInteger() else { return nil }
        guard let old else { return new }
        guard old.knownCodec == .integer, let old = try? old.storedInteger() else { return nil }
        let (difference, overflow) = new.subtractingReportingOverflow(old)
        return overflow ? nil : difference
    }

    private static func additions(
        _ old: SessionValue?,
        _ new: SessionValue,
        _ field: SessionField
    ) -> [SessionOperation]? {
        guard let wanted = new.elementTexts else { return nil }
        let present = Set(old?.elementTexts ?? [])
        guard present.isSubset(of: wanted) else { return nil }
        let added = wanted.filter { !present.contains($0) }
        return added.isEmpty && old != nil ? [] : [.union(field, .list(texts: added))]
    }

    private static func suffix(
        _ old: SessionValue?,
        _ new: SessionValue,
        _ field: SessionField,
        _ cap: Int
    ) -> [SessionOperation]? {
        guard let wanted = new.elementTexts else { return nil }
        let present = old?.elementTexts ?? []
        guard wanted.starts(with: present) else { return nil }
        let added = wanted.dropFirst(present.count)
        guard !added.isEmpty || old == nil else { return [] }
        return [.append(field, .list(texts: Array(added)), cap: cap)]
    }
}
