using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using ClaimTracker.Messaging;

namespace ClaimTracker.Http;

/// <summary>What every list takes: which part of it is wanted.</summary>
public record PageQuery : IHeavyQuery
{
    private static readonly ConcurrentDictionary<Type, PageQuery> Plain = new();

    /// <summary>The most items on the page.</summary>
    [Range(1, Limits.PageMax)]
    public long Limit { get; init; } = Limits.PageDefault;

    /// <summary>Where the page begins: the `nextCursor` of the page before.</summary>
    [Cursor]
    public long? Cursor { get; init; }

    /// <summary>What the item before the page is ordered by, in lists that are not ordered by the id.</summary>
    internal long? CursorRank { get; set; }

    /// <summary>A page of all is read in the order of an index. With filters, what they leave out is read too, and nobody knows how much that is.</summary>
    bool IHeavyQuery.IsHeavy => IsFiltered;

    /// <summary>Whether it asks for anything but the next page of all.</summary>
    internal bool IsFiltered
    {
        get
        {
            var plain = Plain.GetOrAdd(GetType(), static type => (PageQuery)Activator.CreateInstance(type)!);
            return this with { Limit = plain.Limit, Cursor = null, CursorRank = null } != plain;
        }
    }
}
