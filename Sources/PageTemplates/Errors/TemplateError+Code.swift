// SPDX-License-Identifier: Apache-2.0

extension TemplateError {
    /// The kinds of failure, whose raw values are stable and stand in reports.
    @nonexhaustive
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // MARK: Loading

        /// No template has this name.
        ///
        /// Example: `library.template("indx.html")`. Check the name and the root folder of the
        /// library; the report lists the nearest names.
        case templateNotFound = "template-not-found"

        /// Nothing in the template has the name of the fragment.
        ///
        /// Example: `library.fragment("crat", of: "cart.html")`. Name a macro, a slot or an `id`.
        case fragmentNotFound = "fragment-not-found"

        /// A fragment cannot be rendered alone.
        ///
        /// Example: an `id` in a `tal:repeat`, or of two elements. Name the element around it.
        case unusableFragment = "unusable-fragment"

        /// The template exists and cannot be read.
        ///
        /// Example: a file without read permission, or a folder. Let the user that the application
        /// runs as read the file.
        case templateUnreadable = "template-unreadable"

        /// The name could lead outside of the library's root folder.
        ///
        /// Example: `../secrets.html`, an absolute path, a name with a NUL, or a symbolic link to a
        /// file outside of the root. Move the file below the root, and name it from there.
        case templateNameRefused = "template-name-refused"

        /// The bytes are not text in the encoding that applies to them.
        ///
        /// Example: a file in Latin-1 that does not say so. Save it as UTF-8, or name its encoding
        /// in an XML declaration.
        case invalidEncoding = "invalid-encoding"

        /// The template names an encoding that cannot be converted to UTF-8.
        ///
        /// Example: `<?xml version="1.0" encoding="x-none"?>`. Save the file as UTF-8.
        case unknownEncoding = "unknown-encoding"

        /// The file `.talisman.yml` is no manifest.
        ///
        /// Example: `dialekt: zope`, or a key that stands twice. The report lists the keys.
        case invalidManifest = "invalid-manifest"

        // MARK: Markup

        /// The document is not well-formed.
        ///
        /// Example: in XML mode, `<p>a & b</p>`, or two root elements. Write `&amp;`; a page of
        /// HTML that is read as XML needs another file name.
        case malformedMarkup = "malformed-markup"

        /// An element that carries or encloses a statement has no end tag.
        ///
        /// Example: `<div tal:condition="x"><p>text</p>`. Write the end tag.
        case unclosedElement = "unclosed-element"

        /// An end tag has no start tag, or stands before an inner end tag.
        ///
        /// Example: `<div tal:condition="x"><b>text</div></b>`. Close the inner element first.
        case mismatchedEndTag = "mismatched-end-tag"

        // MARK: Statements

        /// A namespace has no statement of this name.
        ///
        /// Example: `tal:contents="x"`. The report names the nearest statement.
        case unknownStatement = "unknown-statement"

        /// The statement belongs to the language and is not available.
        ///
        /// Example: `tal:script="server-perl"`. The only scripts are those of `server-python`.
        case unsupportedStatement = "unsupported-statement"

        /// The same statement stands twice on one element, or sets one name twice.
        ///
        /// Example: `tal:attributes="href a; href b"`, or a slot that is filled twice. Keep one of
        /// them.
        case duplicateStatement = "duplicate-statement"

        /// Two statements of one element exclude each other.
        ///
        /// Example: `tal:content` and `tal:replace` on one element. Keep one of them, or put the
        /// other one on an element around it.
        case conflictingStatements = "conflicting-statements"

        /// The statement's value does not have the statement's form.
        ///
        /// Example: `tal:repeat="item"`, or an empty `tal:content`. The report says what the
        /// statement takes.
        case invalidStatement = "invalid-statement"

        /// The statement cannot stand on this element.
        ///
        /// Example: `tal:content` on `<br>`, which holds nothing: use `tal:replace`. Or `tal:case`
        /// outside of `tal:switch`.
        case misplacedStatement = "misplaced-statement"

        /// A value stands where no escaping makes data safe.
        ///
        /// Example: `onclick="go() // ${name}"`, `href="javascript:go(${id})"`,
        /// `style="border-${side}: 0"`: a comment, a scheme of code, the name of a property. The
        /// report says what to write; often the value can go into a `data-` attribute, and a script
        /// reads it. In a translation, a value can stand in text and in quoted attributes.
        case unsafePlace = "unsafe-place"

        /// A value is not safe at its place, and the configuration makes an error of that.
        ///
        /// Example: `href="${link}"` where the data has `javascript:…`. See
        /// ``TemplateConfiguration/refusalsAreErrors``: where that is off, something harmless
        /// stands in the page instead. Check the data where it comes in, or pass a value that the
        /// application vouches for.
        case refusedValue = "refused-value"

        /// A value has a character that a document of XML cannot hold.
        ///
        /// Example: a backspace in a title of a feed. No parser accepts such a document, and no
        /// reference stands for the character. Remove control characters from the data, best where
        /// it comes in.
        case invalidCharacter = "invalid-character"

        // MARK: Expressions

