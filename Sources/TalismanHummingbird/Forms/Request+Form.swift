#if Hummingbird
public import Hummingbird
public import Talisman

extension Request {
    /// Reads the body as a form (`application/x-www-form-urlencoded`).
    ///
    /// A body can be read only once.
    ///
    /// - Parameter limits: what a form may have; 64 KiB and 1,000 fields by default.
    /// - Returns: the fields; none where the body is empty.
    /// - Throws: `HTTPError` with 415 for another media type, 413 for what is too large, and
    ///   400 for what is not properly encoded or breaks off.
    public func readForm(limits: FormLimits = FormLimits()) async throws -> FormFields {
        var request = self
        return try await request.collectForm(limits)
    }

    /// Reads a form and keeps the body for those who read it after.
    ///
    /// What is no form has no fields.
    mutating func keepForm(limits: FormLimits = FormLimits()) async throws -> FormFields {
        isForm ? try await collectForm(limits) : FormFields()
    }

    private mutating func collectForm(_ limits: FormLimits) async throws -> FormFields {
        let bytes = Array(try await buffer(upTo: limits.bytes).readableBytesView)
        guard !bytes.isEmpty else { return FormFields() }
        guard isForm else { throw HTTPError(.unsupportedMediaType) }
        do throws(FormError) {
            return try FormFields(urlEncoded: bytes, limits: limits)
        } catch {
            throw HTTPError(error.code == .malformed ? .badRequest : .contentTooLarge)
        }
    }

    /// The media type without its parameters (RFC 9110 section 8.3.1).
    var isForm: Bool {
        let type = headers[.contentType]?.prefix { $0 != ";" && $0 != " " }
        return type?.lowercased() == "application/x-www-form-urlencoded"
    }
}
#endif
