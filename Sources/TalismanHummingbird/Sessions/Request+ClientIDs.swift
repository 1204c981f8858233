#if Hummingbird
import Hummingbird
import Talisman
import WebSessions

extension Request {
    /// Takes out the ids that its URL and its form carry, for those who handle it.
    ///
    /// A form has been read before where one may carry an id.
    mutating func hideClientIDs(of manager: SessionManager) async throws {
        var head = manager.withoutClientIDs(head)
        var form: [UInt8]?
        if !manager.clientIDs.formFieldNames.isEmpty, isForm {
            let body = try await buffer(upTo: FormLimits().bytes)
            form = manager.withoutClientIDs(form: body.readableBytesView)
        }
        if let form, head.headerFields[.contentLength] != nil {
            head.headerFields[.contentLength] = String(form.count)
        }
        if head != self.head { self = Request(head: head, body: body) }
        if let form { body = RequestBody(buffer: ByteBuffer(bytes: form)) }
    }
}
#endif