        /// The expression does not have the form of its type.
        ///
        /// Example: `a//b`, `string:${a`. Where it is written as in another language, the report
        /// says what to write here.
        case invalidExpression = "invalid-expression"

        /// No expression type has this prefix.
        ///
        /// Example: `strng:hello`. The report names the nearest type.
        case unknownExpressionType = "unknown-expression-type"

        /// No path namespace has this prefix.
        ///
        /// Example: `request/sesion:products.foo/color`. The report names the nearest one; those of
        /// the application are in ``TemplateConfiguration/namespaces``.
        case unknownNamespace = "unknown-namespace"

        /// A path or a script names something that starts with an underscore, where that is not
        /// allowed.
        ///
        /// Example: `user/_id` where ``TemplateConfiguration/readsPrivateNames`` is off, or
        /// `session['_id'] = 1` in a script. The application can pass the value under another name.
        case privateName = "private-name"

        // MARK: Rendering

        /// No variable has this name.
        ///
        /// Example: `tal:content="usr"`. Give an alternative with `|`, or pass the variable. The
        /// report names the nearest one.
        case unknownVariable = "unknown-variable"

        /// A path's step finds nothing.
        ///
        /// Example: `user/nmae`. The report says what was there. What may be absent has an
        /// alternative: `user/nick | nothing`.
        case missingMember = "missing-member"

        /// A template has no macro of this name.
        ///
        /// Example: `metal:use-macro="templates/layout.html/macros/pgae"`. The report lists the
        /// nearest names. `talisman check` finds it without rendering the page, unless there is an
        /// alternative.
        case macroNotFound = "macro-not-found"

        /// `metal:use-macro` got something that is not a macro of this mode.
        ///
        /// Example: `metal:use-macro="title"` with a text, or a macro of an XML template in an HTML
        /// one. Write `templates/FILE/macros/NAME`.
        case notAMacro = "not-a-macro"

        /// The value cannot be repeated over.
        ///
        /// Example: `tal:repeat="x count"` where `count` is 3. Repeat over a list, or over `python:
        /// range(count)`.
        case notRepeatable = "not-repeatable"

        /// The value cannot be unpacked into these names.
        ///
        /// Example: `tal:define="(a, b) three_values"`. Write as many names as there are values.
        case unpackingFailed = "unpacking-failed"

        /// `structure` got text that nobody vouches for.
        ///
        /// Example: `tal:content="structure name"` with a plain string while the application
        /// accepts only ``SafeMarkup``. Insert it as text; or let the application clean it and pass
        /// a ``SafeMarkup``.
        case untrustedMarkup = "untrusted-markup"

        /// A list, a mapping or a function stands where text goes.
        ///
        /// Example: `tal:content="user"` of a mapping, whose text would show all that is in it.
        /// Insert a member, `user/name`, or repeat over a list; `python: repr(user)` writes all of
        /// it on purpose.
        case noText = "no-text"

        /// `tal:attributes` got a mapping it cannot use.
        ///
        /// Example: a name with a blank, or a value that is not a mapping. Set attributes whose
        /// names are known one by one: `title user/name; lang user/lang`.
        case invalidAttributes = "invalid-attributes"

        /// A deferred expression uses itself, so that it would never end.
        ///
        /// Example: `tal:define="x defer:x"`, or two that use each other. Give one of them another
        /// name.
        case endlessExpression = "endless-expression"

        /// An object, a function or a namespace of the application failed.
        ///
        /// Example: a ``TemplateObject`` whose `member(_:)` throws. The report has its error;
        /// `tal:on-error` can stand for the element.
        case objectFailed = "object-failed"

        // MARK: Python

        /// A dictionary of a `python:` expression has no such key.
        ///
        /// Example: `python: prices['tea']`. Use `prices.get('tea')`, or the path `prices/tea |
        /// nothing`. A path goes on with its next alternative.
        case keyError = "key-error"

        /// A sequence of a `python:` expression has no item at this index.
        ///
        /// Example: `python: names[3]` where there are three names. A path goes on with its next
        /// alternative.
        case indexError = "index-error"

        /// A `python:` expression does something with values of kinds that have no such operation.
        ///
        /// Example: `python: 'total ' + 3`; write `str(3)`. A path goes on with its next
        /// alternative.
        case typeError = "type-error"

        /// A `python:` expression passes a value of the right kind that makes no sense.
        ///
        /// Example: `python: int('three')`, `python: f'{name:.2f}'`. A script can catch it, and
        /// `tal:on-error` stands for the element.
        case valueError = "value-error"

        /// A `python:` expression divides by zero.
        ///
        /// Example: `python: total / count` where there are none. Test the divisor.
        case zeroDivisionError = "zero-division-error"

        /// A value of a `python:` expression has no such attribute or method.
        ///
        /// Example: `python: user.name` where `user` is a mapping: write `user['name']`, or the
        /// path `user/name`. A path goes on with its next alternative.
        case attributeError = "attribute-error"

        /// A `python:` expression names a variable that does not exist.
        ///
        /// Example: `python: usr['name']`. A path goes on with its next alternative.
        case nameError = "name-error"

