using Becs.Server.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Becs.Server.Tests.Hosting;

public class SettingsReaderTests
{
    [Theory]
    [InlineData("Becs:Database:Provider", "Oracle", "Becs__Database__Provider", "Sqlite, PostgreSql")]
    [InlineData("Becs:Database:Provider", "1", "Becs__Database__Provider", "Sqlite, PostgreSql")]
    [InlineData("Becs:Database:ConnectionString", "nonsense", "Becs__Database__ConnectionString", "Data Source")]
    [InlineData("Becs:Bus:Transport", "Kafka", "Becs__Bus__Transport", "InMemory, RabbitMq")]
    [InlineData("Becs:Bus:Transport", "RabbitMq", "Becs__Bus__ConnectionString", "amqp://")]
    [InlineData("Becs:Clock:Mode", "Fast", "Becs__Clock__Mode", "System, Virtual")]
    [InlineData("Becs:Clock:StartAt", "soon", "Becs__Clock__StartAt", "ISO 8601")]
    [InlineData("Becs:Roles", "web,cook", "Becs__Roles", "web, worker, relay, timers, sealer")]
    [InlineData("Becs:Roles", "", "Becs__Roles", "web, worker, relay, timers, sealer")]
    [InlineData("Becs:Interfaces:Astm:Port", "7000", "Becs__Interfaces__Astm__Port", "no such interface")]
    [InlineData("Becs:Interfaces:Mllp:Port", "2575", "Becs__Interfaces__Mllp__Port", "no such interface")]
    [InlineData("Becs:Http:AllowedHosts", "a b", "Becs__Http__AllowedHosts", "host:port")]
    [InlineData("Becs:Http:AllowedHosts", "https://user:x@lab.example.org", "Becs__Http__AllowedHosts", "host:port")]
    [InlineData("Becs:Http:Credentials", "lab.example.org=secret", "Becs__Http__Credentials", "one of Becs__Http__AllowedHosts")]
    [InlineData("Becs:OpenId:Authority", "http://example.org", "Becs__OpenId__Authority", "https")]
    [InlineData("Becs:Telemetry:OtlpEndpoint", "127.0.0.1:4318", "Becs__Telemetry__OtlpEndpoint", "http://127.0.0.1:4318")]
    [InlineData("Becs:Telemetry:OtlpEndpoint", "http://u:p@127.0.0.1:4318", "Becs__Telemetry__OtlpEndpoint", "http://127.0.0.1:4318")]
    [InlineData("Becs:Databse:Provider", "Sqlite", "Becs__Databse__Provider", "Becs__Database__Provider")]
    public void Read_WhenASettingIsWrong_ThenNamesItAndWhatIsAllowed(string key, string value, string name, string allowed)
    {
        var refused = Assert.Throws<StartException>(() => Read("Development", (key, value)));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Read_WhenNothingIsSet_ThenIsTheEmbeddedDefault()
    {
        var settings = Read("Production");

        Assert.Equal(Becs.Persistence.DatabaseProvider.Sqlite, settings.DatabaseProvider);
        Assert.Equal(BusTransport.InMemory, settings.BusTransport);
        Assert.Equal(ClockMode.System, settings.ClockMode);
        Assert.Equal(NodeRoles.All.Order(), settings.Roles.Order());
        Assert.Null(settings.TraceCollector);
        Assert.False(settings.IsDevelopment);
        Assert.StartsWith(Path.Combine(Path.GetTempPath(), "data"), settings.KeysPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Sandbox", true)]
    [InlineData("Production", false)]
    public void Read_WhenTheClockIsVirtual_ThenOnlyWhereNobodyIsTreated(string environment, bool allowed)
    {
        var read = Record.Exception(() => Read(environment, ("Becs:Clock:Mode", "Virtual")));

        Assert.Equal(allowed, read is null);
    }

    private static BecsSettings Read(string environment, params (string Key, string Value)[] settings) => SettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build(),
        new HostEnvironment(environment));

    private sealed class HostEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Becs.Server";

        public string ContentRootPath { get; set; } = Path.GetTempPath();

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
