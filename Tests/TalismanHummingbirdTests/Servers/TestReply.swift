// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import PageTemplates
import Talisman

#if Hummingbird
import Hummingbird
#endif
#if FlyingFox
import FlyingFox
#endif

/// What a handler answers: a plain response, or one that its server made.
enum TestReply: Sendable {
    case plain(HTTPTypes.HTTPResponse, String)
    #if Hummingbird
    case hummingbird(Response)
    #endif
    #if FlyingFox
    case flyingFox(FlyingFox.HTTPResponse)
    #endif

    init(status: HTTPTypes.HTTPResponse.Status, headers: HTTPFields = [:]) {
        self = .plain(HTTPTypes.HTTPResponse(status: status, headerFields: headers), "")
    }

    static func redirect(to target: String) -> TestReply {
        TestReply(status: .seeOther, headers: [.location: target])
    }
}

/// A page to answer with.
struct TestPage: Sendable {
    let name: String
    var variables: TemplateMapping = [:]
    var form = FormFields()
    var status: HTTPTypes.HTTPResponse.Status = .ok
    var headers: HTTPFields = [:]
}

extension PageRenderer {
    /// A page by the method that the request's server has for it.
    func page(
        _ name: String,
        _ variables: TemplateMapping = [:],
        form: FormFields = FormFields(),
        status: HTTPTypes.HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        for request: any TestRequest
    ) async throws -> TestReply {
        let page = TestPage(
            name: name,
            variables: variables,
            form: form,
            status: status,
            headers: headers
        )
        return try await request.page(page, of: self)
    }
}

/// What handlers may return.
protocol TestReplying: Sendable {
    var reply: TestReply { get }
}

extension TestReply: TestReplying {
    var reply: TestReply { self }
}

extension HTTPTypes.HTTPResponse.Status: TestReplying {
    var reply: TestReply { TestReply(status: self) }
}

extension String: TestReplying {
    var reply: TestReply { .plain(HTTPTypes.HTTPResponse(status: .ok), self) }
}
