using System.Net;

namespace ClaimTracker.Tests.Operations;

public sealed class KeysCommandTests
{
    [Fact]
    public async Task A_created_key_stands_alone_on_standard_output_and_works_at_once_until_it_is_revoked()
    {
        using var folder = new Folder();
        await using var service = await Claimtracker.Serve(folder.Path);
        await Create(folder, "admin", "Ada");
        var created = await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", "contributor", "--name", "Bob");
        Assert.Equal((0, ""), (created.Code, created.Errors));
        Assert.Matches("^ct_live_[A-Za-z0-9_-]+\r?\n$", created.Output);

        using var client = service.Client(created.Output.Trim());
        await client.Post("/v1/claimants", new { name = "Someone", type = "person" }).Json(201);

        var revoked = await Claimtracker.Run("keys", "revoke", "2", "--reason", "left", "--data", folder.Path);
        Assert.Equal((0, "Revoked key 2 of Bob."), (revoked.Code, revoked.Output.Trim()));
        using var refused = await client.Post("/v1/claimants", new { name = "Another", type = "person" });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task The_list_shows_every_key_and_no_secret()
    {
        using var folder = new Folder();
        var key = await Create(folder, "admin", "Ada Lovelace");
        await Create(folder, "reader", "Bob");
        await Claimtracker.Run("keys", "revoke", "2", "--reason", "left", "--data", folder.Path);
        var list = await Claimtracker.Run("keys", "list", "--data", folder.Path);
        Assert.Equal((0, ""), (list.Code, list.Errors));
        var rows = list.Output.Split('\n').Where(line => line.StartsWith('│')).Skip(1).Select(line => line.Split('│', StringSplitOptions.TrimEntries)).ToList();
        Assert.Equal([("2", "Bob", "reader", true), ("1", "Ada Lovelace", "admin", false)], rows.Select(r => (r[1], r[3], r[4], r[6].Length > 0)));
        Assert.Contains(rows[1][2], key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Split('_')[^1], list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_admin_key_stays_until_there_is_another()
    {
        using var folder = new Folder();
        await Create(folder, "admin", "Ada");
        var refused = await Claimtracker.Run("keys", "revoke", "1", "--reason", "left", "--data", folder.Path);
        Assert.Equal((1, "", "There would be nobody left to make keys."), (refused.Code, refused.Output, refused.Errors.Trim()));
        await Create(folder, "admin", "Bob");
        Assert.Equal(0, (await Claimtracker.Run("keys", "revoke", "1", "--reason", "left", "--data", folder.Path)).Code);
        var again = await Claimtracker.Run("keys", "revoke", "1", "--reason", "left", "--data", folder.Path);
        Assert.Equal((1, "The key is revoked already."), (again.Code, again.Errors.Trim()));
    }

    [Fact]
    public async Task Listing_keys_where_there_is_no_record_makes_none()
    {
        using var folder = new Folder();
        var refused = await Claimtracker.Run("keys", "list", "--data", folder.Path);
        Assert.Equal(2, refused.Code);
        Assert.StartsWith("There is no record in", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(1, "There is no key 7.", "revoke", "7", "--reason", "left")]
    [InlineData(2, "--reason: The text is empty or blank.", "revoke", "1", "--reason", " ")]
    [InlineData(2, "--name: The text is empty or blank.", "create", "--role", "admin", "--name", "")]
    [InlineData(2, "--name: Control characters, line breaks and bidirectional overrides are not allowed here.", "create", "--role", "admin", "--name", "a\nb")]
    [InlineData(2, "Argument 'owner' not recognized.", "create", "--role", "owner", "--name", "x")]
    [InlineData(2, "Argument '4' not recognized.", "create", "--role", "4", "--name", "x")]
    [InlineData(2, "Argument '99' not recognized.", "create", "--role", "99", "--name", "x")]
    [InlineData(2, "--days is from 1 to 36500.", "create", "--role", "admin", "--name", "x", "--days", "0")]
    [InlineData(2, "--days is from 1 to 36500.", "create", "--role", "admin", "--name", "x", "--days", "99999999")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(int code, string says, params string[] arguments)
    {
        using var folder = new Folder();
        await Create(folder, "admin", "Ada");
        var refused = await Claimtracker.Run(["keys", .. arguments, "--data", folder.Path]);
        Assert.Equal(code, refused.Code);
        Assert.StartsWith(says, refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("ct_live_", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_is_that_of_the_option_else_of_the_environment()
    {
        using var named = new Folder();
        using var set = new Folder();
        await Claimtracker.Run(("CLAIMTRACKER_DATA", set.Path), "keys", "create", "--role", "admin", "--name", "Ada");
        await Claimtracker.Run(("CLAIMTRACKER_DATA", set.Path), "keys", "create", "--role", "admin", "--name", "Bob", "--data", named.Path);
        Assert.Equal(["Ada"], await Names(set));
        Assert.Equal(["Bob"], await Names(named));

        static async Task<string[]> Names(Folder folder)
        {
            var list = await Claimtracker.Run("keys", "list", "--data", folder.Path);
            return [.. new[] { "Ada", "Bob" }.Where(name => list.Output.Contains(name, StringComparison.Ordinal))];
        }
    }

    private static async Task<string> Create(Folder folder, string role, string name)
    {
        var created = await Claimtracker.Run("keys", "create", "--data", folder.Path, "--role", role, "--name", name);
        Assert.Equal((0, ""), (created.Code, created.Errors));
        return created.Output.Trim();
    }
}
