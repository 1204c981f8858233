// SPDX-License-Identifier: Apache-2.0

/// What is doubtful about a template that compiles.
///
/// The page renders nevertheless. `description` is a report like that of
/// ``TemplateError``.
public struct TemplateWarning: Sendable, CustomStringConvertible {
    /// The stable identity of the kind of doubt.
    public let code: Code

    /// What is doubtful, in lower case and without a full stop.
    public let message: String

    /// Where in the template it stands.
    public let location: TemplateLocation

    /// The template's lines around `location`, and the caret below them.
    public let excerpt: TemplateExcerpt

    /// What to do about it, or the nearest names, one remark each.
    public let notes: [TemplateError.Note]

    /// The kinds of doubt, whose raw values are stable and stand in reports.
    @nonexhaustive
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A slot is filled that the macro does not define: the filler is never
        /// rendered.
        ///
        /// Example: `metal:fill-slot="mian"` for a macro with the slot `main`. The report names
        /// the nearest slot.
        case slotNotDefined = "slot-not-defined"

        /// A page that uses a layout goes out without a doctype, in which browsers show it by
        /// rules of old, or with two.
        ///
        /// Example: `<html metal:use-macro="templates/layout.html/macros/page">` without
        /// `<!DOCTYPE html>` before it: the doctype of a layout is no part of its macro. With
        /// `load:layout.html` it is, and the page has none of its own.
        case doctype = "doctype"

        /// An element in the use of a macro has statements or holes and fills no slot: they never
        /// run.
        ///
        /// Example: `<p tal:content="x">`, `<tal:block define="y x">` or `${x}` between
        /// `metal:use-macro` and `metal:fill-slot`. Put it into a filler, or around the use.
        /// Sample content without statements and holes is not doubtful.
        case unusedContent = "unused-content"

        /// Data stands where not every value is safe: one that is not is refused when the
        /// page is rendered.
        ///
        /// Example: `href="${link}"`, where an address as `javascript:…` is refused, and
        /// `src="${url}"` of a script, where any text is. Begin an address with literal text, as
        /// in `href="/product/${id}"`, choose a class instead of a `style`, or pass a value that
        /// the application vouches for: a ``SafeURL``, ``TrustedScriptURL``, ``SafeCSS`` or
        /// ``SafeJS``.
        case possibleRefusal = "possible-refusal"

        /// `structure` inserts what is not the author's own literal.
        ///
        /// Example: `tal:content="structure page/body"`, which `check --notes` lists. It takes a
        /// ``SafeMarkup`` and nothing else, unless the configuration trusts text.
        case untypedStructure = "untyped-structure"

        /// Something is written as in another template language, and is left unchanged or means
        /// something else here.
        ///
        /// Example: `{{ name }}` in text, `th:if="x"`, `name | upper`. The report says what to
        /// write. `meta:interpolation="off"` on an element says that its text is meant as it is.
        case foreignSyntax = "foreign-syntax"

        /// Something looks like a statement or a hole in a place where none is read, and is left
        /// unchanged.
        ///
        /// Example: `${name}` in `<script>` or `<style>`, `data-tal-contnet`, `tal:content="x"` in
        /// text because the `<` before it is missing. Values for a script go into an attribute:
        /// `data-id="${id}"`. `meta:interpolation="off"` on an element says that it is meant so.
        case notRead = "not-read"

        /// A statement has no effect where it is.
        ///
        /// Example: `<br i18n:translate="">`, or `i18n:attributes="title"` on an element without a
        /// `title`. Remove it.
        case noEffect = "no-effect"

        /// A statement or a hole is in a comment, which is left unchanged.
        ///
        /// Example: `<!-- <p tal:content="x">old</p> -->`. It is only a remark.
        /// `<!--! … -->` is a comment that readers of the page do not get.
        case commentedOut = "commented-out"

        /// The template has a script, and runs only where scripts are allowed.
        ///
        /// Example: `<script type="text/server-python">`. `talisman check --allow-scripts` says
        /// that they are.
        case scriptsNotAllowed = "scripts-not-allowed"

        /// The template has messages without a domain, so they are in `default`.
        ///
        /// Example: `i18n:translate=""` without `i18n:domain="shop"` around it. There is no
        /// warning if the domain `default` has a catalog.
        case noDomain = "no-domain"

