using System.Text;
using EduDx.Ops.Ingest.Decode;

namespace EduDx.Tests.Ingest;

public sealed class FieldNamesTests
{
    [Fact]
    public void Every_field_is_found_by_its_name_and_nothing_by_another()
    {
        var fields = Enum.GetValues<Fields>().Where(f => f != Fields.None).ToArray();
        Assert.True(fields.Length > 40);
        foreach (var field in fields)
        {
            var name = Encoding.UTF8.GetBytes(FieldNames.NameOf(field));
            Assert.Equal(field, FieldNames.Find(name));
            Assert.Equal(Fields.None, FieldNames.Find(Encoding.UTF8.GetBytes(FieldNames.NameOf(field).ToUpperInvariant())));
            Assert.Equal(Fields.None, FieldNames.Find([.. name, (byte)'x']));
            Assert.Equal(Fields.None, FieldNames.Find(name.AsSpan(..^1)));
        }
        Assert.Equal(Fields.None, FieldNames.Find([]));
        Assert.Equal(Fields.None, FieldNames.Find(new byte[300]));
    }
}
