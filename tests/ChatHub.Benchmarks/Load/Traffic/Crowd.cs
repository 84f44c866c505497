using System.Globalization;
using ChatHub.Benchmarks.Load.Clients;
using ChatHub.Benchmarks.Load.Lines;
using ChatHub.Benchmarks.Load.Reporting;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>Clients that stay for the whole run, some of them senders, and each owed every line of all of them.</summary>
internal sealed class Crowd : ILineSink, IDisposable
{
    private static readonly TimeSpan s_reachLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_drainLimit = TimeSpan.FromSeconds(10);

    private readonly LoadContext _context;
    private readonly LineSender[] _senders;
    private readonly uint[] _guests;
    private IReadOnlyList<LoadClient> _clients = [];
    private int _owed;

    /// <summary>A crowd; nothing is opened yet.</summary>
    /// <param name="context">The run.</param>
    /// <param name="senders">How many of the clients send.</param>
    /// <param name="guests">How many others send to it, who come and go.</param>
    public Crowd(LoadContext context, int senders, int guests = 0)
    {
        _context = context;
        _senders = new LineSender[senders];
        _guests = new uint[guests];
        Format = new LineFormat(context.Run, context.Options.Bytes);
        Loop = ClientLoop.Create(context.Stop);
    }

    public ClientLoop Loop { get; }

    public LineFormat Format { get; }

    public Tally Tally { get; } = new();

    public IReadOnlyList<LineSender> Senders => _senders;

    /// <summary>Lines that the members of the crowd have got.</summary>
    public long Delivered { get; private set; }

    /// <summary>Lines that were sent.</summary>
    public long Sent => _senders.Sum(sender => (long)sender.Next);

    /// <summary>Whether the server gives senders their own lines too. Known once it is open.</summary>
    public bool Echoes { get; private set; } = true;

    /// <summary>Clients opened and greeted a second; null where the server does not greet.</summary>
    public double? OpenedPerSecond { get; private set; }

    /// <summary>Times of sending to receiving of each delivered line; null: not wanted now.</summary>
    public LatencyHistogram? Latency { get; set; }

    /// <summary>Gets each line of a guest that a member gets.</summary>
    public Action<LoadClient, LineHeader>? OnGuestLine { get; set; }

    /// <summary>Opens the clients and waits until the server delivers to all of them.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="mostInFlight">Most lines in flight for each sender.</param>
    public void Open(int clients, int mostInFlight)
    {
        Connect(clients, mostInFlight);
        Reach();
    }

    /// <summary>Opens the clients.</summary>
    /// <param name="clients">How many.</param>
    /// <param name="mostInFlight">Most lines in flight for each sender.</param>
    public void Connect(int clients, int mostInFlight)
    {
        var connector = new Connector(_context.Server.Endpoint);
        var opened = new Opening(Loop, _context.Clock, _context.Options.Pace)
            .Open(clients, () => new LoadClient(connector.Open(), Format, Tally, NewChecker(fromFirst: false), this));
        _clients = opened.Clients;
        OpenedPerSecond = opened.PerSecond;
        for (var i = 0; i < _senders.Length; i++)
        {
            _senders[i] = new LineSender((ushort)i, _clients[(int)((long)i * clients / _senders.Length)], mostInFlight);
        }
    }

