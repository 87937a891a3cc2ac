using System.Globalization;
using System.Text;
using ClaimTracker.Tests.Http;
using ClaimTracker.Tests.Proofs;
using static ClaimTracker.Tests.Behaviour.Message;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>One input and its answer. The numbers are those of the table of HTTP behaviour that the service was designed by.</summary>
/// <param name="Number">The row of that table.</param>
/// <param name="Input">What is sent, in words.</param>
/// <param name="Request">What is sent, in bytes.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Slug">The kind of problem; null where the answer is none, or where the server itself refuses before there is a request.</param>
/// <param name="Faults">The place and the code of each fault, in order.</param>
internal sealed record Row(int Number, string Input, Message Request, int Status, string? Slug = null, params string[] Faults)
{
    /// <summary>Headers the answer must have: "Allow: GET". A name alone must be there; one with a minus before it must not.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>What the answer must hold besides.</summary>
    public Action<RawAnswer>? Holds { get; init; }

    /// <summary>What is read back from the address in Location.</summary>
    public Action<RawAnswer>? Keeps { get; init; }
}

internal static class BehaviourRows
{
    private const int MiB = 1_048_576;

    /// <summary>Rows that are tests of their own.</summary>
    public static IReadOnlyDictionary<int, string> Tests { get; } = new Dictionary<int, string>
    {
        [64] = nameof(SlowRequestTests.Headers_and_bodies_that_dawdle_are_given_up_with_408),
        [65] = nameof(SlowRequestTests.Headers_and_bodies_that_dawdle_are_given_up_with_408),
        [66] = nameof(BehaviourTests.A_body_that_is_cut_by_the_end_of_the_connection_writes_nothing),
        [67] = nameof(ConcurrencyTests.A_client_that_hangs_up_leaves_the_whole_change_or_nothing),
        [79] = nameof(BehaviourTests.A_cursor_is_good_for_its_own_list_with_its_own_filters),
        [80] = nameof(BehaviourTests.Following_the_link_reaches_every_item_once_and_ends),
        [85] = nameof(DeadlineTests.A_statement_without_end_is_answered_503),
        [94] = nameof(BehaviourTests.Every_path_answers_HEAD_like_GET_and_OPTIONS_with_its_methods),
        [95] = nameof(BehaviourTests.Every_path_answers_HEAD_like_GET_and_OPTIONS_with_its_methods),
        [104] = nameof(ConcurrencyTests.Of_two_patches_of_one_revision_at_once_exactly_one_is_made),
        [105] = nameof(IdempotencyTests.The_same_request_again_gets_the_same_answer_with_one_effect),
        [106] = nameof(IdempotencyTests.A_key_that_stands_for_another_request_is_refused),
        [107] = nameof(IdempotencyTests.A_request_whose_first_is_still_under_way_is_told_to_wait),
        [109] = nameof(IdempotencyTests.Keys_of_two_principals_have_nothing_to_do_with_each_other),
        [110] = nameof(IdempotencyTests.A_retry_after_a_restart_gets_the_answer_of_the_first),
        [112] = nameof(BehaviourTests.Every_key_that_is_not_good_gets_the_same_answer),
        [116] = nameof(StateTests.The_last_admin_key_stays),
        [117] = nameof(RateLimitTests.One_request_too_many_gets_429_with_the_time_to_go_on_and_is_not_made),
        [118] = nameof(StateTests.A_full_queue_is_told_at_once_and_writes_nothing),
        [124] = nameof(StateTests.A_fault_of_ours_is_a_500_that_tells_nothing_of_the_inside),
        [125] = nameof(StorageFaultTests.A_full_disk_refuses_changes_with_507_goes_on_reading_and_is_over_when_there_is_room),
        [126] = nameof(StorageFaultTests.Whoever_meets_pages_that_were_overwritten_is_told_and_from_then_on_nothing_is_written),
    };

    /// <summary>Rows that are not tested here, and why.</summary>
    public static IReadOnlyDictionary<int, string> NotHere { get; } = new Dictionary<int, string>
    {
        [73] = "No query takes a time, only dates.",
        [90] = "Nothing can be erased yet.",
        [115] = "There is no rule of four eyes.",
        [119] = "There are no webhooks yet.",
        [120] = "There are no webhooks yet.",
        [121] = "Nothing is imported over HTTP yet.",
        [122] = "Nothing is imported over HTTP yet.",
        [123] = "There is no export yet.",
    };

    public static IReadOnlyList<Row> All { get; } =
    [
        .. Documents(), .. Members(), .. Texts(), .. Dates(), .. Rules(), .. Patches(), .. MediaTypesAndSizes(), .. Queries(), .. Paths(), .. Conditions(), .. Keys(), .. Framing(),
    ];

