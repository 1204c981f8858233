// SPDX-License-Identifier: Apache-2.0

/// The errors of encoding, all with the code `invalid-data`.
enum EncodingFailure {
    static func integerTooLarge(
        _ integer: some BinaryInteger,
        at path: EncodingPath
    ) -> TemplateError {
        TemplateError(.invalidData, "integer \(integer) at \(path) does not fit in 64 bits")
    }

    static func tooDeep(at path: EncodingPath) -> TemplateError {
        TemplateError(
            .invalidData,
            "data is nested deeper than \(EncodingSession.depthLimit) levels",
            notes: [.init("it starts with \(path.beginning)")]
        )
    }

    static func dateOutOfRange(at path: EncodingPath) -> TemplateError {
        TemplateError(.invalidData, "date at \(path) is not in the years 1 to 9999")
    }

    static func mixedContainers(at path: EncodingPath) -> TemplateError {
        TemplateError(.invalidData, "value at \(path) encodes itself in two different forms")
    }

    /// What to report for an error out of the encoded value's own code.
    static func templateError(for error: any Error) -> TemplateError {
        if let error = error as? TemplateError { return error }
        guard case EncodingError.invalidValue(_, let context) = error else {
            return TemplateError(.invalidData, "the data failed to encode itself", cause: error)
        }
        let path = EncodingPath(context.codingPath)
        return TemplateError(
            .invalidData,
            "value at \(path) cannot be encoded: \(context.debugDescription)",
            cause: context.underlyingError
        )
    }
}
