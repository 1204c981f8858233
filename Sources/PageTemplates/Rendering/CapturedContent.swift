// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

extension LinkedContent {
    /// Writes the text with the parts that were captured.
    func write(_ parts: ArraySlice<CapturedPart>, into run: inout PageRun) throws(TemplateError) {
        for piece in pieces {
            switch piece {
            case .literal(let bytes):
                try run.budget.take(textSize: bytes.count)
                bytes.withUnsafeBufferPointer { run.output.append($0) }
            case .part(let number):
                let content = parts[parts.startIndex + number].content
                try run.budget.take(textSize: content.count)
                content.withUnsafeBufferPointer { run.output.append($0) }
            }
        }
    }
}

extension MarkupFragment {
    /// Where a part of the message would be read otherwise than where it was written, or the whole
    /// one in what is around it.
    ///
    /// - Parameters:
    ///   - id: The id of the message.
    ///   - parts: The parts as they were rendered.
    ///   - setting: What is around the message.
    /// - Returns: The error; `nil` where all is well.
    func problem(
        ofMessage id: String,
        _ parts: [CapturedPart],
        in setting: PartSetting
    ) -> TemplateError? {
        if let problem = needs.problem(of: "the translation of '\(id)'", in: setting) {
            return problem
        }
        for part in parts where part.content.contains(Byte.less) {
            for site in sites[part.name] ?? [] {
                let title = "'\(part.name)' of the message '\(id)'"
                let inner = setting.inside(site)
                if let problem = part.needs.problem(of: title, in: inner) { return problem }
            }
        }
        return nil
    }
}
