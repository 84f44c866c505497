using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.Configuration;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace ChatHub.Server.Tests.Deploy;

/// <summary>What <c>deploy/compose.yaml</c> and the files beside it say, against the Dockerfile, the settings and the server: what can be known of them without a container engine.</summary>
public sealed partial class ComposeTests
{
    private static readonly string s_dockerfile = File.ReadAllText(RepositoryRoot.File("Dockerfile"));
    private static readonly YamlMappingNode s_compose = Yaml("compose.yaml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Container_MayDoLittle()
    {
        var server = Service("chathub");

        Assert.Equal("true", Text(server, "read_only"));
        Assert.Equal(["ALL"], List(server, "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], List(server, "security_opt"));
        Assert.Equal(["/tmp"], List(server, "tmpfs"));
        Assert.Equal("1654:1654", Text(server, "user")); // APP_UID of the image that the Dockerfile is based on
        Assert.Contains("USER $APP_UID", s_dockerfile, StringComparison.Ordinal);
        Assert.False(server.Children.ContainsKey("privileged"));
        Assert.False(server.Children.ContainsKey("healthcheck")); // the image's own counts
        Assert.Matches(@"HEALTHCHECK .*\\\n\s+CMD bash .*127\.0\.0\.1/8080.*GET /healthz/live", s_dockerfile);
    }

    [Fact]
    public void Container_PortsAndData_AreThoseOfTheImageAndTheSettings()
    {
        var exposed = Instruction("EXPOSE").Split(' ');
        var settings = new ConfigurationBuilder().AddJsonFile(RepositoryRoot.File("src", "ChatHub.Server", "appsettings.json")).Build();
        var listeners = settings.GetSection("ChatHub:Listeners").GetChildren().Select(one => one["Endpoint"]!.Split(':')[1]);
        var mapped = List(Service("chathub"), "ports").Select(port => port.Split(':')).ToArray();

        Assert.Equal(exposed.Order(), mapped.Select(port => port[^1]).Order());
        Assert.Equal(exposed.Order(), listeners.Append(new Uri(ImageEnvironment()["Urls"]!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(["127.0.0.1", "8080", "8080"], Assert.Single(mapped, port => port[^1] == "8080")); // the dashboard for this machine only
        Assert.Equal(["chathub:/data"], List(Service("chathub"), "volumes"));
        Assert.Equal(("/data", "/data"), (Instruction("VOLUME"), ImageEnvironment()["ChatHub__DataDirectory"]));
    }

    [Fact]
    public void Container_ItsEnvironment_IsOneThatTheServerTakes()
    {
        var all = ImageEnvironment();
        foreach (var (name, value) in Map(Service("chathub"), "environment"))
        {
            all[name] = value;
        }

        Assert.All(all.Keys, name => Assert.True(name.StartsWith("ChatHub__", StringComparison.Ordinal) || name is "Urls" or "AllowedHosts", name));
        var read = ChatHubSettings.From(new ConfigurationBuilder().AddInMemoryCollection(all.Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), one.Value))).Build(), onlyCheck: true);
        Assert.Equal("/data", read.Server.DataDirectory);
        var grace = TimeSpan.FromSeconds(int.Parse(Text(Service("chathub"), "stop_grace_period").TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(grace >= read.Server.DrainTimeout + TimeSpan.FromSeconds(10), $"{grace} is too short for a drain");
    }

    [Fact]
    public void Files_ThatAreMounted_AreThereAndWhereTheOthersLookForThem()
    {
        var mounts = s_compose.Children["services"].AllNodes.OfType<YamlScalarNode>().Select(node => node.Value!).Where(value => value.StartsWith("./", StringComparison.Ordinal)).Select(value => value.Split(':')).ToArray();

        Assert.Equal(5, mounts.Length);
        Assert.All(mounts, mount => Assert.Equal("ro", mount[2]));
        Assert.All(mounts, mount => Assert.True(Path.Exists(RepositoryRoot.File("deploy", mount[0])), mount[0])); // what is not there would be made a folder
        Assert.Equal(["*", "!.gitignore"], File.ReadLines(RepositoryRoot.File("deploy", "prometheus", "secrets", ".gitignore")).Where(line => !line.StartsWith('#')));
        var prometheus = Yaml("prometheus", "prometheus.yaml");
        Assert.All(List(prometheus, "rule_files").Append(Text(Job(), "authorization", "credentials_file")), file => Assert.Contains(mounts, mount => mount[1] == file || file.StartsWith(mount[1] + "/", StringComparison.Ordinal)));
        var boards = Yaml("grafana", "provisioning", "dashboards", "chathub.yaml").AllNodes.OfType<YamlMappingNode>().Single(node => node.Children.ContainsKey("path"));
        Assert.Contains(mounts, mount => mount[1].StartsWith(Text(boards, "path"), StringComparison.Ordinal));
        var source = Yaml("grafana", "provisioning", "datasources", "prometheus.yaml").AllNodes.OfType<YamlMappingNode>().Single(node => node.Children.ContainsKey("url"));
        Assert.Equal("http://prometheus:9090", Text(source, "url"));
        Assert.Contains("127.0.0.1:9090:9090", List(Service("prometheus"), "ports"));
    }

    [Fact]
    public async Task Prometheus_AsItsJobSays_GetsTheMetricsWithAKeyOnly()
    {
        var target = Assert.Single(Job().AllNodes.OfType<YamlSequenceNode>().Single(node => node.Children[0] is YamlScalarNode).Children).ToString();
        Assert.StartsWith("chathub:", target, StringComparison.Ordinal); // the name of the service
        Assert.Contains("--create-key prometheus --role Viewer", await File.ReadAllTextAsync(RepositoryRoot.File("deploy", "prometheus", "prometheus.yaml"), Stop), StringComparison.Ordinal);
        await using var server = await WebServer.StartAsync(new() { ["AllowedHosts"] = Map(Service("chathub"), "environment")["AllowedHosts"] });
        var (_, key) = await server.Keys.CreateAsync("prometheus", OperatorRole.Viewer, null, "mia");

        Assert.Equal(HttpStatusCode.OK, await ScrapeAsync(server, target, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await ScrapeAsync(server, target, null));
        Assert.Equal(HttpStatusCode.BadRequest, await ScrapeAsync(server, "evil.example:8080", key));
    }

    private static async Task<HttpStatusCode> ScrapeAsync(WebServer server, string host, string? key)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, Job().Children.TryGetValue("metrics_path", out var path) ? path.ToString() : "/metrics") { Headers = { Host = host } };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key); // what Prometheus makes of credentials_file, unless authorization has a type
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static YamlMappingNode Job() => (YamlMappingNode)Assert.Single(((YamlSequenceNode)Yaml("prometheus", "prometheus.yaml").Children["scrape_configs"]).Children);

    private static YamlMappingNode Yaml(params ReadOnlySpan<string> file)
    {
        using var text = File.OpenText(RepositoryRoot.File(["deploy", .. file]));
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static YamlMappingNode Service(string name) => (YamlMappingNode)s_compose.Children["services"][name];

    private static string Text(YamlNode node, params IEnumerable<string> path) => path.Aggregate(node, (at, name) => at[name]).ToString();

    private static string[] List(YamlNode node, string name) => [.. ((YamlSequenceNode)node[name]).Children.Select(one => one.ToString())];

    private static Dictionary<string, string?> Map(YamlNode node, string name) => ((YamlMappingNode)node[name]).Children.ToDictionary(one => one.Key.ToString(), one => (string?)one.Value.ToString());

    private static string Instruction(string name) => Instructions().Matches(s_dockerfile).Single(match => match.Groups[1].Value == name).Groups[2].Value;

    private static Dictionary<string, string?> ImageEnvironment() => Variables().Matches(Instruction("ENV").Replace("\\\n", " ", StringComparison.Ordinal)).ToDictionary(match => match.Groups[1].Value, match => (string?)match.Groups[2].Value);

    [GeneratedRegex(@"^([A-Z]+) ((?:[^\n]*\\\n)*[^\n]*)", RegexOptions.Multiline)]
    private static partial Regex Instructions();

    [GeneratedRegex(@"(\w+)=(\S+)")]
    private static partial Regex Variables();
}
