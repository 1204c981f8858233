// SPDX-License-Identifier: Apache-2.0

import PageTemplates

/// What the page `greeting.html` gets.
///
/// `@TemplateModel` of the product `TemplateModels` would write the extension below.
struct GreetingPage {
    var title: String
    var guest: String?
}

extension GreetingPage: TemplateModel {
    static var members: [TemplateMember] {
        [
            TemplateMember("title", \Self.title, "What the tab of the browser says.", at: .here()),
            TemplateMember("guest", \Self.guest),
        ]
    }

    func read(_ page: inout TemplateReading) {
        while let member = page.ask() {
            switch member {
            case 0: page.give(title)
            case 1: page.give(guest)
            default: return
            }
        }
    }
}

extension TemplateMember.Location {
    /// The place of the call.
    fileprivate static func here(file: String = #fileID, line: Int = #line) -> Self {
        Self(file: file, line: line)
    }
}
