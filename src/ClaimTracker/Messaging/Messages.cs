using ClaimTracker.Data;
using MediatR;

namespace ClaimTracker.Messaging;

/// <summary>A message that changes the record: it goes to the one writer.</summary>
/// <typeparam name="T">What it answers.</typeparam>
public interface ICommand<out T> : IRequest<T>;

/// <summary>A message that only reads: it goes to a snapshot and cannot write.</summary>
/// <typeparam name="T">What it answers.</typeparam>
public interface IQuery<out T> : IRequest<T>;

/// <summary>
/// Marks a query whose cost is not bounded by what it answers: a search, a graph, whatever reads more than one row, or one page in the order of an index.
/// It goes to the heavy lane, so that nobody who asks for less waits for it.
/// </summary>
internal interface IHeavyQuery
{
    /// <summary>Whether it is so as it was asked.</summary>
    bool IsHeavy => true;
}

/// <summary>
/// Base of every command handler. The inner Handle is synchronous on purpose: it holds the only write lock there is, so it may wait for SQLite
/// and for nothing else.
/// </summary>
internal abstract class CommandHandler<TCommand, TResult>(Database database, Caller caller) : IRequestHandler<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    public Task<TResult> Handle(TCommand command, CancellationToken cancellation) =>
        database.Write(caller, tx => Handle(command, tx), cancellation);

    protected abstract TResult Handle(TCommand command, WriteTransaction tx);
}

/// <summary>Base of every query handler: one snapshot, under the readers' deadline, in the lane that its message belongs to.</summary>
internal abstract class QueryHandler<TQuery, TResult>(Database database) : IRequestHandler<TQuery, TResult>
    where TQuery : IQuery<TResult>
{
    public Task<TResult> Handle(TQuery query, CancellationToken cancellation) =>
        database.Read(sql => Handle(query, sql), cancellation, lane: query is IHeavyQuery { IsHeavy: true } ? Lane.Heavy : Lane.Quick);

    protected abstract TResult Handle(TQuery query, Sql sql);
}
