// SPDX-License-Identifier: Apache-2.0

package import TemplateSyntax

/// How templates are compiled, the same for every template of a library.
public struct TemplateConfiguration: Sendable {
    /// How expressions without a prefix are read; by default as Zope does.
    public var dialect = TemplateDialect.zope

    /// Whether `${…}` in text and attributes is replaced; by default it is.
    ///
    /// Plain Zope Page Templates do without.
    public var interpolatesText = true

    /// Whether lines go out that hold nothing of the page; by default they do, empty.
    ///
    /// With it, a line with nothing but tags that are never written, as `<tal:block …>`,
    /// `</tal:block>` and those of an element with `tal:omit-tag=""`, or a comment
    /// `<!--! … -->`, leaves neither its indentation nor its line end. Elements that a value
    /// or a message stands for keep their lines. Templates of plain text, as those of mails,
    /// come out as they look then.
    public var trimsStatementLines = false

    /// Whether `structure` takes text that nobody vouches for; by default not.
    ///
    /// Where it is off, `structure` takes ``SafeMarkup`` and the author's own
    /// `string:` literals, and everything else is an error.
    public var trustsPlainText = false

    /// Whether text may be the whole value of an attribute whose name begins with `on`; by
    /// default not.
    ///
    /// It is code, and no escaping makes data safe there: turn it on for templates that
    /// take whole handlers from objects of the application, as Zope's form widgets do, and
    /// where no value of a request gets into them. Where it is off, ``SafeJS`` is needed.
    /// Values inside of a handler, as in `onclick="show(${id})"`, are written as data of
    /// JavaScript, and need no trust.
    public var trustsHandlers = false

    /// Whether text may be the address of what runs in the page or with its rights, or what
    /// such an address begins with: a script, a style sheet, a frame, an object, `<base>`; by
    /// default not.
    ///
    /// Turn it on for templates that take these addresses from the application, as
    /// `src="${request.static_url('app.js')}"` does, and where no value of a request gets into
    /// them: then the usual schemes are all that is asked for. Where it is off,
    /// ``TrustedScriptURL`` is needed, or a literal beginning as in `/static/${name}`.
    public var trustsScriptURLs = false

    /// The schemes that addresses of data may have, in lower case; by default those of
    /// ``SafeURL/standardSchemes``.
    ///
    /// `javascript`, `vbscript` and `data` cannot be among them: naming one is an error of the
    /// program.
    public var addressSchemes = SafeURL.standardSchemes {
        didSet {
            let code = addressSchemes.intersection(["javascript", "vbscript", "data"])
            precondition(code.isEmpty, "addresses of data cannot be code")
        }
    }

    /// Whether a value that is refused at its place ends the page; by default not.
    ///
    /// Where it is off, `about:invalid#talisman` stands in the place of a refused address, and
    /// nothing in that of any other value; ``onRefusal`` is told.
    public var refusalsAreErrors = false

    /// What is told of each value that is refused at its place; by default nothing.
    public var onRefusal: (@Sendable (TemplateRefusal) -> Void)?

    /// What attributes mean.
    package var places: PlacePolicy = .standard

    /// Whether templates may contain scripts, `<script type="text/server-python">`
    /// and `tal:script`; by default not.
    ///
    /// A script can do what `python:` expressions can, with loops and variables
    /// of its own, and it can change the objects that accept it, as packages of
    /// a session do: see ``MutableTemplateObject``. It is bound by the same
    /// limits. Where scripts are allowed, what `python:` expressions make can be
    /// changed by scripts too.
    public var allowsScripts = false

    /// Whether scripts that are allowed are warned of, for tools that do not know what the
    /// application allows.
    package var warnsOfScripts = false

    /// Whether each `structure` of data is warned of, for tools that list what is trusted.
    package var warnsOfStructures = false

    /// Whether a manifest says what the application has, for tools.
    package var readsManifests = false

    /// The attribute in which every element of a template's HTML says where it stands, as
    /// `name:line:column`, for previews; `nil` for pages that are shown to others.
    ///
    /// Elements right in a message have none, for their tags belong to its text.
    package var placeAttribute: String?

    /// Counts what renders of the templates reach; `nil`, where nothing is counted and templates
    /// are compiled as if there were no counting.
    ///
    /// With it pages take some more steps, by which they may meet a limit earlier.
    package var coverage: CoverageRecorder?

