// SPDX-License-Identifier: Apache-2.0

extension TemplateError {
    /// The kinds of failure, whose raw values are stable and stand in reports.
    @nonexhaustive
    public enum Code: String, Sendable, Hashable, CaseIterable {
        // MARK: Loading

        /// No template has this name.
        ///
        /// Example: `library.template("indx.html")`. Check the name and the
        /// root folder of the library; the report lists the nearest names.
        case templateNotFound = "template-not-found"

        /// The template exists and cannot be read.
        ///
        /// Example: a file without read permission, or a folder.
        case templateUnreadable = "template-unreadable"

        /// The name could lead outside of the library's root folder.
        ///
        /// Example: `../secrets.html`, an absolute path, a name with a NUL, or a
        /// symbolic link to a file outside of the root.
        case templateNameRefused = "template-name-refused"

        /// The bytes are not text in the encoding that applies to them.
        ///
        /// Example: a file in Latin-1 that does not say so. Save it as UTF-8, or
        /// name its encoding in an XML declaration.
        case invalidEncoding = "invalid-encoding"

        /// The template names an encoding that cannot be converted to UTF-8.
        ///
        /// Example: `<?xml version="1.0" encoding="x-none"?>`.
        case unknownEncoding = "unknown-encoding"

        // MARK: Markup

        /// The document is not well-formed.
        ///
        /// Example: in XML mode, `<p>a & b</p>`, or two root elements.
        case malformedMarkup = "malformed-markup"

        /// An element that carries or encloses a statement has no end tag.
        ///
        /// Example: `<div tal:condition="x"><p>text</p>`.
        case unclosedElement = "unclosed-element"

        /// An end tag has no start tag, or stands before an inner end tag.
        ///
        /// Example: `<div tal:condition="x"><b>text</div></b>`.
        case mismatchedEndTag = "mismatched-end-tag"

        // MARK: Statements

        /// A namespace has no statement of this name.
        ///
        /// Example: `tal:contents="x"`. The report names the nearest statement.
        case unknownStatement = "unknown-statement"

        /// The statement belongs to the language and is not available.
        ///
        /// Example: `tal:script="server-perl"`.
        case unsupportedStatement = "unsupported-statement"

        /// The same statement stands twice on one element, or sets one name twice.
        ///
        /// Example: `tal:attributes="href a; href b"`.
        case duplicateStatement = "duplicate-statement"

        /// Two statements of one element exclude each other.
        ///
        /// Example: `tal:content` and `tal:replace` on one element.
        case conflictingStatements = "conflicting-statements"

        /// The statement's value does not have the statement's form.
        ///
        /// Example: `tal:repeat="item"`, or an empty `tal:content`.
        case invalidStatement = "invalid-statement"

        /// The statement cannot stand on this element.
        ///
        /// Example: `tal:content` on `<br>`, `tal:case` outside of `tal:switch`.
        case misplacedStatement = "misplaced-statement"

        /// A value stands where no escaping makes data safe.
        ///
        /// Example: `onclick="show('${name}')"`, or `srcdoc` of `tal:attributes`:
        /// what stands there is code, or a document that may hold some. Put the
        /// value into a `data-` attribute and let a script read it. In a
        /// translation, a value can stand in text and in quoted attributes.
        case unsafePlace = "unsafe-place"

        // MARK: Expressions

        /// The expression does not have the form of its type.
        ///
        /// Example: `a//b`, `string:${a`.
        case invalidExpression = "invalid-expression"

        /// No expression type has this prefix.
        ///
        /// Example: `strng:hello`. The report names the nearest type.
        case unknownExpressionType = "unknown-expression-type"

        /// No path namespace has this prefix.
        ///
        /// Example: `request/sesion:products.foo/color`.
        case unknownNamespace = "unknown-namespace"

        /// A path names something that starts with an underscore.
        ///
        /// Such names are private to the application.
        case privateName = "private-name"

        // MARK: Rendering

        /// No variable has this name.
        ///
        /// Example: `tal:content="usr"`. Give an alternative with `|`, or pass
        /// the variable. The report names the nearest one.
        case unknownVariable = "unknown-variable"

        /// A path's step finds nothing.
        ///
        /// Example: `user/nmae`. The report says what was there.
        case missingMember = "missing-member"

        /// A template has no macro of this name.
        ///
        /// Example: `metal:use-macro="templates/layout.html/macros/pgae"`. The report lists
        /// the nearest names. `talisman check` finds it without rendering the page, unless
        /// there is an alternative.
        case macroNotFound = "macro-not-found"

        /// `metal:use-macro` got something that is not a macro of this mode.
        ///
        /// Example: `metal:use-macro="title"` with a text, or a macro of an XML
        /// template in an HTML one.
        case notAMacro = "not-a-macro"

        /// The value cannot be repeated over.
        ///
        /// Example: `tal:repeat="x string:7"` is fine, `tal:repeat="x number"`
        /// is not.
        case notRepeatable = "not-repeatable"

        /// The value cannot be unpacked into these names.
        ///
        /// Example: `tal:define="(a, b) three_values"`.
        case unpackingFailed = "unpacking-failed"

