// SPDX-License-Identifier: Apache-2.0

/// Finds the end of elements whose body is not markup.
package struct RawText {
    let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The `<` of the end tag that ends the element called `name`, which is in
    /// lower case; `nil` when the body goes on to the end of the document.
    package func end(of name: String, from start: Int) -> Int? {
        name == "script" ? scriptEnd(from: start) : plainEnd(of: Array(name.utf8), from: start)
    }

    private func plainEnd(of name: [UInt8], from start: Int) -> Int? {
        var position = start
        while position < bytes.count {
            if bytes[position] == Byte.less, isEndTag(of: name, at: position) { return position }
            position += 1
        }
        return nil
    }

    /// How much of a script is hidden from old browsers.
    private enum ScriptState {
        case plain

        /// Behind `<!--`.
        case escaped

        /// Behind `<!-- <script>`, where `</script>` ends only the inner one.
        case doubleEscaped
    }

    private func scriptEnd(from start: Int) -> Int? {
        let script = Array("script".utf8)
        var state = ScriptState.plain
        var position = start
        while position < bytes.count {
            switch (state, bytes[position]) {
            case (.plain, Byte.less) where matches("!--", at: position + 1):
                // The dashes may belong to the end of the same comment.
                state = .escaped
                position += 1
            case (.escaped, UInt8(ascii: "-")) where matches("->", at: position + 1),
                (.doubleEscaped, UInt8(ascii: "-")) where matches("->", at: position + 1):
                state = .plain
            case (.doubleEscaped, Byte.less) where isEndTag(of: script, at: position):
                state = .escaped
            case (_, Byte.less) where isEndTag(of: script, at: position):
                return position
            case (.escaped, Byte.less) where isName(script, at: position + 1):
                state = .doubleEscaped
            default: break
            }
            position += 1
        }
        return nil
    }

    private func matches(_ text: StaticString, at start: Int) -> Bool {
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in
            wanted.indices.allSatisfy { bytes[start + $0] == wanted[$0] }
        }
    }

    /// Whether `</name` stands at `start`, and the name ends there.
    func isEndTag(of name: [UInt8], at start: Int) -> Bool {
        start + 1 < bytes.count && bytes[start + 1] == Byte.slash && isName(name, at: start + 2)
    }

    private func isName(_ name: [UInt8], at start: Int) -> Bool {
        let end = start + name.count
        guard end < bytes.count else { return false }
        let next = bytes[end]
        guard next == Byte.greater || next == Byte.slash || next.isSpace else { return false }
        return name.indices.allSatisfy { bytes[start + $0].asciiLowercased == name[$0] }
    }
}
