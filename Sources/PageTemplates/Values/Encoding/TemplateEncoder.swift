// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Makes template values of whatever is `Encodable`.
///
/// ```swift
/// struct Product: Encodable {
///     var name: String
///     var price: Decimal
/// }
/// let value = try TemplateEncoder().encode([Product(name: "Tea", price: 3)])
/// ```
///
/// | in Swift | in a template |
/// |---|---|
/// | a structure | a mapping, under its coding keys, in the order in which it encodes them |
/// | a dictionary | a mapping, in the order of its keys |
/// | an array, a set | a list; that of a set is in any order |
/// | an optional without a value | `nothing`: the member is there |
/// | `Bool`, `String`, integers, `Double`, `Float` | the same; an integer has 64 bits at most |
/// | `Date` | text in UTC, `2026-11-21T03:50:25Z`, unless ``dateStrategy`` says otherwise |
/// | `Decimal` | a number, whose text has all its digits; `python:` computes with it as with a `Double` |
/// | `URL`, `UUID` | its text |
/// | `Data` | its Base64 text |
/// | an enumeration with raw values | its raw value |
/// | an enumeration without | a mapping from the name of the case to its values: `{sent: {}}` |
/// | ``TemplateValue``, ``TemplateMapping``, ``SafeMarkup`` | comes through as it is |
///
/// A type that encodes itself in another way becomes what it encodes itself as.
public struct TemplateEncoder: Sendable {
    /// How dates are shown.
    @nonexhaustive
    public enum DateStrategy: Sendable {
        /// Text in UTC and in seconds: `2026-11-21T03:50:25Z`.
        case iso8601

        /// A floating-point number of seconds since 1970.
        case secondsSince1970

        /// Whatever the closure makes of a date.
        case custom(@Sendable (Date) throws -> TemplateValue)
    }

    /// How dates are shown; by default as ISO 8601.
    public var dateStrategy: DateStrategy

    /// Creates an encoder.
    public init(dateStrategy: DateStrategy = .iso8601) {
        self.dateStrategy = dateStrategy
    }

    /// Makes a template value.
    ///
    /// - Parameter value: The value, for example a structure with the variables
    ///   of a page.
    /// - Returns: The template value. The records of a list share their keys.
    /// - Throws: A ``TemplateError`` with the code `invalid-data` that names the
    ///   offending member: for an integer of more than 64 bits, for data nested
    ///   deeper than 128 levels, and where the value itself fails to encode.
    public func encode(_ value: some Encodable) throws(TemplateError) -> TemplateValue {
        let session = EncodingSession(dateStrategy: dateStrategy)
        do {
            let encoded = try session.value(of: value, at: .root)
            if let misuse = session.misuse { throw misuse }
            return encoded
        } catch {
            throw EncodingFailure.templateError(for: error)
        }
    }
}
