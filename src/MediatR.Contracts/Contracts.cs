namespace MediatR;

/// <summary>Any request, with an answer or without.</summary>
public interface IBaseRequest;

/// <summary>A request without an answer.</summary>
public interface IRequest : IBaseRequest;

/// <summary>A request that is answered.</summary>
/// <typeparam name="TResponse">The answer.</typeparam>
public interface IRequest<out TResponse> : IBaseRequest;

/// <summary>A request answered by a stream.</summary>
/// <typeparam name="TResponse">One item of the stream.</typeparam>
public interface IStreamRequest<out TResponse>;

/// <summary>Something that happened; any number of handlers may listen.</summary>
public interface INotification;

/// <summary>The answer of a request that has none.</summary>
public readonly record struct Unit
{
    /// <summary>The only value.</summary>
    public static readonly Unit Value;

    /// <summary>A finished task with the only value.</summary>
    public static Task<Unit> Task { get; } = System.Threading.Tasks.Task.FromResult(Value);
}
