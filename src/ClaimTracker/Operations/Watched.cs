using Spectre.Console;

namespace ClaimTracker.Operations;

/// <summary>Long work with a bar for each of its steps, for whoever watches standard error. Where that is a file or a pipe, nothing is written.</summary>
internal static class Watched
{
    /// <param name="work">Is given what tells how much of which step is done, from 0 to 1.</param>
    public static T Run<T>(Func<Action<string, double>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work((_, _) => { });
        }

        return CommandLine.ForPeople(Console.Error).Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(progress =>
            {
                var steps = new Dictionary<string, ProgressTask>();
                return work((step, done) =>
                {
                    if (!steps.TryGetValue(step, out var task))
                    {
                        steps.Add(step, task = progress.AddTask(Markup.Escape(step), maxValue: 1));
                    }

                    task.Value = done;
                    if (done >= 1)
                    {
                        task.StopTask();
                    }
                });
            });
    }
}
