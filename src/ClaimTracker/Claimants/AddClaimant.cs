using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claimants;

/// <summary>A claimant to record.</summary>
/// <param name="Name">The name, as readers know it.</param>
/// <param name="Type">What kind of speaker.</param>
/// <param name="Aliases">Other spellings, transliterations, former names, acronyms.</param>
/// <param name="SameAs">Addresses that identify the claimant: Wikidata, Wikipedia, an official site.</param>
/// <param name="Ref">The caller's own key, unique among claimants.</param>
/// <param name="ArticleId">For anonymous, collective and unknown claimants: the article that knows them.</param>
/// <param name="ArticleRef">The same by the article's own key.</param>
public sealed record AddClaimant(
    [property: Line(Limits.Name)] string Name,
    ClaimantType Type,
    [property: Items(Limits.Aliases, Distinct = true)][property: Line(Limits.Name)] IReadOnlyList<string>? Aliases = null,
    [property: Items(Limits.SameAs, Distinct = true)][property: Address] IReadOnlyList<string>? SameAs = null,
    [property: Ref] string? Ref = null,
    long? ArticleId = null,
    [property: Ref] string? ArticleRef = null) : ICommand<Recorded<Claimant>>, IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (Type.BelongsToArticle() != (ArticleId is not null || ArticleRef is not null) || (ArticleId is not null && ArticleRef is not null))
        {
            yield return Fault.At($"{pointer}/articleId", "article_required",
                "An anonymous, collective or unknown claimant belongs to one article, by articleId or articleRef; any other to none.");
        }
    }
}

internal static class AddClaimantEndpoint
{
    /// <summary>Record a claimant</summary>
    /// <remarks>
    /// Claimants are also added where a claim or an article names one that is not on record yet; record one here to give it aliases.
    /// A name that is on record with the same type is refused as a duplicate, unless the new one has a ref of its own: then it is a namesake.
    /// The same ref with the same content answers 200 and changes nothing.
    /// </remarks>
    /// <param name="claimant">The claimant to record.</param>
    public static async Task<RecordedAnswer<Claimant>> Post(Body<AddClaimant> claimant, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(claimant.Value, cancellation));
}

internal sealed class AddClaimantHandler(Database database, Caller caller) : CommandHandler<AddClaimant, Recorded<Claimant>>(database, caller)
{
    private const string Namesake = """
        SELECT kept.id
        FROM claimant
        JOIN claimant AS kept ON kept.id = claimant.stands_for
        WHERE claimant.folded = @folded AND claimant.type = @Type AND claimant.article_id IS @articleId AND kept.state = 'active'
        """;

    protected override Recorded<Claimant> Handle(AddClaimant command, WriteTransaction tx)
    {
        var articleId = ArticleOf(command, tx.Sql);
        var content = new ClaimantContent(command.Name, command.Type, command.Aliases ?? [], command.SameAs ?? [], command.Ref);
        if (command.Ref is not null && tx.Sql.First<long?>("SELECT id FROM claimant WHERE ref = @Ref", new { command.Ref }) is { } known)
        {
            var existing = Claimant.Get(tx.Sql, known);
            return Json.Write(existing.Content()) == Json.Write(content) && existing.Article?.Id == articleId
                ? new Recorded<Claimant>(existing, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {command.Ref} is on record with other content.") { Existing = existing.AsExisting() };
        }

        if (command.Ref is null && tx.Sql.First<long?>(Namesake, new { folded = Folding.Fold(command.Name), command.Type, articleId }) is { } namesake)
        {
            throw ProblemException.Duplicate(
                $"{command.Name} is on record. If this is another one of the same name, give it a ref of its own.",
                Claimant.Get(tx.Sql, namesake).AsExisting());
        }

        return new Recorded<Claimant>(Claimant.Get(tx.Sql, Parties.Add(tx, content, articleId)), IsNew: true);
    }

    private static long? ArticleOf(AddClaimant command, Sql sql)
    {
        if (command.ArticleId is null && command.ArticleRef is null)
        {
            return null;
        }

        return sql.First<long?>("SELECT id FROM article WHERE id = @ArticleId OR ref = @ArticleRef", command)
            ?? throw ProblemException.Rule(command.ArticleId is null ? "#/articleRef" : "#/articleId", "unknown_reference", "There is no such article.");
    }
}