        /// `structure` got text that nobody vouches for.
        ///
        /// Example: `tal:content="structure name"` with a plain string while the
        /// application accepts only `SafeMarkup`.
        case untrustedMarkup = "untrusted-markup"

        /// A list, a mapping or a function stands where text goes.
        ///
        /// Example: `tal:content="user"` of a mapping, whose text would show all that is in
        /// it. Insert a member, `user/name`, or repeat over a list; `python: repr(user)`
        /// writes all of it on purpose.
        case noText = "no-text"

        /// `tal:attributes` got a mapping it cannot use.
        ///
        /// Example: a name with a blank, or a value that is not a mapping.
        case invalidAttributes = "invalid-attributes"

        /// A deferred expression uses itself, so that it would never end.
        ///
        /// Example: `tal:define="x defer:x"`, or two that use each other.
        case endlessExpression = "endless-expression"

        /// An object, a function or a namespace of the application failed.
        case objectFailed = "object-failed"

        // MARK: Python

        /// A dictionary of a `python:` expression has no such key.
        ///
        /// Example: `python: prices['tea']`. Use `prices.get('tea')`, or the path
        /// `prices/tea | nothing`. A path goes on with its next alternative.
        case keyError = "key-error"

        /// A sequence of a `python:` expression has no item at this index.
        ///
        /// Example: `python: names[3]` where there are three names. A path goes
        /// on with its next alternative.
        case indexError = "index-error"

        /// A `python:` expression does something with values of kinds that have
        /// no such operation.
        ///
        /// Example: `python: 'total ' + 3`; write `str(3)`. A path goes on with
        /// its next alternative.
        case typeError = "type-error"

        /// A `python:` expression passes a value of the right kind that makes no
        /// sense.
        ///
        /// Example: `python: int('three')`, `python: f'{name:.2f}'`.
        case valueError = "value-error"

        /// A `python:` expression divides by zero.
        ///
        /// Example: `python: total / count` where there are none. Test the divisor.
        case zeroDivisionError = "zero-division-error"

        /// A value of a `python:` expression has no such attribute or method.
        ///
        /// Example: `python: user.name` where `user` is a mapping: write
        /// `user['name']`, or the path `user/name`. A path goes on with its next
        /// alternative.
        case attributeError = "attribute-error"

        /// A `python:` expression names a variable that does not exist.
        ///
        /// Example: `python: usr['name']`. A path goes on with its next
        /// alternative.
        case nameError = "name-error"

        /// A number of a `python:` expression leaves its range: 64 bits for
        /// integers.
        ///
        /// Example: `python: 10 ** 19`. Write `10.0 ** 19` for a floating-point
        /// number.
        case overflowError = "overflow-error"

        /// A script raises an `ArithmeticError` of no further kind.
        ///
        /// Example: `raise ArithmeticError('no tax for this country')`.
        case arithmeticError = "arithmetic-error"

        /// A script raises a `LookupError` of no further kind.
        ///
        /// Example: `raise LookupError('no such product')`.
        case lookupError = "lookup-error"

        /// A script does something at a time when it makes no sense.
        ///
        /// Example: it adds to a dictionary while it runs over it, or it says
        /// `raise` where there is no error to raise again.
        case runtimeError = "runtime-error"

        /// A script raises an `Exception` of no further kind.
        ///
        /// Example: `raise Exception('the cart is empty')`.
        case exception = "exception"

        /// The template has a script, and scripts are not allowed.
        ///
        /// Example: `<script type="text/server-python">`. If you trust whoever
        /// writes the templates, set ``TemplateConfiguration/allowsScripts``, or
        /// pass `--allow-scripts` to `talisman render`.
        case scriptsNotAllowed = "scripts-not-allowed"

        // MARK: Data

        /// The data cannot become template values.
        ///
        /// Example: text that is not JSON, or an integer of more than 64 bits.
        case invalidData = "invalid-data"

        // MARK: Translation

        /// A file of translations does not have the form of one.
        ///
        /// Example: a `.po` file with a string that has no end, or a `.mo` file
        /// that is cut off.
        case invalidCatalog = "invalid-catalog"

        /// A message has no translation because the translator failed.
        ///
        /// Example: a catalog whose plural rule divides by zero.
        case translationFailed = "translation-failed"

        // MARK: Limits

        /// The template is larger than the limit.
        case sourceTooLarge = "source-too-large"

        /// Elements or expressions are nested deeper than the limit.
        case nestingTooDeep = "nesting-too-deep"

        /// An element has more attributes than the limit.
        case tooManyAttributes = "too-many-attributes"

        /// Macros or deferred expressions use each other deeper than the limit, as
        /// endless recursion does.
        case macroDepth = "macro-depth"

        /// The render took more steps than the limit.
        case stepLimit = "step-limit"

        /// The loops of the render ran over more items than the limit.
        case loopLimit = "loop-limit"

        /// The page is larger than the limit.
        case outputLimit = "output-limit"

        /// One string is larger than the limit.
        case stringLimit = "string-limit"

        /// The render took longer than its deadline.
        case deadlineExceeded = "deadline-exceeded"

        /// The task that renders was cancelled.
        case cancelled = "cancelled"
    }
}
