using ChatHub.Chat;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/rooms</c>.</summary>
internal static class RoomsApi
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rooms", List).WithSummary("The rooms");

    private static Ok<RoomModel[]> List(HttpRequest request, MessageHub hub)
    {
        new ApiQuery(request).Check();
        return TypedResults.Ok(hub.Rooms.OrderBy(room => room.Name, StringComparer.Ordinal)
            .Select(room => new RoomModel(room.Name, room.MemberCount, room.Messages, Math.Round(room.MessagesPerSecond, 3), room.PendingBytes)).ToArray());
    }

    /// <summary>A room.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Members">Sessions that are in it.</param>
    /// <param name="Messages">Messages said in it since the start.</param>
    /// <param name="Rate">Messages a second, over about the last minute.</param>
    /// <param name="PendingBytes">Bytes that wait for its pump.</param>
    private sealed record RoomModel(string Name, int Members, long Messages, double Rate, long PendingBytes);
}
