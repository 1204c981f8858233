// SPDX-License-Identifier: Apache-2.0

public import Logging
public import PageTemplates

extension TemplateError {
    /// What a log may be told of the error: `code`, `report`, and `template`, `line` and `column`
    /// where it has a place.
    ///
    /// The report quotes the template and names variables; it has no values of them but those
    /// that a message quotes.
    public var logMetadata: Logger.Metadata {
        var metadata: Logger.Metadata = ["code": "\(code.rawValue)", "report": "\(self)"]
        if let location {
            metadata["template"] = "\(location.name)"
            metadata["line"] = "\(location.line)"
            metadata["column"] = "\(location.column)"
        }
        return metadata
    }
}
