// SPDX-License-Identifier: Apache-2.0

import PageTemplates
import Talisman

/// A page with the counter of zope.session's documentation; it fails where there is a variable
/// `fails`.
enum CounterPage {
    static let name = "counter.html"

    private static let source = """
        <div tal:define="session request/session:products.foo">
          <script type="text/server-python">
            try:
                session['count'] += 1
            except KeyError:
                session['count'] = 1
          </script>
          <span tal:content="session/count" />
          <b tal:condition="exists: fails" tal:content="nobody" />
        </div>
        """

    static func pages() -> PageRenderer {
        var configuration = TemplateConfiguration.talisman
        configuration.allowsScripts = true
        let loader = MemoryTemplateLoader([name: source])
        return PageRenderer(TemplateLibrary(loader, configuration: configuration))
    }
}
