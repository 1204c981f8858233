// SPDX-License-Identifier: Apache-2.0

/// The value of one `Set-Cookie` field (RFC 6265bis section 4.1).
struct SetCookie {
    let name: String
    var value: String
    let attributes: CookieAttributes
    var maxAge: Int?
    var expires: SessionInstant?

    var headerValue: String {
        var parts = ["\(name)=\(value)", "Path=\(attributes.path)"]
        if let domain = attributes.domain { parts.append("Domain=\(domain)") }
        if let maxAge { parts.append("Max-Age=\(maxAge)") }
        if let expires { parts.append("Expires=\(HTTPDate.text(of: expires))") }
        if attributes.secure { parts.append("Secure") }
        if attributes.httpOnly { parts.append("HttpOnly") }
        if let sameSite = attributes.sameSite { parts.append("SameSite=\(sameSite.rawValue)") }
        if attributes.partitioned { parts.append("Partitioned") }
        return parts.joined(separator: "; ")
    }
}
