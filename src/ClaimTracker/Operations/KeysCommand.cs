using System.CommandLine;
using System.Globalization;
using ClaimTracker.Auth;
using ClaimTracker.Data;
using ClaimTracker.Http;
using ClaimTracker.Text;
using MediatR;
using Spectre.Console;
using Cell = Spectre.Console.Text;

namespace ClaimTracker.Operations;

/// <summary><c>claimtracker keys</c>: whoever has access to the folder makes keys, the first one too. A running service knows them at once.</summary>
internal static class KeysCommand
{
    private const int MaxDays = 36_500;

    public static Command Make() => new("keys", "Make, list and revoke API keys.") { Create(), List(), Revoke() };

    private static Command Create()
    {
        var data = CommandLine.Data("data");
        var role = new Option<Role>("--role") { Description = "reader, contributor, reviewer, editor or admin.", Required = true };
        var name = new Option<string>("--name") { Description = "Whose key it is.", Required = true };
        var days = new Option<int>("--days") { Description = "For how many days it is good.", DefaultValueFactory = _ => 365 };
        role.AcceptOnlyFromAmong([.. Names.All(typeof(Role))]);
        CommandLine.Check(name, new LineAttribute(Http.Limits.Name));
        days.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count is < 1 or > MaxDays)
            {
                given.AddError($"--days is from 1 to {MaxDays}.");
            }
        });
        var command = new Command("create", "Make a key and print it, this once.") { data, role, name, days };
        command.SetAction((parsed, cancellation) => Send(parsed.GetValue(data)!, mayMake: true, async sender =>
        {
            var expires = TimeProvider.System.GetUtcNow().AddDays(parsed.GetValue(days));
            var key = await sender.Send(new CreateKey(parsed.GetValue(name)!, parsed.GetValue(role), expires), cancellation);
            Console.WriteLine(key.Key);
        }));
        return command;
    }

    private static Command List()
    {
        var data = CommandLine.Data("data");
        var command = new Command("list", "List the keys, without their secrets.") { data };
        command.SetAction((parsed, cancellation) => Send(parsed.GetValue(data)!, mayMake: false, async sender =>
        {
            var table = new Table().AddColumns("id", "kid", "name", "role", "expires", "revoked", "last used");
            ListKeys query = new() { Limit = Http.Limits.PageMax };
            do
            {
                var page = await sender.Send(query, cancellation);
                foreach (var key in page.Items)
                {
                    table.AddRow(
                        new Cell(key.Id.ToString(CultureInfo.InvariantCulture)), new Cell(key.Kid), new Cell(key.Name), new Cell(Names.Of(key.Role)),
                        Day(key.ExpiresAt), Day(key.RevokedAt), Day(key.LastUsedAt));
                }

                query = query with { Cursor = page.Next };
            }
            while (query.Cursor is not null);
            CommandLine.ForPeople(Console.Out).Write(table);
        }));
        return command;

        static Cell Day(DateTimeOffset? at) => new(at?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "");
    }

    private static Command Revoke()
    {
        var data = CommandLine.Data("data");
        var id = new Argument<long>("id") { Description = "The key's number, from keys list." };
        var reason = new Option<string>("--reason") { Description = "Why. It is kept.", Required = true };
        CommandLine.Check(reason, new ProseAttribute(Http.Limits.Reason));
        var command = new Command("revoke", "Revoke a key. It is refused from the next request on.") { data, id, reason };
        command.SetAction((parsed, cancellation) => Send(parsed.GetValue(data)!, mayMake: false, async sender =>
        {
            var key = await sender.Send(new RevokeKey(parsed.GetValue(id), parsed.GetValue(reason)!, IfMatch.Any), cancellation);
            Console.WriteLine($"Revoked key {key.Id} of {key.Name}.");
        }));
        return command;
    }

    /// <param name="folder">The folder of the record.</param>
    /// <param name="mayMake">Whether a record is made where there is none: the first key comes before the first start.</param>
    /// <param name="work">What is sent.</param>
    private static async Task<int> Send(string folder, bool mayMake, Func<ISender, Task> work)
    {
        var directory = new DataDirectory(folder);
        directory.Prepare(mayMake);
        using var database = Database.Open(directory.DatabasePath, TimeProvider.System, isSole: false);
        await using var services = CommandLine.Messages(database);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Actor = Actor.CommandLine;
        await work(scope.ServiceProvider.GetRequiredService<ISender>());
        return (int)ExitCode.Done;
    }
}
