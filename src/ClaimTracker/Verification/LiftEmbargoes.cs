using ClaimTracker.Data;
using ClaimTracker.Messaging;
using MediatR;

namespace ClaimTracker.Verification;

/// <summary>Makes public what was published under an embargo that is over.</summary>
/// <remarks>Answers when the next embargo ends; null where there is none.</remarks>
internal sealed record LiftEmbargoes : ICommand<DateTimeOffset?>;

internal sealed class LiftEmbargoesHandler(Database database, Caller caller) : CommandHandler<LiftEmbargoes, DateTimeOffset?>(database, caller)
{
    private const string Due = """
        SELECT id FROM review
        WHERE state = 'published' AND published_at IS NULL AND (embargo_until IS NULL OR embargo_until <= @now)
        ORDER BY embargo_until, id
        """;

    private const string Next = "SELECT min(embargo_until) FROM review WHERE state = 'published' AND published_at IS NULL";
    private const string Since = "SELECT max(at) FROM event WHERE entity = 'review' AND entity_id = @id AND action = 'review.published'";

    protected override DateTimeOffset? Handle(LiftEmbargoes command, WriteTransaction tx)
    {
        foreach (var id in tx.Sql.Query<long>(Due, new { now = tx.Now }))
        {
            var released = ReviewRow.Change(tx, Review.Get(tx.Sql, id), "review.released", ReviewState.Published, "The embargo is over.", tx.Now);
            Ground.FellSince(tx, released, ColumnValue.Instant(tx.Sql.First<long>(Since, new { id })));
        }

        return ColumnValue.Instant(tx.Sql.First<long?>(Next));
    }
}

/// <summary>Lifts embargoes when they end, and at the start those that ended meanwhile.</summary>
internal sealed partial class EmbargoService(IServiceProvider services, Database database, EmbargoAlarm alarm, ILogger<EmbargoService> log) : BackgroundService
{
    /// <summary>Another program beside this one (an import) rings no alarm: what it publishes is looked for once in this time.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = MaxWait;
            try
            {
                if (await Lift(stoppingToken) is { } next && next - database.Clock.GetUtcNow() is var left && left < wait)
                {
                    wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(log, e);
            }

            await alarm.Wait(wait, database.Clock, stoppingToken);
        }
    }

    private async Task<DateTimeOffset?> Lift(CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var caller = scope.ServiceProvider.GetRequiredService<Caller>();
        (caller.Actor, caller.Origin, caller.Patience) = (Actor.Service, "service", Timeout.InfiniteTimeSpan);
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(new LiftEmbargoes(), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Embargoes could not be lifted; it is tried again within a minute")]
    private static partial void Failed(ILogger log, Exception exception);
}
