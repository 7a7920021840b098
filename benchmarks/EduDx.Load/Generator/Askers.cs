using System.Diagnostics;
using HdrHistogram;

namespace EduDx.Load.Generator;

/// <summary>An open loop of questions: due at fixed instants, each asked by somebody of its own, whatever became of the one before.</summary>
/// <param name="questions">Asked by turns.</param>
/// <param name="perSecond">Questions a second, all together.</param>
internal sealed class Askers(Question[] questions, double perSecond)
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    /// <summary>Asks for so long, then waits for the answers.</summary>
    /// <returns>For each question the times from when it was due to the end of its answer, stopwatch ticks.</returns>
    public async Task<LongHistogram[]> RunAsync(Func<Question, Task> ask, TimeSpan length)
    {
        var (start, asked) = (Stopwatch.GetTimestamp(), new List<Task<long>>());
        for (var count = (int)(length.TotalSeconds * perSecond); asked.Count < count;)
        {
            var due = start + (long)(asked.Count / perSecond * Stopwatch.Frequency);
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            if (wait > TimeSpan.Zero) await Task.Delay(wait);
            var question = questions[asked.Count % questions.Length];
            asked.Add(Task.Run(async () =>
            {
                await ask(question);
                return Stopwatch.GetTimestamp() - due;
            }));
        }
        var times = await Task.WhenAll(asked).WaitAsync(EndLimit);
        var seen = questions.Select(_ => new LongHistogram(600 * Stopwatch.Frequency, 3)).ToArray();
        for (var i = 0; i < times.Length; i++) seen[i % questions.Length].RecordValue(Math.Max(1, times[i]));
        return seen;
    }
}
