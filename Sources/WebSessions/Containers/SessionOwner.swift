/// Whose a record is: what stores keep as its principal.
///
/// Containers may share a store, and a record of a named container is no session of its
/// principal: it must not be listed, counted or ended as one, whether or not the default
/// container still has a record beside it. So the name of its container stands before the
/// principal. In the default container the text is the principal alone.
///
/// For administration: requests find the text by themselves. `Sendable`.
public struct SessionOwner: Sendable, Hashable {
    /// No principal has it, for control characters are refused in them.
    private static let separator: Character = "\u{1F}"

    /// Who is logged in.
    public let principal: String
    /// The name of the container; empty for the default one.
    public let container: String

    /// Names the owner of a container's records.
    public init(_ principal: String, container: String = "") {
        self.principal = principal
        self.container = container
    }

    /// Reads what a store keeps.
    public init(stored text: String) {
        let parts = text.split(
            separator: Self.separator,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        principal = parts.last.map(String.init) ?? ""
        container = parts.count > 1 ? String(parts[0]) : ""
    }

    /// What a store keeps.
    public var stored: String {
        container.isEmpty ? principal : "\(container)\(Self.separator)\(principal)"
    }

    static func validate(_ principal: String) throws(SessionError) {
        let scalars = principal.unicodeScalars
        guard !scalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw SessionError(.invalidName, "a principal cannot contain control characters")
        }
    }
}
