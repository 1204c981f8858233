/// The text of one template: valid UTF-8 with a name and a mode.
public struct TemplateSource: Sendable {
    /// The name that errors show.
    public let name: String

    /// How the markup is read.
    public let mode: TemplateMode

    /// Valid UTF-8 without a byte-order mark and without NUL.
    let bytes: [UInt8]

    /// Creates a source from bytes that are known to be good.
    init(name: String, validated bytes: [UInt8], mode: TemplateMode) {
        self.name = name
        self.mode = mode
        self.bytes = bytes
    }

    /// The text of a range of bytes.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
