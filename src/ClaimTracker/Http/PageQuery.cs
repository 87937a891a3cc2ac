using System.ComponentModel.DataAnnotations;

namespace ClaimTracker.Http;

/// <summary>What every list takes: which part of it is wanted.</summary>
public record PageQuery
{
    /// <summary>The most items on the page.</summary>
    [Range(1, Limits.PageMax)]
    public long Limit { get; init; } = Limits.PageDefault;

    /// <summary>Where the page begins: the `nextCursor` of the page before.</summary>
    [Cursor]
    public long? Cursor { get; init; }

    /// <summary>What the item before the page is ordered by, in lists that are not ordered by the id.</summary>
    internal long? CursorRank { get; set; }
}
