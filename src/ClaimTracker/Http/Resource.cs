namespace ClaimTracker.Http;

/// <summary>What is on record under an id of its own.</summary>
internal interface IResource
{
    long Id { get; }

    long Revision { get; }

    /// <summary>The path it is read at.</summary>
    string Href { get; }
}

/// <summary>What a recording answers: 201 for a new resource, 200 for one that was on record with the same content.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Resource">The resource.</param>
/// <param name="IsNew">Whether this request added it.</param>
internal sealed record Recorded<T>(T Resource, bool IsNew) : IRecorded
    where T : IResource
{
    IResource IRecorded.Resource => Resource;
}

/// <summary>A recording whose kind of resource does not matter.</summary>
internal interface IRecorded
{
    IResource Resource { get; }

    bool IsNew { get; }
}

/// <summary>A part of a list, in order.</summary>
/// <typeparam name="T">One item.</typeparam>
/// <param name="Items">The items.</param>
/// <param name="Next">The id after which the next part begins; null at the end.</param>
/// <param name="NextRank">What that item is ordered by, in lists that are not ordered by the id.</param>
internal sealed record Slice<T>(IReadOnlyList<T> Items, long? Next, long? NextRank = null)
{
    /// <summary>Makes a slice of one item more than the page holds: the one more tells that there is a next page.</summary>
    public static Slice<T> Of(IReadOnlyList<T> found, long limit, Func<T, long> id, Func<T, long>? rank = null) => found.Count <= limit
        ? new Slice<T>(found, null)
        : new Slice<T>([.. found.Take((int)limit)], id(found[(int)limit - 1]), rank?.Invoke(found[(int)limit - 1]));

    public Slice<TOther> With<TOther>(IReadOnlyList<TOther> items) => new(items, Next, NextRank);
}

/// <summary>A page of a list.</summary>
/// <typeparam name="T">One item.</typeparam>
/// <param name="Items">The items, newest first.</param>
/// <param name="NextCursor">What to send as `cursor` for the next page; null on the last. The header Link, rel="next", holds the whole address.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
