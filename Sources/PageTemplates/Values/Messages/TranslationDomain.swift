// SPDX-License-Identifier: Apache-2.0

/// The names of catalogs.
enum TranslationDomain {
    /// The domain of texts for which nobody names one, as zope.i18n has it.
    static let standard = "default"
}
