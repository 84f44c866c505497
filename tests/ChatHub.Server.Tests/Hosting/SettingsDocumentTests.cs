using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

/// <summary><c>docs/settings.md</c> says what the options classes say. With the environment variable CHATHUB_APPROVE=1 it is written anew.</summary>
public sealed class SettingsDocumentTests
{
    [Fact]
    public void Document_OfTheSettings_IsWhatTheClassesSay()
    {
        var file = RepositoryRoot.File("docs", "settings.md");
        var text = SettingsDocument.Write();
        if (Environment.GetEnvironmentVariable("CHATHUB_APPROVE") == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(text, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }
}
