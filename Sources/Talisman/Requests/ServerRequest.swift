// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes
package import WebSessions

/// A request as a server has it, with a body that can be read once.
package protocol ServerRequest {
    /// The head.
    var head: HTTPRequest { get }

    /// Reads the body as a whole, and keeps it for those who read it after.
    ///
    /// - Throws: an error with the status 413 for a body that is too large, and 400 for one that
    ///   breaks off or is not properly sent.
    mutating func buffer(upTo limit: Int) async throws -> [UInt8]

    /// Puts another head in the place of the head, and a body, unless it is nil, in that of the
    /// body.
    mutating func replace(head: HTTPRequest, body: [UInt8]?)
}

extension ServerRequest {
    /// Reads the body as a form (`application/x-www-form-urlencoded`).
    ///
    /// - Returns: the fields; none where the body is empty.
    /// - Throws: `StatusError` for what is no form, or not within the limits; and what
    ///   ``buffer(upTo:)`` throws.
    package mutating func readForm(limits: FormLimits) async throws -> FormFields {
        let bytes = try await buffer(upTo: limits.bytes)
        guard !bytes.isEmpty else { return FormFields() }
        do throws(FormError) {
            guard isForm else { throw FormError(.unsupportedType) }
            return try FormFields(urlEncoded: bytes, limits: limits)
        } catch {
            throw StatusError(error)
        }
    }

    /// Makes it the request that handlers, templates and logs may see, and says what the
    /// sessions may know of it.
    ///
    /// The ids that its URL and its form carry are taken out. A body that may be read again
    /// is read.
    ///
    /// - Parameters:
    ///   - transaction: what the request will run in.
    ///   - address: the network address of the client, where it is known.
    ///   - peer: that of the other end of the connection, where the server tells it.
    /// - Returns: the request as it was sent, and whether its handler may run again.
    /// - Throws: what ``readForm(limits:)`` throws.
    package mutating func prepare(
        for transaction: SessionTransaction,
        address: String?,
        peer: String?
    ) async throws -> (client: ClientRequest, mayRunAgain: Bool) {
        let mayRunAgain = transaction.retries.keepsBody(of: head)
        if mayRunAgain { _ = try await buffer(upTo: transaction.retries.bodyBytes) }
        let manager = transaction.manager
        let readsForm = manager.clientIDs.readsForms && isForm
        let form = readsForm ? try await readForm(limits: FormLimits()) : FormFields()
        let client = ClientRequest(
            head,
            address: address,
            peer: peer,
            formFields: form.fields.map { ($0.name, $0.value) }
        )
        try await hideClientIDs(of: manager)
        return (client, mayRunAgain)
    }

    private mutating func hideClientIDs(of manager: SessionManager) async throws {
        var shown = manager.withoutClientIDs(head)
        var form: [UInt8]?
        if !manager.clientIDs.formFieldNames.isEmpty, isForm {
            form = manager.withoutClientIDs(form: try await buffer(upTo: FormLimits().bytes))
        }
        if let form, shown.headerFields[.contentLength] != nil {
            shown.headerFields[.contentLength] = String(form.count)
        }
        if form != nil || shown != head { replace(head: shown, body: form) }
    }

    /// The media type without its parameters (RFC 9110 section 8.3.1).
    private var isForm: Bool {
        let type = (head.headerFields[.contentType] ?? "").utf8.prefix { !"; ".utf8.contains($0) }
        return Substring(type).lowercased() == "application/x-www-form-urlencoded"
    }
}
