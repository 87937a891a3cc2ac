namespace ClaimTracker.Problems;

/// <summary>
/// A kind of refusal. The list is closed: whatever is refused, is refused as one of these, and <c>/problems/{slug}</c> tells what it means.
/// Client errors follow one rule: 400 does not match the published schema, 422 matches it and breaks a rule of the domain,
/// 409 is a right request in the wrong state.
/// </summary>
/// <param name="Slug">The last segment of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Title">The same words each time (RFC 9457 §3.1.3).</param>
/// <param name="Meaning">What it means and what to do, for a person.</param>
public sealed record ProblemKind(string Slug, int Status, string Title, string Meaning)
{
    /// <summary>400: the body is not JSON.</summary>
    public static readonly ProblemKind MalformedJson = new("malformed-json", 400, "The body is not well-formed JSON",
        "The body could not be read as one JSON document in UTF-8 (RFC 8259). The fault names the line and the byte.");

    /// <summary>400: no body where one is needed.</summary>
    public static readonly ProblemKind BodyRequired = new("body-required", 400, "A body is required",
        "This operation takes a JSON body and none was sent.");

    /// <summary>400: nested too deep.</summary>
    public static readonly ProblemKind TooDeep = new("too-deep", 400, "The body is nested too deep",
        "Bodies are at most 16 levels deep.");

    /// <summary>400: not the published schema.</summary>
    public static readonly ProblemKind Schema = new("schema", 400, "The request does not match the published schema",
        "Each fault names its place and its code. All faults are listed at once. The schema is at /openapi/v1.json.");

    /// <summary>400: the query string cannot be read.</summary>
    public static readonly ProblemKind MalformedQuery = new("malformed-query", 400, "The query string is malformed",
        "The query holds broken percent-encoding, bytes that are not UTF-8, a NUL, or too many parameters.");

    /// <summary>400: the cursor is not one that was given for this list.</summary>
    public static readonly ProblemKind InvalidCursor = new("invalid-cursor", 400, "The cursor is not valid here",
        "A cursor is only good for the list and the filters that it was given for. Start again without it.");

    /// <summary>400: the server could not make sense of the request.</summary>
    public static readonly ProblemKind BadRequest = new("bad-request", 400, "The request cannot be read",
        "The request breaks HTTP itself. The detail tells what could not be read.");

