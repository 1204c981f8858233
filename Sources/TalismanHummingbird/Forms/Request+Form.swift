// SPDX-License-Identifier: Apache-2.0

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
    /// - Throws: `StatusError` with 415 for another media type, 413 for too many fields, and 400
    ///   for what is not properly encoded; `HTTPError` with 413 for a body that is too large, and
    ///   400 for one that breaks off.
    public func readForm(limits: FormLimits = FormLimits()) async throws -> FormFields {
        var request = HummingbirdRequest(request: self)
        return try await request.readForm(limits: limits)
    }
}
#endif
