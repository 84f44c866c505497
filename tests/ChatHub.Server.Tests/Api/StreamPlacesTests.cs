using System.Net;
using System.Net.Http.Headers;
using ChatHub.Server.Api;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>How many streams may be open at once.</summary>
public sealed class StreamPlacesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Places_OfOneAndInAll_AreBoundedAndGivenBackOnce()
    {
        var places = new StreamPlaces();
        var taken = Enumerable.Range(0, StreamPlaces.Most).Select(at => places.TryTake($"program{at / StreamPlaces.MostOfOne}")).ToList();
        Assert.DoesNotContain(null, taken);

        Assert.Null(places.TryTake("another"));

        taken[0]!.Dispose();
        taken[0]!.Dispose();
        Assert.Null(places.TryTake("program1")); // there is one, and this has all that one may have
        Assert.NotNull(places.TryTake("another"));
        Assert.Null(places.TryTake("another"));
    }

    [Fact]
    public async Task Stream_WithoutAPlace_IsToldWhenToComeAgain()
    {
        await using var server = await WebServer.StartAsync();
        var (_, key) = await server.Keys.CreateAsync("program", OperatorRole.Viewer, null, "mia");
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var places = server.App.Services.GetRequiredService<StreamPlaces>();
        var taken = Enumerable.Range(0, StreamPlaces.Most).Select(at => places.TryTake($"client{at / StreamPlaces.MostOfOne}")).ToList();
        Assert.DoesNotContain(null, taken);

        foreach (var path in new[] { "/api/v1/messages/stream", "/api/v1/events/stream" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(10)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
            Assert.Contains("at most 10 of one client and 100 in all", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }
}
