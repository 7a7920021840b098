using System.Text;
using EduDx.Contracts.Topics;

namespace EduDx.Tests.Fuzz;

/// <summary>Whatever stands where a topic should: it is refused, or its parts put together again are the topic.</summary>
public sealed class TopicFuzzTests
{
    private const int Seed = 20260910;

    [Fact]
    public void Mutated_topics()
    {
        var corpus = Corpus.Of("topic");
        var random = new Random(Seed);
        var (taken, refused) = (0, 0);
        for (var i = Corpus.Rounds(20_000); i > 0; i--)
        {
            var mutated = Mutator.Mutate(random, corpus[i % corpus.Length].Bytes);
            if (!SourceTopic.TryParse(mutated, out var topic))
            {
                refused++;
                continue;
            }
            taken++;
            Assert.Equal(mutated, Encoding.UTF8.GetBytes($"edudx/v1/{Encoding.UTF8.GetString(topic.School)}/{topic.Kind.ToString().ToLowerInvariant()}/{Encoding.UTF8.GetString(topic.Source)}/{topic.Message.ToString().ToLowerInvariant()}"));
            Assert.InRange(topic.School.Length, 1, 40);
            Assert.InRange(topic.Source.Length, 1, 40);
            Assert.Equal(-1, topic.School.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"u8));
            Assert.True(SourceTopic.Allows(topic.Kind, topic.Message));
        }
        Assert.True(taken > refused / 100, $"{taken} taken, {refused} refused: the mutator reaches both");
    }
}
