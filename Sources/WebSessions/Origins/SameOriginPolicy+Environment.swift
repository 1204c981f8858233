// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension SameOriginPolicy {
    /// The policy that the environment describes.
    ///
    /// | variable | meaning | where it is not set |
    /// |---|---|---|
    /// | `PUBLIC_ORIGIN` | where browsers find the site, such as `https://shop.example`; several with blanks or commas between them | whatever `Host` says |
    /// | `TRUSTED_PROXIES` | addresses and ranges whose `X-Forwarded-` fields are believed, with blanks or commas between them | none |
    ///
    /// - Parameter environment: the environment; nil, the default, for that of the process.
    /// - Returns: the policy.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for what is no origin, or no address.
    public static func fromEnvironment(
        in environment: [String: String]? = nil
    ) throws(SessionError) -> SameOriginPolicy {
        let environment = environment ?? ProcessInfo.processInfo.environment
        var origins: [PublicOrigin] = []
        for origin in words(environment["PUBLIC_ORIGIN"]) {
            let origin = try PublicOrigin(origin)
            guard ["http", "https"].contains(origin.scheme) else {
                let message = "PUBLIC_ORIGIN must begin with https:// or http://, not '\(origin)'"
                throw SessionError(.invalidConfiguration, message)
            }
            origins.append(origin)
        }
        let proxies = try TrustedProxies(words(environment["TRUSTED_PROXIES"]))
        return SameOriginPolicy(publicOrigins: origins, proxies: proxies)
    }

    private static func words(_ text: String?) -> [String] {
        (text ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    }
}
