// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// A request as handlers, templates and logs may see it.
extension SessionManager {
    /// The head of a request without the ids that its URL carries, nor those in the URL of the
    /// page that it comes from (`Referer`).
    ///
    /// Make the session with the head as it was sent, and give this one to everybody else: a
    /// page that shows its own URL would hand the session to whoever gets the page.
    public func withoutClientIDs(_ head: HTTPRequest) -> HTTPRequest {
        guard !namesInURLs.names.isEmpty else { return head }
        var head = head
        head.path = head.path.map(namesInURLs.removed(fromURL:))
        if let referer = head.headerFields[.referer] {
            head.headerFields[.referer] = namesInURLs.removed(fromURL: referer)
        }
        return head
    }

    /// The body of a form (`application/x-www-form-urlencoded`) without the ids that it
    /// carries; nil where it carries none.
    public func withoutClientIDs(form body: some Collection<UInt8>) -> [UInt8]? {
        namesInForms.removed(fromPairs: body)
    }

    /// Whether the URL of a request has a parameter for an id, valid or not.
    func isCarried(inURLOf head: HTTPRequest) -> Bool {
        guard !namesInURLs.names.isEmpty, let path = head.path else { return false }
        return namesInURLs.removed(fromURL: path) != path
    }
}
