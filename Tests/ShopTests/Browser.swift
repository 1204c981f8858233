// SPDX-License-Identifier: Apache-2.0

#if Hummingbird && SQLite
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Visits the shop with a cookie jar of its own, and does not follow redirects.
actor Browser {
    struct Answer {
        let status: Int
        let headers: [String: String]
        let text: String

        func contains(_ text: String) -> Bool { self.text.contains(text) }
    }

    private let roots: [String]
    private let session: URLSession
    private var sentCount = 0
    private(set) var cookies: [String: String] = [:]

    init(port: Int) {
        self.init(ports: [port])
    }

    /// A browser whose requests go to one port after the other, as a balancer without
    /// affinity sends them.
    init(ports: [Int]) {
        roots = ports.map { "http://127.0.0.1:\($0)" }
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.timeoutIntervalForRequest = 30
        session = URLSession(
            configuration: configuration,
            delegate: WithoutRedirects(),
            delegateQueue: nil
        )
    }

    /// Gets a page; a browser always says which languages it accepts.
    func get(_ path: String, accepting language: String = "en") async throws -> Answer {
        try await send("GET", path, form: nil, headers: ["Accept-Language": language])
    }

    func post(
        _ path: String,
        _ form: String = "",
        headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send("POST", path, form: form, headers: headers)
    }

    /// Takes over the cookies of another browser, as a thief would.
    func takeCookies(_ cookies: [String: String]) {
        self.cookies = cookies
    }

    private func send(
        _ method: String,
        _ path: String,
        form: String?,
        headers: [String: String]
    ) async throws -> Answer {
        let root = roots[sentCount % roots.count]
        sentCount += 1
        guard let url = URL(string: root + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = form.map { Data($0.utf8) }
        let jar = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !jar.isEmpty { request.setValue(jar, forHTTPHeaderField: "Cookie") }
        let type = "application/x-www-form-urlencoded"
        if form != nil { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers {
            request.setValue(value, forHTTPHeaderField: name)
        }
        let (data, response) = try await session.data(for: request)
        return try answer(data, response)
    }

    private func answer(_ data: Data, _ response: URLResponse) throws -> Answer {
        guard let response = response as? HTTPURLResponse else {
            throw URLError(.badServerResponse)
        }
        let fields = response.allHeaderFields.compactMap { name, value in
            (name as? String).map { ($0.lowercased(), "\(value)") }
        }
        let headers = Dictionary(fields) { "\($0), \($1)" }
        if let cookie = headers["set-cookie"] { keep(cookie) }
        return Answer(
            status: response.statusCode,
            headers: headers,
            text: String(decoding: data, as: UTF8.self)
        )
    }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
        guard let name = pair.first.map(String.init) else { return }
        cookies[name] = pair.count > 1 ? String(pair[1]) : nil
    }
}

private final class WithoutRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
#endif
