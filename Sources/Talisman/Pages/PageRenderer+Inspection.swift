// SPDX-License-Identifier: Apache-2.0

import PageTemplates

// What a request that is inspected gets of its pages; nothing in release builds.
extension PageRenderer {
    /// The templates that pages are made of.
    var shownLibrary: TemplateLibrary {
        #if DEBUG
        if PageInspection.current != nil, let inspected { return inspected }
        #endif
        return library
    }

    /// Notes what a page that failed was to be rendered with.
    func noteFailure(with context: TemplateContext?) {
        #if DEBUG
        if mode == .development, let context { PageInspection.current?.noteFailure(with: context) }
        #endif
    }

    /// A page as it is shown; those of authors who are not trusted stay as they are.
    func inspecting(_ page: RenderedPage, of template: Template) -> RenderedPage {
        #if DEBUG
        if mode == .development, !template.isConfined, let inspection = PageInspection.current {
            return inspection.adding(to: page)
        }
        #endif
        return page
    }
}
