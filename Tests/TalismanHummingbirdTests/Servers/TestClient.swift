// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Testing

/// Who asks a server.
protocol TestClient: Sendable {
    /// The port of a server that has one.
    var port: Int? { get }

    func execute(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields,
        body: String
    ) async throws -> TestAnswer
}

extension TestClient {
    func execute(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields = [:]
    ) async throws -> TestAnswer {
        try await execute(uri: uri, method: method, headers: headers, body: "")
    }

    func get(_ path: String, cookie: String? = nil) async throws -> TestAnswer {
        try await execute(uri: "/\(path)", method: .get, headers: Self.headers(cookie))
    }

    func post(_ path: String, cookie: String? = nil, form: String = "") async throws -> TestAnswer {
        var headers = Self.headers(cookie)
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await execute(uri: "/\(path)", method: .post, headers: headers, body: form)
    }

    private static func headers(_ cookie: String?) -> HTTPFields {
        cookie.map { [.cookie: $0] } ?? [:]
    }
}

/// What a server answers.
struct TestAnswer: Sendable {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String

    /// The values of all `Set-Cookie` fields.
    var setCookies: [String] { headers[values: .setCookie] }

    /// The `name=value` of the session's cookie.
    var cookie: String? {
        setCookies.first { $0.hasPrefix("__Host-id=") }.map { String($0.prefix { $0 != ";" }) }
    }

    /// The names in all `Vary` fields.
    var vary: [String] {
        headers[values: .vary].flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " }.lowercased() }
    }
}

/// A client that sends its requests through a socket, each on a connection of its own.
struct SocketClient: TestClient {
    let port: Int?

    func execute(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields,
        body: String
    ) async throws -> TestAnswer {
        var lines = ["\(method) \(uri) HTTP/1.1", "Host: localhost", "Connection: close"]
        lines += headers.map { "\($0.name): \($0.value)" }
        if !body.isEmpty || ![.get, .head].contains(method) {
            lines.append("Content-Length: \(body.utf8.count)")
        }
        let answer = try await RawSocket.exchange(lines + ["", body], port: #require(port))
        return try #require(TestAnswer(answer), "\(answer)")
    }
}

extension TestAnswer {
    /// Reads a response whose length is that of its connection.
    fileprivate init?(_ response: String) {
        guard let end = response.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = response[..<end.lowerBound].split(separator: "\r\n")
        guard let code = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { return nil }
        var headers = HTTPFields()
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"),
                let name = HTTPField.Name("\(line[..<colon])")
            else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers.append(HTTPField(name: name, value: String(value)))
        }
        self.init(
            status: HTTPResponse.Status(code: code),
            headers: headers,
            text: String(response[end.upperBound...])
        )
    }
}
