// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TemplateSyntax

/// What stands between which tags.
@Suite struct TreeStructureTests {
    private static let html: [(source: String, outline: String)] = [
        ("", ""),
        ("text", "'text'"),
        ("<p>a</p>b", "p('a') 'b'"),
        ("<P CLASS=x>a</p >", "p('a')"),
        ("a<br>b<br/>c", "'a' br!() 'b' br!() 'c'"),
        ("<x/>a", "x/() 'a'"),
        ("<!DOCTYPE html><!-- <p> --><?x y?>", "[<!DOCTYPE html>] [<!-- <p> -->] [<?x y?>]"),
        ("<!-->a<!--->b<!--x--!>c", "[<!-->] 'a' [<!--->] 'b' [<!--x--!>] 'c'"),
        ("<![CDATA[ <b> ]]>x", "[<![CDATA[ <b> ]]>] 'x'"),
        ("a < b <1 </> <", "'a < b <1 ' [</>] ' <'"),
        ("<ul><li>a<li>b</ul>", "ul(li~('a') li~('b'))"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt~('a') dd~('b') dt~('c'))"),
        ("<p>a<div>b</div>", "p~('a') div('b')"),
        ("<p>a<section>b</section>", "p~('a') section('b')"),
        ("<p>a<div>b</div>c</p>", "p('a' div('b') 'c')"),
        ("<p>a<ul><li>b<li>c</ul></p>", "p('a' ul(li~('b') li~('c')))"),
        ("<li>a<li>b</li></li><li>c", "li('a' li('b')) li~('c')"),
        ("<p>a<div>b</p>c</div>", "p~('a') div('b' [</p>] 'c')"),
        ("<p>a<div><b></div></p>", "p('a' div(b~()))"),
        ("<p><script>'</p>'</script><hr></p>", "p(script(['</p>']) hr!())"),
        ("<img></img>a<br/>\n</BR >", "img() 'a' br('\n')"),
        ("<br>a</br>", "br!() 'a' [</br>]"),
        (
            "<table><tr><td>a<td>b<tr><td>c</table>",
            "table(tr~(td~('a') td~('b')) tr~(td~('c')))"
        ),
        (
            "<table><thead><tr><th>a<tbody><tr><td><p>b</table>",
            "table(thead~(tr~(th~('a'))) tbody~(tr~(td~(p~('b')))))"
        ),
        ("<ul><li><ul><li>a</ul><li>b</ul>", "ul(li~(ul(li~('a'))) li~('b'))"),
        ("<select><option>a<option>b</select>", "select(option~('a') option~('b'))"),
        ("<html><head><title>t</title><body>x", "html~(head~(title('t')) body~('x'))"),
        ("</p>a</b>", "[</p>] 'a' [</b>]"),
        ("<b><i>x</b></i>", "b(i~('x')) [</i>]"),
        ("<div><table><tr><td></div>x</table></div>", "div(table(tr~(td~([</div>] 'x'))))"),
        ("<script>if (a<b) '</p>'</script>x", "script([if (a<b) '</p>']) 'x'"),
        (
            "<script><!-- <script>x</script> --></script>y",
            "script([<!-- <script>x</script> -->]) 'y'"
        ),
        ("<style>a > b {}</style>", "style([a > b {}])"),
        ("<title>a <b> c</title>", "title('a <b> c')"),
        ("<textarea><p></textarea>", "textarea('<p>')"),
        ("<title>a <tal:x>b</tal:x></title>", "title('a ' tal:x('b'))"),
        ("<script>never ends", "script~([never ends])"),
        ("<a href='x", "?[<a href='x]"),
        ("<!-- never ends", "?[<!-- never ends]"),
        ("<a @click=\"a > b\" #x>c</a>", "a('c')"),
        ("<video><source src=a><track>b<wbr>c</video>", "video(source!() track!() 'b' wbr!() 'c')"),
        ("<tal:block>a</tal:block>", "tal:block('a')"),
        ("<o:p>a</o:p>", "o:p('a')"),
        ("<svg viewBox='0'><foreignObject/></svg>", "svg(foreignobject/())"),
    ]

    @Test(arguments: html)
    func structureOfHTML(_ row: (source: String, outline: String)) {
        let tree = parse(row.source)
        #expect(tree.outline == row.outline)
        #expect(tree.coversSource)
    }

    private static let xml: [(source: String, outline: String)] = [
        ("<a/>", "a/()"),
        ("<?xml version=\"1.0\"?>\n<a>b</a>\n", "[<?xml version=\"1.0\"?>] '\n' a('b') '\n'"),
        ("<a><![CDATA[<b>]]><br>c</br></a>", "a([<![CDATA[<b>]]>] br('c'))"),
        ("<A><script>a<b/></script></A>", "A(script('a' b/()))"),
        (
            "<!DOCTYPE a [<!-- ' --><!ELEMENT a ANY>]><a>&amp;</a>",
            "[<!DOCTYPE a [<!-- ' --><!ELEMENT a ANY>]>] a('&amp;')"
        ),
        ("<a b='>'>&nbsp;</a>", "a('&nbsp;')"),
        ("<tal:b><x:é/></tal:b>", "tal:b(x:é/())"),
    ]

    @Test(arguments: xml)
    func structureOfXML(_ row: (source: String, outline: String)) {
        let tree = parse(row.source, .xml)
        #expect(tree.outline == row.outline)
        #expect(tree.coversSource)
    }
}
