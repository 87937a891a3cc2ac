using ClaimTracker.Articles;
using ClaimTracker.Claimants;
using ClaimTracker.Claims;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using ClaimTracker.Questions;
using ClaimTracker.Verification;
using MediatR;

namespace ClaimTracker.Interchange;

/// <summary>One line of an import: exactly one resource, in the shape that POST takes.</summary>
/// <param name="Article">An article.</param>
/// <param name="Claimant">A claimant.</param>
/// <param name="Claim">A claim with its first appearance, its links and its answers.</param>
/// <param name="Link">A link between two claims.</param>
/// <param name="Question">A question.</param>
/// <param name="Answer">A claim's answer to a question.</param>
/// <param name="Evidence">Evidence of a claim.</param>
/// <param name="Review">A review.</param>
internal sealed record ImportLine(
    RecordArticle? Article = null,
    AddClaimant? Claimant = null,
    RecordClaim? Claim = null,
    LinkClaims? Link = null,
    QuestionContent? Question = null,
    ImportedAnswer? Answer = null,
    ImportedEvidence? Evidence = null,
    RecordReview? Review = null) : IHasRules
{
    /// <summary>What the line is, for its report.</summary>
    public string Kind =>
        Article is not null ? "article"
        : Claimant is not null ? "claimant"
        : Claim is not null ? "claim"
        : Link is not null ? "link"
        : Question is not null ? "question"
        : Answer is not null ? "answer"
        : Evidence is not null ? "evidence"
        : "review";

    /// <summary>What a person knows it by.</summary>
    public string Name =>
        Article is { } article ? article.Ref ?? article.Headline ?? article.Url ?? "article"
        : Claimant is { } claimant ? claimant.Ref ?? claimant.Name
        : Claim is { } claim ? claim.Ref ?? claim.Statement
        : Link is { } link ? link.Ref ?? $"{link.FromRef ?? $"{link.From}"} {Names.Of(link.Type)} {link.ToRef ?? $"{link.To}"}"
        : Question is { } question ? question.Ref ?? question.Text
        : Answer is { } answer ? answer.Ref ?? $"{answer.ClaimRef ?? $"{answer.ClaimId}"} on {answer.QuestionRef ?? $"{answer.QuestionId}"}"
        : Evidence is { } evidence ? evidence.Ref ?? $"{Names.Of(evidence.Stance)} {evidence.ClaimRef ?? $"{evidence.ClaimId}"}"
        : Review!.Ref ?? Review.Title ?? "review";

    /// <summary>Reads a line by the reader of HTTP bodies, so that the same faults are found and told in the same words.</summary>
    public static ImportLine Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = BodyReader.Parse(utf8);
        return BodyReader.Read<ImportLine>(document.RootElement);
    }

    /// <summary>Sends the message that an HTTP request with this body would send. What is on record with the same content is no fault here: a file can be imported again.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> Send(ISender sender, CancellationToken cancellation)
    {
        try
        {
            return await Record(sender, cancellation);
        }
        catch (ProblemException problem) when (problem.Kind == ProblemKind.Duplicate)
        {
            if (!await Says(problem.Existing!.Id, sender, cancellation))
            {
                throw;
            }

            return false;
        }
    }

    private async Task<bool> Record(ISender sender, CancellationToken cancellation) =>
        Article is not null ? (await sender.Send(Article, cancellation)).IsNew
        : Claimant is not null ? (await sender.Send(Claimant, cancellation)).IsNew
        : Claim is not null ? (await sender.Send(Claim, cancellation)).IsNew
        : Link is not null ? (await sender.Send(Link, cancellation)).IsNew
        : Question is not null ? (await sender.Send(new RecordQuestion(Question), cancellation)).IsNew
        : Answer is not null ? (await sender.Send(Answer.Message, cancellation)).IsNew
        : Evidence is not null ? (await sender.Send(Evidence.Message, cancellation)).IsNew
        : (await sender.Send(Review!, cancellation)).IsNew;

    /// <summary>Whether the resource on record says the same as this line.</summary>
    private async Task<bool> Says(long id, ISender sender, CancellationToken cancellation)
    {
        if (Claimant is { Ref: null } claimant)
        {
            var known = await sender.Send(new GetClaimant(id), cancellation);
            return (claimant.Aliases ?? []).SequenceEqual(known.Aliases) && (claimant.SameAs ?? []).SequenceEqual(known.SameAs);
        }

        if (Claim is { Ref: null } claim)
        {
            var known = await sender.Send(new ReadClaim(id), cancellation);
            var (articleId, articleRef) = (claim.Appearance.ArticleId, claim.Appearance.ArticleRef);
            return claim.Says(known)
                && known.Appearances.Any(a => a.Mode == claim.Appearance.Mode && (a.Article.Id == articleId || (articleRef is not null && a.Article.Ref == articleRef)))
                && (claim.Answers is not { Count: > 0 } answers || Answers(answers, (await sender.Send(new ListAnswers { ClaimId = id, Limit = Limits.PageMax }, cancellation)).Items));
        }

        if (Link is { Ref: null } link)
        {
            var known = await sender.Send(new GetLink(id), cancellation);
            return known.Facet == link.Facet && known.Explanation == link.Explanation;
        }

        if (Question is { Ref: null } question)
        {
            return (await sender.Send(new GetQuestion(id), cancellation)).Says(question);
        }

        return false;
    }

    private static bool Answers(IEnumerable<ClaimAnswer> given, IReadOnlyList<Questions.Answer> known) => given.All(answer =>
        known.Any(k => (k.Question.Id == answer.QuestionId || (answer.QuestionRef is not null && k.Question.Ref == answer.QuestionRef)) && k.Says(answer.Value)));

    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (new object?[] { Article, Claimant, Claim, Link, Question, Answer, Evidence, Review }.Count(m => m is not null) != 1)
        {
            yield return Fault.At(pointer, "one_of", "A line holds one resource: an article, a claimant, a claim, a link, a question, an answer, evidence or a review.");
        }
    }
}
