using ClaimTracker.Text;

namespace ClaimTracker.Tests.Text;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("EN-us", "en-US")]
    [InlineData("zh-hant-tw", "zh-Hant-TW")]
    [InlineData("AZ-CYRL", "az-Cyrl")]
    [InlineData("zh-CMN-hans-cn", "zh-cmn-Hans-CN")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-ch-1996", "de-CH-1996")]
    [InlineData("SL-Rozaj-BISKE-1994", "sl-rozaj-biske-1994")]
    [InlineData("en-ca-X-CA", "en-CA-x-ca")]
    [InlineData("az-latn-x-latn", "az-Latn-x-latn")]
    [InlineData("de-DE-U-CO-PHONEBK", "de-DE-u-co-phonebk")]
    [InlineData("en-a-bbb-x-a-ccc", "en-a-bbb-x-a-ccc")]
    [InlineData("X-Whatever", "x-whatever")]
    [InlineData("zh-min-nan", "zh-min-nan")]
    public void A_well_formed_tag_is_written_in_canonical_case(string text, string canonical)
    {
        Assert.True(LanguageTag.TryCanonicalize(text, out var tag));
        Assert.Equal(canonical, tag);
        Assert.True(LanguageTag.TryCanonicalize(tag, out var again));
        Assert.Equal(tag, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("123")]
    [InlineData("en_US")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("en--us")]
    [InlineData("en-US ")]
    [InlineData("en\n")]
    [InlineData("en-languages")]
    [InlineData("languages")]
    [InlineData("en-u")]
    [InlineData("x")]
    [InlineData("en-x")]
    [InlineData("de-1901-1901")]
    [InlineData("de-rozaj-ROZAJ")]
    [InlineData("en-a-bbb-A-ccc")]
    [InlineData("en-US-Latn")]
    [InlineData("i-klingon")]
    [InlineData("тр")]
    [InlineData("\u212Ao")]
    [InlineData("en-x-abcdefgh-abcdefgh-abcdefgh-abcd")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(LanguageTag.TryCanonicalize(text, out var tag));
        Assert.Null(tag);
    }

    [Fact]
    public void A_tag_of_35_characters_is_read() =>
        Assert.True(LanguageTag.TryCanonicalize("en-x-abcdefgh-abcdefgh-abcdefgh-abc", out _));
}
