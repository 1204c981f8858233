// SPDX-License-Identifier: Apache-2.0

import CSpawn
import Foundation

/// The arguments of `posix_spawn`.
struct Spawn {
    #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
    private static let flags =
        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_CLOEXEC_DEFAULT
    #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
    private static let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    #endif
    private var ends: [Int32] = []

    init() {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        // A thread of a pool has signals blocked, which the child would inherit.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(Self.flags))
    }

    mutating func end() {
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        for end in ends { close(end) }
    }

    /// Gives the end of a pipe that this process writes to.
    mutating func open(_ input: Program.Input) throws -> Int32? {
        switch input {
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDONLY, 0)
            return nil
        case .pipe:
            var pipe: [Int32] = [0, 0]
            guard Foundation.pipe(&pipe) == 0 else {
                throw Program.Failure(description: String(cString: strerror(errno)))
            }
            ends.append(pipe[0])
            posix_spawn_file_actions_adddup2(&actions, pipe[0], STDIN_FILENO)
            return pipe[1]
        }
    }

    /// Opens a file for writing, or the file of the output where there is none.
    mutating func open(_ path: String?, as number: Int32) {
        guard let path else {
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, number)
            return
        }
        let flags = O_WRONLY | O_CREAT | O_TRUNC
        posix_spawn_file_actions_addopen(&actions, number, path, flags, 0o600)
    }

    mutating func enter(_ folder: String?) {
        guard let folder else { return }
        _ = spawn_add_folder(&actions, folder)
    }

    mutating func start(
        _ name: String,
        _ arguments: [String],
        _ environment: [String]
    ) throws -> pid_t {
        _ = spawn_add_closing(&actions)
        let words = ([name] + arguments).map { strdup($0) } + [nil]
        let settings = environment.map { strdup($0) } + [nil]
        defer { for text in words + settings { free(text) } }
        var id = pid_t()
        let error = posix_spawnp(&id, name, &actions, &attributes, words, settings)
        guard error == 0 else {
            let reason = String(cString: strerror(error))
            throw Program.Failure(description: "\(name) does not start: \(reason)")
        }
        return id
    }
}
