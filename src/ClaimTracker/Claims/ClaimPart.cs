using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>What hangs on a claim and is shown with it where `expand` asks for it.</summary>
public enum ClaimPart
{
    /// <summary>What speaks for or against it.</summary>
    Evidence,

    /// <summary>The reviews of it.</summary>
    Reviews,

    /// <summary>Its links to other claims.</summary>
    Links,

    /// <summary>Its answers to questions.</summary>
    Answers,

    /// <summary>What has happened to it.</summary>
    History,
}

/// <summary>A part of a claim, shown with it.</summary>
/// <param name="Items">The newest ones, as their own list shows them.</param>
/// <param name="More">Whether there are more than these: read them at the address of the list.</param>
public sealed record Expansion(IReadOnlyList<object> Items, bool More)
{
    /// <summary>The most items of each part.</summary>
    internal const int Max = 20;

    /// <summary>Makes a part of one item more than it shows.</summary>
    internal static Expansion Of(IReadOnlyList<object> found) => new([.. found.Take(Max)], found.Count > Max);
}

/// <summary>Reads a part of a claim. What hangs on claims stands on them and implements it.</summary>
internal interface IExpandClaims
{
    ClaimPart Part { get; }

    /// <summary>The newest items, one more than an expansion shows if there are that many.</summary>
    /// <param name="sql">The connection.</param>
    /// <param name="claimId">The claim.</param>
    /// <param name="reader">Who reads: not everybody sees what is not published.</param>
    IReadOnlyList<object> Read(Sql sql, long claimId, Actor reader);
}

/// <summary>Shows claims with the parts that were asked for.</summary>
internal sealed class ClaimExpander(IEnumerable<IExpandClaims> readers)
{
    public Claim Expand(Sql sql, Claim claim, IReadOnlyList<ClaimPart>? parts, Actor reader)
    {
        foreach (var part in parts ?? [])
        {
            var shown = Expansion.Of(readers.Single(r => r.Part == part).Read(sql, claim.Id, reader));
            claim = part switch
            {
                ClaimPart.Evidence => claim with { Evidence = shown },
                ClaimPart.Reviews => claim with { Reviews = shown },
                ClaimPart.Links => claim with { Links = shown },
                ClaimPart.Answers => claim with { Answers = shown },
                _ => claim with { History = shown },
            };
        }

        return claim;
    }
}
