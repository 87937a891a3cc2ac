using System.Globalization;

namespace ClaimTracker.Text;

/// <summary>
/// What a text in a request must be like. Every text of every request carries one of these rules: the reader of bodies and queries checks it,
/// and the API document publishes it.
/// </summary>
/// <param name="max">The most code points.</param>
[AttributeUsage(AttributeTargets.Property)]
public abstract class TextRuleAttribute(int max) : Attribute
{
    /// <summary>The most Unicode code points.</summary>
    public int Max { get; } = max;

    /// <summary>A regular expression (ECMA 262) that all good values match, for the API document.</summary>
    public virtual string? Pattern => null;

    /// <summary>A format of JSON Schema, for the API document.</summary>
    public virtual string? Format => null;

    /// <summary>Whether a text without a visible character is taken.</summary>
    protected internal virtual bool AllowsBlank => false;

    /// <summary>Looks for the first flaw.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The flaw, or null where there is none.</returns>
    public Flaw? Check(string value)
    {
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            return new Flaw("nul_not_allowed", "A NUL character (U+0000) cannot be stored.");
        }

        if (!AllowsBlank && string.IsNullOrWhiteSpace(value))
        {
            return new Flaw("blank", "The text is empty or blank.");
        }

        return CodePoints.Count(value) > Max
            ? new Flaw("too_long", string.Create(CultureInfo.InvariantCulture, $"The text has more than {Max} code points."), Max)
            : Examine(value);
    }

    /// <summary>Looks for what this rule alone forbids.</summary>
    /// <param name="value">A text that is not blank and not too long.</param>
    protected virtual Flaw? Examine(string value) => null;
}

/// <summary>What is wrong with a text.</summary>
/// <param name="Code">The code of the fault.</param>
/// <param name="Detail">The sentence for the caller.</param>
/// <param name="Limit">The limit that was passed.</param>
/// <param name="BreaksRule">True where the text matches the schema and breaks a rule of the domain.</param>
public sealed record Flaw(string Code, string Detail, long? Limit = null, bool BreaksRule = false);

/// <summary>Free text of any number of lines.</summary>
public sealed class ProseAttribute(int max) : TextRuleAttribute(max);

/// <summary>What stands beside a quotation: any characters, white space too.</summary>
public sealed class ContextAttribute(int max) : TextRuleAttribute(max)
{
    /// <inheritdoc />
    protected internal override bool AllowsBlank => true;
}

/// <summary>A name or another text of one line: no control characters, and none of the marks that turn the direction of text around and so make one name look like another.</summary>
public sealed class LineAttribute(int max) : TextRuleAttribute(max)
{
    /// <inheritdoc />
    protected override Flaw? Examine(string value) => value.Any(c => char.IsControl(c) || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u2028' or '\u2029')
        ? new Flaw("disallowed_character", "Control characters, line breaks and bidirectional overrides are not allowed here.")
        : null;
}

/// <summary>The caller's own key of a resource: one line without spaces at its ends.</summary>
public sealed class RefAttribute() : TextRuleAttribute(200)
{
    /// <inheritdoc />
    public override string Pattern => @"^[!-~]+$";

    /// <inheritdoc />
    protected override Flaw? Examine(string value) => value.All(c => c is >= '!' and <= '~')
        ? null
        : new Flaw("invalid_ref", "A ref is made of visible ASCII characters without spaces, like a4-c29.");
}

/// <summary>A date in EDTF.</summary>
public sealed class EdtfDateAttribute() : TextRuleAttribute(40)
{
    /// <inheritdoc />
    protected override Flaw? Examine(string value) => Edtf.TryParse(value, out _, out var fault)
        ? null
        : fault == EdtfFault.IntervalReversed
            ? new Flaw("interval_reversed", "The interval ends before it starts.", BreaksRule: true)
            : new Flaw("invalid_date", Edtf.Hint(value) ?? "The date is not in EDTF.");
}

/// <summary>A distance from the day of publication.</summary>
public sealed class EdtfOffsetAttribute() : TextRuleAttribute(40)
{
    /// <inheritdoc />
    public override string Pattern => "^-?P([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,4}D)?$";

    /// <inheritdoc />
    protected override Flaw? Examine(string value) => DateOffset.TryParse(value, out _)
        ? null
        : new Flaw("invalid_duration", "An offset is an ISO 8601 duration of years, months, weeks or days: -P6M is six months before publication, P0D the same day.");
}

/// <summary>A language tag (BCP 47, RFC 5646).</summary>
public sealed class LanguageAttribute() : TextRuleAttribute(35)
{
    /// <inheritdoc />
    protected override Flaw? Examine(string value) => LanguageTag.TryCanonicalize(value, out _)
        ? null
        : new Flaw("invalid_language", "A language is a BCP 47 tag such as en, az, tr or zh-Hant, with hyphens.");
}

/// <summary>An address on the web: absolute, http or https, without a user name.</summary>
public sealed class AddressAttribute() : TextRuleAttribute(2_048)
{
    /// <inheritdoc />
    public override string Format => "uri";

    /// <inheritdoc />
    protected override Flaw? Examine(string value) => WebAddress.TryParse(value, out _)
        ? null
        : new Flaw("invalid_url", "An address is absolute, begins with http:// or https://, holds no user name and no spaces.");
}

/// <summary>The most items of a list or a map.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int max) : Attribute
{
    /// <summary>The most items.</summary>
    public int Max { get; } = max;

    /// <summary>Whether no item may stand twice.</summary>
    public bool Distinct { get; set; }
}