    /// <summary>Announces until everyone has an announcement. A server that gives it to all but its sender does not echo.</summary>
    /// <exception cref="LoadException">The server does not deliver to all of them.</exception>
    public void Reach()
    {
        var speaker = _senders[0].Client;
        var end = _context.Clock.Now + RunClock.Of(s_reachLimit);
        for (uint round = 0; ; round++)
        {
            speaker.Write(new LineHeader(LineHeader.Announcement, round, _context.Clock.Now));
            Loop.Send(speaker);
            Loop.TurnFor(_context.Clock, TimeSpan.FromMilliseconds(500));
            var unreached = _clients.Count(client => !client.IsReached);
            Echoes = speaker.IsReached;
            if (unreached == 0 || (unreached == 1 && !Echoes && _clients.Count > 1 && round > 1))
            {
                _owed = Echoes ? _clients.Count : _clients.Count - 1;
                return;
            }

            if (_context.Clock.Now > end)
            {
                throw new LoadException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"only {_clients.Count - unreached} of {_clients.Count} clients get what one says: is it a server that relays lines to all?"));
            }
        }
    }

    /// <summary>A checker for somebody who gets what the crowd gets.</summary>
    /// <param name="fromFirst">Whether it comes in the middle.</param>
    public StreamChecker NewChecker(bool fromFirst) => new(Tally, _senders.Length + _guests.Length, fromFirst);

    /// <summary>The next line of a guest, which all members are owed from now on.</summary>
    /// <param name="guest">Its number, from 0.</param>
    public LineHeader NextOfGuest(int guest) => new((ushort)(_senders.Length + guest), _guests[guest]++, _context.Clock.Now);

    /// <summary>Sends by a flow and receives, for a while.</summary>
    /// <param name="flow">When to send.</param>
    /// <param name="duration">How long.</param>
    /// <param name="onTurn">What else to do in each turn; gets the time.</param>
    public void Run(IFlow flow, TimeSpan duration, Action<long>? onTurn = null)
    {
        var now = _context.Clock.Now;
        var end = now + RunClock.Of(duration);
        var (progressAt, progress) = (now, Delivered);
        for (; now < end; now = _context.Clock.Now)
        {
            var pause = flow.Feed(now);
            var left = TimeSpan.FromMicroseconds((end - now) / 1000);
            Loop.Turn(pause < left ? pause : left);
            onTurn?.Invoke(now);
            if (Delivered != progress || _senders.All(sender => sender.InFlight == 0))
            {
                (progressAt, progress) = (now, Delivered);
            }
            else if (now - progressAt > RunClock.Of(s_stall))
            {
                GiveUp(); // lines are lost: the count at the end has them, and the others still have to be tried
                progressAt = now;
            }
        }
    }

    /// <summary>Receives what is still owed, and counts what does not come.</summary>
    public void Drain()
    {
        var expected = Sent * _owed;
        var start = _context.Clock.Now;
        var (progressAt, progress) = (start, Delivered);
        while (Delivered < expected && _context.Clock.Now is var now && now - progressAt < RunClock.Of(s_stall) && now - start < RunClock.Of(s_drainLimit))
        {
            Loop.Turn(TimeSpan.FromMilliseconds(10));
            if (Delivered != progress)
            {
                (progressAt, progress) = (now, Delivered);
            }
        }

        Loop.TurnFor(_context.Clock, TimeSpan.FromMilliseconds(100)); // a double may come after what it doubles
        Tally.Lost += _clients.Sum(Missing);
    }

    /// <summary>Sends one line by the first sender and waits until all have it.</summary>
    /// <returns>How long it took; null when some did not get it.</returns>
    public TimeSpan? Broadcast(TimeSpan limit)
    {
        var start = _context.Clock.Now;
        var before = Delivered;
        _senders[0].Write(start, 1);
        Loop.Send(_senders[0].Client);
        while (Delivered < before + _owed)
        {
            Loop.Turn(TimeSpan.FromMilliseconds(10));
            if (_context.Clock.Now - start > RunClock.Of(limit))
            {
                return null;
            }
        }

        return TimeSpan.FromMicroseconds((_context.Clock.Now - start) / 1000.0);
    }

    /// <summary>Closes all clients.</summary>
    public void Close()
    {
        foreach (var client in _clients)
        {
            Loop.Remove(client);
            client.Dispose();
        }
    }

    void ILineSink.Delivered(LoadClient client, in LineHeader header)
    {
        if (header.Sender >= _senders.Length)
        {
            OnGuestLine?.Invoke(client, header);
            return;
        }

        var sender = _senders[header.Sender];
        if (!Echoes && ReferenceEquals(sender.Client, client))
        {
            Tally.Doubled++; // the server does not echo, so this one is too many
            return;
        }

        Delivered++;
        sender.Arrived(header.Number, _owed);
        Latency?.Add(_context.Clock.Now - header.SentAt);
    }

    public void Ended(LoadClient client)
    {
        Tally.Disconnected++;
        _owed = Math.Max(1, _owed - 1);
        GiveUp();
    }

    public void Dispose() => Loop.Dispose();

    private void GiveUp()
    {
        foreach (var sender in _senders)
        {
            sender?.GiveUp();
        }
    }

    private long Missing(LoadClient client)
    {
        long missing = 0;
        for (var i = 0; i < _senders.Length; i++)
        {
            missing += Echoes || !ReferenceEquals(_senders[i].Client, client) ? client.Checker.Missing(i, _senders[i].Next) : 0;
        }

        for (var i = 0; i < _guests.Length; i++)
        {
            missing += client.Checker.Missing(_senders.Length + i, _guests[i]);
        }

        return missing;
    }
}
