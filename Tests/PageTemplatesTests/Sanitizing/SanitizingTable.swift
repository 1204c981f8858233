// SPDX-License-Identifier: Apache-2.0

/// What users write and what stands in the page, by kind.
enum SanitizingTable {
    typealias Case = (text: String, markup: String)

    static let rel = #" rel="nofollow noopener ugc""#

    /// What comments may have.
    static let kept: [Case] = [
        ("Hello, <b>world</b>", "Hello, <b>world</b>"),
        ("<P>one<BR>two</P>", "<p>one<br/>two</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"),
        ("<dl><div><dt>a<dd>b</div></dl>", "<dl><div><dt>a</dt><dd>b</dd></div></dl>"),
        ("<pre><code>a\n  b</code></pre>", "<pre><code>a\n  b</code></pre>"),
        (
            "<ol start=3 reversed type=a><li value=7>x</ol>",
            #"<ol start="3" reversed="" type="a"><li value="7">x</li></ol>"#
        ),
        ("<ruby>漢<rp>(<rt>kan<rp>)</ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"),
        ("<blockquote cite=/q>x</blockquote>", #"<blockquote cite="/q">x</blockquote>"#),
        (
            "<p lang=de dir=RTL title='a \"b\"'>x",
            #"<p lang="de" dir="rtl" title="a &quot;b&quot;">x</p>"#
        ),
        ("a &amp; b &lt; c &copy; &#x41; &notit;", "a &amp; b &lt; c © A ¬it;"),
        ("1 < 2 > 0 && \"x\"", "1 &lt; 2 &gt; 0 &amp;&amp; \"x\""),
    ]

    /// Tags that go, whose text stays.
    static let untagged: [Case] = [
        ("<font color=red>a</font>", "a"),
        ("<x-y>a</x-y><toString>b</toString>", "ab"),
        ("<div>a</div><h1>b</h1>c<nav>d</nav>e", "<div>a</div>b\nc\nd\ne"),
        ("a<center>b</center> c", "a\nb c"),
        ("<form action=/steal><input name=a>x<button>go</button></form>", "xgo"),
        ("<table><tr><td>a<td>b</table>", "a\nb"),
        (
            "<html><head><meta charset=x><base href=//h/><link rel=stylesheet href=x></head><body onload=f()>a",
            "a"
        ),
        ("<img src=x onerror=f()>a", "a"),
        ("<frameset><frame src=x></frameset>a", "a"),
        ("<!DOCTYPE html><?php f() ?>a<!-- b -->c<!-->d<!--->e</>f</ g>h<![CDATA[i]]>j", "acdefhj"),
        ("a<!-- b --!>c<!-- d", "ac"),
    ]

    /// Elements that go with their content.
    static let dropped: [Case] = [
        ("a<script>f()</script>b", "ab"),
        ("a<SCRIPT/x>f('</b>')</script >b", "ab"),
        ("a<script>f()", "a"),
        ("a<script><!--<script>f()</script>--></script>b", "ab"),
        ("a<style>*{}</style>b<title>t</title>c", "abc"),
        ("a<textarea><b>x</b></textarea>b<xmp><b></xmp>c", "abc"),
        ("a<noscript><p>x</noscript>b<iframe><b></iframe>c", "abc"),
        ("a<template><p>x<template>y</template>z</template>b", "ab"),
        ("a<svg><p>x<svg/></svg>b<svg/>c", "abc"),
        ("a<math><mi>x</mi></math>b", "ab"),
        ("a<select><option>x</select>b<object>y</object>c", "abc"),
        ("a<video src=x>old</video>b", "ab"),
        ("a<plaintext>x</b>", "a"),
        ("a<svg><style></svg>b</style>c", "abc"),
    ]

    /// Nestings that parsers would repair.
    static let repaired: [Case] = [
        ("<b><i>x</b>y</i>z", "<b><i>x</i></b><i>y</i>z"),
        ("<b>a<p>b</b>c</p>", "<b>a</b><p><b>b</b>c</p>"),
        ("<p><b>a<p>b</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"),
        ("<span>a<p>b</p>c</span>d", "<span>a</span><p><span>b</span></p><span>c</span>d"),
        ("<p><sub>a<p>b", "<p><sub>a</sub></p><p>b</p>"),
        ("<a href=/1>a<a href=/2>b</a>c", "<a href=\"/1\"\(rel)>a</a><a href=\"/2\"\(rel)>b</a>c"),
        ("<p><div>a</div>b</p>c", "<p></p><div>a</div>b\nc"),
        ("<li>a</li><dt>b</dt>c", "a\nb\nc"),
        ("<ul>a<p>b<li>c</p>d</ul>", "<ul>a<p>b</p><li>c\nd</li></ul>"),
        ("<ul><li><blockquote><li>a</ul>b", "<ul><li><blockquote>a</blockquote></li></ul>b"),
        ("a</p></div></b>b", "a\nb"),
        ("<rt>a</rt>", "a"),
        ("<b></b><i> </i><p></p>", "<i> </i><p></p>"),
        ("<pre>\n\na</pre>", "<pre>a</pre>"),
    ]

    /// The same in articles.
    static let articles: [Case] = [
        ("<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c"),
        ("<h1><div>a</div><p>b</h1>c", "<h1>a\nb</h1>c"),
        ("<h1>a<ul><li>b", "<h1>a</h1><ul><li>b</li></ul>"),
        (
            "<table><tr><td>a<td>b<tr><th scope=col>c</table>d",
            #"<table><tbody><tr><td>a</td><td>b</td></tr><tr><th scope="col">c</th></tr></tbody></table>d"#
        ),
        (
            "<table>a<tr>b<td>c",
            "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>"
        ),
        (
            "<table>\n<caption>a<col span=2><thead><tr><th>b</table>",
            "<table>\n<caption>a</caption><colgroup><col span=\"2\"/></colgroup><thead><tr><th>b</th></tr></thead></table>"
        ),
        (
            "<table><td><b>a<td>b</table>c",
            "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c"
        ),
        (
            "<table><td><table><td>a</td></table>b</div></table>c",
            "<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table>b</td></tr></tbody></table>c"
        ),
        ("<td>a</td><tr><caption>b", "a\nb"),
        (
            "<figure><img src=/a.png alt='a < b' width=10 height=5% onload=f()><figcaption>x",
            #"<figure><img src="/a.png" alt="a &lt; b" width="10" height="5%"/><figcaption>x</figcaption></figure>"#
        ),
        ("<img alt=x><img src=data:image/png;base64,AA><img src=mailto:a@b>", ""),
        (
            "<details open ontoggle=f()><summary>a</summary>b</details>",
            #"<details open=""><summary>a</summary>b</details>"#
        ),
        ("<td colspan=1001><td colspan=x>", ""),
        (
            "<table><td colspan=1001 rowspan=2 align=LEFT>a",
            #"<table><tbody><tr><td rowspan="2" align="left">a</td></tr></tbody></table>"#
        ),
    ]

    /// Tags and attributes written to be read in two ways.
    static let hostile: [Case] = [
        ("<b onclick=f() style=x class=y id=z data-a=b xlink:href=x>a</b>", "<b>a</b>"),
        ("<b/onclick='f()'/title=x>a</b>", #"<b title="x">a</b>"#),
        ("<b title=x title=y>a</b>", #"<b title="x">a</b>"#),
        (
            "<b TITLE='</noscript><img src=x onerror=f()>'>a</b>",
            #"<b title="&lt;/noscript&gt;&lt;img src=x onerror=f()&gt;">a</b>"#
        ),
        ("<b title=`onmouseover=f()>a</b>", #"<b title="`onmouseover=f()">a</b>"#),
        (#"<b title='" onclick=f() x="'>a</b>"#, #"<b title="&quot; onclick=f() x=&quot;">a</b>"#),
        (
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=f()&gt;\">",
            ""
        ),
        ("<svg></p><style><a id=\"</style><img src=1 onerror=f()>\">", ""),
        ("<noscript><p title=\"</noscript><img src=x onerror=f()>\">", "\"&gt;"),
        (
            "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x>",
            ""
        ),
        ("<form><math><mtext></form><form><mglyph><style></math><img src onerror=f()>", ""),
        ("<scr\0ipt>f()</script>a", "a"),
        ("<<script>f()</script>a", "&lt;a"),
        ("<scr<script>ipt>f()</script>", "ipt&gt;f()"),
        ("&lt;script&gt;f()&lt;/script&gt;", "&lt;script&gt;f()&lt;/script&gt;"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
        ("a\u{0}b\u{1}c\rd\r\ne\u{C}f&#0;&#13;&#1;\u{FFFE}g", "abc\nd\ne f\u{FFFD}\ng"),
        ("a <b", "a &lt;b"),
        ("<a href=\"x>a</a><b>b", "&lt;a href=\"x&gt;a&lt;/a&gt;&lt;b&gt;b"),
        ("</", "&lt;/"),
        ("<", "&lt;"),
        ("", ""),
    ]
}
