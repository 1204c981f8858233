/// A set, which keeps the order in which its elements came.
///
/// Python leaves the order open.
final class PythonSet: PythonObject {
    let members: PythonKeySet

    var pythonKind: PythonKind { .set }

    init(_ members: PythonKeySet) {
        self.members = members
    }

    var elements: [TemplateValue]? { members.items }

    var isTrue: Bool { !members.items.isEmpty }

    func write(to text: inout PythonText) {
        if members.items.isEmpty {
            text.append(verbatim: "set()")
        } else {
            text.append(members.items, between: "{", "}")
        }
    }

    func matches(
        _ other: any PythonObject,
        pending: inout [(TemplateValue, TemplateValue)]
    ) -> Bool {
        guard let other = other as? PythonSet else { return false }
        return members.keys == other.members.keys
    }
}
