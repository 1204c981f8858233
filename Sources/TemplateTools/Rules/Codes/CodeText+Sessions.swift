// SPDX-License-Identifier: Apache-2.0

// Written by Scripts/errors.py from the comments of the codes.
extension CodeText {
    static let sessions: [CodeText] = [
        CodeText(
            "invalid-configuration",
            .sessionError,
            """
            A setting contradicts another one or a rule of RFC 6265bis.
            """,
            """
            Message: `a __Host- cookie cannot have a domain`. Example: \
            `CookieClientIDManager(domain: "example.org", ...)` with the default prefix. What to \
            do: correct the configuration; the message names the rule.
            """
        ),
        CodeText(
            "invalid-name",
            .sessionError,
            """
            A package id or key is empty, too long, or has a forbidden character.
            """,
            """
            Message: `a session key cannot contain '/'`. Example: `package.set(1, for: "a/b")`. \
            What to do: use another name.
            """
        ),
        CodeText(
            "missing-session",
            .sessionError,
            """
            A handler asked for the session of a request that is in no transaction.
            """,
            """
            Message: `there is no session: the route is outside of the session middleware`. \
            Example: a route that is added to the router before the middleware. What to do: add \
            the middleware, which `addSite` does, before the routes that use sessions.
            """
        ),
        CodeText(
            "missing-client-id",
            .sessionError,
            """
            A write needs a client id and none may be issued for this request.
            """,
            """
            zope.session's `MissingClientIdException`. Message: `the client id comes from a \
            third party and this request has none`. Example: a write in a GET request under \
            `postOnly`. What to do: write only where a client id can be set.
            """
        ),
        CodeText(
            "foreign-client-id",
            .sessionError,
            """
            Another party issues the client ids, so that this library cannot replace one.
            """,
            """
            Message: `a client id of a third party cannot be rotated`. Example: `login` under \
            `thirdParty`. What to do: let the party that issues the ids replace them.
            """
        ),
        CodeText(
            "cross-site",
            .sessionError,
            """
            A login in a request that another site started, and that brought no client id; \
            nothing was written.
            """,
            """
            Message: `another site started the request, and the client's cookie did not come \
            with it: answer with a redirection to a page of this site, and log in there`. \
            Example: a POST in which a provider of identities returns a user. What to do: as the \
            message says, or make the manager with `CrossSiteSessions/areMade`.
            """
        ),
        CodeText(
            "unencodable",
            .sessionError,
            """
            A value cannot be encoded.
            """,
            """
            Message: `a value of type Upload cannot be stored`. Example: a `Double` that is not \
            finite inside of an array. What to do: store something that its `Encodable` \
            conformance can write as JSON.
            """
        ),
        CodeText(
            "undecodable",
            .sessionError,
            """
            A stored value does not decode as the type asked for.
            """,
            """
            Message: `the stored value is not a Cart`. Example: a key whose type changed between \
            two releases. What to do: decide what happens to such values (`UnreadableValue`), or \
            give the key a version and a migration; the other keys of the session are not \
            affected.
            """
        ),
        CodeText(
            "too-large",
            .sessionError,
            """
            A value or a session would be larger than its budget; nothing was written.
            """,
            """
            Message: `the value has 70000 bytes of at most 65536`. Example: a picture in a \
            session. What to do: store large things elsewhere and keep their name here.
            """
        ),
        CodeText(
            "kind-mismatch",
            .sessionError,
            """
            An operation does not fit the kind of value that is stored; nothing was written.
            """,
            """
            Message: `cannot add to a string`. Example: `increment` of a key that holds text. \
            What to do: set the key first, or use another key.
            """
        ),
        CodeText(
            "overflow",
            .sessionError,
            """
            An addition would leave the range of 64-bit integers; nothing was written.
            """,
            """
            Message: `the sum leaves the range of 64-bit integers`. What to do: store the number \
            as a `Double` or text.
            """
        ),
        CodeText(
            "conflict",
            .sessionError,
            """
            A key changed between its reading and its writing; nothing was written.
            """,
            """
            Message: `the key was changed by another request`. Example: two requests read a \
            cart, and both set it. What to do: run the handler again, or use an operation that \
            merges (`increment`, `insert`, `append`, `max`).
            """
        ),
        CodeText(
            "not-loaded",
            .sessionError,
            """
            A key was used that had to be loaded before; nothing was written.
            """,
            """
            Message: `the key was read by a subscript before it was loaded: …`. Example: \
            `session[.visits]` without `await session.load(.visits)`, in a request that cannot \
            be run again; others are, with the package loaded, and the log says so. A new \
            visitor, of whom nothing is stored, has nothing to load. What to do: name the \
            package in `loading:` where the middleware is made, load the key, or read it with \
            `value(_:)`.
            """
        ),
        CodeText(
            "stale-form",
            .sessionError,
            """
            A form was made from values that another request changed since; nothing was written.
            """,
            """
            Message: `the form was made from values that have changed since`. Example: two tabs \
            that edit one cart. What to do: show the form again, with the current values.
            """
        ),
        CodeText(
            "too-many-sessions",
            .sessionError,
            """
            A principal has as many sessions as it may; nothing was written.
            """,
            """
            Message: `the principal has 3 sessions already`. What to do: let the principal end \
            one of them, or configure the limit to evict the oldest one.
            """
        ),
        CodeText(
            "not-logged-in",
            .sessionError,
            """
            A handler asks for somebody who is logged in, and nobody is.
            """,
            """
            Message: `nobody is logged in`. Example: `requirePrincipal()` for a new visitor. \
            What to do: answer with 401, or redirect to the login page.
            """
        ),
        CodeText(
            "login-too-old",
            .sessionError,
            """
            A handler asks for a recent login, and it was longer ago.
            """,
            """
            Message: `the login was more than 300.0 seconds ago`. Example: a change of the \
            password. What to do: ask for the password, and log the same principal in again.
            """
        ),
        CodeText(
            "gone",
            .sessionError,
            """
            The session was ended by another request; nothing was written or created.
            """,
            """
            Message: `the session was ended while the request ran`. Example: a slow upload that \
            finishes after the logout. What to do: answer as to an anonymous client.
            """
        ),
        CodeText(
            "rotated",
            .sessionError,
            """
            Another request rotated the session first; nothing was written or created.
            """,
            """
            Message: `the session was rotated by another request`. Example: a double click on \
            the button of a login. What to do: answer without a cookie, such as with 409; the \
            client has a newer one, and its next request is in the session of the winner.
            """
        ),
        CodeText(
            "expired",
            .sessionError,
            """
            The session expired while the request ran; nothing was written.
            """,
            """
            Message: `the session expired while the request ran`. What to do: as for `gone`.
            """
        ),
        CodeText(
            "finished",
            .sessionError,
            """
            The session was used after its commit or abort.
            """,
            """
            Message: `the session was already committed`. Example: a write after the response \
            head was sent. What to do: write earlier.
            """
        ),
        CodeText(
            "store-full",
            .sessionError,
            """
            The store has no room for what it has to write; nothing was written.
            """,
            """
            Message: `the store holds its maximum of 10000 sessions`. Example: a Redis server \
            with as much data as `maxmemory` allows. Sessions that exist are read, and can be \
            ended. What to do: raise the limit or shorten the timeout; live sessions are never \
            dropped to make room.
            """
        ),
        CodeText(
            "duplicate",
            .sessionError,
            """
            A record to create has the locator of another one.
            """,
            """
            Message: `a session with this locator exists`. What to do: nothing with a good \
            random source; it never happens with 96 random bits.
            """
        ),
        CodeText(
            "invalid-cursor",
            .sessionError,
            """
            A listing of records cannot go on where the cursor says.
            """,
            """
            Message: `the cursor is none of this store`. Example: a cursor of another store, or \
            of a Redis server that was restarted since. What to do: start the listing again.
            """
        ),
        CodeText(
            "unsupported",
            .sessionError,
            """
            The store cannot do what was asked of it at all.
            """,
            """
            Message: `the data of these sessions is with their clients`. Example: a list of the \
            sessions of a principal in an `EncryptedCookieStore`. What to do: keep in the \
            default container, in a store on the server, what has to be listed or ended.
            """
        ),
        CodeText(
            "unreadable-record",
            .sessionError,
            """
            The record of the session cannot be read: it is damaged, or a newer version of this \
            library wrote it.
            """,
            """
            Message: `the record ... is damaged; end it with 'talisman sessions revoke'`. What \
            to do: answer 503. Its own visitor can end it: a logout deletes it, and a login \
            replaces it.
            """
        ),
        CodeText(
            "store-unavailable",
            .sessionError,
            """
            The store could not be opened or reached; nothing was written.
            """,
            """
            Message: `/var/lib/shop/sessions.db is not a database`. What to do: the message \
            names the file or server, and the remedy. It is also the answer of a \
            `CircuitBreaker` for a store that gave none.
            """
        ),
        CodeText(
            "store-failure",
            .sessionError,
            """
            The store failed while it worked, or did not answer in time.
            """,
            """
            Message: `the file is damaged`. Nothing of the operation was written, unless the \
            answer is what was lost. What to do: look at the underlying error; answer 503.
            """
        ),
    ]
}
