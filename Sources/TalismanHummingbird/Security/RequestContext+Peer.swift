// SPDX-License-Identifier: Apache-2.0

#if Hummingbird
import Hummingbird

extension RequestContext {
    /// The address of the other end of the connection; nil where the context does not tell it.
    var peerAddress: String? {
        let address = (self as? any RemoteAddressRequestContext)?.remoteAddress
        return address.map { $0.ipAddress ?? "unix:" }
    }
}
#endif
