using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ClaimTracker.Data;

/// <summary>What changed columns make their readers throw, in C# or in SQL ("malformed JSON"); not what a damaged file or a tired machine throws.</summary>
internal static class BadContent
{
    public static bool Made(Exception thrown) => thrown is not (OutOfMemoryException or SqliteException { SqliteErrorCode: not raw.SQLITE_ERROR });
}
