// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Cuts the bytes of a client into messages: headers, an empty line, as many bytes as they say.
struct MessageCutter {
    private var buffer = Data()

    /// The longest message, and the longest headers, in bytes.
    private static let longest = 64 << 20
    private static let longestHeaders = 8 << 10

    private static let headerEnd = Data("\r\n\r\n".utf8)

    /// Adds bytes.
    ///
    /// - Returns: The messages that are complete now.
    /// - Throws: `MessageQueue.End` where these are no messages.
    mutating func add(_ bytes: Data) throws(MessageQueue.End) -> [Data] {
        buffer.append(bytes)
        var messages: [Data] = []
        while let message = try next() { messages.append(message) }
        return messages
    }

    private mutating func next() throws(MessageQueue.End) -> Data? {
        guard let end = buffer.range(of: Self.headerEnd) else {
            guard buffer.count <= Self.longestHeaders else {
                throw .broken("the headers of a message do not end")
            }
            return nil
        }
        let headers = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
        let length = try Self.length(headers)
        guard buffer.endIndex - end.upperBound >= length else { return nil }
        let message = buffer[end.upperBound..<end.upperBound + length]
        buffer = Data(buffer[(end.upperBound + length)...])
        return Data(message)
    }

    private static func length(_ headers: String) throws(MessageQueue.End) -> Int {
        for header in headers.split(separator: "\r\n") {
            let parts = header.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            let value = parts[1].trimmingCharacters(in: .whitespaces)
            guard let length = Int(value), length >= 0 else { break }
            guard length <= longest else { throw .broken("a message has \(length) bytes") }
            return length
        }
        throw .broken("a message does not say how long it is")
    }
}

/// Standard input and output as messages.
enum MessageStream {
    /// Reads messages in a thread of its own.
    static func read(into queue: MessageQueue) {
        let thread = Thread {
            var cutter = MessageCutter()
            while true {
                let bytes = FileHandle.standardInput.availableData
                guard !bytes.isEmpty else { return queue.finish(.closed) }
                do throws(MessageQueue.End) {
                    for message in try cutter.add(bytes) { queue.add(message) }
                } catch {
                    return queue.finish(error)
                }
            }
        }
        thread.start()
    }

    /// Writes a message.
    static func write(_ message: Data) {
        let header = Data("Content-Length: \(message.count)\r\n\r\n".utf8)
        // A client that is gone closes its side, too, and that ends the server.
        try? FileHandle.standardOutput.write(contentsOf: header + message)
    }
}