    private static IEnumerable<Row> Documents()
    {
        yield return new(1, "a body that is cut", Claim("""{"statement":"""), 400, "malformed-json", "# malformed_json") { Holds = a => Assert.Contains("line 1, byte 14", a.Text, StringComparison.Ordinal) };
        yield return new(2, "no body", new("POST", "/v1/claims", null, "{contributor}", "Content-Type: application/json"), 400, "body-required");
        yield return new(2, "an empty body", Claim(""), 400, "body-required");
        yield return new(2, "a body of blanks", Claim(" \r\n\t"), 400, "body-required");
        yield return new(2, "a body of a byte order mark", Claim("\uFEFF"), 400, "body-required");
        yield return new(3, "null", Claim("null"), 400, "schema", "# type");
        yield return new(4, "an array", Claim("[]"), 400, "schema", "# type");
        yield return new(4, "a text", Claim("\"x\""), 400, "schema", "# type");
        yield return new(4, "a number", Claim("5"), 400, "schema", "# type");
        yield return new(5, "an empty object", Claim("{}"), 400, "schema", "#/statement required", "#/kind required", "#/appearance required");
        yield return new(14, "NaN bare", Quantity("NaN"), 400, "malformed-json", "# malformed_json");
        yield return new(21, "a trailing comma", Claim("""{"statement":"x",}"""), 400, "malformed-json", "# malformed_json");
        yield return new(21, "a comment", Claim("""{"statement":"x"/* y */}"""), 400, "malformed-json", "# malformed_json");
        yield return new(22, "words after the document", Claim("{} x"), 400, "malformed-json", "# malformed_json");
        yield return new(22, "two documents", Claim("{}{}"), 400, "malformed-json", "# malformed_json");
        yield return new(23, "16 levels", Claim(new string('[', 16) + new string(']', 16)), 400, "schema", "# type");
        yield return new(23, "17 levels", Claim(new string('[', 17) + new string(']', 17)), 400, "too-deep") { Holds = a => Assert.Equal(16, (int)a.Json["limit"]!) };
        yield return new(23, "17 levels of objects", Claim(string.Concat(Enumerable.Repeat("{\"a\":", 17)) + "1" + new string('}', 17)), 400, "too-deep");
        yield return new(23, "100 000 levels", Claim(new string('[', 100_000)), 400, "too-deep");
        yield return new(23, "1 MiB of open brackets", Claim(new string('[', MiB)), 400, "too-deep");
        yield return new(24, "a byte order mark before the document", Claim([.. "\uFEFF"u8, .. Own("Row 24.").Body!]), 201);
        yield return new(25, "a byte that is no UTF-8", Claim([.. "{\"statement\":\""u8, 0xFF, .. "\"}"u8]), 400, "malformed-json", "# encoding");
        yield return new(25, "an overlong form", Claim([.. "{\"statement\":\""u8, 0xC0, 0xAF, .. "\"}"u8]), 400, "malformed-json", "# encoding");
        yield return new(25, "a surrogate as bytes", Claim([.. "{\"statement\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]), 400, "malformed-json", "# encoding");
        yield return new(25, "a byte that is no UTF-8 in a name", Claim([.. "{\"state"u8, 0xFF, .. "ment\":\"x\"}"u8]), 400, "malformed-json", "# encoding");
        yield return new(28, "a raw control character", Claim("{\"statement\":\"a\u0001b\"}"), 400, "malformed-json", "# malformed_json");
        yield return new(28, "a raw line break", Claim("{\"statement\":\"a\nb\"}"), 400, "malformed-json", "# malformed_json");
    }

    private static IEnumerable<Row> Members()
    {
        yield return new(6, "null for a required text", Own("x", statement: "null"), 400, "schema", "#/statement null_not_allowed");
        yield return new(7, "a number for a text", Own("x", statement: "5"), 400, "schema", "#/statement type");
        yield return new(7, "an object for a text", Own("x", statement: "{}"), 400, "schema", "#/statement type");
        yield return new(8, "a text for a number", Quantity("\"16\""), 400, "schema", "#/quantity/value type");
        yield return new(8, "a text for an integer", In("\"5\""), 400, "schema", "#/appearance/articleId type");
        yield return new(9, "5.0 for an integer", In("5.0"), 400, "schema", "#/appearance/articleId type");
        yield return new(9, "1e2 for an integer", In("1e2"), 400, "schema", "#/appearance/articleId type");
        yield return new(10, "an integer of 65 bits", In("9223372036854775808"), 400, "schema", "#/appearance/articleId out_of_range");
        yield return new(10, "an integer past its bound", Own("x", appearance: ""","quotes":[{"exact":"x","start":99999999999}]"""), 400, "schema", "#/appearance/quotes/0/start out_of_range");
        yield return new(11, "an integer of 40 digits", In(new string('9', 40)), 400, "schema", "#/appearance/articleId out_of_range");
        yield return new(11, "a number of 40 digits", Quantity(new string('9', 40)), 400, "schema", "#/quantity/value out_of_range");
        yield return new(11, "a number of 40 digits after the point", Quantity("0." + new string('3', 40)), 400, "schema", "#/quantity/value out_of_range");
        yield return new(11, "a number too small to be kept", Quantity("1e-40"), 400, "schema", "#/quantity/value out_of_range");
        yield return new(12, "1e999", Quantity("1e999"), 400, "schema", "#/quantity/value out_of_range");
        yield return new(13, "\"NaN\"", Quantity("\"NaN\""), 400, "schema", "#/quantity/value type");
        yield return new(13, "\"Infinity\"", Quantity("\"Infinity\""), 400, "schema", "#/quantity/value type");
        yield return new(15, "-0", Quantity("-0", "Row 15, minus zero."), 201) { Keeps = a => Assert.Contains("\"value\":0,", a.Text, StringComparison.Ordinal) };
        yield return new(15, "0E0", Quantity("0E0", "Row 15, zero to the zeroth."), 201) { Keeps = a => Assert.Contains("\"value\":0,", a.Text, StringComparison.Ordinal) };
        yield return new(15, "-0 for an id", In("-0"), 400, "schema", "#/appearance/articleId out_of_range");
        yield return new(16, "an unknown member", Own("x", ""","statment":"x" """), 400, "schema", "#/statment unknown_member") { Holds = a => Assert.Contains("Did you mean statement?", a.Text, StringComparison.Ordinal) };
        yield return new(16, "an unknown member inside", Own("x", appearance: ""","tone":"x" """), 400, "schema", "#/appearance/tone unknown_member");
        yield return new(16, "an unknown member with the signs of JSON Pointer", Own("x", ""","a/b~c":1"""), 400, "schema", "#/a~1b~0c unknown_member");
        yield return new(17, "a member twice", Own("x", ""","statement":"y" """), 400, "schema", "#/statement duplicate_member");
        yield return new(17, "a member twice, once escaped", Own("x", ""","st\u0061tement":"y" """), 400, "schema", "#/statement duplicate_member");
        yield return new(18, "a member in capitals", Claim("""{"STATEMENT":"x","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice"} }"""), 400, "schema", "#/STATEMENT unknown_member", "#/statement required");
        yield return new(19, "a member and the same in other case", Own("x", ""","Statement":"x" """), 400, "schema", "#/Statement unknown_member");
        yield return new(20, "members of other languages' magic", Own("x", ""","__proto__":{},"$type":"x","$ref":"x","constructor":1"""), 400, "schema",
            "#/__proto__ unknown_member", "#/%24type unknown_member", "#/%24ref unknown_member", "#/constructor unknown_member");
        yield return new(33, "more items than there may be", Own("x", ",\"topics\":[" + string.Join(',', Enumerable.Range(0, 21).Select(i => $"\"t{i}\"")) + "]"), 400, "schema", "#/topics too_many")
        {
            Holds = a => Assert.Equal(20, (int)a.Json["errors"]![0]!["limit"]!),
        };
        yield return new(33, "an item twice", Own("x", ""","topics":["border","Border"]"""), 400, "schema", "#/topics/1 duplicate_item");
        yield return new(33, "null as an item", Own("x", ""","topics":[null]"""), 400, "schema", "#/topics/0 null_not_allowed");
        yield return new(34, "an unknown name of a kind", Own("x", kind: "\"opinion\""), 400, "schema", "#/kind not_allowed")
        {
            Holds = a => Assert.Equal(["fact", "position", "prediction"], a.Json["errors"]![0]!["allowed"]!.AsArray().Select(v => (string)v!)),
        };
        yield return new(34, "a kind with a capital", Own("x", kind: "\"Fact\""), 400, "schema", "#/kind not_allowed");
        yield return new(35, "a kind by number", Own("x", kind: "1"), 400, "schema", "#/kind type");
        yield return new(35, "a kind by number in a text", Own("x", kind: "\"1\""), 400, "schema", "#/kind not_allowed");
        yield return new(35, "two kinds", Own("x", kind: "\"fact,position\""), 400, "schema", "#/kind not_allowed");
        yield return new(46, "an id as a text", In("\"{article}\""), 400, "schema", "#/appearance/articleId type");
        yield return new(46, "an id of zero", In("0"), 400, "schema", "#/appearance/articleId out_of_range");
        yield return new(46, "a negative id", In("-1"), 400, "schema", "#/appearance/articleId out_of_range");
        yield return new(53, "members that the service writes", Own("x", ""","id":1,"revision":1,"createdAt":"2020-01-01T00:00:00Z","status":"supported","state":"active" """), 400, "schema",
            "#/id read_only", "#/revision read_only", "#/createdAt read_only", "#/status read_only", "#/state read_only");
        yield return new(127, "more members than there may be", Claim("{" + string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"m{i}\":1")) + "}"), 400, "schema",
            [.. Enumerable.Range(0, 100).Select(i => $"#/m{i} unknown_member"), "# too_many", "#/statement required", "#/kind required", "#/appearance required"]);
        yield return new(127, "one member more often than there may be members", Own("x", string.Concat(Enumerable.Repeat(""","kind":"fact" """, 200))), 400, "schema",
            [.. Enumerable.Repeat("#/kind duplicate_member", 97), "# too_many"]);
        yield return new(127, "more translations than there may be", Own("x", ",\"translations\":{" + string.Join(',', Enumerable.Repeat("\"1\":\"x\"", 200)) + "}"), 400, "schema",
            [.. Enumerable.Repeat("#/translations/1 invalid_language", 50), "#/translations too_many"]);
        yield return new(127, "members with numbers for names", Own("x", ""","2":1,"1":2"""), 400, "schema", "#/2 unknown_member", "#/1 unknown_member");
    }

    private static IEnumerable<Row> Texts()
    {
        yield return new(26, "half of a surrogate pair", Own(@"a\ud800b"), 400, "schema", "#/statement invalid_unicode");
        yield return new(26, "halves of a pair the wrong way round", Own(@"\udc00\ud800"), 400, "schema", "#/statement invalid_unicode");
        yield return new(26, "half of a pair in a name", Own("x", @",""a\ud800"":1"), 400, "schema", "# invalid_unicode");
        yield return new(26, "half of a pair in a kind", Own("x", kind: @"""\ud800"""), 400, "schema", "#/kind invalid_unicode");
        yield return new(26, "half of a pair in a date", Own("x", @",""period"":{""edtf"":""\ud800""}"), 400, "schema", "#/period/edtf invalid_unicode");
        yield return new(26, "half of a pair in a language", Own("x", @",""translations"":{""\ud800"":""x""}"), 400, "schema", "# invalid_unicode");
        yield return new(26, "half of a pair in a patch", Patch("/v1/claims/{claim}", @"{""statement"":""\ud800"",""reason"":""x""}", "If-Match: {etag}"), 400, "schema", "#/statement invalid_unicode");
        yield return new(26, "half of a pair in a name of a patch", Patch("/v1/claims/{claim}", @"{""reas\ud800n"":""x""}", "If-Match: {etag}"), 400, "schema", "# invalid_unicode", "#/reason required");
        yield return new(26, "half of a pair in a reason", Patch("/v1/claims/{claim}", @"{""reason"":""\udfff""}", "If-Match: {etag}"), 400, "schema", "#/reason invalid_unicode");
        yield return new(27, "NUL", Own(@"a\u0000b"), 400, "schema", "#/statement nul_not_allowed");
        yield return new(27, "NUL in a name", Own("x", @",""claimant"":{""name"":""a\u0000b"",""type"":""person""}"), 400, "schema", "#/claimant/name nul_not_allowed");
        yield return Kept(29, "emoji and their joiners", "👩🏽‍🚀 flew 🇦🇿.");
        yield return Kept(29, "right-to-left letters and marks", "قال ‏\u200Fالوزير ‎\u200Ethat \u061C.");
        yield return Kept(29, "a composed letter", "Caf\u00E9 row 29.");
        yield return Kept(29, "a decomposed letter", "Row 29 cafe\u0301.");
        yield return Kept(29, "line separators and white space", " Row 29\u2028a\u2029b\u00A0c\u3000d\te\r\nf ");
        yield return Kept(29, "quotation marks and what HTML minds", "Row 29: “a” ‘b’ \"c\" 'd' <script>&amp;</script> \\ / \u007F \u0085");
        yield return Kept(29, "the edges of Unicode", "Row 29 \uFFFD \uFFFE \uFEFF \U0010FFFF \U00010000 \uE000");
        yield return Kept(30, "a bidirectional override in a statement", "Row 30 a\u202Eb\u202Cc.");
        yield return new(30, "a bidirectional override in a name", Own("x", ",\"claimant\":{\"name\":\"a\u202Eb\",\"type\":\"person\"}"), 400, "schema", "#/claimant/name disallowed_character");
        yield return new(30, "a bidirectional override in a topic", Own("x", ",\"topics\":[\"a\u2066b\"]"), 400, "schema", "#/topics/0 disallowed_character");
        yield return new(30, "a line break in a name", Own("x", @",""claimant"":{""name"":""a\nb"",""type"":""person""}"), 400, "schema", "#/claimant/name disallowed_character");
        yield return new(31, "blanks alone", Own("   "), 400, "schema", "#/statement blank");
        yield return new(31, "an empty text", Own(""), 400, "schema", "#/statement blank");
        yield return new(31, "no-break and ideographic spaces", Own("\u00A0\u3000\u2028"), 400, "schema", "#/statement blank");
        yield return new(32, "one code point too many", Own(new string('a', 501)), 400, "schema", "#/statement too_long") { Holds = a => Assert.Equal(500, (int)a.Json["errors"]![0]!["limit"]!) };
        yield return Kept(32, "as many code points as there may be, each of two UTF-16 units", string.Concat(Enumerable.Repeat("🚀", 500)));
        yield return new(43, "a language with an underscore", Own("x", ""","language":"en_US" """), 400, "schema", "#/language invalid_language");
        yield return new(43, "a language of digits", Own("x", ""","language":"123" """), 400, "schema", "#/language invalid_language");
        yield return new(43, "a language in other case", Own("Row 43.", ""","language":"ZH-hant-tw" """), 201) { Keeps = a => Assert.Equal("zh-Hant-TW", (string?)a.Json["language"]) };
        foreach (var url in (string[])["javascript:alert(1)", "data:text/html,x", "/story", "story", "//example.org/x", "https://user:secret@example.org/", "ftp://example.org/", "https://", @"https://a b/"])
        {
            yield return new(44, $"the address {url}", Post("/v1/articles", $$"""{"url":"{{url}}"}"""), 400, "schema", "#/url invalid_url");
        }

        yield return new(44, "an address of 2 049 characters", Post("/v1/articles", $$"""{"url":"https://example.org/{{new string('a', 2_029)}}"}"""), 400, "schema", "#/url too_long");
        yield return new(45, "an address with letters of two scripts", Post("/v1/articles", """{"url":"https://пример.example/Çavuşoğlu?q=ə"}"""), 201)
        {
            Keeps = a => Assert.Equal("https://пример.example/Çavuşoğlu?q=ə", (string?)a.Json["url"]),
        };
    }

    private static IEnumerable<Row> Dates()
    {
        foreach (var date in (string[])["2020-02-30", "2020-13", "2020-00", "02/03/2020", "June 2020", "2020-6", "20200615", "2020-06-15T10:00:00Z"])
        {
            yield return new(date.Contains('/', StringComparison.Ordinal) || date.StartsWith('J') ? 38 : 36, $"the date {date}", Own("x", $$""","period":{"edtf":"{{date}}"}"""), 400, "schema", "#/period/edtf invalid_date");
        }

        foreach (var (i, date) in ((string[])["2020", "2020-06", "2020-06~", "2020-06-15?", "201X", "XXXX-06-27", "2020-06/2020-08", "2020/..", "../2020"]).Index())
        {
            yield return new(37, $"the date {date}", Own($"Row 37, date {i}.", $$""","period":{"edtf":"{{date}}"}"""), 201) { Keeps = a => Assert.Equal(date, (string?)a.Json["period"]!["edtf"]) };
        }

        yield return new(38, "a date in the query that is none", Get("/v1/claims?saidFrom=02/03/2020"), 400, "schema", "saidFrom invalid_date");
        yield return new(39, "an interval that ends before it begins", Own("x", ""","period":{"edtf":"2020-08/2020-06"}"""), 422, "rule", "#/period/edtf interval_reversed");
        yield return new(39, "such an interval in the query", Get("/v1/claims?saidFrom=2020-08/2020-06"), 422, "rule", "saidFrom interval_reversed");
        yield return new(40, "said in the future", Own("x", appearance: ""","said":{"edtf":"2999"}"""), 422, "rule", "#/appearance/said in_future");
        yield return new(40, "published in the future", Post("/v1/articles", """{"headline":"x","published":{"edtf":"2999-01"}}"""), 422, "rule", "#/published in_future");
        yield return new(41, "a time without offset", Captured("2020-07-12T09:30:00"), 400, "schema", "#/capturedAt offset_required");
        yield return new(41, "a day for a time", Captured("2020-07-12"), 400, "schema", "#/capturedAt offset_required");
        foreach (var time in (string[])["2020-07-12T09:30:60Z", "2020-07-12t09:30:00z", "2020-07-12T24:00:00Z", "2020-02-30T00:00:00Z", "2020-07-12T09:30Z", "2020-07-12 09:30:00Z", "0000-01-01T00:00:00Z", "noon"])
        {
            yield return new(42, $"the time {time}", Captured(time), 400, "schema", "#/capturedAt invalid_time");
        }
    }

    private static IEnumerable<Row> Rules()
    {
        yield return new(47, "an unknown article", In("999999"), 422, "rule", "#/appearance/articleId unknown_reference");
        yield return new(47, "an unknown claim", Link("{claim}", "999999"), 422, "rule", "#/to unknown_reference");
        yield return new(48, "a claim against itself", Link("{claim}", "{claim}"), 422, "rule", "# self_link");
        yield return new(49, "a pair again", Link("{left}", "{right}"), 409, "duplicate") { Holds = a => Assert.NotNull(a.Json["existing"]!["href"]) };
        yield return new(49, "a pair again, the other way round", Link("{right}", "{left}"), 409, "duplicate") { Holds = a => Assert.NotNull(a.Json["existing"]!["href"]) };
        yield return new(50, "restoring what stands", Post("/v1/claims/{claim}/restore", """{"reason":"x"}"""), 409, "illegal-transition") { Holds = a => Assert.Equal("withdraw", (string?)a.Json["allowed"]![0]) };
        yield return new(51, "a verdict without evidence",
            Post("/v1/reviews", """{"claimIds":[{claim}],"verdict":"refuted","explanation":"x","title":"x","url":"https://example.org/x","author":{"name":"The Desk","type":"organization"},"publish":true}""").As("{editor}"),
            422, "rule", "#/evidenceIds archive_required", "#/evidenceIds evidence_required");
        yield return new(52, "an action without a reason", Post("/v1/claims/{claim}/withdraw", "{}"), 400, "schema", "#/reason required");
        yield return new(52, "an action with a blank reason", Post("/v1/claims/{claim}/withdraw", """{"reason":" "}"""), 400, "schema", "#/reason blank");
    }

    private static IEnumerable<Row> Patches()
    {
        yield return new(54, "a patch that changes nothing", Patch("/v1/claims/{claim}", """{"reason":"Looked at again."}""", "If-Match: {etag}"), 200) { Headers = ["ETag: {etag}"] };
        yield return new(54, "a patch to what stands there already", Patch("/v1/claims/{claim}", """{"kind":"fact","reason":"Looked at again."}""", "If-Match: {etag}"), 200) { Headers = ["ETag: {etag}"] };
        yield return new(54, "an empty patch", Patch("/v1/claims/{claim}", "{}", "If-Match: {etag}"), 400, "schema", "#/reason required");
        yield return new(55, "a patch that removes what is required", Patch("/v1/claims/{claim}", """{"statement":null,"kind":null,"reason":"x"}""", "If-Match: {etag}"), 400, "schema",
            "#/statement null_not_allowed", "#/kind null_not_allowed");
        yield return new(55, "a patch without the reason's text", Patch("/v1/claims/{claim}", """{"reason":null}""", "If-Match: {etag}"), 400, "schema", "#/reason null_not_allowed");
        yield return new(56, "a patch that is an array", Patch("/v1/claims/{claim}", "[]", "If-Match: {etag}"), 400, "schema", "# type");
        yield return new(56, "a patch that is null", Patch("/v1/claims/{claim}", "null", "If-Match: {etag}"), 400, "schema", "# type");
        yield return new(16, "an unknown member in a patch", Patch("/v1/claims/{claim}", """{"statment":"x","reason":"x"}""", "If-Match: {etag}"), 400, "schema", "#/statment unknown_member");
        yield return new(17, "a member twice in a patch", Patch("/v1/claims/{claim}", """{"kind":"fact","kind":"position","reason":"x"}""", "If-Match: {etag}"), 400, "schema", "#/kind duplicate_member");
        yield return new(53, "members that the service writes, in a patch", Patch("/v1/claims/{claim}", """{"id":2,"status":"refuted","reason":"x"}""", "If-Match: {etag}"), 400, "schema", "#/id read_only", "#/status read_only");
    }

    private static IEnumerable<Row> MediaTypesAndSizes()
    {
        yield return new(57, "a patch as application/json", Patch("/v1/claims/{claim}", """{"reason":"x"}""").Only("Content-Type: application/json", "If-Match: {etag}"), 415, "unsupported-media-type")
        {
            Headers = ["Accept-Patch: application/merge-patch+json"],
        };
        foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "///", "application/json, application/json", "application/jsonx", "application/merge-patch+json", "application/problem+json", "text/json", "*/*"])
        {
            yield return new(58, $"the media type {type}", Claim(Own("x").Body!).Only($"Content-Type: {type}"), 415, "unsupported-media-type") { Headers = ["Accept-Post: application/json"] };
        }