    /// Whether texts without a translation are warned of, for tools that check catalogs.
    package var warnsOfMissingTranslations = false

    /// The functions beside those of Python that `python:` expressions may call, by name; by
    /// default none.
    ///
    /// `test`, `same_type`, `hasattr`, `getattr`, `filter` and `map` are those of Zope's
    /// templates: a template that calls one of them does not compile where it is not here.
    /// Any other name is that of a variable of the context which holds a function, such as a
    /// ``TemplateFunction``.
    ///
    /// ```swift
    /// configuration.functions = ["test", "hasattr", "price"]
    /// ```
    public var functions: Set<String> = []

    /// Whether templates read names that begin with `_`; by default they do.
    ///
    /// Such a name is a variable, a key of a mapping, or a member that an object lists
    /// among its ``TemplateObject/memberNames``, and nothing else: there is no reflection, so
    /// `__class__` is no more than a key. Turn it off for templates that are written by
    /// others than the authors of the application: then such a name is an error when the
    /// template is compiled (``TemplateError/Code/privateName``), and so is one that a render
    /// computes. What goes through a mapping as a whole, such as `items()`, finds all of its
    /// keys: what templates must not see must not be in their data.
    public var readsPrivateNames = true

    /// Whether templates reach nothing but the data that they are given; by default not.
    ///
    /// ``untrusted`` has it on. `load:` and `templates` do not compile then
    /// (``TemplateError/Code/templatesNotAllowed``). Objects give only the members, and take
    /// only the calls of methods, that they list among their ``TemplateObject/memberNames``.
    /// Reports name no other template and leave out what the application threw, and
    /// `Talisman` passes no `request`.
    ///
    /// What the application itself adds is reached all the same: its data, path namespaces,
    /// expression types, functions and translations.
    public var isConfined = false

    /// The variables that contexts have; by default `nil`: nobody knows.
    ///
    /// Where they are known, a name that is none of them, and that no template defines, is
    /// warned of: ``TemplateWarning/Code/unknownVariable`` and
    /// ``TemplateWarning/Code/unknownFunction``.
    public var knownVariables: Set<String>?

    /// The path namespaces by prefix; by default none.
    public var namespaces: [String: any PathNamespace] = [:]

    /// The expression types beside those of the language, by prefix; by default `date`, in
    /// UTC, and `number`, as ``DateExpressionType`` and ``NumberExpressionType`` have them.
    ///
    /// A prefix begins with a letter and has letters, digits and `_`. Those of
    /// the language itself, such as `string`, are taken: naming one is an error
    /// of the program, and so is what is not a prefix.
    public var expressionTypes: [String: any TemplateExpressionType] = [
        DateExpressionType.prefix: DateExpressionType(),
        NumberExpressionType.prefix: NumberExpressionType(),
    ]
    {
        didSet {
            for prefix in expressionTypes.keys {
                precondition(
                    ExpressionReader.canBeRegistered(prefix),
                    "'\(prefix)' cannot be the prefix of an expression type"
                )
            }
        }
    }

    /// Whether prefixes of expression types and path namespaces that nobody
    /// registered compile; by default not.
    ///
    /// Tools that read the templates of an application without being it, as
    /// `talisman i18n extract` does, turn it on. Rendering such an expression
    /// fails.
    public var acceptsUnknownPrefixes = false

    /// What translates messages; by default `nil`: all have their default texts.
    ///
    /// The languages are those of the ``TemplateContext``.
    public var translator: (any TemplateTranslator)?

    /// What templates and renders may use.
    public var limits = TemplateLimits()

    /// The default configuration.
    public init() {}
}

extension TemplateConfiguration {
    /// What the syntax of a template depends on.
    package var syntax: SyntaxOptions {
        var options = SyntaxOptions()
        options.interpolatesText = interpolatesText
        options.defaultsToPython = dialect.defaultsToPython
        options.combinesStatements = dialect.combinesStatements
        options.interpolatesCode = dialect.interpolatesCode
        options.expressionDepth = limits.expressionDepth
        options.attributes = limits.attributes
        options.applicationPrefixes = Set(expressionTypes.keys)
        options.readsPrivateNames = readsPrivateNames
        return options
    }
}
