// SPDX-License-Identifier: Apache-2.0

package import WebSessions

/// An error that stands for another one, which developers want to see.
package protocol ReportedError: Error {
    /// The error underneath; itself where there is none.
    var reported: any Error { get }
    /// What is wrong in words that the application chose; nil where it chose none.
    var message: String? { get }
}

extension StatusError: ReportedError {
    package var reported: any Error { cause ?? self }
}

extension SessionFailure: ReportedError {
    package var reported: any Error { (error as? any ReportedError)?.reported ?? error }
    package var message: String? { (error as? any ReportedError)?.message }
}
