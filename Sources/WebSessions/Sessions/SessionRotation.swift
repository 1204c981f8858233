// SPDX-License-Identifier: Apache-2.0

/// The replacement of a session's secret.
struct SessionRotation {
    let old: ClientID
    let new: ClientID
    /// The record as it was, as far as it is known.
    let before: SessionRecord?
}
