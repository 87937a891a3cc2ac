using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Problems;

namespace ClaimTracker.Questions;

internal static class QuestionRoutes
{
    public const string Tag = "Questions and disputes";

    public static void MapQuestions(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags(Tag).Require(Role.Reader);
        reading.MapGet("/questions", ListQuestionsEndpoint.Get).WithName("listQuestions");
        reading.MapGet("/questions/{id:id}", GetQuestionEndpoint.Get).WithName("getQuestion").Refuses(ProblemKind.NotFound);
        reading.MapGet("/answers", ListAnswersEndpoint.Get).WithName("listAnswers");
        reading.MapGet("/answers/{id:id}", GetAnswerEndpoint.Get).WithName("getAnswer").Refuses(ProblemKind.NotFound);
        reading.MapGet("/claims/{id:id}/answers", ListAnswersEndpoint.OfClaim).WithName("listAnswersOfClaim").Refuses(ProblemKind.NotFound);

        var writing = api.MapGroup("").WithTags(Tag).Require(Role.Contributor);
        writing.MapPost("/questions", RecordQuestionEndpoint.Post).WithName("recordQuestion").Refuses(ProblemKind.Duplicate, ProblemKind.Differs, ProblemKind.Rule);
        writing.MapPatch("/questions/{id:id}", AmendQuestionEndpoint.Patch).WithName("amendQuestion").Refuses(ProblemKind.NotFound, ProblemKind.Duplicate, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPost("/questions/{id:id}/withdraw", ChangeQuestionStandingEndpoint.Withdraw).WithName("withdrawQuestion").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/questions/{id:id}/restore", ChangeQuestionStandingEndpoint.Restore).WithName("restoreQuestion").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
        writing.MapPost("/claims/{id:id}/answers", RecordAnswerEndpoint.Post).WithName("recordAnswer").Refuses(ProblemKind.NotFound, ProblemKind.Differs, ProblemKind.IllegalTransition, ProblemKind.Rule);
        writing.MapPatch("/answers/{id:id}", AmendAnswerEndpoint.Patch).WithName("amendAnswer").Refuses(ProblemKind.NotFound, ProblemKind.Rule);

        var deciding = api.MapGroup("/answers/{id:id}").WithTags(Tag).Require(Role.Reviewer);
        deciding.MapPost("/confirm", ConfirmAnswerEndpoint.Post).WithName("confirmAnswer").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition, ProblemKind.Rule);
        deciding.MapPost("/reject", RejectAnswerEndpoint.Post).WithName("rejectAnswer").Refuses(ProblemKind.NotFound, ProblemKind.IllegalTransition);
    }
}
