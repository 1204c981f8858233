// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension TemplateSource {
    /// Reads the bytes of a template.
    ///
    /// The bytes are UTF-8 unless a byte-order mark, `encoding` or an XML
    /// declaration, in this order, says otherwise; then they are converted, and
    /// an XML declaration that names another encoding names UTF-8 afterwards. Plain text
    /// has no declaration.
    /// `<meta charset>` is not looked at. A byte-order mark is dropped.
    ///
    /// - Parameters:
    ///   - name: The name that errors show.
    ///   - bytes: The template.
    ///   - mode: How to read the markup; by default the ending of the name and
    ///     an XML declaration tell.
    ///   - encoding: The encoding of the bytes, where it is known.
    ///   - limits: The limits, of which the size is checked here.
    /// - Throws: ``TemplateError`` with the code `sourceTooLarge`,
    ///   `invalidEncoding` or `unknownEncoding`.
    public init(
        name: String,
        bytes: some Sequence<UInt8>,
        mode: TemplateMode? = nil,
        encoding: String? = nil,
        limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateError) {
        let raw = Array(bytes)
        try Self.check(size: raw.count, of: name, limits)
        let mode = mode ?? Self.mode(name: name)
        let encoded = SourceEncoding(raw, declared: encoding, isMarkup: mode != .text)
        let text = try Self.text(of: encoded, name: name)
        try Self.check(size: text.count, of: name, limits)
        self.init(name: name, validated: text, mode: mode ?? Self.mode(text: text))
    }

    /// Reads a template from text.
    ///
    /// - Parameters:
    ///   - name: The name that errors show.
    ///   - text: The template.
    ///   - mode: How to read the markup; by default the ending of the name and
    ///     an XML declaration tell.
    ///   - limits: The limits, of which the size is checked here.
    /// - Throws: ``TemplateError`` with the code `sourceTooLarge` or
    ///   `invalidEncoding`, the latter for a NUL.
    public init(
        name: String,
        text: String,
        mode: TemplateMode? = nil,
        limits: TemplateLimits = TemplateLimits()
    ) throws(TemplateError) {
        try self.init(name: name, bytes: text.utf8, mode: mode, encoding: "UTF-8", limits: limits)
    }

    private static func text(
        of encoded: SourceEncoding,
        name: String
    ) throws(TemplateError) -> [UInt8] {
        do throws(SourceEncoding.Failure) {
            return try encoded.text()
        } catch {
            throw TemplateError(error, name)
        }
    }

    private static func check(
        size: Int,
        of name: String,
        _ limits: TemplateLimits
    ) throws(TemplateError) {
        guard size > limits.source else { return }
        var error = TemplateError(
            .sourceTooLarge,
            "the template has \(size) bytes, more than \(limits.source)"
        )
        error.location = TemplateLocation(name: name, line: 1, column: 1, byteRange: 0..<size)
        throw error
    }

    private static let xmlEndings = [".xml", ".svg", ".xhtml", ".rss", ".atom"]

    /// The mode that the ending of a name tells; `nil` where none does.
    private static func mode(name: String) -> TemplateMode? {
        let lowercased = name.lowercased()
        if lowercased.hasSuffix(".txt") { return .text }
        return xmlEndings.contains(where: lowercased.hasSuffix) ? .xml : nil
    }

    private static func mode(text: [UInt8]) -> TemplateMode {
        let start = text.firstIndex { !$0.isSpace } ?? text.count
        return XMLDeclaration(text, at: start) == nil ? .html : .xml
    }
}

extension TemplateError {
    /// What is wrong with the encoding of a file.
    fileprivate init(_ failure: SourceEncoding.Failure, _ name: String) {
        let file = SourceFile(name: name, bytes: failure.readable)
        switch failure.kind {
        case .unknownEncoding(let encoding):
            self.init(
                .unknownEncoding,
                "unknown encoding '\(encoding)'",
                in: file,
                at: failure.range,
                notes: [.init("save the template as UTF-8")]
            )
        case .invalid(let problem, let offset):
            self.init(
                .invalidEncoding,
                "\(problem) at byte \(offset)",
                in: file,
                at: failure.range,
                notes: [.init("templates are UTF-8 unless an XML declaration says else")]
            )
        }
    }
}
