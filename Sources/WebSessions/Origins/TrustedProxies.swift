// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

/// The proxies whose word on a client's request is taken.
///
/// ```swift
/// let proxies = try TrustedProxies(["127.0.0.1", "::1", "10.0.0.0/8"])
/// ```
///
/// A field that tells of an earlier hop, such as `X-Forwarded-Proto`, counts only where the
/// other end of the connection is one of them. Where several stand in a row, the hop that counts
/// is the outermost one that is trusted: the addresses in the field are read from the right, and
/// the first one that is not trusted is the client. What it wrote itself stands left of that,
/// and is ignored.
///
/// A proxy must set or remove each of the fields that are read, or a client can write what the
/// proxy leaves alone. <doc:Proxies> shows how. `Sendable`.
public struct TrustedProxies: Sendable {
    /// Which fields the proxies write.
    ///
    /// Only these are read: a proxy that writes one kind passes on what a client put into the
    /// other. `Sendable`.
    public enum Fields: Sendable {
        /// `X-Forwarded-For`, `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Port`.
        case xForwarded
        /// `Forwarded`, as in RFC 7239.
        case forwarded
    }

    /// Nobody: no field is believed.
    public static let none = TrustedProxies(ranges: [], trustsSockets: false, fields: .xForwarded)

    private let ranges: [AddressRange]
    private let trustsSockets: Bool
    private let fields: Fields

    /// Names the proxies.
    ///
    /// - Parameters:
    ///   - addresses: addresses of IPv4 or IPv6, ranges such as `10.0.0.0/8`, and `unix:` for
    ///     connections over a socket in the file system.
    ///   - fields: which fields they write.
    /// - Throws: ``SessionErrorCode/invalidConfiguration`` for what is no address or range.
    public init(_ addresses: [String], fields: Fields = .xForwarded) throws(SessionError) {
        var ranges: [AddressRange] = []
        for address in addresses where address != Self.socket {
            guard let range = AddressRange(address) else {
                let message = """
                    '\(address.prefix(100))' is no address of a proxy: write an IP address, a \
                    range such as 10.0.0.0/8, or unix:
                    """
                throw SessionError(.invalidConfiguration, message)
            }
            ranges.append(range)
        }
        let trustsSockets = addresses.contains(Self.socket)
        self.init(ranges: ranges, trustsSockets: trustsSockets, fields: fields)
    }

    private init(ranges: [AddressRange], trustsSockets: Bool, fields: Fields) {
        self.ranges = ranges
        self.trustsSockets = trustsSockets
        self.fields = fields
    }

    private static let socket = "unix:"

    var isEmpty: Bool { ranges.isEmpty && !trustsSockets }

    /// Whether the other end of a connection is one of them.
    ///
    /// - Parameter peer: its address, `unix:` for a socket in the file system; nil where it is
    ///   not known, and not trusted then.
    /// - Returns: whether its word is taken.
    public func contains(_ peer: String?) -> Bool {
        guard let peer else { return false }
        if peer.hasPrefix(Self.socket) { return trustsSockets }
        return IPAddress(peer.utf8.prefix { $0 != UInt8(ascii: "%") }).map(trusts) ?? false
    }

    /// What the client sent, as far as it is told by somebody who is trusted.
    ///
    /// - Parameters:
    ///   - head: the head of the request as it came.
    ///   - peer: the address of the other end of the connection.
    /// - Returns: scheme, host and address; those of the request itself where nothing else is
    ///   believed.
    public func originalRequest(of head: HTTPRequest, peer: String?) -> OriginalRequest {
        let plain = OriginalRequest(scheme: nil, authority: head.authority, address: peer)
        guard contains(peer) else { return plain }
        switch fields {
        case .xForwarded: return original(XForwardedFields(head.headerFields), plain)
        case .forwarded: return original(head.headerFields, plain)
        }
    }

