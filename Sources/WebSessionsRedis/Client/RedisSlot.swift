// SPDX-License-Identifier: Apache-2.0

#if Redis
/// Which of the 16384 slots of a cluster a key belongs to.
enum RedisSlot {
    static let count = 16_384

    /// The slot of what stands between the first `{` and the next `}`, or else of the
    /// whole key.
    static func slot(of key: [UInt8]) -> Int {
        Int(checksum(tag(of: key))) % count
    }

    private static func tag(of key: [UInt8]) -> ArraySlice<UInt8> {
        guard let start = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let rest = key[(start + 1)...]
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")), end > rest.startIndex else {
            return key[...]
        }
        return rest[..<end]
    }

    /// CRC-16 of the XMODEM kind: polynomial 0x1021, starting with 0.
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt16 {
        bytes.reduce(0) { sum, byte in
            sum << 8 ^ table[Int(UInt8(sum >> 8) ^ byte)]
        }
    }

    private static let table: [UInt16] = (0..<256).map { index in
        (0..<8).reduce(UInt16(index) << 8) { sum, _ in
            sum & 0x8000 == 0 ? sum << 1 : sum << 1 ^ 0x1021
        }
    }
}
#endif
