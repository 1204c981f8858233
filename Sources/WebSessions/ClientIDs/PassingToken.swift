// SPDX-License-Identifier: Apache-2.0

/// A token that ends by itself, for places from which it may leak: URLs and pages.
///
/// Its form is `<seconds since 1970>.<token>`; the end, and the client's address where it is
/// bound to one, are under the token's MAC.
struct PassingToken: Sendable {
    let codec: SessionTokenCodec
    let lifetime: Duration
    let bindsAddress: Bool
    let clock: any SessionClock

    func text(for id: ClientID, address: String?, now: SessionInstant) -> String {
        let end = now.advanced(by: lifetime).millisecondsSince1970 / 1000
        return "\(end).\(codec.token(for: id, binding: binding(String(end), address)))"
    }

    func read(_ text: String, address: String?) -> ClientIDReading {
        guard text.utf8.count <= SessionTokenCodec.maximumLength + 20 else {
            return .refused(.tooLong)
        }
        guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")),
            let end = Int64(text[..<dot]), String(end) == text[..<dot]
        else { return .refused(.malformed) }
        let token = text.utf8[text.utf8.index(after: dot)...]
        let reading = codec.read(token, binding: binding(String(end), address))
        guard case .accepted = reading else { return reading }
        return clock.now.millisecondsSince1970 / 1000 < end ? reading : .refused(.expiredToken)
    }

    /// Without an address where one is asked for, the token holds for such requests only.
    private func binding(_ end: String, _ address: String?) -> [UInt8] {
        Array("\(end)\0\(bindsAddress ? address ?? "unknown" : "unbound")".utf8)
    }
}
