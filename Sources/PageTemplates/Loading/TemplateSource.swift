/// The text of one template: valid UTF-8 with a name and a mode.
public struct TemplateSource: Sendable {
    /// The name that errors show.
    public let name: String

    /// How the markup is read.
    public let mode: TemplateMode

    /// Valid UTF-8 without a byte-order mark and without NUL.
    let bytes: [UInt8]

    /// Where the lines begin, so that the place of an error is found without
    /// reading the template again: errors that are handled can be many.
    let lineStarts: [Int]

    /// Creates a source from bytes that are known to be good.
    init(name: String, validated bytes: [UInt8], mode: TemplateMode) {
        self.name = name
        self.mode = mode
        self.bytes = bytes
        let lineEnds = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        lineStarts = [0] + lineEnds.map { $0 + 1 }
    }

    /// The text of a range of bytes.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