        /// A number of a `python:` expression leaves its range: 64 bits for integers.
        ///
        /// Example: `python: 10 ** 19`. Write `10.0 ** 19` for a floating-point number.
        case overflowError = "overflow-error"

        /// A script raises an `ArithmeticError` of no further kind.
        ///
        /// Example: `raise ArithmeticError('no tax for this country')`. The script catches it with
        /// `except`, or the page with `tal:on-error`.
        case arithmeticError = "arithmetic-error"

        /// A script raises a `LookupError` of no further kind.
        ///
        /// Example: `raise LookupError('no such product')`. The script catches it with `except`, or
        /// the page with `tal:on-error`.
        case lookupError = "lookup-error"

        /// A script does something at a time when it makes no sense.
        ///
        /// Example: it adds to a dictionary while it runs over it, or it says `raise` where there
        /// is no error to raise again. Run over a copy, `list(d)`.
        case runtimeError = "runtime-error"

        /// A script raises an `Exception` of no further kind.
        ///
        /// Example: `raise Exception('the cart is empty')`. The script catches it with `except`, or
        /// the page with `tal:on-error`.
        case exception = "exception"

        /// The template has a script, and scripts are not allowed.
        ///
        /// Example: `<script type="text/server-python">`. If you trust the people who write the
        /// templates, set ``TemplateConfiguration/allowsScripts``, or pass `--allow-scripts` to
        /// `talisman render`.
        case scriptsNotAllowed = "scripts-not-allowed"

        /// The template names another one, and may not.
        ///
        /// Example: `metal:use-macro="load:layout.html"` in a template that is compiled with
        /// ``TemplateConfiguration/untrusted``. The application can pass a template as a variable,
        /// ``Template/value``: `metal:use-macro="layout"`.
        case templatesNotAllowed = "templates-not-allowed"

        // MARK: Data

        /// The template uses a name of the language that the data has a variable of.
        ///
        /// Example: `tal:content="x | default"`, and data with a variable `default`. It is about
        /// `default`, `nothing`, `attrs`, `repeat`, `loop` and `templates`, and `request` in pages
        /// of `Talisman`; a variable `options`, `template`, `macros`, `macroname` or `CONTEXTS` of
        /// the data wins. Give the variable another name.
        case reservedName = "reserved-name"

        /// The data cannot become template values.
        ///
        /// Example: text that is not JSON, or an integer of more than 64 bits. The report names the
        /// place in the data.
        case invalidData = "invalid-data"

        // MARK: Translation

        /// A file of translations does not have the form of one.
        ///
        /// Example: a `.po` file with a string that has no end, or a `.mo` file that is cut off.
        /// The report names the file and the line; `msgfmt --check` finds the same.
        case invalidCatalog = "invalid-catalog"

        /// A message has no translation because the translator failed.
        ///
        /// Example: a catalog whose plural rule divides by zero. Correct the rule in the header of
        /// the catalog.
        case translationFailed = "translation-failed"

        // MARK: Limits

        /// The template is larger than the limit.
        ///
        /// The limit is ``TemplateLimits/source``. Move parts into templates of their own, or raise
        /// it.
        case sourceTooLarge = "source-too-large"

        /// Elements or expressions are nested deeper than the limit.
        ///
        /// Example: 129 lists in each other in `python:`. The limit of expressions is
        /// ``TemplateLimits/expressionDepth``. Name parts of the expression with `tal:define`.
        case nestingTooDeep = "nesting-too-deep"

        /// An element has more attributes than the limit.
        ///
        /// The limit is ``TemplateLimits/attributes``. Those that statements set count for
        /// themselves, and a mapping in `tal:attributes` by its names.
        case tooManyAttributes = "too-many-attributes"

        /// Macros or deferred expressions use each other deeper than the limit, as endless
        /// recursion does.
        ///
        /// The limit is ``TemplateLimits/macroDepth``. Put a `tal:condition` that ends the
        /// recursion on the element that uses the macro.
        case macroDepth = "macro-depth"

        /// The render took more steps than the limit.
        ///
        /// The limit is ``TemplateLimits/steps``. Compute in the handler what goes through much
        /// data, and pass the result; <doc:Limits> says what a step is.
        case stepLimit = "step-limit"

        /// The loops of the render ran over more items than the limit.
        ///
        /// The limit is ``TemplateLimits/loopItems``. Show a long list in several pages.
        case loopLimit = "loop-limit"

        /// The page is larger than the limit.
        ///
        /// The limit is ``TemplateLimits/output``. Show a long list in several pages.
        case outputLimit = "output-limit"

        /// One string is larger than the limit.
        ///
        /// Example: `python: 'x' * 10000000`. The limit is ``TemplateLimits/string``.
        case stringLimit = "string-limit"

        /// The render took longer than its deadline.
        ///
        /// The deadline is ``TemplateLimits/duration``. Look for an object of the application that
        /// takes long, and load what it gives before the page is rendered.
        case deadlineExceeded = "deadline-exceeded"

        /// The task that renders was cancelled.
        ///
        /// Example: the client went away while its page was rendered. There is nothing to do.
        case cancelled = "cancelled"
    }
}
