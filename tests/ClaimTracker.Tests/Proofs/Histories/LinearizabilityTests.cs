namespace ClaimTracker.Tests.Proofs;

/// <summary>The checker of histories finds what is wrong with a history, and nothing where nothing is: a register that answers with its revision.</summary>
[Trait("Report", "histories")]
public sealed class LinearizabilityTests
{
    [Fact]
    public void Calls_that_overlap_may_have_happened_in_either_order() => Assert.Null(Fault(
        Write(1, 1, 6, "\"1\"", "left", "200 2 left"),
        Write(2, 2, 5, "\"1\"", "right", "412 2"),
        Read(3, 3, 4, "1 first"),
        Read(3, 7, 8, "2 left")));

    [Fact]
    public void An_old_state_after_an_acknowledgement_is_found() => Assert.NotNull(Fault(
        Write(1, 1, 2, "\"1\"", "left", "200 2 left"),
        Read(2, 3, 4, "1 first")));

    [Fact]
    public void Reads_of_one_client_that_go_back_are_found() => Assert.NotNull(Fault(
        Write(1, 1, 8, "\"1\"", "left", "200 2 left"),
        Read(2, 2, 3, "2 left"),
        Read(2, 4, 5, "1 first")));

    [Fact]
    public void Reads_of_two_clients_that_go_back_are_found() => Assert.NotNull(Fault(
        Write(1, 1, 8, "\"1\"", "left", "200 2 left"),
        Read(2, 2, 3, "2 left"),
        Read(3, 4, 5, "1 first")));

    [Fact]
    public void An_If_Match_that_is_ignored_is_found() => Assert.NotNull(Fault(
        Write(1, 1, 4, "\"1\"", "left", "200 2 left"),
        Write(2, 2, 3, "\"1\"", "right", "200 3 right")));

    [Fact]
    public void A_lost_update_is_found() => Assert.NotNull(Fault(
        Write(1, 1, 4, "*", "left", "200 2 left"),
        Write(2, 2, 3, "*", "right", "200 2 right")));

    [Fact]
    public void A_change_that_was_acknowledged_and_not_made_is_found() => Assert.NotNull(Fault(
        Write(1, 1, 2, "*", "left", "200 2 left"),
        Write(2, 3, 4, "*", "right", "200 2 right"),
        Read(2, 5, 6, "2 right")));

    [Fact]
    public void A_state_before_its_change_was_sent_is_found() => Assert.NotNull(Fault(
        Read(2, 1, 2, "2 left"),
        Write(1, 3, 4, "\"1\"", "left", "200 2 left")));

    private static string? Fault(params Call<Register>[] calls) => Linearizability<Register>.Fault(new Register(1, "first"), calls);

    private static Call<Register> Write(int client, long sent, long answered, string ifMatch, string text, string answer) =>
        new(client, new Writing(ifMatch, text), sent, answered, answer);

    private static Call<Register> Read(int client, long sent, long answered, string answer) => new(client, new Reading(), sent, answered, answer);

    private sealed record Register(long Revision, string Text);

    private sealed record Reading : IStep<Register>
    {
        public (string Answer, Register Next) Apply(Register state) => ($"{state.Revision} {state.Text}", state);
    }

    private sealed record Writing(string IfMatch, string Text) : IStep<Register>
    {
        public (string Answer, Register Next) Apply(Register state) => IfMatch == "*" || IfMatch == $"\"{state.Revision}\""
            ? ($"200 {state.Revision + 1} {Text}", new Register(state.Revision + 1, Text))
            : ($"412 {state.Revision}", state);
    }
}
