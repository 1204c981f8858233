// SPDX-License-Identifier: Apache-2.0

/// The names that HummingbirdAuth 2 declares at its top level, as types without anything in them.
package protocol AuthRequestContext {}
package struct BasicAuthRequestContext: Sendable {}
package protocol AuthenticatorMiddleware {}
package struct ClosureAuthenticator: Sendable {}
package protocol AuthorizationPolicy {}
package struct ClosureAuthorizationPolicy: Sendable {}
package struct AuthorizationPolicyMiddleware: Sendable {}
package struct Not: Sendable {}
package enum AllOfBuilder: Sendable {}
package enum AnyOfBuilder: Sendable {}
package protocol PermissionProviding {}
package struct PermissionPolicy: Sendable {}
package protocol RoleProviding {}
package struct RolePolicy: Sendable {}
package struct BasicAuthentication: Sendable {}
package struct BearerAuthentication: Sendable {}
package struct IsAuthenticatedMiddleware: Sendable {}
package struct SessionAuthenticator: Sendable {}
package struct SessionData: Sendable {}
package struct SessionContext: Sendable {}
package protocol SessionRequestContext {}
package struct BasicSessionRequestContext: Sendable {}
package struct SessionMiddlewareConfiguration: Sendable {}
package struct SessionMiddleware: Sendable {}
package struct SessionCookieParameters: Sendable {}
package struct SessionStorageConfiguration: Sendable {}
package struct SessionStorage: Sendable {}
package struct UserRepositoryContext: Sendable {}
package protocol UserSessionRepository {}
package struct UserSessionClosureRepository: Sendable {}
package protocol SessionUserRepository {}
package protocol Authenticatable {}
