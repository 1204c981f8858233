// SPDX-License-Identifier: Apache-2.0

// Rules about statements and expressions.
extension RuleText {
    static let unusedDefine = RuleText(
        meaning: """
            A name is defined and never used: the value is computed for nothing, or the name is \
            misspelt where it is used.
            """,
        remedy: """
            Remove the definition, or correct the name. Not reported: global definitions, names \
            that begin with `_` or are `dummy`, values that change something when they are \
            computed, as `python: cart.append(1)`, and names that a macro or a slot may use.
            """,
        fails: "<p tal:define=\"total order/total\">${order/totl}</p>",
        passes: "<p tal:define=\"total order/total\">${total}</p>",
        isFixed: true
    )

    static let shadowedDefine = RuleText(
        meaning: """
            A definition or a loop takes a name that another one around it has, so that the other \
            value is out of reach inside.
            """,
        remedy: """
            Choose another name. Not reported where the new value is made of the old one, as in \
            `title title | string:Untitled`, and across the borders of macros and slots.
            """,
        fails: """
            <ul tal:define="item order/first">
              <li tal:repeat="item order/items">${item}</li>
            </ul>
            """,
        passes: """
            <ul tal:define="first order/first">
              <li tal:repeat="item order/items">${first}, ${item}</li>
            </ul>
            """
    )

    static let unreachableAlternative = RuleText(
        meaning: """
            What stands before a `|` is always there, so that what stands behind it is never tried.
            """,
        remedy: """
            Remove the alternative, or put it first. `nothing` is a value, and so is a variable \
            that a definition has set to it: `|` goes on only where something is not there.
            """,
        fails: "<p tal:content=\"nothing | user/name\">name</p>",
        passes: "<p tal:content=\"user/name | nothing\">name</p>",
        isFixed: true
    )

    static let constantCondition = RuleText(
        meaning: """
            A condition is the same in every render: the element always stands there, or never \
            does.
            """,
        remedy: """
            Remove the condition, or the element. Not reported: `tal:condition="nothing"`, with \
            which authors leave a remark.
            """,
        fails: "<p tal:condition=\"python: True\">always</p>",
        passes: "<p tal:condition=\"user/is_admin\">sometimes</p>",
        isFixed: true
    )

    static let unusedMacro = RuleText(
        meaning: "No template of the folder that is checked uses a macro.",
        remedy: """
            Remove it, or correct its name where it is used. Reported for folders alone, and only \
            if no template takes a macro from a variable without naming it. Switch the rule off \
            for a folder whose macros others use.
            """,
        fails: "<div metal:define-macro=\"box\">x</div>",
        passes: """
            <div metal:define-macro="box">x</div>
            <div metal:use-macro="template/macros/box"></div>
            """
    )

    static let unwrittenSessionKey = RuleText(
        meaning: """
            A template reads a key of a session that nobody writes, by what `.talisman.yml` says: \
            `sessionKeys: [products.foo/color]`.
            """,
        remedy: """
            Correct the name, or add it to `sessionKeys` with the code that writes it. A name \
            without a `/` stands for all keys of a package. Without `sessionKeys` nothing is \
            reported.
            """,
        fails: "<b>${request/session:products.foo/colour}</b>",
        passes: "<b>${request/session:products.foo/color}</b>"
    )

    static let cacheablePageReadsSession = RuleText(
        meaning: """
            A page reads the session that read nothing of it when that was recorded: shared caches could \
            keep it for all visitors, and no longer can. By macros the finding is at their use, with the \
            place in the macro.
            """,
        remedy: """
            Load what differs by a request of its own, or accept it: `talisman check \
            --record-cacheability FILE` writes anew which pages read the session. `--cacheability FILE` \
            compares, or `cacheability: FILE` in `.talisman.yml`, from the folder of that file. The file \
            names templates from its own folder, and may hold those of several roots: what it says of \
            templates that are not looked at stays while they are there. Without a file nothing is \
            reported, nor of pages that it does not name.
            """,
        fails: "<b>${request/session:products.foo/color}</b>",
        passes: "<b hx-get=\"/color\" hx-trigger=\"load\"></b>"
    )

    static let unknownRule = RuleText(
        meaning: "A comment switches off a rule that there is not.",
        remedy: """
            Correct the name; `talisman explain` lists them. Errors cannot be switched off.
            """,
        fails: "<!--! talisman:disable mising-alt --><img src=\"/logo.png\" alt=\"\">",
        passes: "<!--! talisman:disable missing-alt --><img src=\"/logo.png\">"
    )
}
