// SPDX-License-Identifier: Apache-2.0

public import HTTPTypes

extension SessionErrorCode {
    /// Whether the program may have done what the client is told: what it stores is larger than
    /// its budget, has a name that none can have, or is counted too far.
    package var mayBeOfTheProgram: Bool {
        switch self {
        case .tooLarge, .invalidName, .overflow: true
        default: false
        }
    }

    /// The status of a response to a request that failed with this error.
    ///
    /// | status | codes |
    /// |---|---|
    /// | 400 | what the request brought cannot be used: ``invalidName``, ``overflow``, ``invalidCursor`` |
    /// | 401 | somebody has to log in: ``notLoggedIn``, ``loginTooOld`` |
    /// | 403 | another site started a request that logs in: ``crossSite`` |
    /// | 409 | another request was faster, or there is one too many: ``conflict``, ``rotated``, ``gone``, ``expired``, ``staleForm``, ``tooManySessions`` |
    /// | 413 | ``tooLarge`` |
    /// | 503 | a store does not do its work: ``storeFailure``, ``storeFull``, ``storeUnavailable``, ``unreadableRecord`` |
    /// | 500 | all others: mistakes of the program |
    public var httpStatus: HTTPResponse.Status {
        switch self {
        case .invalidName, .overflow, .invalidCursor: .badRequest
        case .notLoggedIn, .loginTooOld: .unauthorized
        case .crossSite: .forbidden
        case .conflict, .rotated, .gone, .expired, .staleForm, .tooManySessions: .conflict
        case .tooLarge: .contentTooLarge
        case .storeFailure, .storeFull, .storeUnavailable, .unreadableRecord: .serviceUnavailable
        case .invalidConfiguration, .missingClientID, .foreignClientID, .unencodable,
            .undecodable, .kindMismatch, .notLoaded, .finished, .duplicate, .unsupported,
            .missingSession:
            .internalServerError
        }
    }
}
