using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ClaimTracker.Text;

// The same article is shared under many addresses. Two addresses are one article if they have one canonical
// form; what is taken away here never changes which page a newsroom's server sends. Where it might (www., the
// order of parameters, letter case of a path), it stays: one article too many can be merged, two that were
// taken for one cannot be told apart again.

/// <summary>The address of a page: an absolute http or https URL (RFC 3986).</summary>
public sealed partial record WebAddress
{
    private const int MaxLength = 2048;

    private WebAddress(string given, string canonical)
    {
        Given = given;
        Canonical = canonical;
    }

    /// <summary>The address as it was given.</summary>
    public string Given { get; }

    /// <summary>
    /// The identity of the page, for comparison and not for fetching: https, host in lower-case ASCII (IDNA), without
    /// default port, fragment, tracking parameters, empty query and trailing slash.
    /// </summary>
    public string Canonical { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">
    /// What was given, at most 2048 code points. Other schemes, relative addresses, user names and passwords,
    /// backslashes, white space, control and invisible characters are refused.
    /// </param>
    /// <param name="value">The address, or null.</param>
    /// <returns>Whether it was read.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebAddress? value)
    {
        value = null;
        if (CodePoints.Count(text) > MaxLength
            || text.EnumerateRunes().Any(IsForbidden)
            || !Absolute().IsMatch(text)
            || !Uri.TryCreate(StrayPercent().Replace(text, "%25"), UriKind.Absolute, out var uri)
            || AsciiHost(uri) is not { } host)
        {
            return false;
        }

        // Nearly every site answers http with a redirect to https: one page, whichever was copied.
        // 443 is https' own port and 80 http's, which says no more than the scheme did.
        var port = uri.IsDefaultPort || uri.Port == 443 ? "" : ":" + uri.Port.ToString(CultureInfo.InvariantCulture);

        // Publishers' systems take /story and /story/ for one; the root alone has nothing but its slash.
        var path = uri.AbsolutePath.TrimEnd('/');

        // The fragment is left out: it names a place in the page (RFC 3986 §3.5), not another page.
        value = new WebAddress(text, "https://" + host + port + UpperCaseEscapes(path.Length == 0 ? "/" : path) + QueryOf(uri));
        return true;
    }

    private static string QueryOf(Uri uri)
    {
        var pairs = uri.Query.Length == 0 ? [] : uri.Query[1..].Split('&');
        var kept = pairs.Where(pair => pair.Length > 0 && !Tracking().IsMatch(pair));
        var query = string.Join('&', kept);
        return query.Length == 0 ? "" : "?" + UpperCaseEscapes(query);
    }

    private static string? AsciiHost(Uri uri)
    {
        try
        {
            var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
            return host.Length == 0 ? null : host.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null; // a host name that IDNA does not allow; .NET looks no sooner
        }
    }

    // %c3 and %C3 are the same octet (RFC 3986 §6.2.2.1).
    private static string UpperCaseEscapes(string text) => Escape().Replace(text, escape => escape.Value.ToUpperInvariant());

    // Invisible characters make two addresses look alike; a lone surrogate reads as U+FFFD.
    private static bool IsForbidden(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;

    // Uri would also take "http:\\host" and userinfo; here the authority must be plain to see.
    [GeneratedRegex(@"^https?://[^/?#@\\]+([/?#][^\\]*)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Absolute();

    // Parameters that tell the publisher where a reader came from and the server nothing about the page: campaigns
    // (utm_*), Facebook, Google, Microsoft, Yandex, Twitter, TikTok, Instagram, Mailchimp.
    [GeneratedRegex(
        @"^(utm_[^=]*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|_ga|_gl|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid)(=|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Tracking();

    // "100%" at the end of a query: browsers send it, .NET is of two minds about it.
    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex StrayPercent();

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escape();
}
