using System.Globalization;
using static ClaimTracker.Tests.Proofs.Asking;
using static ClaimTracker.Tests.Proofs.Telling;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What changes claims.</summary>
internal static class ClaimSteps
{
    public static Step Amend(int claim, int how, Memory memory)
    {
        var (subject, ifMatch) = ($"claim {claim}", IfMatch($"claim {claim}", how, memory));
        var text = string.Create(CultureInfo.InvariantCulture, $"Statement {Guid.NewGuid():n} of");
        return new Step(
            subject,
            $"PATCH {subject} “{text}”, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/claims/{bench.Claims[claim]}", new { statement = $"{text} {bench.Word(claim)}.", reason = "x" }, ifMatch), Told),
            world =>
            {
                var model = world.Claims[claim];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (!model.IsActive)
                {
                    return "409";
                }

                model.Statement = $"{text} {model.Statement.Split(' ')[^1]}";
                model.Revision++;
                return Told(world, claim);
            });
    }

    public static Step Stand(int claim, string action, int how, Memory memory)
    {
        var ifMatch = Optional($"claim {claim}", how, memory);
        return new Step(
            $"claim {claim}",
            $"{action} claim {claim}, If-Match {ifMatch ?? "none"}",
            bench => Ask(Act(bench.Editor, $"/v1/claims/{bench.Claims[claim]}/{action}", ifMatch), Told),
            world =>
            {
                var model = world.Claims[claim];
                if (Mismatched(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (model.IsActive != (action == "withdraw"))
                {
                    return "409";
                }

                model.IsActive = action == "restore";
                model.Revision++;
                world.Follow();
                if (model.IsActive && claim < 2 && world.Link.State == "confirmed")
                {
                    world.Challenge(1 - claim, world.Disputes(claim));
                    world.Follow();
                }

                return Told(world, claim);
            });
    }

    public static Step Clear(int claim) => new(
        $"claim {claim}",
        $"clear claim {claim}",
        bench => Ask(Act(bench.Editor, $"/v1/claims/{bench.Claims[claim]}/clear", null), Told),
        world =>
        {
            if (world.Claims[claim].Challenges.Count == 0)
            {
                return "409";
            }

            world.Claims[claim].Challenges.Clear();
            world.Follow();
            return Told(world, claim);
        });
}
