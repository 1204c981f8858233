// SPDX-License-Identifier: Apache-2.0

#if Redis
import NIOSSL
import WebSessions

/// What encrypted connections trust, and how they show who they are.
///
/// The certificate of a server must be valid and for the host of the URL. `Sendable`.
public struct RedisTLS: Sendable {
    /// A file with the certificates of authorities in PEM; nil for the system's.
    public var authorities: String?
    /// A file with this client's certificate in PEM, and those between it and an authority.
    public var certificate: String?
    /// A file with the private key of ``certificate`` in PEM.
    public var privateKey: String?

    /// Makes settings; without arguments the system's authorities and no certificate.
    public init(
        authorities: String? = nil,
        certificate: String? = nil,
        privateKey: String? = nil
    ) {
        self.authorities = authorities
        self.certificate = certificate
        self.privateKey = privateKey
    }

    func context() throws(SessionError) -> NIOSSLContext {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.minimumTLSVersion = .tlsv12
            if let authorities { configuration.trustRoots = .file(authorities) }
            if let certificate {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate)
                    .map { .certificate($0) }
                let key = try NIOSSLPrivateKey(file: privateKey ?? certificate, format: .pem)
                configuration.privateKey = .privateKey(key)
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            let message = "the certificates for Redis cannot be read; see the underlying error"
            throw SessionError(.invalidConfiguration, message, underlying: error)
        }
    }
}
#endif
