// SPDX-License-Identifier: Apache-2.0

extension FormFields {
    /// Reads a form body (`application/x-www-form-urlencoded`, WHATWG URL standard
    /// section 5.1).
    ///
    /// - Parameters:
    ///   - bytes: the body.
    ///   - limits: what a form may have.
    /// - Throws: ``FormError`` for what is too large, is not percent-encoded
    ///   properly, or is not UTF-8.
    public init(
        urlEncoded bytes: some Collection<UInt8>,
        limits: FormLimits = FormLimits()
    ) throws(FormError) {
        guard bytes.count <= limits.bytes else { throw FormError(.tooLarge) }
        var fields: [Field] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < limits.fields else { throw FormError(.tooManyFields) }
            let (name, value) = Self.parts(of: pair)
            guard let name = URLEncodedText.text(of: name),
                let value = URLEncodedText.text(of: value)
            else { throw FormError(.malformed) }
            fields.append(Field(name, value))
        }
        self.init(fields)
    }

    /// Reads the query of a URL, without its `?`.
    ///
    /// Anybody can send any query to any page, so nothing is an error: a `%` that
    /// starts no escape stands for itself, what is not UTF-8 is repaired, and fields
    /// over the limit are left out.
    ///
    /// - Parameters:
    ///   - query: the query.
    ///   - limits: what a query may have.
    public init(query: some StringProtocol, limits: FormLimits = FormLimits()) {
        let pairs = query.utf8.split(separator: UInt8(ascii: "&")).prefix(limits.fields)
        self.init(
            pairs.map { pair in
                let (name, value) = Self.parts(of: pair)
                return Field(
                    URLEncodedText.repairedText(of: name),
                    URLEncodedText.repairedText(of: value)
                )
            }
        )
    }

    private static func parts<Bytes: Collection<UInt8>>(
        of pair: Bytes
    ) -> (name: Bytes.SubSequence, value: Bytes.SubSequence) {
        guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
            return (pair[...], pair[pair.endIndex...])
        }
        return (pair[..<equals], pair[pair.index(after: equals)...])
    }
}
