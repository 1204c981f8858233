// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import PageTemplates

/// What is wrong, and the exit status that says so.
struct Diagnosis: Error {
    let message: String
    let status: Status

    /// The exit statuses of the command, beside those of its argument parser.
    enum Status: Int32 {
        /// A template or data is wrong.
        case wrongInput = 1

        /// A file cannot be read or written.
        case unusableFile = 2
    }

    init(_ message: String, _ status: Status = .wrongInput) {
        self.message = message
        self.status = status
    }

    init(_ error: TemplateError) {
        let isFile = error.code == .templateNotFound || error.code == .templateUnreadable
        self.init(error.description, isFile ? .unusableFile : .wrongInput)
    }

    /// Does some work; what goes wrong is reported on standard error and becomes
    /// the exit status.
    static func reporting(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as TemplateError {
            try Diagnosis(error).exit()
        } catch let error as Diagnosis {
            try error.exit()
        }
    }

    /// The same as ``reporting(_:)`` for work that waits.
    static func reported(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as TemplateError {
            try Diagnosis(error).exit()
        } catch let error as Diagnosis {
            try error.exit()
        }
    }

    /// Reports on standard error.
    ///
    /// - Throws: the exit status, always.
    func exit() throws -> Never {
        StandardError.write(message)
        throw ExitCode(status.rawValue)
    }
}
