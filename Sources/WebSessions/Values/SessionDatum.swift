// SPDX-License-Identifier: Apache-2.0

/// A stored value without its Swift type, for templates and administration.
///
/// `Sendable`. A value that was stored as a structure is a dictionary of its
/// properties.
public enum SessionDatum: Sendable, Hashable {
    /// An optional without a value.
    case nothing
    /// A boolean.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction.
    case double(Double)
    /// Text.
    case string(String)
    /// Bytes.
    case bytes([UInt8])
    /// A point in time, to the millisecond.
    case date(SessionInstant)
    /// A list.
    case array([SessionDatum])
    /// A mapping with text keys.
    case dictionary([String: SessionDatum])
}

extension SessionDatum: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// Makes ``nothing``.
    public init(nilLiteral: ()) { self = .nothing }
    /// Makes a boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Makes a whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// Makes a number with a fraction.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// Makes text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Makes a list.
    public init(arrayLiteral elements: SessionDatum...) { self = .array(elements) }
    /// Makes a mapping; of equal keys the last one counts.
    public init(dictionaryLiteral elements: (String, SessionDatum)...) {
        self = .dictionary(Dictionary(elements) { _, last in last })
    }
}
