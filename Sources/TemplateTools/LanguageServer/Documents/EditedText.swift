// SPDX-License-Identifier: Apache-2.0

/// The text of a document as an editor has it.
struct EditedText {
    /// What the editor calls the document.
    let uri: String

    /// The number of its changes, which the editor counts.
    private(set) var version: Int?
    private(set) var lines: LineTable
    private let encoding: PositionEncoding

    var bytes: [UInt8] { lines.bytes }

    init(uri: String, version: Int?, text: String, _ encoding: PositionEncoding) {
        self.uri = uri
        self.version = version
        self.encoding = encoding
        lines = LineTable(Array(text.utf8), encoding)
    }

    /// Makes changes, each in the text that the one before has left.
    mutating func apply(_ changes: [Wire.ChangeParams.Change], version: Int?) {
        self.version = version
        for change in changes {
            var bytes = lines.bytes
            if let span = change.range {
                bytes.replaceSubrange(lines.range(of: span), with: change.text.utf8)
            } else {
                bytes = Array(change.text.utf8)
            }
            lines = LineTable(bytes, encoding)
        }
    }
}