    private func original(_ fields: XForwardedFields, _ plain: OriginalRequest) -> OriginalRequest {
        let hop = outermost(fields.nodes.map { Array($0.utf8) })
        return OriginalRequest(
            scheme: fields.scheme(at: hop),
            authority: fields.authority(at: hop, else: plain.authority),
            address: fields.node(at: hop) ?? plain.address
        )
    }

    private func original(_ fields: HTTPFields, _ plain: OriginalRequest) -> OriginalRequest {
        guard let name = HTTPField.Name("Forwarded"), let field = fields[name],
            let elements = ForwardedElement.read(field)
        else { return plain }
        let hop = outermost(elements.map(\.node))
        let told = elements.suffix(hop + 1)
        let scheme = told.lazy.compactMap(\.scheme).first
        let host = told.lazy.compactMap(\.host).first
        return OriginalRequest(
            scheme: scheme.flatMap(OriginalRequest.scheme),
            authority: host.map { String(decoding: $0, as: UTF8.self) } ?? plain.authority,
            address: told.first?.node.map { String(decoding: $0, as: UTF8.self) } ?? plain.address
        )
    }

    /// How many proxies away from the nearest one the outermost one is that is trusted.
    ///
    /// - Parameter nodes: the other end of each proxy's connection, that of the nearest proxy
    ///   last.
    /// - Returns: 0 for the nearest one.
    private func outermost(_ nodes: [[UInt8]?]) -> Int {
        let trusted = nodes.reversed().prefix { node in
            node.flatMap(IPAddress.init(node:)).map(trusts) ?? false
        }
        return min(trusted.count, max(nodes.count - 1, 0))
    }

    private func trusts(_ address: IPAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }
}

/// What a client sent to the outermost proxy that is trusted.
///
/// `Sendable`.
public struct OriginalRequest: Sendable, Hashable {
    /// `http` or `https`; nil where no trusted proxy told it.
    ///
    /// The server itself does not know what stands before it.
    public let scheme: String?
    /// The host and perhaps the port that the client asked for.
    public let authority: String?
    /// The network address of the client, with a port where the proxy wrote one; nil where
    /// nobody knows it.
    public let address: String?

    static func scheme(_ bytes: some Collection<UInt8>) -> String? {
        let text = String(decoding: bytes.map(ASCII.lowercased), as: UTF8.self)
        return ["http", "https"].contains(text) ? text : nil
    }
}

/// The fields that most proxies write.
///
/// Of a list, each proxy has written one entry; where there are fewer entries than proxies, those
/// proxies have replaced what they got.
private struct XForwardedFields {
    let nodes: [String]
    private let schemes: [String]
    private let hosts: [String]
    private let ports: [String]

    init(_ fields: HTTPFields) {
        nodes = Self.list("X-Forwarded-For", fields)
        schemes = Self.list("X-Forwarded-Proto", fields)
        hosts = Self.list("X-Forwarded-Host", fields)
        ports = Self.list("X-Forwarded-Port", fields)
    }

    func node(at hop: Int) -> String? { Self.entry(nodes, hop) }

    func scheme(at hop: Int) -> String? {
        Self.entry(schemes, hop).flatMap { OriginalRequest.scheme($0.utf8) }
    }

    /// A port of its own counts where the host has none.
    func authority(at hop: Int, else plain: String?) -> String? {
        guard let host = Self.entry(hosts, hop) ?? plain else { return nil }
        guard let port = Self.entry(ports, hop), let authority = Authority(host.utf8),
            authority.port == nil
        else { return host }
        return "\(authority.host):\(port)"
    }

    private static func entry(_ list: [String], _ hop: Int) -> String? {
        list.isEmpty ? nil : list[max(list.count - 1 - hop, 0)]
    }

    private static func list(_ name: String, _ fields: HTTPFields) -> [String] {
        guard let name = HTTPField.Name(name), let field = fields[name] else { return [] }
        return field.utf8.split(separator: UInt8(ascii: ",")).map { part in
            String(decoding: part.filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
        }
        .filter { !$0.isEmpty }
    }
}
