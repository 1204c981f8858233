/// The attributes that are true by being there.
enum BooleanAttributes {
    /// The boolean attributes of the HTML standard, and those that HTML 4 had
    /// beside them.
    static let names: Set<String> = [
        "allowfullscreen", "async", "autofocus", "autoplay", "checked", "compact", "controls",
        "declare", "default", "defer", "disabled", "formnovalidate", "hidden", "inert", "ismap",
        "itemscope", "loop", "multiple", "muted", "nohref", "nomodule", "noresize", "noshade",
        "novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed",
        "selected", "shadowrootclonable", "shadowrootdelegatesfocus", "shadowrootserializable",
    ]
}
