// SPDX-License-Identifier: Apache-2.0

package import TestSupport

/// A certificate for localhost and 127.0.0.1, with its key, in files.
package struct LocalCertificate {
    package let path: String
    package let key: String
    private let folder: TemporaryFolder

    /// Makes one in a folder, or in one of its own.
    package init(in folder: TemporaryFolder? = nil) throws {
        let folder = try folder ?? TemporaryFolder()
        self.folder = folder
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
}
