// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// An nginx of the tests' own, on loopback, that speaks TLS with a certificate of its own and
/// passes requests on.
///
/// Tests need it: `Scripts/prepare.sh` installs it. It ends with the process of the tests, as
/// ``RedisServer`` does.
package final class NginxServer: Sendable {
    /// The host of the certificate.
    package static let host = "shop.example"

    package let port: Int
    private let folder: TemporaryFolder
    private let running: Program

    /// Starts a server and waits until it answers.
    ///
    /// - Parameters:
    ///   - backend: the port on loopback that requests are passed on to.
    ///   - settings: the lines about them, beside `proxy_pass`.
    /// - Throws: `Program.Failure` where it does not start.
    package convenience init(backend: Int, _ settings: [String]) async throws {
        let lines = settings.map { "        \($0);\n" }.joined()
        let text = """
            server {
                listen 443 ssl;
                server_name shop.example;
                ssl_certificate /etc/ssl/shop.example.pem;
                ssl_certificate_key /etc/ssl/shop.example.key;
                location / {
                    proxy_pass http://127.0.0.1:8080;
            \(lines)
                }
            }
            """
        try await self.init(backend: backend, configuration: text)
    }

    /// Starts a server as the article about proxies configures it, but for ports and files.
    package convenience init(backend: Int) async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let article = root.appending(path: "Sources/WebSessions/WebSessions.docc/Proxies.md")
        let text = try String(contentsOf: article, encoding: .utf8)
        guard let block = text.firstMatch(of: /(?s)```nginx\n(.*?)```/) else {
            throw Program.Failure(description: "\(article.path) has no configuration of nginx")
        }
        try await self.init(backend: backend, configuration: String(block.1))
    }

    private init(backend: Int, configuration text: String) async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        port = try FreePort.next()
        try Self.makeCertificate(folder.path)
        let server = text.replacingOccurrences(of: "443 ssl", with: "127.0.0.1:\(port) ssl")
            .replacingOccurrences(of: "/etc/ssl/", with: "\(folder.path)/")
            .replacingOccurrences(of: "127.0.0.1:8080", with: "127.0.0.1:\(backend)")
        try folder.write("nginx.conf", Self.frame(server))
        let words = ["-p", folder.path, "-e", "error.log", "-c", "nginx.conf"]
        running = try Program(endingWithTests: Self.program, words)
        try await waitUntilReady()
    }

    deinit {
        running.endInput()
        running.wait()
    }

    /// The answer to a request.
    package struct Answer: Sendable {
        package let status: Int
        package let text: String
        /// Names are in lower case.
        package let headers: [String: String]
    }

    /// Sends a request by curl, which checks the certificate.
    ///
    /// - Parameters:
    ///   - path: the path and query.
    ///   - port: the port that the client names; the server is asked whatever it is.
    ///   - form: the body of a `POST`; nil for a `GET`.
    ///   - fields: further fields of the request.
    /// - Returns: the answer.
    /// - Throws: `Program.Failure` where there is none.
    package func request(
        _ path: String,
        port: Int = 443,
        form: String? = nil,
        _ fields: [String: String] = [:]
    ) async throws -> Answer {
        let mark = UUID().uuidString
        let url = "https://\(Self.host):\(port)\(path)"
        let file = "\(folder.path)/\(mark)"
        var words = ["-sS", "--http1.1", "--noproxy", "*", "-w", "%{http_code}"]
        words += ["--cacert", "\(folder.path)/\(Self.host).pem"]
        words += ["--connect-to", "\(Self.host):\(port):127.0.0.1:\(self.port)"]
        words += ["-o", "\(file).body", "-D", "\(file).head"]
        if let form { words += ["--data", form] }
        for (name, value) in fields { words += ["-H", "\(name): \(value)"] }
        words.append(url)
        let program = try Program("curl", words, output: file, errors: "\(file).errors")
        guard await program.end() == 0, let status = folder.text(mark).flatMap({ Int($0) }) else {
            let reason = folder.text("\(mark).errors") ?? ""
            throw Program.Failure(description: "curl \(url): \(reason)\(log)")
        }
        return Answer(
            status: status,
            text: folder.text("\(mark).body") ?? "",
            headers: Self.fields(folder.text("\(mark).head") ?? "")
        )
    }

    private var log: String { folder.text("error.log") ?? "is nginx installed?" }

    private static let program =
        ["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"]
        .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "nginx"

    private static func fields(_ head: String) -> [String: String] {
        let lines = head.split(whereSeparator: \.isNewline).dropFirst()
        let pairs = lines.compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
        }
        return Dictionary(pairs) { "\($0), \($1)" }
    }

    private static func makeCertificate(_ folder: String) throws {
        let result = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-days", "2", "-subj", "/CN=\(host)",
                "-addext", "subjectAltName=DNS:\(host)",
                "-out", "\(folder)/\(host).pem", "-keyout", "\(folder)/\(host).key",
            ]
        )
        guard result.status == 0 else {
            throw Program.Failure(description: "openssl makes no certificate: \(result.errors)")
        }
    }

    /// What stands around the server, with everything in its folder.
    private static func frame(_ server: String) -> String {
        let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        let folders = kinds.map { "\($0)_temp_path \($0);" }.joined(separator: "\n")
        return """
            daemon off;
            master_process off;
            pid nginx.pid;
            events {}
            http {
            access_log off;
            \(folders)
            \(server)
            }

            """
    }

    private func waitUntilReady() async throws {
        for _ in 0..<500 where running.isRunning {
            let handle = Loopback.socket()
            defer { close(handle) }
            if Loopback.withAddress(port, { connect(handle, $0, $1) }) == 0 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Program.Failure(description: "nginx does not start: \(log)")
    }
}
