using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Messaging;
using ClaimTracker.Problems;
using ClaimTracker.Text;
using MediatR;

namespace ClaimTracker.Claims;

/// <summary>A claim to record, with its first appearance, its links and its answers.</summary>
/// <param name="Statement">What is claimed, in our words: one sentence that stands by itself. The content, never the speech act: not "Turkey denies using drones" but "Turkey is not using drones".</param>
/// <param name="Kind">What sort of statement it is.</param>
/// <param name="Appearance">Where it was reported first.</param>
/// <param name="Ref">The caller's own key, unique among claims: "a4-c29".</param>
/// <param name="Claimant">Who claims it. In own voice it may be left out: then it is the sole author, else the publisher, else the article's unknown author.</param>
/// <param name="ClaimantId">The same by id.</param>
/// <param name="ClaimantRef">The same by the claimant's own key.</param>
/// <param name="Period">What time it is about.</param>
/// <param name="Language">The language of the statement, a BCP 47 tag.</param>
/// <param name="Translations">The statement in other languages, by language tag.</param>
/// <param name="Topics">What it is about: "july-2020-clashes".</param>
/// <param name="Quantity">The figure it states.</param>
/// <param name="Links">How it stands to claims on record.</param>
/// <param name="Answers">Which questions on record it answers, and how.</param>
public sealed record RecordClaim(
    [property: Prose(Limits.Statement)] string Statement,
    ClaimKind Kind,
    GivenAppearance Appearance,
    [property: Ref] string? Ref = null,
    Party? Claimant = null,
    long? ClaimantId = null,
    [property: Ref] string? ClaimantRef = null,
    GivenDate? Period = null,
    [property: Language] string? Language = null,
    [property: Items(Limits.Translations)][property: Prose(Limits.Statement)] IReadOnlyDictionary<string, string>? Translations = null,
    [property: Items(Limits.Topics, Distinct = true)][property: Line(Limits.Topic)] IReadOnlyList<string>? Topics = null,
    Quantity? Quantity = null,
    [property: Items(Limits.Links)] IReadOnlyList<ClaimLink>? Links = null,
    [property: Items(Limits.Answers)] IReadOnlyList<ClaimAnswer>? Answers = null) : ICommand<Recorded<Claim>>, IHasRules
{
    internal ClaimContent Content => new(
        Statement, Kind, Ref, Claimant, ClaimantId, ClaimantRef, Period, ArticleRow.CanonicalLanguage(Language), Translations ?? new SortedDictionary<string, string>(), Topics ?? [], Quantity);

    /// <summary>Whether a claim on record has this content, whoever claims it.</summary>
    internal bool Says(Claim other) =>
        Json.Write(Content with { Claimant = null, ClaimantId = null, ClaimantRef = null, Ref = other.Ref }) == Json.Write(other.Content());

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (new object?[] { Claimant, ClaimantId, ClaimantRef }.Count(v => v is not null) is var given && given > 1)
        {
            yield return Fault.At($"{pointer}/claimant", "one_of", "Name the claimant in one way: claimant, claimantId or claimantRef.");
        }
        else if (given == 0 && Appearance.Mode != AppearanceMode.OwnVoice)
        {
            yield return Fault.At($"{pointer}/claimant", "claimant_required", "Only what an article states in its own voice can go without a claimant.");
        }
    }
}

internal static class RecordClaimEndpoint
{
    /// <summary>Record a claim</summary>
    /// <remarks>
    /// One request takes the claim, its first appearance, its links to claims on record and its answers to questions. Each quotation is checked against the text that is held: found
    /// once, it is stored as the article has it; absent or in several places, the request is refused with the nearest passage or the offsets.
    /// The same statement by the same claimant is recorded once: add an appearance to it. The same ref with the same content answers 200 and changes nothing.
    /// </remarks>
    /// <param name="claim">The claim to record.</param>
    public static async Task<RecordedAnswer<Claim>> Post(Body<RecordClaim> claim, ISender sender, CancellationToken cancellation) =>
        Answers.Of(await sender.Send(claim.Value, cancellation));
}

