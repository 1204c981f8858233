// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PageTemplatesTesting

@Suite struct AccessibilityTreeTests {
    static let pages: [(page: String, tree: String)] = [
        ("<h1>Chairs</h1>", #"- heading "Chairs" [level=1]"#),
        ("<a href=/>Home</a>", #"- link "Home""#),
        ("<a>Home</a>", "- text: Home"),
        ("<a href=/><img alt=Home src=h.png></a>", "- link \"Home\"\n  - img \"Home\""),
        ("<img alt='' src=h.png>", ""),
        ("<img src=h.png>", "- img"),
        ("<p>a <b>b</b></p>", "- paragraph\n  - text: a\n  - text: b"),
        ("<ul><li>a<li>b</ul>", "- list\n  - listitem\n    - text: a\n  - listitem\n    - text: b"),
        ("<label for=q>Find</label><input id=q type=search>", "- text: Find\n- searchbox \"Find\""),
        ("<label>Age <input type=number></label>", "- text: Age\n- spinbutton \"Age\""),
        ("<input placeholder=Name>", #"- textbox "Name""#),
        ("<input type=submit value=Go>", #"- button "Go""#),
        ("<input type=checkbox checked aria-label=Yes>", #"- checkbox "Yes" [checked]"#),
        ("<input type=hidden name=a value=b>", ""),
        ("<button disabled>Go</button>", #"- button "Go" [disabled]"#),
        ("<button aria-label=Close>x</button>", #"- button "Close""#),
        ("<b id=t>Title</b><nav aria-labelledby=t></nav>", "- text: Title\n- navigation \"Title\""),
        ("<header>a</header>", "- banner\n  - text: a"),
        ("<main><header>a</header></main>", "- main\n  - text: a"),
        ("<section>a</section>", "- text: a"),
        ("<section title=b>a</section>", "- region \"b\"\n  - text: a"),
        ("<div role=alert>a</div>", "- alert\n  - text: a"),
        ("<ul role=presentation><li>a</ul>", "- listitem\n  - text: a"),
        ("<p hidden>a</p><p aria-hidden=true>b</p><script>c</script>", ""),
        (
            "<table><caption>T</caption><tr><th scope=row>a<td>1</table>",
            """
            - table "T"
              - caption
                - text: T
              - row "a 1"
                - rowheader "a"
                - cell "1"
            """
        ),
        (
            "<details open><summary>a</summary>b</details>",
            "- group [open]\n  - button \"a\"\n  - text: b"
        ),
        (
            "<select aria-label=C><option selected>a</select>",
            "- combobox \"C\"\n  - option \"a\" [selected]"
        ),
    ]

    @Test(arguments: pages) func tells(page: String, tree: String) {
        let found = AccessibilityTree(PageTree(Array(page.utf8))).description
        #expect(found == (tree.isEmpty ? "" : tree + "\n"))
    }
}
