using ClaimTracker.Articles;
using ClaimTracker.Claims;
using ClaimTracker.Http;
using ClaimTracker.Links;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Interchange;

/// <summary>
/// Imports an annotated corpus over what is on record: an article without a text gets it, an appearance without a quotation gets it, the rest is recorded.
/// What the record says already stays as it is.
/// </summary>
internal sealed class CorpusImporter(Importer importer)
{
    private const string Reason = "Filled from the annotated corpus.";

    public async Task Import(Corpus corpus, Action<ImportRow> progress, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var line in corpus.Lines())
        {
            progress(await importer.Run("corpus", ++number, line.Kind, line.Name, sender => Fill(line, sender, cancellation)));
        }
    }

    private static async Task<ImportOutcome> Fill(ImportLine line, ISender sender, CancellationToken cancellation)
    {
        if (line.Article is { } article && (await sender.Send(new ListArticles { Ref = article.Ref }, cancellation)).Items is [var held])
        {
            return held.Snapshot is null
                ? await Capture(held.Id, article.Text!, sender, cancellation)
                : ImportOutcome.Known;
        }

        if (line.Claim is { } claim && (await sender.Send(new ListClaims { Ref = claim.Ref }, cancellation)).Items is [var stated])
        {
            return await Quote(stated, claim, sender, cancellation);
        }

        if (line.Link is { } link && await IsLinked(link, sender, cancellation))
        {
            return ImportOutcome.Known;
        }

        return await line.Send(sender, cancellation) ? ImportOutcome.Added : ImportOutcome.Known;
    }

    private static async Task<ImportOutcome> Capture(long articleId, string text, ISender sender, CancellationToken cancellation)
    {
        await sender.Send(new CaptureSnapshot(articleId, new GivenSnapshot(text, Reason)), cancellation);
        return ImportOutcome.Filled;
    }

    private static async Task<ImportOutcome> Quote(Claim stated, RecordClaim claim, ISender sender, CancellationToken cancellation)
    {
        var first = stated.Appearances[0];
        var quote = claim.Appearance.Quotes![0];
        if (first.Quotes is [var known, ..])
        {
            return known.Start == quote.Start
                ? ImportOutcome.Known
                : throw new ProblemException(ProblemKind.Differs, $"Claim {claim.Ref} quotes another passage.") { Existing = new Existing(first.Id, $"/v1/appearances/{first.Id}", known.Exact) };
        }

        var patch = MergePatch<AppearanceContent>.Of(new { quotes = claim.Appearance.Quotes, reason = Reason });
        await sender.Send(new AmendAppearance(first.Id, patch, IfMatch.Any), cancellation);
        return ImportOutcome.Filled;
    }

    private static async Task<bool> IsLinked(LinkClaims link, ISender sender, CancellationToken cancellation)
    {
        var links = await sender.Send(new ListLinks { ClaimRef = link.FromRef, Type = link.Type, Limit = Limits.PageMax }, cancellation);
        return links.Items.Any(l => (l.From.Ref, l.To.Ref) == (link.FromRef, link.ToRef) || (l.From.Ref, l.To.Ref) == (link.ToRef, link.FromRef));
    }
}
