/// A value as the key of a dictionary or the element of a set: equal values
/// are equal keys, `1`, `1.0` and `True` among them.
enum PythonKey: Hashable {
    case none
    case integer(Int)
    case double(Double)
    case text(Scalars)
    case tuple([PythonKey])
    case object(ObjectIdentifier)

    /// A text that compares by its scalars, unlike `String`.
    struct Scalars: Hashable {
        let text: String

        static func == (left: Scalars, right: Scalars) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    init(_ value: TemplateValue) throws(TemplateError) {
        switch value {
        case .nothing: self = .none
        case .bool(let value): self = .integer(value ? 1 : 0)
        case .integer(let value): self = .integer(value)
        case .double(let value): self = Int(exactly: value).map(Self.integer) ?? .double(value)
        case .string(let text): self = .text(Scalars(text: text))
        case .markup(let markup): self = .text(Scalars(text: markup.text))
        case .list, .mapping: throw Self.unhashable(value)
        case .object(let object): self = try Self.key(of: object, value)
        }
    }

    private static func key(
        of object: any TemplateObject,
        _ value: TemplateValue
    ) throws(TemplateError) -> PythonKey {
        if let text = value.pythonText { return .text(Scalars(text: text)) }
        guard let python = object as? any PythonObject else {
            return .object(ObjectIdentifier(object))
        }
        switch python.pythonKind {
        case .tuple:
            var keys: [PythonKey] = []
            for item in python.elements ?? [] { keys.append(try PythonKey(item)) }
            return .tuple(keys)
        case .range:
            return .tuple([.text(Scalars(text: python.text))])
        case .list, .set, .dict, .keys, .items:
            throw unhashable(value)
        default:
            return .object(ObjectIdentifier(object))
        }
    }

    private static func unhashable(_ value: TemplateValue) -> TemplateError {
        TemplateError(.typeError, "\(value.pythonName) is not hashable, so it is no key")
    }
}
