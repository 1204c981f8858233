// SPDX-License-Identifier: Apache-2.0

import CLibXML2

/// What libxml2 reports of a document: its tags in order, or its first error.
///
/// This is the only file that calls libxml2. Places are byte offsets; the text
/// itself never comes from here, so that nothing is normalised.
struct LibXML {
    /// A start or end tag.
    struct Event {
        /// The name, in lower case in HTML mode, without prefix in XML mode.
        let name: String

        /// Behind the attributes of a start tag, behind the `>` of an end tag.
        let offset: Int

        let isEnd: Bool
    }

    /// A fatal error of an XML document.
    struct Failure {
        /// libxml2's number, which depends on its version.
        let code: Int

        let offset: Int

        /// Whether the document type declares more entities than it may.
        let declaresTooMany: Bool

        /// Whether the document type refers to a parameter entity, before the offset.
        let refersToParameters: Bool
    }

    /// Whether its ends of HTML elements make a tree; from 2.14 on it reports tokens.
    static var buildsTree: Bool { LIBXML_VERSION < 21400 }

    private(set) var events: [Event] = []
    private(set) var failure: Failure?

    /// Whether the document type refers to a DTD, which may declare entities.
    private(set) var hasExternalSubset = false

    /// The names of the entities that the document type declares.
    private(set) var entities: Set<String> = []

    /// Asks libxml2 to read valid UTF-8.
    init(_ bytes: [UInt8], mode: MarkupMode) {
        Self.initialise
        var recording = talisman_recording()
        defer { talisman_free(&recording) }
        bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let count = Int32(clamping: buffer.count)
            switch mode {
            case .html: _ = talisman_parse_html(&recording, start, count)
            case .text: break
            case .xml: _ = talisman_parse_xml(&recording, start, count, Self.isKnown)
            }
        }
        copy(recording)
    }

    /// libxml2 wants to be set up once, before its first use.
    private static let initialise: Void = xmlInitParser()

    /// Whether HTML has a character of a name that a document uses without declaring it.
    private static let isKnown: @convention(c) (UnsafePointer<xmlChar>?) -> Int32 = { name in
        guard let name else { return 0 }
        return HTMLCharacter.named(Array(String(cString: name).utf8)[...]) == nil ? 0 : 1
    }

    private mutating func copy(_ recording: talisman_recording) {
        hasExternalSubset = recording.has_external_subset != 0
        var names = InternedNames()
        events.reserveCapacity(recording.count)
        for event in UnsafeBufferPointer(start: recording.events, count: recording.count) {
            guard let name = event.name else { continue }
            events.append(
                Event(name: names[name], offset: event.offset, isEnd: event.is_end != 0)
            )
        }
        copyEntities(recording)
        if recording.error_code != 0 || recording.has_too_many_entities != 0 {
            failure = Failure(
                code: Int(recording.error_code),
                offset: recording.error_offset,
                declaresTooMany: recording.has_too_many_entities != 0,
                refersToParameters: recording.refers_to_parameters != 0
            )
        }
    }

    private mutating func copyEntities(_ recording: talisman_recording) {
        let count = recording.entity_count
        guard count > 0 else { return }
        withUnsafeBytes(of: recording.entities) { buffer in
            for name in buffer.bindMemory(to: UnsafePointer<xmlChar>?.self).prefix(count) {
                if let name { entities.insert(String(cString: name)) }
            }
        }
    }

    /// How many entities a document type may declare.
    static var maximumEntities: Int { Int(TALISMAN_MAXIMUM_ENTITIES) }
}

/// Swift strings for libxml2's names, which are unique for each spelling.
private struct InternedNames {
    private var slots = [(pointer: UnsafePointer<UInt8>?, name: String)](
        repeating: (nil, ""),
        count: 64
    )

    subscript(pointer: UnsafePointer<UInt8>) -> String {
        mutating get {
            let slot = (UInt(bitPattern: pointer) >> 2).hashSlot(of: slots.count)
            if slots[slot].pointer != pointer {
                slots[slot] = (pointer, String(cString: pointer))
            }
            return slots[slot].name
        }
    }
}

extension UInt {
    fileprivate func hashSlot(of count: Int) -> Int {
        Int((self ^ (self >> 7)) % UInt(count))
    }
}

/// libxml2's conversion of other encodings.
package enum EncodingConverter {
    package enum Failure: Error {
        case unknownEncoding
        case invalidBytes(at: Int)
    }

    /// The bytes as UTF-8, which is yet to be validated.
    package static func utf8(
        from bytes: ArraySlice<UInt8>,
        encoding: String
    ) throws(Failure) -> [UInt8] {
        var output: xmlBufferPtr?
        var consumed = 0
        let outcome = bytes.withUnsafeBytes { buffer in
            talisman_convert(
                encoding,
                buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(clamping: buffer.count),
                &output,
                &consumed
            )
        }
        defer { xmlBufferFree(output) }
        switch outcome {
        case TALISMAN_CONVERTED: break
        case TALISMAN_UNKNOWN_ENCODING: throw .unknownEncoding
        default: throw .invalidBytes(at: consumed)
        }
        return Array(
            UnsafeBufferPointer(
                start: xmlBufferContent(output),
                count: Int(xmlBufferLength(output))
            )
        )
    }
}
