// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// Filters lists of pictures with their conditions, as `srcset` has them.
struct CandidateFilter {
    let addresses: AddressFilter

    /// Whether the candidates must be of the same site.
    var staysHere = false

    /// A list of candidates, or one; those whose address is refused have a harmless one.
    func candidates(_ text: some Sequence<UInt8>) -> (bytes: [UInt8], isComplete: Bool) {
        var (bytes, isComplete) = ([UInt8](), true)
        var rest = Array(text)[...]
        while !rest.isEmpty {
            let gap = rest.prefix { $0.isControlOrSpace || $0 == Byte.comma }
            rest = rest[gap.endIndex...]
            let candidate = rest.prefix(Self.length(of: rest))
            rest = rest[candidate.endIndex...]
            bytes += gap
            guard !candidate.isEmpty else { continue }
            let passed = self.candidate(candidate)
            bytes += passed ?? AddressFilter.refused
            isComplete = isComplete && passed != nil
        }
        return (bytes, isComplete)
    }

    /// What stands behind the address of a candidate: its conditions, which a comma ends, and
    /// further candidates.
    func conditions(_ text: some Sequence<UInt8>) -> (bytes: [UInt8], isComplete: Bool) {
        let text = Array(text)
        let own = text.prefix { $0 != Byte.comma }
        let words = own.split(whereSeparator: \.isControlOrSpace)
        let rest = candidates(text[own.endIndex...])
        guard words.allSatisfy(Self.isCondition) else {
            // A browser leaves the candidate out whose condition is none.
            let gap = own.prefix(while: \.isControlOrSpace)
            let start =
                words.count == 1 ? AddressFilter.normalized(words[0]) : AddressFilter.refused
            return (gap + start + rest.bytes, false)
        }
        return (Array(own) + rest.bytes, rest.isComplete)
    }

    /// How far a candidate goes: an address, which white space ends, and its conditions, which
    /// a comma ends.
    private static func length(of text: ArraySlice<UInt8>) -> Int {
        let address = text.prefix { !$0.isControlOrSpace }
        guard address.last != Byte.comma else {
            return (address.lastIndex { $0 != Byte.comma } ?? address.startIndex)
                - text.startIndex + 1
        }
        let conditions = text[address.endIndex...].prefix { $0 != Byte.comma }
        return address.count + conditions.count
    }

    private func candidate(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let words = text.split(whereSeparator: \.isControlOrSpace)
        guard let address = words.first,
            !staysHere || Self.isHere(address),
            let passed = addresses.address(address, allowsPictures: true),
            words.dropFirst().allSatisfy(Self.isCondition)
        else { return nil }
        return passed + text[address.endIndex...]
    }

    /// Whether an address has neither a scheme nor a host.
    private static func isHere(_ address: ArraySlice<UInt8>) -> Bool {
        let isSlash: (UInt8) -> Bool = { $0 == Byte.slash || $0 == Byte.backslash }
        let name = address.prefix { !"/?#\\:".utf8.contains($0) }
        return address[name.endIndex...].first != Byte.colon
            && !(address.count > 1 && address.prefix(2).allSatisfy(isSlash))
    }

    /// One whole address in a list; that of a picture with its data keeps its comma.
    static func whole(_ filtered: [UInt8]) -> [UInt8] {
        guard AddressFilter.isPicture(filtered[...]) else { return part(filtered) }
        let commas = filtered.reversed().prefix { $0 == Byte.comma }.count
        return filtered.dropLast(commas) + part(filtered.suffix(commas))
    }

    /// One address in a list, or a part of one: it ends neither itself nor its candidate.
    static func part(_ filtered: [UInt8]) -> [UInt8] {
        filtered.flatMap { $0 == Byte.comma ? Array("%2C".utf8) : [$0] }
    }

    /// `2x`, `640w`, `480h`.
    private static func isCondition(_ word: some Collection<UInt8>) -> Bool {
        guard let unit = word.map({ $0 }).last, "xwh".utf8.contains(unit) else { return false }
        return word.dropLast().allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }
}
