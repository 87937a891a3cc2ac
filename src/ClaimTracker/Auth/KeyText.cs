using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace ClaimTracker.Auth;

/// <summary>
/// How a key is written: <c>ct_live_</c>, eight characters that name it, <c>_</c>, 32 that are secret (190 bits), <c>_</c>, and six that check the rest.
/// The prefix and the check let scanners find leaked keys, and the service refuse typing errors without a look-up. Of the secret only its
/// SHA-256 is stored; at this entropy a slow hash would buy nothing.
/// </summary>
/// <param name="Kid">The eight characters that name the key.</param>
/// <param name="Secret">The 32 secret characters.</param>
internal readonly record struct KeyText(string Kid, string Secret)
{
    private const string Prefix = "ct_live_";
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public byte[] SecretHash => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    public static KeyText New() => new(RandomNumberGenerator.GetString(Alphabet, 8), RandomNumberGenerator.GetString(Alphabet, 32));

    public static KeyText? Parse(string text) =>
        text.Split('_') is ["ct", "live", { Length: 8 } kid, { Length: 32 } secret, { Length: 6 }]
        && new KeyText(kid, secret) is var key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.ToString()), Encoding.UTF8.GetBytes(text))
            ? key
            : null;

    public override string ToString() => $"{Prefix}{Kid}_{Secret}_{Check()}";

    /// <summary>CRC-32 of what stands before it, in base 62.</summary>
    private string Check()
    {
        var sum = Crc32.HashToUInt32(Encoding.UTF8.GetBytes($"{Prefix}{Kid}_{Secret}"));
        Span<char> digits = stackalloc char[6];
        for (var i = digits.Length - 1; i >= 0; i--, sum /= 62)
        {
            digits[i] = Alphabet[(int)(sum % 62)];
        }

        return new string(digits);
    }
}