        /// There is no catalog of a domain, or none of a language that has others.
        ///
        /// Example: `i18n:domain="shpo"`. It is found if the configuration's translator is
        /// ``TranslationCatalogs``. Correct the domain, or write the catalog.
        case catalogNotFound = "catalog-not-found"

        /// A translation names a value that its message does not have: the name is left unchanged.
        ///
        /// Example: `msgstr "Hallo, ${nme}"` for `Hello, ${name}`. Correct the translation.
        case unknownName = "unknown-name"

        /// A translation has something behind `${` that is no name: it is left unchanged.
        ///
        /// Example: `msgstr "Hallo, ${name"`. Correct the translation.
        case malformedName = "malformed-name"

        /// A translation leaves out a value that the text of its message has.
        ///
        /// Example: `msgstr "Hallo"` for `Hello, ${name}`. `talisman i18n check` reports it if no
        /// plural form has the value. Correct the translation, or leave it if it is meant so.
        case valueLeftOut = "value-left-out"

        /// A message has a part that is computed and has no name, so no catalog can have it.
        ///
        /// Example: `<p i18n:translate="">Hello, <b tal:content="user">Sam</b></p>`. `talisman i18n
        /// check` reports it. Put `i18n:name` on the element, or `i18n:ignore` on the message.
        case computedMessage = "computed-message"

        /// A message has no translation into a language that has a catalog of its domain.
        ///
        /// `talisman i18n check` reports it. Translate it, or put `i18n:ignore` on an element whose
        /// text is the same in all languages.
        case notTranslated = "not-translated"

        /// A variable is used that the context does not have, as far as that is known.
        ///
        /// Example: `tal:content="usr"` where the application says what variables there are:
        /// ``TemplateConfiguration/knownVariables``. The report names the nearest ones. Where it
        /// does not, `metal:use-macro="card"` is one if there is a macro or a template `card`.
        case unknownVariable = "unknown-variable"

        /// A function is called that is neither one of `python:` nor a variable of the context,
        /// as far as that is known.
        ///
        /// Example: `python: pricce(item)`. ``TemplateConfiguration/functions`` and
        /// ``TemplateConfiguration/knownVariables`` say what there is.
        case unknownFunction = "unknown-function"

        /// A path's step finds something in some of the values that it is tried on, and nothing
        /// in others.
        ///
        /// Example: `p/sale` in a loop over products of which one has no `sale`. It is found only
        /// with sample data, or where the models of pages are known: then a step into what may be
        /// `nothing` is one, unless a condition asks for it. Give an alternative with `|`, ask with
        /// `exists:`, or let the data have it everywhere.
        case missingInSome = "missing-in-some"

        /// An element ends elsewhere in browsers, or its end tag is missing; the page is written as
        /// its source says.
        ///
        /// Example: `<p>…<ul>…</ul></p>`, because a paragraph cannot contain a list;
        /// `<td><code>a<code></td>`. Correct the tags.
        case looseMarkup = "loose-markup"

        /// libxml2 sees another tree than the engine, which follows the source.
        ///
        /// Example: `<html>` that is not the first tag of a page. It is only a
        /// remark: the page renders as its source says.
        case structureDiffers = "structure-differs"

        /// Whether it is only a remark, which asks for no change.
        public var isRemark: Bool {
            self == .structureDiffers || self == .commentedOut || self == .untypedStructure
        }
    }

    init(
        _ code: Code,
        _ message: String,
        in file: SourceFile,
        at range: Range<Int>,
        notes: [TemplateError.Note] = []
    ) {
        self.code = code
        self.message = message
        self.notes = notes
        location = file.location(of: range)
        excerpt = file.excerpt(of: range)
    }

    /// The full report, without a line end after its last line.
    public var description: String { report(as: code.isRemark ? "remark" : "warning") }

    /// The report of somebody who takes it for something else than a warning.
    package func report(as kind: String) -> String {
        TemplateReport(
            place: location.description,
            kind: kind,
            message: message,
            code: code.rawValue,
            excerpt: excerpt,
            notes: notes
        ).text
    }
}