        yield return new(58, "no media type", Claim(Own("x").Body!).Only(), 415, "unsupported-media-type") { Headers = ["Accept-Post: application/json"] };
        yield return new(58, "an empty media type", Claim(Own("x").Body!).Only("Content-Type: "), 415, "unsupported-media-type") { Headers = ["Accept-Post: application/json"] };
        yield return new(58, "the media type in capitals", Claim(Own("Row 58.").Body!).Only("Content-Type: APPLICATION/JSON"), 201);
        foreach (var charset in (string[])["utf-16", "iso-8859-1"])
        {
            yield return new(59, $"charset {charset}", Claim(Own("x").Body!).Only($"Content-Type: application/json; charset={charset}"), 415, "unsupported-charset");
        }

        foreach (var charset in (string[])["bogus", "utf8", "\"utf-16\"", "utf-8; charset=utf-16", "utf-16; charset=utf-8"])
        {
            yield return new(60, $"charset {charset}", Claim(Own("x").Body!).Only($"Content-Type: application/json; charset={charset}"), 415, "unsupported-charset");
        }

        yield return new(60, "charset \"utf-8\", quoted", Claim(Own("Row 60, quoted.").Body!).Only("Content-Type: application/json;charset=\"utf-8\""), 201);
        yield return new(60, "charset UTF-8, in capitals", Claim(Own("Row 60, capitals.").Body!).Only("Content-Type: application/json; CHARSET=UTF-8"), 201);
        foreach (var encoding in (string[])["gzip", "br", "bogus", "identity, gzip"])
        {
            yield return new(61, $"Content-Encoding: {encoding}", Own("x").With($"Content-Encoding: {encoding}"), 415, "unsupported-encoding") { Headers = ["Accept-Encoding: identity"] };
        }

