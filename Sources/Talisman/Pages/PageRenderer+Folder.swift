// SPDX-License-Identifier: Apache-2.0

public import Logging
public import Metrics
public import PageTemplates
public import Tracing
public import WebSessions

extension PageRenderer {
    /// Makes a renderer of the templates in a folder, which finds out at once whether it can work.
    ///
    /// ```swift
    /// let pages = try PageRenderer(folder: "Templates")
    /// ```
    ///
    /// In production all templates are compiled now, and never looked at again. In development
    /// each is compiled when it is asked for, and again when its file has changed.
    ///
    /// Where the environment variable `TALISMAN_COVERAGE` has the path of a file, which places of
    /// the templates are reached is recorded there, as ``recordingCoverage(to:logger:)`` does.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder; a relative one begins at the working directory.
    ///   - configuration: how templates are compiled; with a translator where there are several
    ///     languages.
    ///   - origin: the scheme and host of the site.
    ///   - languages: the languages of the pages.
    ///   - mode: whether the pages are being written; by default what the environment variable
    ///     `TALISMAN_ENV` says, and production where it says nothing.
    ///   - logger: gets what is doubtful about the templates, and each value that is refused at
    ///     its place, unless the configuration has somebody for that.
    ///   - metrics: makes the counters and timers; the process's by default.
    ///   - metricsPrefix: the names of counters and timers begin with it.
    ///   - tracer: makes a span for each page; the process's by default.
    /// - Throws: `TemplateErrors` with all errors of all templates, in production;
    ///   `TemplateError` for a folder that is not there, which names its whole path.
    public init(
        folder: String,
        configuration: TemplateConfiguration = .talisman,
        origin: String? = nil,
        languages: PageLanguages? = nil,
        mode: PageMode = .fromEnvironment(),
        logger: Logger = Logger(label: "talisman"),
        metrics: any MetricsFactory = MetricsSystem.factory,
        metricsPrefix: String = "pages",
        tracer: any Tracer = InstrumentationSystem.tracer
    ) throws {
        let loader = FileTemplateLoader(root: folder)
        try loader.requireFolder()
        let library = TemplateLibrary(
            loader,
            configuration: configuration.reportingRefusals(to: logger, metrics, metricsPrefix),
            reloads: mode == .development
        )
        switch mode {
        case .production:
            for warning in try library.compileAll() {
                logger.warning("template", metadata: ["report": "\(warning)"])
            }
        case .development:
            logger.notice("pages are in development: errors show their reports in the browser")
        }
        self.init(
            library,
            origin: origin,
            languages: languages,
            mode: mode,
            metrics: metrics,
            metricsPrefix: metricsPrefix,
            tracer: tracer
        )
        if let path = Self.coveragePath() { self = recordingCoverage(to: path, logger: logger) }
    }

    /// Makes a renderer of the templates in a folder, in the language that they are written in and
    /// in those of their catalogs.
    ///
    /// ```swift
    /// let pages = try PageRenderer(folder: "Templates", catalogs: "Templates/locales")
    /// ```
    ///
    /// A page is in the language that its visitor chose, or else in the one that its request asks
    /// for. In development catalogs are read again when they have changed, and new ones are found.
    ///
    /// - Parameters:
    ///   - folder: the path of the folder; a relative one begins at the working directory.
    ///   - catalogs: the folder with catalogs, `LANGUAGE/LC_MESSAGES/DOMAIN.po` or `.mo`.
    ///   - sourceLanguage: the language that the templates are written in; English by default.
    ///   - choice: where a session has the language that its visitor chose; nil, the default, where
    ///     visitors do not choose.
    ///   - configuration: how templates are compiled; its translator is replaced.
    ///   - origin: the scheme and host of the site.
    ///   - mode: whether the pages are being written; by default what the environment variable
    ///     `TALISMAN_ENV` says, and production where it says nothing.
    ///   - logger: gets what is doubtful about the templates.
    /// - Throws: what the initializer without catalogs throws, and `TemplateError` for catalogs
    ///   that cannot be read.
    public init(
        folder: String,
        catalogs: String,
        sourceLanguage: String = "en",
        choice: SessionKey<String>? = nil,
        configuration: TemplateConfiguration = .talisman,
        origin: String? = nil,
        mode: PageMode = .fromEnvironment(),
        logger: Logger = Logger(label: "talisman")
    ) throws {
        let catalogs = try TranslationCatalogs(
            root: catalogs,
            sourceLanguage: sourceLanguage,
            reloads: mode == .development
        )
        var configuration = configuration
        configuration.translator = catalogs
        try self.init(
            folder: folder,
            configuration: configuration,
            origin: origin,
            languages: PageLanguages(
                standard: sourceLanguage,
                catalogs: catalogs,
                choice: choice
            ),
            mode: mode,
            logger: logger
        )
    }
}
