using static ClaimTracker.Tests.Proofs.Asking;
using static ClaimTracker.Tests.Proofs.Telling;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What is decided of the link.</summary>
internal static class LinkSteps
{
    public static Step Decide(string action, string[] from, string to, int how, Memory memory)
    {
        var ifMatch = Optional("link", how, memory);
        object body = action switch
        {
            "confirm" => new { reason = "x" },
            "reject" => new { reason = "duplicate" },
            _ => new { outcome = "unresolvable", reason = "x" },
        };
        return new Step(
            "link",
            $"{action} link, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Send(HttpMethod.Post, $"/v1/links/{bench.Link}/{action}", body, "application/json", ifMatch), ToldLink),
            world =>
            {
                if (Mismatched(ifMatch, world.Link.Revision) is { } refused)
                {
                    return refused;
                }

                if (!from.Contains(world.Link.State))
                {
                    return "409";
                }

                world.Link.State = to;
                world.Link.Revision++;
                world.Follow();
                if (to == "confirmed")
                {
                    var (first, second) = (world.Disputes(1), world.Disputes(0));
                    world.Challenge(0, first);
                    world.Challenge(1, second);
                    world.Follow();
                }

                return ToldLink(world);
            });
    }
}
