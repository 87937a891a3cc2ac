using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ClaimTracker.Benchmarks;

/// <summary>One more answer to a question that thousands of claims answer, each in another way, against one to a question of a hundred answers.</summary>
internal static class RivalAnswers
{
    private const int Many = 10_000;
    private const int Few = 100;
    private const int UnderWay = 64;

    private static readonly Goal Goal = Goal.AtMost(50, "p99 ", " ms");

    public static IEnumerable<Step> Steps(Stage stage) =>
    [
        new Step($"POST answer, {Many} rivals", stage.PairTakes + TimeSpan.FromMinutes(1), () =>
        {
            var (server, _) = stage.Writing();
            var claims = stage.Options.Middle;
            var (crowded, quiet) = (new Asked(server, first: 1), new Asked(server, first: claims / 2));
            crowded.Fill(Math.Min(Many, claims / 4));
            quiet.Fill(Few);
            var pair = stage.Measure(server, 1, crowded.Next, quiet.Next);
            var slowest = Latencies.OfAll([.. pair.Rounds.Select(round => round.Ours)]).P99;
            return
            [
                Row.OfRates($"POST answer, {Stage.Text(Many)} rivals", $"{Few} rivals", Stage.Text(claims), pair, Goal.AtLeast(0.5)),
                new Row($"POST answer, {Stage.Text(Many)} rivals: p99", "", Stage.Text(claims)) { Clients = 1, Value = slowest, Goal = Goal, A = Side.Of(pair.Rounds.Select(round => round.Ours)) },
            ];
        }),
    ];

    /// <summary>A question, and the claims that answer it one after the other, no two of them alike.</summary>
    private sealed class Asked(ServerProcess server, int first)
    {
        private readonly long question = Ask(server, first);
        private int answered;

        public void Fill(int answers)
        {
            using var client = ClientOf(server);
            Parallel.ForEach(Enumerable.Range(0, answers), new ParallelOptions { MaxDegreeOfParallelism = UnderWay }, _ =>
            {
                var number = Interlocked.Increment(ref answered);
                using var content = new StringContent(Body(number), Encoding.UTF8, "application/json");
                using var answer = client.PostAsync(new Uri($"/v1/claims/{first + number}/answers", UriKind.Relative), content).GetAwaiter().GetResult();
                answer.EnsureSuccessStatusCode();
            });
        }

        public Request Next()
        {
            var number = ++answered;
            var body = Body(number);
            return new Request(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"POST /v1/claims/{first + number}/answers HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: application/json\r\nAuthorization: Bearer {server.Key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}")), 201);
        }

        private string Body(int number) => JsonSerializer.Serialize(new { questionId = question, value = new { qualifier = "exact", value = number } });

        private static long Ask(ServerProcess server, int first)
        {
            using var client = ClientOf(server);
            using var answer = client.PostAsJsonAsync(new Uri("/v1/questions", UriKind.Relative), new { text = $"How many, from claim {first} on?", answerType = "quantity" }).GetAwaiter().GetResult();
            answer.EnsureSuccessStatusCode();
            return long.Parse(answer.Headers.Location!.ToString().Split('/')[^1], CultureInfo.InvariantCulture);
        }

        private static HttpClient ClientOf(ServerProcess server) => new()
        {
            BaseAddress = server.Address,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.Key) },
        };
    }
}
