using System.Globalization;
using ChatHub.Server.Operators;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>
/// The settings of a listener as they are being typed. Checked by the same rules as the settings file (<see cref="ListenerSettings.From"/>); what is wrong is
/// told by the name of its field.
/// </summary>
public sealed partial class ListenerForm
{
    /// <summary>Encodings that are offered; others can be typed.</summary>
    public static IReadOnlyList<string> Encodings { get; } = ["utf-8", "gb18030", "gbk", "big5", "shift_jis", "iso-8859-1", "windows-1251", "windows-1252"];

    /// <summary>A new listener.</summary>
    public ListenerForm() => (IsNew, Name, Endpoint) = (true, "", "0.0.0.0:");

    /// <summary>A listener that is there.</summary>
    public ListenerForm(string name, ListenerOptions options)
    {
        Name = name;
        Endpoint = options.Endpoint;
        Protocol = options.Protocol;
        Enabled = options.Enabled;
        Room = options.Room ?? "";
        Encoding = options.Encoding;
        Echo = options.Echo switch { null => "", true => "yes", false => "no" };
        Attribution = options.Attribution;
        Greeting = options.Greeting;
        OperatorPrefix = options.OperatorPrefix;
        Farewell = options.Farewell;
        LineEnding = options.LineEnding;
        FlushAfter = Milliseconds(options.FlushAfter);
        MaxMessageBytes = options.MaxMessageBytes?.ToString(CultureInfo.InvariantCulture) ?? "";
        SlowConsumer = options.SlowConsumer;
        IdleTimeout = Seconds(options.IdleTimeout);
        SayWhy = options.SayWhy;
        TakeGuarding(options);
    }

    /// <summary>Whether the listener is not there yet.</summary>
    public bool IsNew { get; }

    /// <summary>Its name; cannot be changed later.</summary>
    public string Name { get; set; }

    /// <summary>Where it listens.</summary>
    public string Endpoint { get; set; }

    /// <summary>How its clients speak.</summary>
    public ListenerProtocol Protocol { get; set; } = ListenerProtocol.Chat;

    /// <summary>Whether it starts with the server.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The room; empty for the hub's.</summary>
    public string Room { get; set; } = "";

    /// <summary>Name of the encoding.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>Whether senders get their own messages: yes, no, or empty for what is usual for the protocol.</summary>
    public string Echo { get; set; } = "";

    /// <summary>What is put before a text.</summary>
    public Attribution Attribution { get; set; }

    /// <summary>What a new client gets; null for the protocol's own.</summary>
    public string? Greeting { get; set; }

    /// <summary>What stands before an operator's words; null for the protocol's own.</summary>
    public string? OperatorPrefix { get; set; }

    /// <summary>The text that ends a session; null for the protocol's own.</summary>
    public string? Farewell { get; set; }

    /// <summary>The ending of what clients get.</summary>
    public OutputLineEnding LineEnding { get; set; }

    /// <summary>Silence after which text without an ending is a message, in milliseconds; 0 for never.</summary>
    public string FlushAfter { get; set; } = "50";

    /// <summary>Most bytes of a message; empty for what is usual for the protocol.</summary>
    public string MaxMessageBytes { get; set; } = "";

    /// <summary>What becomes of a client that reads too slowly.</summary>
    public SlowConsumerPolicy SlowConsumer { get; set; }

    /// <summary>Silence after which a client is disconnected, in seconds; 0 for never.</summary>
    public string IdleTimeout { get; set; } = "0";

    /// <summary>Whether clients are told why the server ends their connection.</summary>
    public bool SayWhy { get; set; } = true;

    /// <summary>The settings; null when something is wrong.</summary>
    /// <param name="options">What is set, right or wrong.</param>
    /// <param name="wrong">Gets the names of the fields that are wrong.</param>
    public ListenerSettings? Read(out ListenerOptions options, ISet<string> wrong)
    {
        options = new()
        {
            Endpoint = Endpoint.Trim(),
            Protocol = Protocol,
            Enabled = Enabled,
            Room = Room.Trim() is { Length: > 0 } room ? room : null,
            Encoding = Encoding.Trim(),
            Echo = Echo switch { "yes" => true, "no" => false, _ => null },
            Attribution = Attribution,
            Greeting = Greeting,
            OperatorPrefix = OperatorPrefix,
            Farewell = Farewell,
            LineEnding = LineEnding,
            SlowConsumer = SlowConsumer,
            SayWhy = SayWhy,
        };
        if (Number(FlushAfter, 60_000) is { } flush)
        {
            options.FlushAfter = TimeSpan.FromMilliseconds(flush);
        }
        else
        {
            wrong.Add(nameof(FlushAfter));
        }

        if (Number(IdleTimeout, 2_592_000) is { } idle)
        {
            options.IdleTimeout = TimeSpan.FromSeconds(idle);
        }
        else
        {
            wrong.Add(nameof(IdleTimeout));
        }

        if (MaxMessageBytes.Trim().Length > 0)
        {
            options.MaxMessageBytes = (int?)Number(MaxMessageBytes, 16 * 1024 * 1024) ?? -1;
        }

        ReadGuarding(options, wrong);
        var problems = new List<string>();
        var settings = ListenerSettings.From(Name, options, problems);
        wrong.UnionWith(problems.Select(FieldOf));
        if (IsNew && OperatorCommands.WrongName(Name) is not null)
        {
            wrong.Add(nameof(Name));
        }

        return wrong.Count == 0 ? settings : null;
    }

    /// <summary>The field that a line of the settings is about: <c>ChatHub:Listeners:old:Endpoint is '…': …</c>.</summary>
    public static string FieldOf(string problem)
    {
        var key = problem[..Math.Max(0, problem.IndexOf(" is '", StringComparison.Ordinal))];
        return key[(key.LastIndexOf(':') + 1)..];
    }

    private static double? Number(string text, double most) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most ? number : null;

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
