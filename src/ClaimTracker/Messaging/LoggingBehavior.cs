using System.Diagnostics;
using ClaimTracker.Data;
using ClaimTracker.Problems;
using MediatR;

namespace ClaimTracker.Messaging;

/// <summary>One line per message, and a step of a trace: its name, how it ended, how long it took. Never its content.</summary>
internal sealed partial class LoggingBehavior<TRequest, TResponse>(ILogger<LoggingBehavior<TRequest, TResponse>> log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, RequestHandlerDelegate<TResponse> next, CancellationToken cancellationToken)
    {
        using var step = Tracing.Source.StartActivity(typeof(TRequest).Name);
        if (!log.IsEnabled(LogLevel.Debug))
        {
            return await next();
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = await next();
            Done(log, typeof(TRequest).Name, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return response;
        }
        catch (ProblemException problem)
        {
            Refused(log, typeof(TRequest).Name, problem.Kind.Slug, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Name} done in {Milliseconds:0.0} ms")]
    private static partial void Done(ILogger log, string name, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Name} refused as {Problem} in {Milliseconds:0.0} ms")]
    private static partial void Refused(ILogger log, string name, string problem, double milliseconds);
}
