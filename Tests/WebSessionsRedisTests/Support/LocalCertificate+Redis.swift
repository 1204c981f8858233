// SPDX-License-Identifier: Apache-2.0

#if Redis
import StoreTestSupport
import TestSupport

extension LocalCertificate {
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
