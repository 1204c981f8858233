// SPDX-License-Identifier: Apache-2.0

/// A start or end tag as it stands in the source.
package struct ScannedTag {
    /// From `<` to behind `>`.
    package let whole: Range<Int>

    package let name: Range<Int>

    /// Whether it ends in `/>`.
    package let isSelfClosing: Bool

    /// From `<` to behind the name, which errors point to.
    var place: Range<Int> { whole.lowerBound..<name.upperBound }
}

/// An attribute as it stands in a tag.
package struct ScannedAttribute {
    /// From the white space before the name to behind the value.
    package let whole: Range<Int>

    package let name: Range<Int>
    package let value: Range<Int>?
    package let quote: UInt8?
}

/// Finds where a tag and its attributes begin and end.
///
/// The rules are those of HTML's tokenizer, which agree with XML's wherever a
/// document is well-formed. Attributes that libxml2 leaves out, as `@click` and
/// duplicates, are found like any other.
package struct TagScanner {
    let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads a tag.
    ///
    /// - Parameters:
    ///   - start: The offset of `<`.
    ///   - nameStart: The offset of the name.
    ///   - limit: Where the text ends; by default the end of the document.
    ///   - attributes: Gets the attributes of the tag, and only those.
    /// - Returns: The tag; `nil` when the text ends within it.
    package func scanTag(
        at start: Int,
        name nameStart: Int,
        before limit: Int? = nil,
        into attributes: inout [ScannedAttribute]
    ) -> ScannedTag? {
        let limit = limit ?? bytes.count
        attributes.removeAll(keepingCapacity: true)
        var position = nameStart
        while position < limit, !endsName(bytes[position]) {
            position += 1
        }
        let name = nameStart..<position
        while position < limit {
            let separator = skipSeparator(from: position)
            position = separator.end
            guard position < limit else { return nil }
            if bytes[position] == Byte.greater {
                return ScannedTag(
                    whole: start..<position + 1,
                    name: name,
                    isSelfClosing: bytes[position - 1] == Byte.slash && separator.hasSlash
                )
            }
            guard let attribute = scanAttribute(at: position, from: separator.space, limit) else {
                return nil
            }
            attributes.append(attribute)
            position = attribute.whole.upperBound
        }
        return nil
    }

    private func endsName(_ byte: UInt8) -> Bool {
        byte == Byte.greater || byte == Byte.slash || byte.isSpace
    }

    /// White space and slashes between attributes; `space` is where the last
    /// white space starts.
    private func skipSeparator(from start: Int) -> (space: Int, end: Int, hasSlash: Bool) {
        var position = start
        var space = start
        var hasSlash = false
        while position < bytes.count {
            if bytes[position] == Byte.slash {
                hasSlash = true
                space = position + 1
            } else if !bytes[position].isSpace {
                break
            }
            position += 1
        }
        return (space, position, hasSlash)
    }

    private func scanAttribute(
        at nameStart: Int,
        from space: Int,
        _ limit: Int
    ) -> ScannedAttribute? {
        // An equals sign in front belongs to the name, as in browsers.
        var position = nameStart + 1
        while position < limit, bytes[position] != Byte.equals, !endsName(bytes[position]) {
            position += 1
        }
        let name = nameStart..<position
        let equals = skipSpace(from: position)
        guard equals < limit, bytes[equals] == Byte.equals else {
            return ScannedAttribute(
                whole: space..<name.upperBound,
                name: name,
                value: nil,
                quote: nil
            )
        }
        let value = skipSpace(from: equals + 1)
        guard value < limit else { return nil }
        let quote = bytes[value]
        guard quote == Byte.quote || quote == Byte.apostrophe else {
            return unquoted(name: name, value: value, from: space)
        }
        var end = value + 1
        while end < limit, bytes[end] != quote {
            end += 1
        }
        guard end < limit else { return nil }
        return ScannedAttribute(
            whole: space..<end + 1,
            name: name,
            value: value + 1..<end,
            quote: quote
        )
    }

    private func unquoted(name: Range<Int>, value: Int, from space: Int) -> ScannedAttribute {
        var end = value
        while end < bytes.count, bytes[end] != Byte.greater, !bytes[end].isSpace {
            end += 1
        }
        return ScannedAttribute(whole: space..<end, name: name, value: value..<end, quote: nil)
    }

    private func skipSpace(from start: Int) -> Int {
        var position = start
        while position < bytes.count, bytes[position].isSpace {
            position += 1
        }
        return position
    }
}
