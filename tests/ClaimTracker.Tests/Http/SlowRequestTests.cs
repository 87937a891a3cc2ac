using ClaimTracker.Data;

namespace ClaimTracker.Tests.Behaviour;

/// <summary>Clients that hold a connection and send next to nothing. The server's own clock decides, so this takes seconds.</summary>
public sealed class SlowRequestTests
{
    [Fact]
    public async Task Headers_and_bodies_that_dawdle_are_given_up_with_408()
    {
        await using var app = await App.Start();
        var key = await app.Key(Role.Contributor);
        var before = await app.Events();
        var post = Message.Post("/v1/claims", "{", "Content-Length: 500").As(key).ToBytes(text => text.Replace("{host}", app.Address.Authority, StringComparison.Ordinal));

        var answers = await Task.WhenAll(RawHttp.Exchange(app.Address, post), RawHttp.Exchange(app.Address, "GET /v1/claims HTTP/1.1\r\nHost: "u8.ToArray()));

        Assert.Equal([408, 408], answers.Select(a => a?.Status));
        Assert.Equal("/problems/request-timeout", (string?)answers[0]!.Json["type"]);
        Assert.Equal(before, await app.Events());
    }
}
