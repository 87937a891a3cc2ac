using System.Text.Json.Nodes;
using ClaimTracker.Data;

namespace ClaimTracker.Tests.Behaviour;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Of_two_patches_of_one_revision_at_once_exactly_one_is_made()
    {
        await using var app = await App.Start();
        using var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var claim = await Given.Claim(client, "Sixteen people were killed.");
        for (var revision = 1; revision <= 100; revision++)
        {
            Task<HttpResponseMessage> Patch(string side) =>
                client.Patch($"/v1/claims/{claim["id"]}", new { statement = $"Statement {revision} {side}.", reason = "A race." }, $"\"{revision}\"");

            var answers = await Task.WhenAll(Patch("left"), Patch("right"));

            Assert.Equal([200, 412], answers.Select(a => (int)a.StatusCode).Order());
            var won = JsonNode.Parse(await answers.Single(a => (int)a.StatusCode == 200).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            var read = await client.Read($"/v1/claims/{claim["id"]}");
            Assert.Equal(revision + 1, (int)read["revision"]!);
            Assert.Equal((string?)won["statement"], (string?)read["statement"]);
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_leaves_the_whole_change_or_nothing()
    {
        await using var app = await App.Start();
        using var client = await app.Client(Role.Contributor);
        await Given.Article(client);
        var key = await app.Key(Role.Contributor);
        const int Rounds = 10;
        for (var round = 0; round < Rounds; round++)
        {
            var connections = new List<RawHttp>();
            for (var i = 0; i < 8; i++)
            {
                connections.Add(await RawHttp.Connect(app.Address));
                await connections[i].Send(Record($"Statement {round} {i}."));
            }

            // Whoever waits to the end is answered; the others are by then done, under way or waiting.
            Assert.Equal(201, (await RawHttp.Exchange(app.Address, Record($"Statement {round}.")))!.Status);
            connections.ForEach(c => c.HangUp());
        }

        await app.Restart();

        const string Halves = """
            SELECT count(*)
            FROM claim
            LEFT JOIN appearance ON appearance.claim_id = claim.id
            WHERE appearance.id IS NULL
              OR (SELECT count(*) FROM event WHERE (entity = 'claim' AND entity_id = claim.id) OR (entity = 'appearance' AND entity_id = appearance.id)) <> 2
            """;
        Assert.Equal(0, await app.Database.Read(sql => sql.First<long>(Halves), CancellationToken.None));
        Assert.InRange(await app.Database.Read(sql => sql.First<long>("SELECT count(*) FROM claim"), CancellationToken.None), Rounds, Rounds * 9);

        byte[] Record(string statement) => Message.Post("/v1/claims", $$"""{"statement":"{{statement}}","kind":"fact","appearance":{"articleRef":"a1","mode":"own_voice"} }""")
            .As(key).ToBytes(text => text.Replace("{host}", app.Address.Authority, StringComparison.Ordinal));
    }
}
