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

/// <summary>Base of every query handler: one snapshot, under the readers' deadline.</summary>
internal abstract class QueryHandler<TQuery, TResult>(Database database) : IRequestHandler<TQuery, TResult>
    where TQuery : IQuery<TResult>
{
    public Task<TResult> Handle(TQuery query, CancellationToken cancellation) =>
        database.Read(sql => Handle(query, sql), cancellation);

    protected abstract TResult Handle(TQuery query, Sql sql);
}
