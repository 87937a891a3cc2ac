using ClaimTracker.Text;
using CsCheck;

namespace ClaimTracker.Tests.Text;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("HTTP://Example.COM/Story", "https://example.com/Story")]
    [InlineData("http://example.com:80/a", "https://example.com/a")]
    [InlineData("https://example.com:443/a", "https://example.com/a")]
    [InlineData("http://example.com:8080/a", "https://example.com:8080/a")]
    [InlineData("https://example.com/a/", "https://example.com/a")]
    [InlineData("https://example.com/a//", "https://example.com/a")]
    [InlineData("https://example.com/a#part", "https://example.com/a")]
    [InlineData("https://example.com/a?", "https://example.com/a")]
    [InlineData("https://example.com/a?b=1&a=2", "https://example.com/a?b=1&a=2")]
    [InlineData("https://example.com/?utm_source=x&id=7&fbclid=y&UTM_Medium=z", "https://example.com/?id=7")]
    [InlineData("https://example.com/a/?gclid=1", "https://example.com/a")]
    [InlineData("https://example.com/a?gclidx=1&&ref=2", "https://example.com/a?gclidx=1&ref=2")]
    [InlineData("https://www.example.com/a", "https://www.example.com/a")]
    [InlineData("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC")]
    [InlineData("https://example.com/%c3%bc?q=%c3%bc", "https://example.com/%C3%BC?q=%C3%BC")]
    [InlineData("https://example.com/a/../b/./c", "https://example.com/b/c")]
    [InlineData("https://[::1]:8443/", "https://[::1]:8443/")]
    public void The_spellings_of_one_address_have_one_canonical_form(string text, string canonical)
    {
        Assert.True(WebAddress.TryParse(text, out var address));
        Assert.Equal(text, address.Given);
        Assert.Equal(canonical, address.Canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/a")]
    [InlineData("/a")]
    [InlineData("//example.com/a")]
    [InlineData("ftp://example.com/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http:example.com")]
    [InlineData("http://")]
    [InlineData("http:///a")]
    [InlineData("http://user@example.com/")]
    [InlineData("http://user:secret@example.com/")]
    [InlineData("http://@example.com/")]
    [InlineData("http:\\\\example.com\\a")]
    [InlineData("http://example.com\\a")]
    [InlineData("http://example.com/a\\b")]
    [InlineData(" http://example.com/")]
    [InlineData("http://example.com/a b")]
    [InlineData("http://example.com/a\n")]
    [InlineData("http://example.com/\u0000")]
    [InlineData("http://example.com/\u200B")]
    [InlineData("http://example.com/\uD83D")]
    [InlineData("http://example.com:99999/")]
    [InlineData("http://a..b/")]
    [InlineData("http://\u0301/")]
    public void Anything_but_an_absolute_address_of_a_page_is_refused(string text) => Assert.False(WebAddress.TryParse(text, out _));

    [Fact]
    public void An_address_may_have_2048_code_points()
    {
        var longest = "https://example.com/" + string.Concat(Enumerable.Repeat("😀", 2028));
        Assert.True(WebAddress.TryParse(longest, out _));
        Assert.False(WebAddress.TryParse(longest + "a", out _));
    }

    [Fact]
    public void A_canonical_address_is_its_own_canonical_form() =>
        Gen.OneOf("a", "example.com", "ü", "ß", "/", "//", "?", "&", "=", "utm_x", "#", ":80", ":443", ":", ".", "..", "%", "%2f", "%7E", "@", "xn--", "[::1]", "\u0301", "字", "‎")
            .Array[1, 8].Select(parts => "http://" + string.Concat(parts))
            .Sample(
                text =>
                {
                    if (WebAddress.TryParse(text, out var address))
                    {
                        Assert.True(WebAddress.TryParse(address.Canonical, out var again), address.Canonical);
                        Assert.Equal(address.Canonical, again.Canonical);
                    }
                },
                iter: 50_000);
}
