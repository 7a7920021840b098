using EduDx.Wall.Walls;
using EduDx.Wall.Words;

namespace EduDx.Wall.Tests.Words;

public sealed class NewWallWordsTests
{
    [Fact]
    public void Every_word_is_there_in_both_languages()
    {
        Both(DeviceWords.Vietnamese, DeviceWords.English);
        Both(RoomWords.Vietnamese, RoomWords.English);
        Both(SystemWords.Vietnamese, SystemWords.English);
        Both(AlarmWords.Vietnamese, AlarmWords.English);
        Both(CareWords.Vietnamese, CareWords.English);
        Both(StaffWords.Vietnamese, StaffWords.English);
        Both(StatusWords.Vietnamese, StatusWords.English);
        Both(SchoolWords.Vietnamese, SchoolWords.English);
    }

    [Fact]
    public void Every_wall_has_a_name_and_a_question_of_its_own()
    {
        foreach (var words in new[] { WallWords.Vietnamese, WallWords.English })
        {
            Assert.Equal(WallAddress.Views.Length, WallAddress.Views.Select(words.Wall).Distinct().Count());
            Assert.Equal(WallAddress.Views.Length, WallAddress.Views.Select(words.Question).Distinct().Count());
        }
    }

    private static void Both<TWords>(TWords vi, TWords en)
    {
        var words = typeof(TWords).GetProperties().Where(property => property.PropertyType == typeof(string)).ToArray();
        Assert.NotEmpty(words);
        Assert.All(words, word =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)word.GetValue(vi)), word.Name);
            Assert.False(string.IsNullOrWhiteSpace((string?)word.GetValue(en)), word.Name);
            Assert.NotEqual(word.GetValue(vi), word.GetValue(en));
        });
    }
}
