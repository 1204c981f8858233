import TemplateSyntax

// Instructions carry operators as numbers, their places among all cases.
extension CaseIterable where Self: Equatable, AllCases == [Self] {
    var number: Int32 { Int32(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension PythonComprehension.Kind {
    /// The kind of the value.
    var pythonKind: PythonKind {
        switch self {
        case .list: .list
        case .set: .set
        case .dictionary: .dict
        case .generator: .generator
        }
    }
}