internal sealed class RecordClaimHandler(Database database, Caller caller, Quotations quotations, IRecordClaimLinks links, IRecordClaimAnswers answers)
    : CommandHandler<RecordClaim, Recorded<Claim>>(database, caller)
{
    private const string Stated = "SELECT id FROM claim WHERE claimant_id IN (SELECT id FROM claimant WHERE stands_for = (SELECT stands_for FROM claimant WHERE id = @claimantId)) AND folded = @folded ORDER BY state = 'merged', id LIMIT 1";

    protected override Recorded<Claim> Handle(RecordClaim command, WriteTransaction tx)
    {
        var faults = new List<Fault>();
        var given = command.Appearance;
        var articleId = Article.Known(tx.Sql, given.ArticleId, given.ArticleRef, given.ArticleId is null ? "#/appearance/articleRef" : "#/appearance/articleId", faults);
        var claimantId = ClaimantOf(command, articleId, tx, faults);
        var known = command.Ref is not null && tx.Sql.First<long?>("SELECT id FROM claim WHERE ref = @Ref", new { command.Ref }) is { } knownId ? Claim.Get(tx.Sql, knownId) : null;

        // What is compared with the record is read in the text that the record was verified in: the newest one may have moved or lost the words.
        var appearances = known?.MergedInto is null ? known?.Appearances : Appearance.OfClaim(tx.Sql, ClaimMerging.StandsFor(tx.Sql, known.Id));
        var verifiedIn = appearances?.FirstOrDefault(a => a.Article.Id == articleId)?.SnapshotId;
        var appearance = articleId is { } article ? AppearanceRow.Prepare(tx, quotations, article, given.Content, "#/appearance", faults, verifiedIn) : null;
        if (appearance is null || claimantId is null || faults.Count > 0)
        {
            throw ProblemException.Rule(faults);
        }

        if (known is not null)
        {
            var isUnchanged = IsUnchanged(command, known with { Appearances = appearances! }, claimantId.Value, articleId!.Value, appearance, tx.Sql);
            return isUnchanged
                ? new Recorded<Claim>(known, IsNew: false)
                : throw new ProblemException(ProblemKind.Differs, $"The ref {command.Ref} is on record with other content. Amend it by PATCH, or add an appearance.")
                {
                    Existing = known.AsExisting(),
                };
        }

        if (tx.Sql.First<long?>(Stated, new { claimantId, folded = Folding.Fold(command.Statement) }) is { } stated)
        {
            var standing = Claim.Get(tx.Sql, ClaimMerging.StandsFor(tx.Sql, stated));
            throw ProblemException.Duplicate(standing.Id == stated
                ? "This claimant's claim is on record with the same words. Add an appearance to it."
                : $"This claimant's claim {stated} is on record with the same words, merged into this one. Add an appearance to this one.", standing.AsExisting());
        }

        if (given.Ref is not null && AppearanceRow.HolderOf(tx.Sql, given.Ref) is { } holder)
        {
            throw new ProblemException(ProblemKind.Differs, $"The ref {given.Ref} is another appearance's.") { Existing = holder.AsExisting() };
        }

        var claim = ClaimRow.Insert(tx, command.Content, claimantId.Value, appearance);
        var id = claim.Id;
        tx.Raise("claim.recorded", "claim", id, claim.Revision, claim.Whole());
        tx.Raise("appearance.recorded", "appearance", claim.Appearances[0].Id, 1, claim.Appearances[0].Whole(id));
        if (command.Links is { Count: > 0 } || command.Answers is { Count: > 0 })
        {
            links.Record(tx, id, command.Links ?? [], "#/links", faults);
            answers.Record(tx, id, command.Answers ?? [], "#/answers", faults);
            if (faults.Count > 0)
            {
                throw ProblemException.Rule(faults);
            }

            tx.Settle();
            claim = Claim.Get(tx.Sql, id);
        }

        return new Recorded<Claim>(claim.Mark(tx.AddedClaimants), IsNew: true);
    }

    private static long? ClaimantOf(RecordClaim command, long? articleId, WriteTransaction tx, List<Fault> faults)
    {
        if (command.Claimant is { } party)
        {
            return Parties.Resolve(tx, party, articleId, "#/claimant", faults);
        }

        if (command.ClaimantId is not null || command.ClaimantRef is not null)
        {
            return Parties.Known(tx.Sql, command.ClaimantId, command.ClaimantRef, articleId, command.ClaimantId is null ? "#/claimantRef" : "#/claimantId", faults);
        }

        return articleId is { } article ? Voice(tx, article) : null;
    }

    /// <summary>Whose voice an article's own is: the sole author's, else the publisher's, else its unknown author's.</summary>
    private static long Voice(WriteTransaction tx, long articleId)
    {
        var article = Article.Get(tx.Sql, articleId);
        return article.Authors.Select(a => a.Id).Distinct().ToList() is [var sole] ? sole
            : article.Publisher is { } publisher ? publisher.Id
            : Parties.UnknownAuthor(tx, articleId);
    }

    /// <summary>Whether the claim on record under this ref says the same as the request.</summary>
    private bool IsUnchanged(RecordClaim command, Claim known, long claimantId, long articleId, PreparedAppearance appearance, Sql sql) =>
        command.Says(known)
        && known.Claimant.Id == claimantId
        && known.Appearances.Any(a => a.Article.Id == articleId && appearance.IsSameAs(a))
        && links.AreOnRecord(sql, known.Id, command.Links ?? [])
        && answers.AreOnRecord(sql, known.Id, command.Answers ?? []);
}
