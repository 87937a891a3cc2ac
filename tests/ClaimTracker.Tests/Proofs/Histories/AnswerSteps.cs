using static ClaimTracker.Tests.Proofs.Asking;
using static ClaimTracker.Tests.Proofs.Telling;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What changes answers.</summary>
internal static class AnswerSteps
{
    public static Step Decide(int answer, string action, string to) => new(
        $"answer {answer}",
        $"{action} answer {answer}",
        bench => Ask(
            bench.Editor.Post($"/v1/answers/{bench.Answers[answer]}/{action}", action == "reject" ? new { reason = "different_event" } : new { reason = "x" }), ToldAnswer),
        world =>
        {
            if (world.Answers[answer].State == to)
            {
                return "409";
            }

            world.Answers[answer].State = to;
            world.Answers[answer].Revision++;
            world.Follow();
            return ToldAnswer(world, answer);
        });

    public static Step Amend(int answer, int how, Memory memory)
    {
        var (subject, ifMatch, yes) = ($"answer {answer}", IfMatch($"answer {answer}", how, memory), how % 2 == 0);
        return new Step(
            subject,
            $"PATCH {subject} yes: {yes}, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/answers/{bench.Answers[answer]}", new { value = new { yes }, reason = "x" }, ifMatch), ToldAnswer),
            world =>
            {
                var model = world.Answers[answer];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                model.Revision += model.Yes == yes ? 0 : 1;
                model.Yes = yes;
                world.Follow();
                return ToldAnswer(world, answer);
            });
    }
}
