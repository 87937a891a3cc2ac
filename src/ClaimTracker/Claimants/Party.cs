using ClaimTracker.Http;
using ClaimTracker.Problems;
using ClaimTracker.Text;

namespace ClaimTracker.Claimants;

/// <summary>
/// A claimant named in a request: by `id`, by `ref`, or by `name` and `type`. A name is looked up among names and aliases under one folding
/// (Çavuşoğlu = Cavusoglu); where nobody has it, the claimant is added.
/// </summary>
/// <param name="Name">The name or an alias.</param>
/// <param name="Type">What kind of speaker. Needed where the name is not on record yet.</param>
/// <param name="Id">The claimant's id.</param>
/// <param name="Ref">The claimant's own key.</param>
public sealed record Party(
    [property: Line(Limits.Name)] string? Name = null,
    ClaimantType? Type = null,
    long? Id = null,
    [property: Ref] string? Ref = null) : IHasRules
{
    IEnumerable<Fault> IHasRules.BrokenRules(string pointer)
    {
        if (new object?[] { Name, Id, Ref }.Count(v => v is not null) != 1)
        {
            yield return Fault.At(pointer, "one_of", "Name a claimant in one way: by name and type, by id, or by ref.");
        }
        else if (Type is not null && Name is null)
        {
            yield return Fault.At($"{pointer}/type", "only_with_name", "The type goes with a name; an id or a ref says enough.");
        }
    }
}
