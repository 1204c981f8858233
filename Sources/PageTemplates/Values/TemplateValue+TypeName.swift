// SPDX-License-Identifier: Apache-2.0

extension TemplateValue {
    /// What the value is, for error texts: its kind and extent, never its content.
    var typeName: String {
        switch self {
        case .nothing: "nothing"
        case .bool: "truth value"
        case .integer: "integer"
        case .double: "number"
        case .string: "text"
        case .list(let elements): elements.isEmpty ? "empty list" : "list of \(elements.count)"
        case .mapping(let mapping): mapping.typeName
        case .markup: "markup"
        case .object(is TemplateMessage): "message"
        case .object(let object as any ObjectOfKind): object.kind
        case .object(is PythonList): fixed.typeName
        case .object(let object):
            pythonObject?.pythonKind.rawValue ?? "object \(type(of: object as Any))"
        }
    }
}

extension TemplateMapping {
    private static let namedKeys = 5
    private static let namedKeyLength = 40

    fileprivate var typeName: String {
        guard let first = keys.first else { return "empty mapping" }
        guard count > 1 else { return "mapping with key \(Self.abbreviated(first))" }
        let names = keys.prefix(Self.namedKeys).map(Self.abbreviated).joined(separator: ", ")
        return "mapping with keys \(names)\(count > Self.namedKeys ? ", ..." : "")"
    }

    private static func abbreviated(_ key: String) -> String {
        key.count <= namedKeyLength ? key : key.prefix(namedKeyLength) + "..."
    }
}
