// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes
public import Logging
public import PageTemplates
public import WebSessions

// Parts of pages, for browsers that put them into a page that they have.
extension PageRenderer {
    /// Fragments of a page as a response.
    ///
    /// ```swift
    /// let response = try await pages.fragments(
    ///     ["cart", "notices"], of: "cart.html", TemplateContext(["lines": lines]),
    ///     for: head, session: session, logger: logger
    /// )
    /// ```
    ///
    /// A fragment is a macro, a slot, or an element with an `id`, rendered alone: it needs only the
    /// variables that it names, and of the session only its own reads are loaded, those of all
    /// fragments in one round trip. What it writes is what the page has in its place. The request
    /// says how the fragments go out; see <doc:Fragments>.
    ///
    /// - Parameters:
    ///   - names: the names of the fragments, in the order in which they go out, each once; for htmx
    ///     its target comes first.
    ///   - page: the name of the template.
    ///   - context: the variables, of a mapping or of a model; `request` comes by itself.
    ///   - form: the fields of the request's body, where they were read.
    ///   - status: the status; 200 by default.
    ///   - headers: further fields of the response.
    ///   - head: the head of the request.
    ///   - session: the session of the request; nil where there is none.
    ///   - logger: gets the report of what fails, and what could not be read of the session.
    /// - Returns: the response.
    /// - Throws: what a page throws; `StatusError` with 500, too, where the template has no such
    ///   fragment, or one that a browser cannot find the place of.
    public func fragments(
        _ names: [String],
        of page: String,
        _ context: TemplateContext = TemplateContext(),
        form: FormFields = FormFields(),
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for head: HTTPRequest,
        session: RequestSession?,
        logger: Logger
    ) async throws -> PageResponse {
        let info = RequestInfo(
            head,
            form: form,
            origin: origin,
            hiddenCookies: session?.hiddenCookies ?? []
        )
        return try await reporting(to: logger, context) {
            var seen: Set<String> = []
            let names = names.filter { seen.insert($0).inserted }
            let templates = try names.map { try shownLibrary.fragment($0, of: page) }
            var reads = SessionReads.nothing
            for template in templates { reads = try reads.union(self.reads(of: template)) }
            if !reads.isEmpty { try await session?.session.load(reads) }
            var body = FragmentBody(FragmentFormat(head.headerFields))
            var last: LanguagePage?
            for (name, template) in zip(names, templates) {
                let fragment = try await measures.measure("\(page)#\(name)") {
                    try await rendered(template, context, info, for: head, session, logger)
                }
                try body.add(RenderedFragment(name, fragment.page))
                last = fragment
            }
            let page = last?.response(status: status, headers: headers)
            return PageResponse(
                head: HTTPResponse(
                    status: status,
                    headerFields: body.fields(page?.head.headerFields ?? headers)
                ),
                bytes: head.method == .head ? [] : body.bytes
            )
        }
    }
}
