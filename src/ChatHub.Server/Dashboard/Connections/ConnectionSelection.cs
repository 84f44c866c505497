using ChatHub.Server.Dashboard.Feed;

namespace ChatHub.Server.Dashboard.Connections;

/// <summary>The connections that an operator selected, by number: a refresh, a sort or a filter does not touch them.</summary>
public sealed class ConnectionSelection
{
    private readonly SortedSet<long> _ids = [];

    /// <summary>How many.</summary>
    public int Count => _ids.Count;

    /// <summary>Their numbers, as they are now.</summary>
    public IReadOnlyCollection<long> Ids => _ids.ToArray();

    /// <summary>Whether a connection is selected.</summary>
    public bool Contains(long id) => _ids.Contains(id);

    /// <summary>Selects a connection or lets it go.</summary>
    public void Set(long id, bool selected)
    {
        if (selected)
        {
            _ids.Add(id);
        }
        else
        {
            _ids.Remove(id);
        }
    }

    /// <summary>Lets all go.</summary>
    public void Clear() => _ids.Clear();

    /// <summary>Lets those go that are open no more.</summary>
    public void Keep(ConnectionList open)
    {
        if (_ids.Count > 0)
        {
            _ids.RemoveWhere(id => !open.Contains(id));
        }
    }
}
