// SPDX-License-Identifier: Apache-2.0

import PageTemplates

extension Finding {
    private static let commands: [Severity: String] = [
        .error: "error", .warning: "warning", .remark: "notice",
    ]

    /// The finding as a command of GitHub's workflows, a line.
    var workflowCommand: String {
        let place = location.map { location in
            "file=\(location.name.escapedProperty),line=\(location.line),col=\(location.column),"
        }
        let remedies = notes.filter { $0.location == nil }.map(\.message)
        let text = ([message] + remedies).joined(separator: "; ").escapedData
        let command = Self.commands[severity] ?? "warning"
        return "::\(command) \(place ?? "")title=\(name.escapedProperty)::\(text)"
    }
}

extension String {
    /// As the text of a workflow command, which ends with its line.
    fileprivate var escapedData: String {
        var text = ""
        for character in unicodeScalars {
            switch character {
            case "%": text += "%25"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }

    /// As the value of a property, which a comma or a colon would end.
    fileprivate var escapedProperty: String {
        escapedData.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "%3A")
            .split(separator: ",", omittingEmptySubsequences: false).joined(separator: "%2C")
    }
}
