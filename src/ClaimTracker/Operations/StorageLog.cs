using ClaimTracker.Data;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Operations;

/// <summary>Tells the operator when the record ceases to take changes, when it takes them again, and what to do: once each time, and not with every request.</summary>
internal sealed partial class StorageLog(ILogger<StorageLog> log, string path)
{
    public void Tell(StorageState state, SqliteException? cause)
    {
        switch (state)
        {
            case StorageState.Writable:
                Writable(log, path);
                break;
            case StorageState.Full:
                Full(log, path, cause?.Message);
                break;
            case StorageState.ReadOnly:
                ReadOnly(log, path, cause?.Message);
                break;
            case StorageState.Damaged:
                Damaged(log, path, cause?.Message, Path.GetDirectoryName(path)!);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} takes changes again")]
    private static partial void Writable(ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The disk has no room for changes of {Path} ({Cause}). They are refused with 507, reading goes on. Make room: nothing else is needed")]
    private static partial void Full(ILogger log, string path, string? cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} cannot be written ({Cause}). Changes are refused with 503, reading goes on. Look after the disk, the mount and the permissions of the folder: nothing else is needed")]
    private static partial void ReadOnly(ILogger log, string path, string? cause);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Path} is damaged ({Cause}). Nothing more is written. Look what is wrong: claimtracker check --data {Folder}. Then stop the service and put a backup in its place: claimtracker restore --data {Folder} --from FILE")]
    private static partial void Damaged(ILogger log, string path, string? cause, string folder);
}
