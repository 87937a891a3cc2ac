using System.Collections.Concurrent;
using ClaimTracker.Data;
using ClaimTracker.Tests.Data;
using ClaimTracker.Tests.Operations;
using Microsoft.Data.Sqlite;

namespace ClaimTracker.Tests.Proofs;

/// <summary>What the service has acknowledged to all its writers, held against what the record holds.</summary>
internal sealed class Ledger
{
    /// <summary>What is there by half: a resource without its events or events without their resource.</summary>
    private const string Halves = """
        SELECT
          (SELECT count(*) FROM claim c WHERE c.state <> 'merged' AND NOT EXISTS (SELECT 1 FROM appearance a WHERE a.claim_id = c.id))
        + (SELECT count(*) FROM claim c WHERE (SELECT max(revision) FROM event e WHERE e.entity = 'claim' AND e.entity_id = c.id) IS NOT c.revision)
        + (SELECT count(*) FROM appearance a WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'appearance' AND e.entity_id = a.id))
        + (SELECT count(*) FROM link l WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.entity = 'link' AND e.entity_id = l.id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'claim' AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.id = e.entity_id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'appearance' AND NOT EXISTS (SELECT 1 FROM appearance a WHERE a.id = e.entity_id))
        + (SELECT count(*) FROM event e WHERE e.entity = 'link' AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = e.entity_id))
        """;

    private readonly ConcurrentDictionary<(string Entity, long Id), int> acknowledged = [];
    private (int Count, TaskCompletionSource Reached) awaited = (int.MaxValue, new TaskCompletionSource());
    private int count;
    private int cutOff;
    private int hadStood;
    private int retries;

    /// <summary>Changes that were acknowledged.</summary>
    public int Count => count;

    /// <summary>Requests that got no answer.</summary>
    public int CutOff => cutOff;

    /// <summary>Of the requests without an answer, those whose change was on record all the same.</summary>
    public int HadStood => hadStood;

    /// <summary>Requests that were sent again with their key.</summary>
    public int Retries => retries;

    /// <summary>An answer came: a new resource, or a change of one.</summary>
    public void Acknowledge(string entity, long id, bool isNew)
    {
        lock (acknowledged)
        {
            if (++count >= awaited.Count)
            {
                awaited.Reached.TrySetResult();
            }
        }

        var changes = acknowledged.AddOrUpdate((entity, id), 1, (_, before) => before + 1);
        Assert.True(changes == 1 || !isNew, $"The {entity} {id} was given twice.");
    }

    /// <summary>Ends once so many more changes are acknowledged.</summary>
    public Task Reach(int more)
    {
        lock (acknowledged)
        {
            awaited = (count + more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return awaited.Reached.Task;
        }
    }

    public void LoseAnswer() => Interlocked.Increment(ref cutOff);

    /// <summary>A request was sent again.</summary>
    /// <param name="stood">Whether it had no answer, and its change was on record.</param>
    public void Retry(bool stood)
    {
        Interlocked.Increment(ref retries);
        Interlocked.Add(ref hadStood, stood ? 1 : 0);
    }

    /// <summary>All that was acknowledged is there; what was not may be.</summary>
    public void IsIn(string database) => Compare(database, exactly: false);

    /// <summary>What was acknowledged is there and nothing else: for when no request is without an answer.</summary>
    public void Is(string database) => Compare(database, exactly: true);

    private void Compare(string database, bool exactly)
    {
        Assert.Empty(Checking.Findings(database));
        using var sqlite = Connections.Probe(database);
        Assert.Equal(0, sqlite.Count(Halves));
        foreach (var entity in acknowledged.Keys.Select(k => k.Entity).Distinct())
        {
            var (wanted, found) = (acknowledged.Where(a => a.Key.Entity == entity).ToDictionary(a => a.Key.Id, a => a.Value), Changes(sqlite, entity));
            Assert.All(wanted, w => Assert.True(found.GetValueOrDefault(w.Key) >= w.Value, $"The {entity} {w.Key} has {found.GetValueOrDefault(w.Key)} of {w.Value} changes."));
            if (exactly)
            {
                Assert.Equal(wanted.Keys.Order(), found.Keys.Order());
            }
        }
    }

    /// <summary>How often each of a kind was changed.</summary>
    private static Dictionary<long, long> Changes(SqliteConnection sqlite, string entity)
    {
        using var command = sqlite.CreateCommand();
        command.CommandText = "SELECT entity_id, count(*) FROM event WHERE entity = $entity GROUP BY entity_id";
        command.Parameters.AddWithValue("$entity", entity);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<long, long>();
        while (reader.Read())
        {
            found.Add(reader.GetInt64(0), reader.GetInt64(1));
        }

        return found;
    }
}
