using ClaimTracker.Data;

namespace ClaimTracker.Claims;

/// <summary>Whoever is merged is stood for by the end of their chain of merges, and what hung on a merged claim hangs on the one that stands for it.</summary>
internal sealed class MergeCheck : ICheck
{
    private const string Claimants = """
        WITH RECURSIVE stands (id, root) AS (
          SELECT id, id FROM claimant WHERE merged_into IS NULL
          UNION ALL SELECT claimant.id, stands.root FROM stands JOIN claimant ON claimant.merged_into = stands.id)
        SELECT claimant.id FROM claimant LEFT JOIN stands ON stands.id = claimant.id WHERE claimant.stands_for IS NOT stands.root
        """;

    private const string Merged = """
        WITH RECURSIVE stands (id, root) AS (
          SELECT id, id FROM claim WHERE merged_into IS NULL AND id IN (SELECT merged_into FROM claim WHERE merged_into IS NOT NULL)
          UNION ALL SELECT claim.id, stands.root FROM stands JOIN claim ON claim.merged_into = stands.id)
        """;

    private const string Reviews = $"""
        {Merged}
        SELECT DISTINCT review_id FROM review_claim LEFT JOIN stands ON stands.id = home_id WHERE claim_id <> coalesce(stands.root, home_id)
        """;

    private const string Homes = $"""
        {Merged}
        SELECT entity, entity_id AS id
        FROM claim_home
        LEFT JOIN stands ON stands.id = claim_home.claim_id
        WHERE coalesce(stands.root, claim_home.claim_id) NOT IN (
          SELECT claim_id FROM appearance WHERE claim_home.entity = 'appearance' AND id = claim_home.entity_id
          UNION ALL SELECT claim_id FROM evidence WHERE claim_home.entity = 'evidence' AND id = claim_home.entity_id
          UNION ALL SELECT claim_id FROM answer WHERE claim_home.entity = 'answer' AND id = claim_home.entity_id
          UNION ALL SELECT claim_id FROM challenge WHERE claim_home.entity = 'challenge' AND id = claim_home.entity_id
          UNION ALL SELECT from_id FROM link WHERE claim_home.entity = 'link' AND id = claim_home.entity_id
          UNION ALL SELECT to_id FROM link WHERE claim_home.entity = 'link' AND id = claim_home.entity_id)
        """;

    public string Name => "merges";

    public double Progress { get; private set; }

    public bool Step(Sql sql, Action<Finding> found)
    {
        foreach (var id in sql.Query<long>(Claimants))
        {
            found(Finding.Of("claimant", id, "who stands for it is not whom it was merged into."));
        }

        foreach (var id in sql.Query<long>(Reviews))
        {
            found(Finding.Of("review", id, "it is not about the claim that stands for the one it was recorded for."));
        }

        foreach (var astray in sql.Query<Astray>(Homes))
        {
            found(Finding.Of(astray.Entity, astray.Id, "it does not hang on the claim that stands for the one it belongs to."));
        }

        Progress = 1;
        return false;
    }

    private sealed class Astray
    {
        public string Entity { get; init; } = "";

        public long Id { get; init; }
    }
}
