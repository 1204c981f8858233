// SPDX-License-Identifier: Apache-2.0

import Foundation
package import PageTemplates
import Yams

extension TemplateValue {
    /// Reads data in YAML.
    ///
    /// It means what the same data in JSON mean, `$markup` and `$message` included; keys are
    /// texts, and what is neither a number, a truth value nor null is one too.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: The name that errors show.
    /// - Throws: `TemplateError` with the code `invalid-data` and the place in the text where it
    ///   is no YAML, and as ``init(json:name:)-(String,_)`` does.
    package init(yaml text: String, name: String) throws(TemplateError) {
        var writer = YAMLConversion(name: name, text: text)
        try self.init(json: writer.json(), name: name)
    }
}

/// Writes data in YAML as JSON.
private struct YAMLConversion {
    let name: String
    let text: String
    private var written = ""

    /// How many values there are; aliases can stand for very many.
    private var count = 0

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    private static let most = 200_000
    private static let deepest = 256

    mutating func json() throws(TemplateError) -> String {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw self.error(error)
        } catch {
            throw TemplateError(.invalidData, "'\(name)' cannot be read", cause: error)
        }
        guard let root else { return "{}" }
        try write(root, depth: 0)
        return written
    }

    private mutating func write(_ node: Node, depth: Int) throws(TemplateError) {
        count += 1
        guard count <= Self.most, depth <= Self.deepest else {
            throw error("the data have too many values, or nest too deep", at: node.mark)
        }
        switch node {
        case .scalar(let scalar): written += Self.json(of: scalar, node)
        case .sequence(let sequence):
            written += "["
            for (index, item) in sequence.enumerated() {
                if index > 0 { written += "," }
                try write(item, depth: depth + 1)
            }
            written += "]"
        case .mapping(let mapping):
            written += "{"
            for (index, pair) in mapping.enumerated() {
                guard case .scalar(let key) = pair.key else {
                    throw error("a key is a text", at: pair.key.mark)
                }
                if index > 0 { written += "," }
                written += Self.quoted(key.string) + ":"
                try write(pair.value, depth: depth + 1)
            }
            written += "}"
        case .alias:
            throw error("the alias stands for nothing", at: node.mark)
        }
    }

    private static func json(of scalar: Node.Scalar, _ node: Node) -> String {
        guard scalar.style == .plain || scalar.style == .any else { return quoted(scalar.string) }
        if node.null != nil { return "null" }
        if let truth = node.bool { return truth ? "true" : "false" }
        if let number = node.int { return "\(number)" }
        // A version such as 1.2.0 and a date are texts; infinity is no number of JSON.
        if let number = node.float, number.isFinite, scalar.string.contains(where: \.isNumber) {
            return "\(number)"
        }
        return quoted(scalar.string)
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONText(.string(text)).bytes, as: UTF8.self)
            .trimmingCharacters(in: .newlines)
    }

    // MARK: - Errors

    private func error(_ error: YamlError) -> TemplateError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.error("this is no YAML: \(problem)", at: mark)
        case .duplicatedKeysInMapping(let keys, let context):
            self.error("'\(keys.joined(separator: "', '"))' stands twice", at: context.mark)
        default:
            self.error("this is no YAML: \(error)", at: nil)
        }
    }

    private func error(_ message: String, at mark: Mark?) -> TemplateError {
        TemplateError(
            .invalidData,
            message,
            in: name,
            text,
            line: mark?.line ?? 1,
            column: mark?.column ?? 1,
            length: 1
        )
    }
}
