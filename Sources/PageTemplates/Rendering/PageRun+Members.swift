// SPDX-License-Identifier: Apache-2.0

// What the template that runs may read of values, and call.
extension PageRun {
    /// Refuses a computed name where templates may not read such names.
    func checkPrivate(_ name: String) throws(TemplateError) {
        guard name.isPrivate, !program.configuration.readsPrivateNames else { return }
        throw TemplateError(.privateName, "a name that starts with '_' is private")
    }

    /// Refuses the key of an item of a mapping for the same reason.
    func checkPrivate(key: TemplateValue, of value: TemplateValue) throws(TemplateError) {
        guard !program.configuration.readsPrivateNames, PythonEntries(value) != nil,
            let name = key.pythonText
        else { return }
        try checkPrivate(name)
    }

    /// The member of a name, if the template may read it.
    mutating func readableMember(
        _ name: String,
        of object: any TemplateObject,
        canFail: Bool
    ) throws(TemplateError) -> TemplateValue? {
        if name.isPrivate {
            guard try isListed(name, of: object) else { return nil }
        } else {
            guard try isReadable(name, of: object) else { return nil }
        }
        return try TemplateError.asking(canFail: canFail) { try object.member(name) }
    }

    /// Whether an object may be asked for a name: where the template is confined, for those
    /// that it lists.
    mutating func isReadable(
        _ name: String,
        of object: any TemplateObject
    ) throws(TemplateError) -> Bool {
        guard program.configuration.isConfined, !(object is any MacroHolder) else { return true }
        return try isListed(name, of: object)
    }

    private mutating func isListed(
        _ name: String,
        of object: any TemplateObject
    ) throws(TemplateError) -> Bool {
        let names = object.memberNames
        try budget.take(steps: names.count)
        return names.contains(name)
    }

    /// The method of a value; `nil` where it has none of this name.
    ///
    /// Objects that can be changed have those of a dictionary. Scripts alone change them, and a
    /// confined template reads no more of them than of other objects.
    func method(_ name: String, of value: TemplateValue) -> PythonFunction? {
        guard let method = PythonMethods.method(name, of: value) else { return nil }
        guard value.pythonKind == .object else { return method }
        let configuration = program.configuration
        if configuration.isConfined { return name == "get" ? method : nil }
        return configuration.allowsScripts || !PythonObjectMethods.changing.contains(name)
            ? method : nil
    }
}
