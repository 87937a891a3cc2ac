namespace ClaimTracker.Data;

/// <summary>
/// The entities of one kind as they stand in their tables, to be compared with the last event of each. Every kind that raises events has one: an event keeps the
/// whole content after the change, so the two must agree.
/// </summary>
internal interface IRecordedState
{
    /// <summary>The kind, as events name it.</summary>
    string Entity { get; }

    /// <summary>
    /// A SELECT of <c>id, revision, created_at, updated_at, created_by</c> of the entities after the id <c>@after</c>, at most <c>@limit</c> in the order of ids.
    /// </summary>
    string Heads { get; }

    /// <summary>Members of the content that follow from other entities: they change without an event of this one, and <see cref="RecordedEntity.Flaws" /> looks after them.</summary>
    IReadOnlyCollection<string> Derived => [];

    /// <summary>The contents of the entities with ids from after <paramref name="after" /> up to <paramref name="last" />.</summary>
    IEnumerable<RecordedEntity> Read(Sql sql, long after, long last);
}

/// <summary>The first columns of an entity, as <see cref="IRecordedState.Heads" /> selects them.</summary>
internal sealed class RecordedHead
{
    public long Id { get; init; }

    public long Revision { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public long? CreatedBy { get; init; }
}

/// <summary>An entity as its tables have it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Content">Makes what an event would keep of it.</param>
/// <param name="Flaws">What is wrong with columns that repeat or follow from others, each as the rest of a sentence.</param>
internal sealed record RecordedEntity(long Id, Func<object> Content, Func<IEnumerable<string>> Flaws);