        yield return new(61, "Content-Encoding: identity", Own("Row 61.").With("Content-Encoding: identity"), 201);
        yield return new(62, "a length over 1 MiB, before a byte of it", Claim("").With($"Content-Length: {MiB + 1}"), 413, "too-large")
        {
            Headers = ["Connection: close"],
            Holds = a => Assert.Equal(MiB, (long)a.Json["limit"]!),
        };
        yield return new(62, "a length past 64 bits", Claim("").With("Content-Length: 99999999999999999999"), 400);
        yield return new(62, "an article's length over 8 MiB, before a byte of it", Post("/v1/articles", "", $"Content-Length: {(8 * MiB) + 1}"), 413, "too-large")
        {
            Headers = ["Connection: close"],
            Holds = a => Assert.Equal(8 * MiB, (long)a.Json["limit"]!),
        };
        yield return new(62, "a body of 1 MiB", Claim(Sized(Own("Row 62.").Body!, MiB)), 201);
        yield return new(62, "an article of more than 1 MiB", Post("/v1/articles", $$"""{"ref":"long","text":"{{string.Concat(Enumerable.Repeat("Нет. ", 200_000))}}"}"""), 201);
        yield return new(63, "chunks of more than 1 MiB in all", Chunked("/v1/claims", MiB, 1), 413, "too-large") { Headers = ["Connection: close"], Holds = a => Assert.Equal(MiB, (long)a.Json["limit"]!) };
        yield return new(63, "one chunk of more than 1 MiB", Chunked("/v1/claims", MiB + 1), 413, "too-large") { Headers = ["Connection: close"], Holds = a => Assert.Equal(MiB, (long)a.Json["limit"]!) };
        yield return new(63, "an article's chunks of more than 8 MiB in all", Chunked("/v1/articles", 8 * MiB, 2), 413, "too-large") { Headers = ["Connection: close"], Holds = a => Assert.Equal(8 * MiB, (long)a.Json["limit"]!) };
        yield return new(63, "a chunked body that fits", Chunked(Own("Row 63.").Body!), 201);
        yield return new(97, "Accept: application/xml", Get("/v1/claims/{claim}", "Accept: application/xml"), 406, "not-acceptable") { Holds = a => Assert.Equal("application/json", (string?)a.Json["available"]![0]) };
        yield return new(97, "Accept: text/html on a list", Get("/v1/claims", "Accept: text/html,application/xhtml+xml"), 406, "not-acceptable");
        yield return new(97, "Accept: application/xml on a change", Own("x").With("Accept: application/xml"), 406, "not-acceptable");
        yield return new(97, "Accept: application/xml, */*;q=0.1", Get("/v1/claims/{claim}", "Accept: application/xml, */*;q=0.1"), 200);
        yield return new(97, "Accept: application/*", Get("/v1/claims/{claim}", "Accept: application/*"), 200);
        yield return new(98, "Accept: text/html on an error", Get("/v1/claims/999999", "Accept: text/html,*/*;q=0.8"), 404, "not-found");
        yield return new(98, "Accept: text/html where there is nothing", Get("/nothing", "Accept: text/html"), 404, "not-found");
        yield return new(99, "Accept: application/json;q=0", Get("/v1/claims/{claim}", "Accept: application/json;q=0"), 406, "not-acceptable");
        yield return new(99, "Accept: application/json;q=0, */*", Get("/v1/claims/{claim}", "Accept: application/json;q=0, */*"), 406, "not-acceptable");
        yield return new(128, "Range on JSON", Get("/v1/claims/{claim}", "Range: bytes=0-1"), 200) { Headers = ["ETag: {etag}", "-Content-Range"] };
        yield return new(129, "Expect: 100-continue", Own("Row 129.").With("Expect: 100-continue"), 201);
        yield return new(129, "an expectation that is not known", Get("/v1/claims/{claim}", "Expect: 200-ok"), 200);
    }

    private static IEnumerable<Row> Queries()
    {
        yield return new(68, "an unknown parameter", Get("/v1/claims?limt=5"), 400, "schema", "limt unknown_parameter") { Holds = a => Assert.Contains("Did you mean limit?", a.Text, StringComparison.Ordinal) };
        yield return new(68, "a parameter where none is taken", Get("/v1/claims/{claim}?pretty=true"), 400, "schema", "pretty unknown_parameter");
        yield return new(68, "a parameter on a change", Post("/v1/claims?dryRun=true", Own("x").Body!), 400, "schema", "dryRun unknown_parameter");
        yield return new(68, "a parameter in other case", Get("/v1/claims?Limit=5"), 400, "schema", "Limit unknown_parameter");
        yield return new(69, "a parameter twice", Get("/v1/claims?limit=5&limit=6"), 400, "schema", "limit duplicate_parameter");
        yield return new(69, "a parameter twice, once escaped", Get("/v1/claims?limit=5&l%69mit=6"), 400, "schema", "limit duplicate_parameter");
        foreach (var limit in (string[])["", "abc", "1.5", "%205", "5%20", "+5", "%2B5", "-1", "0x5", "1e1", "٥", "5%0A"])
        {
            yield return new(70, $"limit={limit}", Get($"/v1/claims?limit={Uri.EscapeDataString(limit).Replace("%25", "%", StringComparison.Ordinal)}"), 400, "schema", "limit invalid");
        }

        yield return new(70, "limit=+5, the plus as it is", Get("/v1/claims?limit=+5"), 400, "schema", "limit invalid");
        yield return new(70, "limit without a value", Get("/v1/claims?limit"), 400, "schema", "limit invalid");
        foreach (var limit in (string[])["0", "201", "005", "99999999999", "99999999999999999999999"])
        {
            yield return new(70, $"limit={limit}", Get($"/v1/claims?limit={limit}"), 400, "schema", "limit out_of_range");
        }

        yield return new(70, "limit=200", Get("/v1/claims?limit=200"), 200);
        yield return new(70, "an empty id", Get("/v1/claims?claimantId="), 400, "schema", "claimantId invalid");
        foreach (var status in (string[])["1", "99", "True,False", "Disputed", "disputed,unverified", ""])
        {
            yield return new(71, $"status={status}", Get($"/v1/claims?status={status}"), 400, "schema", "status not_allowed");
        }

        yield return new(72, "crossArticle=1", Get("/v1/contradictions?crossArticle=1"), 400, "schema", "crossArticle not_boolean");
        yield return new(72, "crossArticle=True", Get("/v1/contradictions?crossArticle=True"), 400, "schema", "crossArticle not_boolean");
        yield return new(68, "all faults of a query at once", Get("/v1/contradictions?x=1&limit=0&crossArticle=1&status=x&topic=%20"), 400, "schema",
            "x unknown_parameter", "limit out_of_range", "crossArticle not_boolean", "status not_allowed", "topic blank");
        foreach (var query in (string[])["topic=%zz", "topic=%", "topic=%2", "topic=%ff", "topic=%c0%af", "topic=%ed%a0%80", "%zz=1", "topic=%-1"])
        {
            yield return new(74, query, Get($"/v1/claims?{query}"), 400, "malformed-query");
            yield return new(74, $"{query} where no parameter is taken", Get($"/v1/claims/{{claim}}?{query}"), 400, "malformed-query");
        }

        yield return new(75, "%00", Get("/v1/claims?topic=a%00b"), 400, "malformed-query");
        yield return new(78, "200 parameters", Get("/v1/claims?" + string.Join('&', Enumerable.Range(0, 200).Select(i => $"p{i}={i}"))), 400, "malformed-query") { Holds = a => Assert.Equal(64, (int)a.Json["limit"]!) };
        yield return new(78, "200 parameters where none is taken", Get("/v1/claims/{claim}?" + string.Join('&', Enumerable.Range(0, 200).Select(i => $"p{i}={i}"))), 400, "malformed-query");
        yield return new(81, "a search for nothing", Get("/v1/search?q="), 400, "schema", "q blank");
        yield return new(81, "a search for blanks", Get("/v1/search?q=+%20"), 400, "schema", "q blank");
        foreach (var q in (string[])["foo%22", "AND", "NEAR(", "a:b", "(((a", "co2+-5", "%5Ea", "{a}:b"])
        {
            yield return new(82, $"{q} is no syntax", Get($"/v1/search?q={q}"), 200);
        }

        foreach (var q in (string[])["%22", "*", "((("])
        {
            yield return new(82, $"{q} holds no word", Get($"/v1/search?q={q}"), 400, "schema", "q blank");
        }

        yield return new(83, "a search of 257 characters", Get("/v1/search?q=" + new string('a', 257)), 400, "schema", "q too_long");
        yield return new(83, "a search of 17 words", Get("/v1/search?q=" + string.Join('+', Enumerable.Range(0, 17))), 400, "schema", "q too_long");
        yield return new(84, "a beginning of one letter", Get("/v1/search?q=a*"), 400, "schema", "q prefix_too_short");
        yield return new(86, "the signs of LIKE in a filter", Get("/v1/claims?topic=%25"), 200) { Holds = a => Assert.Empty(a.Json["items"]!.AsArray()) };
        yield return new(86, "the signs of LIKE and of SQL in a filter", Get("/v1/claimants?name=_%5C%27%22--"), 200) { Holds = a => Assert.Empty(a.Json["items"]!.AsArray()) };
    }

    private static IEnumerable<Row> Paths()
    {
        foreach (var path in (string[])["/v1", "/v1/", "/v2/claims", "/v1/claim", "/claims", "/index.html", "/v1/claims/{claim}/nothing", "/.git/config", "/favicon.ico", "/openapi/v2.json", "/problems/nothing"])
        {
            yield return new(87, path, Get(path), 404, "not-found");
        }

        yield return new(87, "a change where there is nothing", Post("/v1/nothing", "{}"), 404, "not-found");

        yield return new(87, "an unknown path with a key that is not good", Get("/v1/nothing").As("nonsense"), 404, "not-found");
        foreach (var id in (string[])["xyz", "+5", "005", "%205", "5%20", "0", "-1", "1.0", "1e0", "%7B1%7D", "%D9%A5", "99999999999999999999", "5;v=1", "1,2"])
        {
            yield return new(88, $"the id {id}", Get($"/v1/claims/{id}"), 404, "not-found");
            yield return new(88, $"PATCH of the id {id}", Patch($"/v1/claims/{id}", """{"reason":"x"}""", "If-Match: *"), 404, "not-found");
        }

        foreach (var path in (string[])["claims/999999", "claims/9223372036854775807", "claims/999999/appearances", "claims/999999/links", "articles/999999", "articles/999999/claims", "articles/999999/snapshots", "claimants/999999", "links/999999", "appearances/999999"])
        {
            yield return new(89, $"/v1/{path}", Get($"/v1/{path}"), 404, "not-found");
        }

        yield return new(89, "a patch of what is not there, without If-Match", Patch("/v1/claims/999999", """{"reason":"x"}"""), 404, "not-found");
        yield return new(89, "a patch of what is not there, that is not good", Patch("/v1/claims/999999", "{}"), 400, "schema", "#/reason required");
        yield return new(91, "//v1/claims", Get("//v1/claims"), 404, "not-found");
        yield return new(91, "/v1//claims", Get("/v1//claims"), 404, "not-found");
        yield return new(91, "/v1/claims/%2f", Get("/v1/claims/%2f"), 404, "not-found");
        yield return new(91, "/v1/claims%2f{claim}", Get("/v1/claims%2f{claim}"), 404, "not-found");
        yield return new(91, "/v1/links/../claims", Get("/v1/links/../claims"), 200);
        yield return new(92, "other case, and a slash at the end", Get("/V1/CLAIMS/?limit=1"), 200)
        {
            Headers = ["Link"],
            Holds = a => Assert.StartsWith("<http://{host}/v1/claims?limit=1&cursor=", a.Header("Link"), StringComparison.Ordinal),
        };
        yield return new(93, "PATCH of a collection", Patch("/v1/claims", """{"reason":"x"}"""), 405, "method-not-allowed") { Headers = ["Allow: GET, POST, HEAD, OPTIONS"] };
        yield return new(93, "DELETE", new("DELETE", "/v1/claims/{claim}", null, "{admin}"), 405, "method-not-allowed") { Headers = ["Allow: GET, PATCH, HEAD, OPTIONS"] };
        yield return new(93, "PUT", new("PUT", "/v1/claims/{claim}", "{}"u8.ToArray(), "{admin}", "Content-Type: application/json"), 405, "method-not-allowed") { Headers = ["Allow: GET, PATCH, HEAD, OPTIONS"] };
        yield return new(93, "GET of an action", Get("/v1/claims/{claim}/withdraw"), 405, "method-not-allowed") { Headers = ["Allow: POST, OPTIONS"] };
        foreach (var method in (string[])["TRACE", "FOO", "PROPFIND"])
        {
            yield return new(93, method, new(method, "/v1/claims", null, null), 405, "method-not-allowed") { Headers = ["Allow: GET, POST, HEAD, OPTIONS"] };
            yield return new(93, $"{method} where there is nothing", new(method, "/nothing", null, null), 404, "not-found");
        }

        yield return new(93, "a method not taken, with a key that is not good", new("DELETE", "/v1/claims", null, "nonsense"), 405, "method-not-allowed");
        yield return new(93, "a method not taken, with a body of another type", new("PUT", "/v1/claims", "x"u8.ToArray(), null, "Content-Type: text/plain"), 405, "method-not-allowed");
        yield return new(94, "HEAD of what is not there", new("HEAD", "/v1/claims/999999", null, null), 404) { Headers = ["Content-Type: application/problem+json; charset=utf-8", "Cache-Control: no-store"] };
        yield return new(94, "HEAD of what is known", new("HEAD", "/v1/claims/{claim}", null, null, "If-None-Match: {etag}"), 304) { Headers = ["ETag: {etag}"] };
        yield return new(95, "OPTIONS of a collection", new("OPTIONS", "/v1/claims", null, null), 204) { Headers = ["Allow: GET, POST, HEAD, OPTIONS", "Accept-Post: application/json", "-Accept-Patch", "-Content-Length"] };
        yield return new(95, "OPTIONS of a resource", new("OPTIONS", "/v1/claims/{claim}", null, null), 204) { Headers = ["Allow: GET, PATCH, HEAD, OPTIONS", "Accept-Patch: application/merge-patch+json", "-Accept-Post"] };
        yield return new(95, "OPTIONS of an action", new("OPTIONS", "/v1/claims/{claim}/withdraw", null, null), 204) { Headers = ["Allow: POST, OPTIONS", "Accept-Post: application/json"] };
        yield return new(95, "OPTIONS where there is nothing", new("OPTIONS", "/nothing", null, null), 404, "not-found");
        yield return new(95, "OPTIONS of a page that asks from elsewhere", new("OPTIONS", "/v1/claims", null, null, "Origin: https://example.org", "Access-Control-Request-Method: POST"), 204) { Headers = ["-Access-Control-Allow-Origin"] };
        yield return new(96, "X-HTTP-Method-Override", Get("/v1/claims/{claim}", "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PATCH"), 200) { Headers = ["ETag: {etag}"] };
    }

    private static IEnumerable<Row> Conditions()
    {
        const string Change = """{"kind":"position","reason":"x"}""";
        yield return new(100, "a patch without If-Match", Patch("/v1/claims/{claim}", Change), 428, "precondition-required", "If-Match required");
        yield return new(100, "a patch with an empty If-Match", Patch("/v1/claims/{claim}", Change, "If-Match: "), 428, "precondition-required", "If-Match required");
        foreach (var tag in (string[])["\"2\"", "\"0\"", "\"x\"", "W/{etag}", "W/\"1\"", "\"\"", "\"01\"", "\" 1\"", "\"2\", \"3\""])
        {
            yield return new(101, $"If-Match: {tag}", Patch("/v1/claims/{claim}", Change, $"If-Match: {tag}"), 412, "precondition-failed")
            {
                Headers = ["ETag: {etag}"],
                Holds = a => Assert.Equal(1, (int)a.Json["currentRevision"]!),
            };
        }

        yield return new(101, "If-Match of another revision on an action", Post("/v1/claims/{claim}/withdraw", """{"reason":"x"}""", "If-Match: \"2\""), 412, "precondition-failed") { Headers = ["ETag: {etag}"] };
        yield return new(101, "a stale If-Match with a change that would break a rule", Patch("/v1/claims/{claim}", """{"claimantId":999999,"reason":"x"}""", "If-Match: \"9\""), 412, "precondition-failed") { Headers = ["ETag: {etag}"] };
        yield return new(101, "a stale If-Match with an interval that ends before it begins", Patch("/v1/claims/{claim}", """{"period":{"edtf":"2020-08/2020-06"},"reason":"x"}""", "If-Match: \"9\""), 412, "precondition-failed") { Headers = ["ETag: {etag}"] };
        yield return new(39, "an interval that ends before it begins, in a patch", Patch("/v1/claims/{claim}", """{"period":{"edtf":"2020-08/2020-06"},"reason":"x"}""", "If-Match: {etag}"), 422, "rule", "#/period/edtf interval_reversed");
        yield return new(101, "a stale If-Match on an action that is not possible now", Post("/v1/claims/{claim}/restore", """{"reason":"x"}""", "If-Match: \"9\""), 412, "precondition-failed") { Headers = ["ETag: {etag}"] };
        yield return new(102, "a malformed If-Match on an action", Post("/v1/claims/{claim}/withdraw", """{"reason":"x"}""", "If-Match: abc"), 400, "schema", "If-Match invalid");
        foreach (var tag in (string[])["abc", "1", "\"1", "1\"", "'1'", "\"1\", abc"])
        {
            yield return new(102, $"If-Match: {tag}", Patch("/v1/claims/{claim}", Change, $"If-Match: {tag}"), 400, "schema", "If-Match invalid");
        }

        foreach (var tag in (string[])["{etag}", "\"1\"", "*", "\"9\", {etag}"])
        {
            yield return new(101, $"If-Match: {tag}, which holds", Patch("/v1/claims/{claim}", """{"reason":"Looked at again."}""", $"If-Match: {tag}"), 200) { Headers = ["ETag: {etag}"] };
        }

        foreach (var tag in (string[])["{etag}", "W/{etag}", "*", "\"x\", {etag}"])
        {
            yield return new(103, $"If-None-Match: {tag}", Get("/v1/claims/{claim}", $"If-None-Match: {tag}"), 304) { Headers = ["ETag: {etag}", "Vary: Accept, Authorization", "Cache-Control: private, no-cache", "-Content-Type"] };
        }

        foreach (var tag in (string[])["\"1\"", "\"x\"", "abc"])
        {
            yield return new(103, $"If-None-Match: {tag}", Get("/v1/claims/{claim}", $"If-None-Match: {tag}"), 200) { Headers = ["ETag: {etag}"] };
        }

        foreach (var key in (string[])["", "\"\"", "a b", "ключ", "a\tb", new('k', 256), "a\u0001b"])
        {
            yield return new(108, $"Idempotency-Key: {key}", Own("x").With(Utf8($"Idempotency-Key: {key}")), 400, "schema", "Idempotency-Key invalid");
        }

        yield return new(108, "two Idempotency-Keys", Own("x").With("Idempotency-Key: a", "Idempotency-Key: b"), 400, "schema", "Idempotency-Key invalid");
        yield return new(108, "an Idempotency-Key for an answer with a secret", Post("/v1/keys", """{"name":"x","role":"reader"}""", "Idempotency-Key: a").As("{admin}"), 400, "schema", "Idempotency-Key not_taken");
        yield return new(108, "an Idempotency-Key of 255 characters", Own("Row 108.").With($"Idempotency-Key: {new string('k', 255)}"), 201);
    }

    private static IEnumerable<Row> Keys()
    {
        yield return new(111, "a change without a key", Own("x").As(null), 401, "unauthenticated") { Headers = ["WWW-Authenticate: Bearer"] };
        yield return new(111, "a patch without a key", Patch("/v1/claims/{claim}", "{}").As(null), 401, "unauthenticated") { Headers = ["WWW-Authenticate: Bearer"] };
        yield return new(111, "keys without a key", Get("/v1/keys"), 401, "unauthenticated") { Headers = ["WWW-Authenticate: Bearer"] };
        yield return new(111, "a change without a key, of a body of another type", Own("x").As(null).Only("Content-Type: text/plain"), 401, "unauthenticated");
        yield return new(111, "a change without a key, too large", Claim("").As(null).With($"Content-Length: {MiB + 1}"), 401, "unauthenticated");
        yield return new(111, "a change without a key, of what is not there", Patch("/v1/claims/999999", "{}").As(null), 401, "unauthenticated");
        foreach (var header in (string[])["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "{contributor}", "Token {contributor}", "Bearer {contributor} x", "Bearer {contributor},{contributor}", "Bearer x{contributor}"])
        {
            yield return new(112, $"Authorization: {header}", Own("x").As(null).With($"Authorization: {header}"), 401, "invalid-credentials") { Headers = ["WWW-Authenticate: Bearer error=\"invalid_token\""] };
        }

        yield return new(112, "two keys", Own("x").With("Authorization: Bearer {admin}"), 401, "invalid-credentials");
        yield return new(112, "reading with a key that is not good", Get("/v1/claims").As("{mistyped}"), 401, "invalid-credentials");
        yield return new(112, "a scheme in other case", Get("/v1/keys", "Authorization: bearer {admin}"), 200);
        yield return new(113, "a key in the query", Post("/v1/claims?key={contributor}&access_token={contributor}", Own("x").Body!).As(null), 401, "unauthenticated");
        yield return new(114, "a reader's change", Own("x").As("{reader}"), 403, "forbidden") { Holds = a => Assert.Equal("contributor", (string?)a.Json["requiredRole"]) };
        yield return new(114, "a reader's change, of a body of another type", Own("x").As("{reader}").Only("Content-Type: text/plain"), 403, "forbidden");
        yield return new(114, "a contributor's decision", Post("/v1/links/{link}/reject", """{"reason":"not_a_contradiction"}"""), 403, "forbidden") { Holds = a => Assert.Equal("reviewer", (string?)a.Json["requiredRole"]) };
        yield return new(114, "a contributor's decision of what is not there", Post("/v1/links/999999/confirm", """{"reason":"x"}"""), 403, "forbidden");
        yield return new(114, "an editor's look at keys", Get("/v1/keys").As("{editor}"), 403, "forbidden") { Holds = a => Assert.Equal("admin", (string?)a.Json["requiredRole"]) };
        yield return new(114, "a contributor's withdrawal of what another recorded", Post("/v1/claims/{claim}/withdraw", """{"reason":"x"}""").As("{other}"), 403, "forbidden");
    }

    private static IEnumerable<Row> Framing()
    {
        const string Host = "Host: {host}\r\n";
        const string Head = "POST /v1/claims HTTP/1.1\r\n" + Host + "Authorization: Bearer {contributor}\r\nContent-Type: application/json\r\n";
        yield return new(76, "a Host that is not ours", Bytes("GET /v1/claims HTTP/1.1\r\nHost: example.org\r\n\r\n"), 400, "bad-request");
        yield return new(76, "a Host that is not ours, on a path that is not there", Bytes("GET /nothing HTTP/1.1\r\nHost: 127.0.0.1.example.org\r\n\r\n"), 400, "bad-request");
        yield return new(76, "a port that there cannot be", Bytes("GET /v1/claims?limit=1 HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n\r\n"), 400, "bad-request");
        yield return new(76, "%00 in the path", Bytes($"GET /v1/claims/%00 HTTP/1.1\r\n{Host}\r\n"), 400);
        yield return new(76, "no Host", Bytes("GET /v1/claims HTTP/1.1\r\n\r\n"), 400);
        yield return new(76, "a broken Host", Bytes("GET /v1/claims HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
        yield return new(76, "two Hosts", Bytes($"GET /v1/claims HTTP/1.1\r\n{Host}{Host}\r\n"), 400);
        yield return new(76, "two lengths", Bytes($"{Head}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}"), 400);
        yield return new(76, "a folded header", Bytes($"GET /v1/claims HTTP/1.1\r\n{Host}X-A: b\r\n c\r\n\r\n"), 400);
        yield return new(76, "a bare CR in a header", Bytes($"GET /v1/claims HTTP/1.1\r\n{Host}X-A: b\rc\r\n\r\n"), 400);
        yield return new(76, "NUL in a header", Bytes($"GET /v1/claims HTTP/1.1\r\n{Host}X-A: b\0c\r\n\r\n"), 400);
        yield return new(76, "a method that is no token", Bytes($"GE(T /v1/claims HTTP/1.1\r\n{Host}\r\n"), 400);
        yield return new(76, "no Host in HTTP/1.0", Bytes("GET /v1/claims?limit=1 HTTP/1.0\r\n\r\n"), 200) { Holds = a => Assert.StartsWith("</v1/claims?limit=1&cursor=", a.Header("Link"), StringComparison.Ordinal) };
        yield return new(76, "a whole address as the target", Bytes($"GET http://{{host}}/v1/claims/{{claim}} HTTP/1.1\r\n{Host}\r\n"), 200) { Headers = ["ETag: {etag}"] };
        yield return new(95, "OPTIONS *", Bytes($"OPTIONS * HTTP/1.1\r\n{Host}\r\n"), 204);
        yield return new(76, "another version", Bytes($"GET /v1/claims HTTP/3.0\r\n{Host}\r\n"), 505);
        yield return new(77, "a target of more than 8 KiB", Get("/v1/claims?topic=" + new string('a', 8_200)), 414);
        yield return new(77, "a header of more than 32 KiB", Get("/v1/claims", "X-A: " + new string('a', 33_000)), 431);
        yield return new(77, "more than 100 headers", Get("/v1/claims", [.. Enumerable.Range(0, 101).Select(i => $"X-{i}: a")]), 431);
        yield return new(130, "length and chunks both: the chunks count", Bytes($"{Head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400, "body-required") { Headers = ["Connection: close"] };
        yield return new(130, "gzip, chunked", Bytes($"{Head}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"), 415, "unsupported-encoding");
        yield return new(130, "a length with a sign, which the server takes", Bytes($"{Head}Content-Length: +2\r\n\r\n[]"), 400, "schema", "# type");
        yield return new(130, "lines that end in LF alone, which the server takes (RFC 9112 §2.2)", Bytes("GET /v1/claims HTTP/1.1\nHost: {host}\n\n"), 200);
        yield return new(76, "letters that are not ASCII in the target", Get(Utf8("/v1/claims?topic=ə")), 400);
        yield return new(130, "a list of lengths", Bytes($"{Head}Content-Length: 2, 2\r\n\r\n{{}}"), 400);
        yield return new(130, "a negative length", Bytes($"{Head}Content-Length: -1\r\n\r\n"), 400);
        yield return new(130, "xchunked", Bytes($"{Head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400);
        yield return new(130, "chunked, identity", Bytes($"{Head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"), 400);
        yield return new(130, "a blank before the colon", Bytes($"{Head}Content-Length : 2\r\n\r\n{{}}"), 400);
        yield return new(130, "a bare LF in a chunk extension", Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n2;a\n{{}}\r\n0\r\n\r\n"), 400, "bad-request");
        yield return new(130, "a chunk size that is no number", Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n-2\r\n{{}}\r\n0\r\n\r\n"), 400, "bad-request");
        yield return new(130, "a chunk longer than its size", Bytes($"{Head}Transfer-Encoding: chunked\r\n\r\n1\r\n{{}}\r\n0\r\n\r\n"), 400, "bad-request");
    }

    private static Message Claim(string body) => Post("/v1/claims", body);

    private static Message Claim(byte[] body) => Post("/v1/claims", body);

    /// <summary>A claim that the first article makes in its own voice.</summary>
    private static Message Own(string said, string more = "", string appearance = "", string? statement = null, string kind = "\"fact\"") =>
        Claim($$"""{"statement":{{statement ?? $"\"{said}\""}},"kind":{{kind}},"appearance":{"articleRef":"a1","mode":"own_voice"{{appearance}}}{{more}}}""");

    private static Message Quantity(string value, string said = "x") => Own(said, $$""","quantity":{"qualifier":"exact","value":{{value}}}""");

    private static Message In(string articleId) => Claim($$"""{"statement":"x","kind":"fact","appearance":{"articleId":{{articleId}},"mode":"own_voice"} }""");

    private static Message Captured(string at) => Post("/v1/articles", $$"""{"headline":"x","capturedAt":"{{at}}"}""");

    private static Message Link(string from, string to) => Post("/v1/links", $$"""{"type":"contradicts","facet":"quantity","explanation":"x","from":{{from}},"to":{{to}}}""");

    /// <summary>A statement that must come back as it was sent, code unit by code unit.</summary>
    private static Row Kept(int number, string input, string statement)
    {
        var body = new StringBuilder();
        foreach (var c in statement)
        {
            body.Append(c is '"' or '\\' || c < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c);
        }

        return new(number, input, Own(body.ToString()), 201)
        {
            Holds = a => Assert.Equal(statement, (string?)a.Json["statement"], StringComparer.Ordinal),
            Keeps = a => Assert.Equal(statement, (string?)a.Json["statement"], StringComparer.Ordinal),
        };
    }

    /// <summary>The same document with blanks at its end, so that it has this many bytes.</summary>
    private static byte[] Sized(byte[] body, int length) => [.. body, .. Enumerable.Repeat((byte)' ', length - body.Length)];

    /// <summary>Chunks of blanks, and no last chunk: the server has to answer before the end.</summary>
    private static Message Chunked(string path, params int[] sizes) => Bytes(
        $"POST {path} HTTP/1.1\r\nHost: {{host}}\r\nAuthorization: Bearer {{contributor}}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + string.Join("\r\n", sizes.Select(size => $"{size:x}\r\n{new string(' ', size)}")));

    private static Message Chunked(byte[] body) =>
        Post("/v1/claims", [.. Encoding.ASCII.GetBytes($"1\r\n"), body[0], .. Encoding.ASCII.GetBytes($"\r\n{body.Length - 1:x};a=b\r\n"), .. body[1..], .. "\r\n0\r\n\r\n"u8], "Transfer-Encoding: chunked");

    /// <summary>Headers are written as Latin-1: this one becomes the bytes of UTF-8.</summary>
    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
