// SPDX-License-Identifier: Apache-2.0

#if Redis
import TestSupport

/// A certificate for localhost and 127.0.0.1, with its key, in files.
struct LocalCertificate {
    let path: String
    let key: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        key = "\(folder.path)/key.pem"
        path = "\(folder.path)/certificate.pem"
        let result = try Program.run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-keyout", key, "-out", path, "-days", "2", "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            ]
        )
        guard result.status == 0 else { throw Program.Failure(description: result.errors) }
    }

    /// A server that shows it, and its port for TLS.
    func server() async throws -> (RedisServer, port: Int) {
        let port = try FreePort.next()
        let server = try await RedisServer([
            "--tls-port", "\(port)", "--tls-cert-file", path, "--tls-key-file", key,
            "--tls-ca-cert-file", path, "--tls-auth-clients", "no", "--bind", "0.0.0.0",
            "--protected-mode", "no",
        ])
        return (server, port)
    }
}
#endif
