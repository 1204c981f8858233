// SPDX-License-Identifier: Apache-2.0

#if FlyingFox
import FlyingFox
import Foundation
import HTTPTypes
import Talisman

extension HTTPTypes.HTTPRequest {
    init(_ request: FlyingFox.HTTPRequest) {
        var headers = request.headers
        let host = headers[.host]
        headers.removeValue(.host)
        self.init(
            // A method that is no token is none of those that are known to be safe.
            method: Method(request.method.rawValue) ?? .post,
            scheme: "http",
            authority: host,
            path: request.target.rawValue,
            headerFields: HTTPFields(headers)
        )
    }
}

extension HTTPTypes.HTTPResponse {
    init(_ response: FlyingFox.HTTPResponse) {
        let code = response.statusCode
        self.init(
            status: Status(code: code.code, reasonPhrase: code.phrase),
            headerFields: HTTPFields(response.headers)
        )
    }
}

extension FlyingFox.HTTPResponse {
    init(_ head: HTTPTypes.HTTPResponse, body: Data = Data()) {
        self.init(
            statusCode: HTTPStatusCode(head.status),
            headers: HTTPHeaders(head.headerFields),
            body: body
        )
    }

    init(_ page: PageResponse) {
        self.init(page.head, body: Data(page.bytes))
    }

    /// The same body under another head.
    func with(_ head: HTTPTypes.HTTPResponse) -> FlyingFox.HTTPResponse {
        var response = self
        response.statusCode = HTTPStatusCode(head.status)
        response.headers = HTTPHeaders(head.headerFields)
        return response
    }
}

extension HTTPStatusCode {
    init(_ status: HTTPTypes.HTTPResponse.Status) {
        self.init(status.code, phrase: status.reasonPhrase)
    }
}

extension HTTPFields {
    /// What has no proper name is left out.
    init(_ headers: HTTPHeaders) {
        self.init()
        for (header, value) in headers {
            guard let name = HTTPField.Name(header.rawValue) else { continue }
            append(HTTPField(name: name, value: value))
        }
    }
}

extension HTTPHeaders {
    init(_ fields: HTTPFields, host: String? = nil) {
        self.init()
        for field in fields {
            addValue(field.value, for: HTTPHeader(field.name.rawName))
        }
        if let host { self[.host] = host }
    }
}
#endif
