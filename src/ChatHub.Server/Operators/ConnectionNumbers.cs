using System.Globalization;
using System.Text;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Operators;

/// <summary>Names connections as an entry of the audit has room for: <c>#3, #5 and 12 more</c>.</summary>
internal static class ConnectionNumbers
{
    /// <summary>Room for how many there are beside those that are named.</summary>
    private const int Rest = 20;

    /// <summary>The numbers, in at most <see cref="AuditLog.MostCharacters"/> characters.</summary>
    public static string Of(IReadOnlyCollection<long> ids)
    {
        var words = new StringBuilder();
        var named = 0;
        foreach (var id in ids)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"{(named == 0 ? "" : ", ")}#{id}");
            if (words.Length + next.Length > AuditLog.MostCharacters - Rest)
            {
                return words.Append(CultureInfo.InvariantCulture, $" and {ids.Count - named} more").ToString();
            }

            words.Append(next);
            named++;
        }

        return words.ToString();
    }
}
