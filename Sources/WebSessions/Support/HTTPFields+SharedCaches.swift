// SPDX-License-Identifier: Apache-2.0

package import HTTPTypes

extension HTTPFields {
    /// Takes away the fields that tell shared caches how long they keep a response, and that they
    /// obey in front of `Cache-Control` (RFC 9213, and what there was before it).
    package mutating func removeSharedCacheFields() {
        for name in map(\.name) where name.isForSharedCaches { self[name] = nil }
    }
}

extension HTTPField.Name {
    private static let sharedCacheNames = [
        "edge-control", "surrogate-control", "x-accel-expires",
    ]

    /// A CDN may have a field of its own, such as `Cloudflare-CDN-Cache-Control`.
    fileprivate var isForSharedCaches: Bool {
        Self.sharedCacheNames.contains(canonicalName)
            || canonicalName.hasSuffix("cdn-cache-control")
    }
}
