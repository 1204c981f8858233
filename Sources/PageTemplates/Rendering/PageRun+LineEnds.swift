// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

// The line end that begins the content of a `<pre>` or a `<textarea>`: browsers drop it, so
// that of data is doubled.
extension PageRun {
    mutating func take(_ mark: LineEndMark) {
        switch mark {
        case .begin: contents.append(output.count)
        case .asWritten: if !contents.isEmpty { contents[contents.count - 1] = nil }
        case .end:
            keepLineEnd(contents.count - 1)
            contents.removeLast()
        }
    }

    /// Settles all content that something is written of; says whether that is so for all.
    mutating func keepLineEnds() -> Bool {
        for index in contents.indices { keepLineEnd(index) }
        return contents.allSatisfy { $0 == nil }
    }

    /// Doubles the line end that content begins with.
    private mutating func keepLineEnd(_ index: Int) {
        guard let start = contents[index], let first = output.byte(at: start) else { return }
        contents[index] = nil
        guard first == Byte.newline || first == Byte.carriageReturn else { return }
        output.insert(Byte.newline, at: start)
        guard let message = captures.last, message.isMessage else { return }
        for part in message.firstPart..<parts.count
        where parts[part].place.lowerBound + message.mark >= start {
            let place = parts[part].place
            parts[part].place = place.lowerBound + 1..<place.upperBound + 1
        }
    }
}
