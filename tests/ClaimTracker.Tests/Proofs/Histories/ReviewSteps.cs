using static ClaimTracker.Tests.Proofs.Asking;
using static ClaimTracker.Tests.Proofs.Telling;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What changes reviews.</summary>
internal static class ReviewSteps
{
    public static Step Amend(int review, int how, Memory memory)
    {
        var (subject, ifMatch, title) = ($"review {review}", IfMatch($"review {review}", how, memory), $"Title {Guid.NewGuid():n}");
        return new Step(
            subject,
            $"PATCH {subject} “{title}”, If-Match {ifMatch ?? "none"}",
            bench => Ask(bench.Editor.Patch($"/v1/reviews/{bench.Reviews[review]}", new { title, reason = "x" }, ifMatch), ToldReview),
            world =>
            {
                var model = world.Reviews[review];
                if (Refused(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                if (model.State is not ("draft" or "submitted"))
                {
                    return "409";
                }

                model.Title = title;
                model.Revision++;
                return ToldReview(world, review);
            });
    }

    public static Step Move(int review, string action, int how, Memory memory)
    {
        var ifMatch = Optional($"review {review}", how, memory);
        return new Step(
            $"review {review}",
            $"{action} review {review}, If-Match {ifMatch ?? "none"}",
            bench => Ask(
                bench.Editor.Send(
                    HttpMethod.Post, $"/v1/reviews/{bench.Reviews[review]}/{action}", action == "correct" ? new { text = "It was nine.", reason = "x" } : new { reason = "x" }, "application/json", ifMatch),
                ToldReview),
            world =>
            {
                var model = world.Reviews[review];
                if (Mismatched(ifMatch, model.Revision) is { } refused)
                {
                    return refused;
                }

                var isReopened = model.State == "published" && world.Claims[model.Claim].Challenges.Contains($"review {review}");
                var to = (action, model.State) switch
                {
                    ("submit", "draft") => "submitted",
                    ("approve", "submitted") => "approved",
                    ("publish", "approved") => "published",
                    ("reopen", "submitted" or "approved") => "draft",
                    ("reopen", "published") when !isReopened => "published",
                    ("correct", "published") => "published",
                    ("withdraw", not "withdrawn") => "withdrawn",
                    ("restore", "withdrawn") => model.Before,
                    _ => null,
                };
                if (to is null)
                {
                    return "409";
                }

                if (action is "publish" or "restore" && to == "published" && !world.Claims[model.Claim].IsActive)
                {
                    return "422";
                }

                model.Before = action == "withdraw" ? model.State : "";
                model.State = to;
                model.IsPublic |= action == "publish";
                model.Corrections += action == "correct" ? 1 : 0;
                model.Revision++;
                world.Follow();
                if (action == "reopen" && to == "published")
                {
                    world.Claims[model.Claim].Challenges.Add($"review {review}");
                    world.Follow();
                }

                return ToldReview(world, review);
            });
    }
}
