using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ClaimTracker.Operations.Pages;

// A template language would bring a compiler, a build step or a package for six pages. An interpolated string is one already: the compiler hands its
// literal parts and its holes to different methods, so that what a person wrote in this source passes and what a person wrote anywhere else is encoded.
// There is no way to forget it, because no other way leads into a page.

/// <summary>
/// A piece of HTML. It is made by writing an interpolated string where one is expected: <c>Html p = $"&lt;p&gt;{text}&lt;/p&gt;"</c>. Every hole is
/// encoded, also between quotes of an attribute; only a hole that holds HTML itself passes as it is.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html
{
    public static readonly Html Empty;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder? text;

    public Html(int literalLength, int formattedCount)
    {
        text = new StringBuilder(literalLength + (formattedCount * 32));
    }

    public bool IsEmpty => text is null or { Length: 0 };

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => $"{pieces}";

    public void AppendLiteral(string literal) => text!.Append(literal);

    public void AppendFormatted(string? value)
    {
        if (value is not null)
        {
            text!.Append(Encoder.Encode(value.Any(IsUnwritable) ? string.Concat(value.Select(c => IsUnwritable(c) ? '\uFFFD' : c)) : value));
        }
    }

    public void AppendFormatted(long value) => text!.Append(CultureInfo.InvariantCulture, $"{value}");

    public void AppendFormatted(Html piece) => text!.Append(piece.text);

    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (var piece in pieces)
        {
            text!.Append(piece.text);
        }
    }

    public override string ToString() => text?.ToString() ?? "";

    /// <summary>Control characters have no place in HTML, not even encoded.</summary>
    private static bool IsUnwritable(char c) => (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF';
}
