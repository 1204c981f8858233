// SPDX-License-Identifier: Apache-2.0

import HTTPTypes

/// Looks for one field in the start of a body of a form, without reading the rest.
struct FormFieldSearch {
    enum Finding: Equatable {
        case found(String)
        /// It is not in the body.
        case absent
        /// It may stand in what was not read.
        case unfinished
    }

    private enum Kind {
        case pairs
        case parts(boundary: [UInt8])
    }

    private let name: String
    private let kind: Kind

    /// Nil where the body is no form.
    init?(for name: String, in head: HTTPRequest) {
        let words = Self.words(of: (head.headerFields[.contentType] ?? "").utf8)
        switch words.first?.lowercased() {
        case "application/x-www-form-urlencoded":
            kind = .pairs
        case "multipart/form-data":
            let text = Self.parameter("boundary", in: words) ?? ""
            guard !text.isEmpty else { return nil }
            kind = .parts(boundary: Array("--\(text)".utf8))
        default:
            return nil
        }
        self.name = name
    }

    /// The first field of the name.
    ///
    /// - Parameters:
    ///   - bytes: the start of the body.
    ///   - isWhole: whether it is all of the body.
    /// - Returns: what is known of the field.
    func finding(in bytes: [UInt8], isWhole: Bool) -> Finding {
        let finding =
            switch kind {
            case .pairs: pair(in: bytes, isWhole: isWhole)
            case .parts(let boundary): part(in: bytes[...], boundary)
            }
        return finding == .unfinished && isWhole ? .absent : finding
    }

    // MARK: application/x-www-form-urlencoded

    private func pair(in bytes: [UInt8], isWhole: Bool) -> Finding {
        let pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        for pair in isWhole ? pairs[...] : pairs.dropLast() {
            let parts = pair.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard URLEncodedText.text(of: parts[0]) == name else { continue }
            return .found(parts.count > 1 ? URLEncodedText.text(of: parts[1]) ?? "" : "")
        }
        return .unfinished
    }

    // MARK: multipart/form-data

    /// Goes through the parts (RFC 2046 section 5.1.1, RFC 7578).
    private func part(in bytes: ArraySlice<UInt8>, _ boundary: [UInt8]) -> Finding {
        let lineEnd = Array("\r\n".utf8)
        guard let first = bytes.firstRange(of: boundary) else { return .unfinished }
        var rest = bytes[first.upperBound...]
        while true {
            if rest.starts(with: "--".utf8) { return .absent }
            guard let line = rest.firstRange(of: lineEnd),
                let head = rest[line.upperBound...].firstRange(of: lineEnd + lineEnd),
                let end = rest[head.upperBound...].firstRange(of: lineEnd + boundary)
            else { return .unfinished }
            if fieldName(rest[line.upperBound..<head.lowerBound]) == name {
                let value = rest[head.upperBound..<end.lowerBound]
                return .found(String(decoding: value, as: UTF8.self))
            }
            rest = rest[end.upperBound...]
        }
    }

    /// The name of a part; nil for one that is no field.
    private func fieldName(_ head: ArraySlice<UInt8>) -> String? {
        for line in String(decoding: head, as: UTF8.self).split(separator: "\r\n") {
            let parts = line.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            guard parts.count == 2, Substring(parts[0]).lowercased() == "content-disposition"
            else { continue }
            let words = Self.words(of: parts[1])
            guard words.first?.lowercased() == "form-data" else { return nil }
            return Self.parameter("name", in: words)
        }
        return nil
    }

    private static func parameter(_ name: String, in words: [String]) -> String? {
        let start = "\(name)=".utf8
        guard let word = words.first(where: { $0.lowercased().utf8.starts(with: start) }) else {
            return nil
        }
        let value = word.utf8.dropFirst(name.utf8.count + 1)
        let quote = UInt8(ascii: "\"")
        let isQuoted = value.count > 1 && value.first == quote && value.last == quote
        return String(Substring(isQuoted ? value.dropFirst().dropLast() : value))
    }

    /// What stands between semicolons, without blanks around it.
    private static func words(of text: some Collection<UInt8>) -> [String] {
        let isText: (UInt8) -> Bool = { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        return text.split(separator: UInt8(ascii: ";")).map { word in
            let bytes = Array(word.drop { !isText($0) })
            let end = bytes.lastIndex(where: isText).map { $0 + 1 } ?? 0
            return String(decoding: bytes[..<end], as: UTF8.self)
        }
    }
}
