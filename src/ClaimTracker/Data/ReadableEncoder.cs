using System.Text.Encodings.Web;

namespace ClaimTracker.Data;

/// <summary>
/// Writes letters as letters (<c>Çavuşoğlu</c>, <c>Azerbaijan's</c>) and escapes what can do harm: what JSON requires, <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>
/// (an answer pasted into HTML stays data), the line separators of JavaScript, and the marks that turn the direction of text around.
/// </summary>
internal sealed class ReadableEncoder : JavaScriptEncoder
{
    public static readonly ReadableEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar switch
    {
        < 0x20 or '"' or '\\' or '<' or '>' or '&' => true,
        >= 0x7F and < 0xA0 => true,
        0x2028 or 0x2029 => true,
        >= 0x202A and <= 0x202E => true,
        >= 0x2066 and <= 0x2069 => true,
        >= 0xD800 and <= 0xDFFF => true,
        _ => false,
    };

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < textLength && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (WillEncode(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{unicodeScalar:x4}",
        };
        numberOfCharactersWritten = 0;
        if (escaped.Length > bufferLength)
        {
            return false;
        }

        escaped.CopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = escaped.Length;
        return true;
    }
}
