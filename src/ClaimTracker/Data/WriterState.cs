namespace ClaimTracker.Data;

/// <summary>How the writer stands at a moment.</summary>
/// <param name="IsRunning">Whether its thread runs.</param>
/// <param name="Busy">For how long it has been at the group of changes in hand; zero where it is at none.</param>
/// <param name="Waiting">How many changes wait.</param>
/// <param name="Capacity">How many may wait.</param>
internal readonly record struct WriterState(bool IsRunning, TimeSpan Busy, int Waiting, int Capacity);
