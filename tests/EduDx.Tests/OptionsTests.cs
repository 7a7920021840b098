using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using EduDx.Ops;
using EduDx.Ops.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace EduDx.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Every_option_takes_a_value_that_is_not_its_default()
    {
        var expected = Leaves(new OpsOptions(), "Ops").ToDictionary(l => l.Key, l => Other(l.Property, l.Value));
        Assert.True(expected.Count >= 35, $"only {expected.Count} options were found");
        var options = new OpsOptions();
        Configuration(expected).GetSection("Ops").Bind(options);
        foreach (var (key, _, value) in Leaves(options, "Ops")) Assert.True(expected[key] == Text(value), $"{key} is {Text(value)}, not {expected[key]}");
    }

    [Fact]
    public void The_server_takes_them_and_makes_its_folders_absolute()
    {
        var folder = Path.Combine(Path.GetTempPath(), "edudx-options-" + Guid.NewGuid().ToString("N"));
        var options = Startup.Options(Configuration(new() { ["Ops:Data"] = folder, ["Ops:Mqtt:Port"] = "0" }));
        Assert.Equal((folder, Path.Combine(folder, "log"), 0, 8080), (options.Data, options.Log.Folder, options.Mqtt.Port, options.Http.Port));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Ops:Http:Port", "65536")]
    [InlineData("Ops:Mqtt:Broker", "mosquitto")]
    [InlineData("Ops:Log:QueueMiB", "0")]
    [InlineData("Ops:Pipeline:Shards", "0")]
    [InlineData("Ops:History:Store", "oracle")]
    [InlineData("Ops:History:FlushMs", "1")]
    [InlineData("Ops:Wall:WarningBelowPct", "101")]
    [InlineData("Ops:Clock:Speed", "0")]
    [InlineData("Ops:Bind", "localhost")]
    public void A_bad_value_stops_the_start_and_names_its_key(string key, string value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Startup.Options(Configuration(new() { [key] = value })));
        Assert.Contains(key.Split(':')[^1], error.Message, StringComparison.Ordinal);
        Assert.True(Startup.IsDeployerError(error));
    }

    [Theory]
    [InlineData("0.0.0.0", "Local", "Ops:Access:Mode=Required")]
    [InlineData("::", "Local", "Ops:Access:Mode=Open")]
    [InlineData("10.1.2.3", "Required", "set a certificate")]
    public void Beyond_loopback_without_protection_it_refuses_and_says_what_to_do(string bind, string mode, string todo)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Startup.Options(Configuration(new() { ["Ops:Bind"] = bind, ["Ops:Access:Mode"] = mode })));
        Assert.Contains($"Ops:Bind={bind}", error.Message, StringComparison.Ordinal);
        Assert.Contains(todo, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.True(Startup.IsDeployerError(error));
    }

    [Theory]
    [InlineData("127.0.0.1", AccessMode.Local, false)]
    [InlineData("::1", AccessMode.Local, false)]
    [InlineData("127.0.0.1", AccessMode.Required, false)]
    [InlineData("0.0.0.0", AccessMode.Required, true)]
    [InlineData("0.0.0.0", AccessMode.Open, false)]
    public void It_listens_on_loopback_or_protected_or_when_told_so_in_plain_words(string bind, AccessMode mode, bool tls) =>
        Assert.Null(new AccessOptions { Mode = mode }.Refusal(System.Net.IPAddress.Parse(bind), tls));

    private static IConfigurationRoot Configuration(Dictionary<string, string> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(v => v.Key, v => (string?)v.Value)).Build();

    internal static IEnumerable<(string Key, PropertyInfo Property, object? Value)> Leaves(object options, string at)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is not { IsPublic: true }) continue;
            var value = property.GetValue(options);
            Assert.False(value is IEnumerable and not string, $"{at}:{property.Name} is a list: teach this test how to set one");
            if (value is not null && property.PropertyType is { IsClass: true } type && type != typeof(string))
            {
                foreach (var leaf in Leaves(value, $"{at}:{property.Name}")) yield return leaf;
            }
            else
            {
                yield return ($"{at}:{property.Name}", property, value);
            }
        }
    }

    private static string Other(PropertyInfo property, object? value)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        return (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
        {
            var t when t == typeof(int) => Text(Equals(value, range?.Maximum) ? (int)range!.Minimum : (int)value! + 1),
            var t when t == typeof(double) => Text((double)value! + 0.5),
            var t when t == typeof(DateTime) => "2026-11-23T06:10:00.0000000",
            { IsEnum: true } t => Enum.GetNames(t).First(n => n != Text(value)),
            var t when t == typeof(string) => property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed
                ? (string)allowed.Values.First(v => !Equals(v, value))!
                : "another-" + property.Name,
            var t when t == typeof(bool) => Text(!(bool)value!),
            var t => throw new NotSupportedException($"{property.Name} is a {t}: teach this test another value of it"),
        };
    }

    private static string Text(object? value) => value switch
    {
        DateTime time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
