// SPDX-License-Identifier: Apache-2.0

import TemplateSyntax

/// The names of CSS that need to be told apart, all in lower case.
enum StyleNames {
    static let type = Array("type".utf8)
    static let url = Array("url".utf8)

    /// Whether a browser, though maybe an old one, runs code by a property or function.
    static func isCode(_ name: [UInt8]) -> Bool { code.contains(name) }

    /// Whether a string in a function is an address.
    static func loads(_ function: [UInt8]) -> Bool { loading.contains(function) }

    /// Whether data may name a function.
    static func isHarmless(_ function: [UInt8]) -> Bool { harmless.contains(function) }

    /// Whether the value of a property refers to parts of the page by `url(#name)`.
    static func refers(_ property: [UInt8]) -> Bool { referring.contains(property) }

    private static let code = names(
        "-moz-binding",
        "-ms-behavior",
        "-o-link",
        "-o-link-source",
        "behavior",
        "expression",
        "javascript",
        "vbscript"
    )

    private static let loading = names(
        "-webkit-image-set",
        "cross-fade",
        "image",
        "image-set",
        "src",
        "url"
    )

    private static let referring = names(
        "clip-path",
        "fill",
        "filter",
        "marker",
        "marker-end",
        "marker-mid",
        "marker-start",
        "mask",
        "stroke"
    )

    /// Neither those that load something, nor `attr`, which shows other attributes.
    private static let harmless = names(
        // Colours
        "color",
        "color-mix",
        "hsl",
        "hsla",
        "hwb",
        "lab",
        "lch",
        "light-dark",
        "oklab",
        "oklch",
        "rgb",
        "rgba",
        // Numbers and variables
        "abs",
        "calc",
        "clamp",
        "env",
        "max",
        "min",
        "mod",
        "rem",
        "round",
        "sign",
        "var",
        // Transforms
        "matrix",
        "matrix3d",
        "perspective",
        "rotate",
        "rotate3d",
        "rotatex",
        "rotatey",
        "rotatez",
        "scale",
        "scale3d",
        "scalex",
        "scaley",
        "scalez",
        "skew",
        "skewx",
        "skewy",
        "translate",
        "translate3d",
        "translatex",
        "translatey",
        "translatez",
        // Gradients
        "conic-gradient",
        "linear-gradient",
        "radial-gradient",
        "repeating-conic-gradient",
        "repeating-linear-gradient",
        "repeating-radial-gradient",
        // Time
        "cubic-bezier",
        "linear",
        "steps",
        // Filters
        "blur",
        "brightness",
        "contrast",
        "drop-shadow",
        "grayscale",
        "hue-rotate",
        "invert",
        "opacity",
        "saturate",
        "sepia",
        // Grids and shapes
        "circle",
        "ellipse",
        "fit-content",
        "inset",
        "minmax",
        "polygon",
        "repeat"
    )

    private static func names(_ names: String...) -> Set<[UInt8]> {
        Set(names.map { Array($0.utf8) })
    }
}

extension UInt8 {
    /// A byte that a name of CSS may have, but for escapes.
    var isStyleNameByte: Bool { isNameByte || self == UInt8(ascii: "-") || self >= 0x80 }

    /// What ends a line in CSS.
    var isStyleLineEnd: Bool {
        self == Byte.newline || self == Byte.carriageReturn || self == 0x0C
    }
}