    /// <summary>401: a key is needed.</summary>
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "An API key is required",
        "Send the header Authorization: Bearer followed by your API key. A key in the query string is never accepted.");

    /// <summary>401: the key is not good.</summary>
    public static readonly ProblemKind InvalidCredentials = new("invalid-credentials", 401, "The API key is not valid",
        "The key is mistyped, unknown, expired, revoked, or not allowed from this address. Ask an admin for a new one.");

    /// <summary>403: the role does not suffice.</summary>
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Your role does not allow this",
        "The member requiredRole names the least role that may do it. Roles: reader, contributor, reviewer, editor, admin.");

    /// <summary>404: nothing is here.</summary>
    public static readonly ProblemKind NotFound = new("not-found", 404, "Not found",
        "There is no such path, or no resource with this id. Ids are written in one way only: digits without a leading zero.");

    /// <summary>405: not with this method.</summary>
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed",
        "The header Allow lists the methods of this path.");

    /// <summary>406: no such representation.</summary>
    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406, "No representation that you accept",
        "The member available lists what this path can answer with.");

    /// <summary>408: the body came too slowly.</summary>
    public static readonly ProblemKind RequestTimeout = new("request-timeout", 408, "The request came too slowly",
        "The body was sent at less than 240 bytes a second.");

    /// <summary>409: it is already there.</summary>
    public static readonly ProblemKind Duplicate = new("duplicate", 409, "Already on record",
        "The member existing names the resource on record.");

    /// <summary>409: a field that is filled differs.</summary>
    public static readonly ProblemKind Differs = new("differs", 409, "On record with other content",
        "The same article, or the same ref, is on record and a field that is already filled differs. Amend it by PATCH.");

    /// <summary>409: not from this state.</summary>
    public static readonly ProblemKind IllegalTransition = new("illegal-transition", 409, "Not possible in the present state",
        "The member allowed lists what can be done with the resource as it is now.");

    /// <summary>409: the last admin key stays.</summary>
    public static readonly ProblemKind LastAdmin = new("last-admin", 409, "The last admin key cannot be revoked",
        "Create another admin key first.");

    /// <summary>409: the same idempotency key is under way.</summary>
    public static readonly ProblemKind IdempotencyInProgress = new("idempotency-in-progress", 409, "This request is still under way",
        "A request with the same Idempotency-Key has not been answered yet. Try again after the time in Retry-After.");

    /// <summary>409: append-only.</summary>
    public static readonly ProblemKind Immutable = new("immutable", 409, "This cannot be changed",
        "Events and snapshots are append-only.");

    /// <summary>412: somebody was faster.</summary>
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", 412, "Changed since you read it",
        "The revision in If-Match is not the current one. Read the resource again, look at what changed, and send your change anew.");

    /// <summary>413: too large.</summary>
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The body is too large",
        "The member limit names the limit in bytes.");

    /// <summary>415: not this type.</summary>
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "This media type is not taken here",
        "POST takes application/json, PATCH takes application/merge-patch+json (RFC 7396).");

    /// <summary>415: not this charset.</summary>
    public static readonly ProblemKind UnsupportedCharset = new("unsupported-charset", 415, "Only UTF-8 is taken",
        "JSON is exchanged in UTF-8 (RFC 8259 §8.1).");

    /// <summary>415: not this encoding.</summary>
    public static readonly ProblemKind UnsupportedEncoding = new("unsupported-encoding", 415, "Encoded bodies are not taken",
        "Send the body without Content-Encoding.");

    /// <summary>417: the expectation is unknown.</summary>
    public static readonly ProblemKind ExpectationFailed = new("expectation-failed", 417, "This expectation cannot be met",
        "Only Expect: 100-continue is known.");

    /// <summary>422: a rule of the domain is broken.</summary>
    public static readonly ProblemKind Rule = new("rule", 422, "The request breaks a rule of the record",
        "The request is well-formed, and the record cannot hold it. Each fault names its place, its code and what would be right.");

    /// <summary>422: the idempotency key was used for something else.</summary>
    public static readonly ProblemKind IdempotencyKeyReuse = new("idempotency-key-reuse", 422, "This Idempotency-Key was used for another request",
        "A key stands for one request: the same method, path and body. Use a new key for a new request.");

    /// <summary>428: If-Match is needed.</summary>
    public static readonly ProblemKind PreconditionRequired = new("precondition-required", 428, "If-Match is required",
        "Send If-Match with the ETag that you read, or with the revision in quotes, so that no change of another person is lost.");

    /// <summary>429: too many requests.</summary>
    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests",
        "A key, an address without a key, and keys that are not good may each make so many requests in a minute. RateLimit-Policy tells how many, RateLimit how many are left, Retry-After when to go on.");

    /// <summary>431 and the like: refused by the server before any route.</summary>
    public static readonly ProblemKind HeadersTooLarge = new("headers-too-large", 431, "The request headers are too large",
        "Headers are at most 32 KiB and 100 in number.");

    /// <summary>500: our fault.</summary>
    public static readonly ProblemKind Internal = new("internal", 500, "Something went wrong here",
        "This is a fault of the service. It is in its log under the traceId.");

    /// <summary>503: the writer is busy.</summary>
    public static readonly ProblemKind Busy = new("busy", 503, "The service is busy",
        "Too much is waiting. Nothing of this request was done. Try again after the time in Retry-After.");

    /// <summary>503: the query took too long.</summary>
    public static readonly ProblemKind QueryTooExpensive = new("query-too-expensive", 503, "The query takes too long",
        "The query was stopped at its deadline. Narrow it by filters.");

    /// <summary>503: the file cannot be written.</summary>
    public static readonly ProblemKind StorageReadOnly = new("storage-read-only", 503, "The record cannot be written",
        "The database file or its folder is read-only for the service. Nothing of this request was done.");

    /// <summary>503: the file is damaged.</summary>
    public static readonly ProblemKind StorageDamaged = new("storage-damaged", 503, "The record is damaged",
        "The database file is damaged. Nothing more is written. An operator must check and restore it.");

    /// <summary>507: the disk is full.</summary>
    public static readonly ProblemKind InsufficientStorage = new("insufficient-storage", 507, "The disk is full",
        "Nothing of this request was done. Reading goes on.");

    /// <summary>Every kind, in the order of their status.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        MalformedJson, BodyRequired, TooDeep, Schema, MalformedQuery, InvalidCursor, BadRequest,
        Unauthenticated, InvalidCredentials, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, RequestTimeout,
        Duplicate, Differs, IllegalTransition, LastAdmin, IdempotencyInProgress, Immutable,
        PreconditionFailed, TooLarge, UnsupportedMediaType, UnsupportedCharset, UnsupportedEncoding, ExpectationFailed,
        Rule, IdempotencyKeyReuse, PreconditionRequired, RateLimited, HeadersTooLarge,
        Internal, Busy, QueryTooExpensive, StorageReadOnly, StorageDamaged, InsufficientStorage,
    ];
}
