using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Storage.ClientNotes;

public sealed class ClientNoteBookTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly RecordingLog<ClientNoteBook> _log = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("192.0.2.1:5000", "192.0.2.1")]
    [InlineData("[::1]:5000", "::1")]
    [InlineData("fe80::1", "fe80::1")]
    [InlineData("unknown", "unknown")]
    [InlineData("", "")]
    public void Address_OfARemoteEndpoint_HasNoPort(string remote, string expected) => Assert.Equal(expected, ClientAddress.Of(remote).ToString());

    [Fact]
    public void Notes_AfterARestart_AreThere()
    {
        Open().Set(Note(ClientNoteKind.Address, "192.0.2.7", "Lathe 3 车床", "hall 2\nasks for 李"));

        var book = Open();
        Assert.Equal(Note(ClientNoteKind.Address, "192.0.2.7", "Lathe 3 车床", "hall 2\nasks for 李"), book.Find(ClientNoteKind.Address, "192.0.2.7"));
        Assert.Equal("Lathe 3 车床", book.AliasOf("guest-4", "192.0.2.7:41000"));
        Assert.Equal("", book.AliasOf("guest-4", "192.0.2.70:41000"));
        Assert.Contains("Lathe 3 车床", File.ReadAllText(_folder.File("notes.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Alias_OfNameAndAddress_TheNameSaysMore()
    {
        var book = Open();
        book.Set(Note(ClientNoteKind.Address, "192.0.2.7", "hall 2"));
        book.Set(Note(ClientNoteKind.Name, "Tom", "Tom of hall 3"));

        Assert.Equal("Tom of hall 3", book.AliasOf("tom", "192.0.2.7:1"));
        Assert.Equal("hall 2", book.AliasOf("anna", "192.0.2.7:1"));
        Assert.Equal(2, book.Version);
    }

    [Fact]
    public void Set_WhatComesFirstFails_KeepsNothing()
    {
        var book = Open();
        book.Set(Note(ClientNoteKind.Name, "Tom", "before"));
        var version = book.Version;

        Assert.Throws<InvalidOperationException>(() => book.Set(Note(ClientNoteKind.Name, "Tom", "after"), () => throw new InvalidOperationException("taken")));

        Assert.Equal(("before", version), (book.Find(ClientNoteKind.Name, "Tom")!.Alias, book.Version));
        Assert.Equal("before", Open().Find(ClientNoteKind.Name, "Tom")!.Alias);
    }

    [Fact]
    public void Set_TheDiskFails_WhatComesFirstIsNotDone()
    {
        var book = Open();
        Directory.CreateDirectory(_folder.File("notes.json.new"));
        var done = false;

        Assert.ThrowsAny<Exception>(() => book.Set(Note(ClientNoteKind.Name, "Tom", "x"), () => done = true));

        Assert.False(done);
        Assert.Equal(0, book.Count);
    }

    [Fact]
    public void Set_Empty_Removes()
    {
        var book = Open();
        book.Set(Note(ClientNoteKind.Name, "Tom", "x"));
        book.Set(Note(ClientNoteKind.Name, "TOM", "", ""));

        Assert.Equal(0, book.Count);
        Assert.Equal(0, Open().Count);
    }

    [Fact]
    public void Set_TooLong_IsRefusedAndNothingChanges()
    {
        var book = Open();

        Assert.Throws<ArgumentException>(() => book.Set(Note(ClientNoteKind.Name, "Tom", new string('a', ClientNote.MostAliasCharacters + 1))));
        Assert.Throws<ArgumentException>(() => book.Set(Note(ClientNoteKind.Name, "", "a")));
        Assert.Equal((0, 0L), (book.Count, book.Version));
    }

    [Fact]
    public void Open_DamagedFile_IsSetAsideAndSaidSo()
    {
        File.WriteAllText(_folder.File("notes.json"), "{\"notes\": [{\"kind\": \"addr");

        Assert.Equal(0, Open().Count);
        Assert.True(File.Exists(_folder.File("notes.json.damaged-20260301-120000")));
        Assert.Contains("could not be read and are now", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FileWithStrangeNotes_TakesThoseThatAreFit()
    {
        File.WriteAllText(_folder.File("notes.json"), """{"notes":[null,{"kind":"name","key":"","alias":"a","notes":"","by":"x","at":"2026-03-01T12:00:00Z"},{"kind":"name","key":"Tom","alias":"T","notes":"","by":"x","at":"2026-03-01T12:00:00Z"}]}""");

        Assert.Equal("T", Open().AliasOf("tom", ""));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Set_DiskFails_ThrowsAndKeepsWhatWas()
    {
        var book = Open();
        book.Set(Note(ClientNoteKind.Name, "Tom", "x"));
        Directory.CreateDirectory(_folder.File("notes.json.new")); // in the way

        Assert.ThrowsAny<SystemException>(() => book.Set(Note(ClientNoteKind.Name, "Tom", "y")));
        Assert.Equal("x", book.AliasOf("Tom", ""));
    }

    private static ClientNote Note(ClientNoteKind kind, string key, string alias, string notes = "") => new(kind, key, alias, notes, "ann", Sample.Noon);

    private ClientNoteBook Open() => ClientNoteBook.Open(_folder.File("notes.json"), _time, _log);

    [Fact]
    public void Open_FileThatCannotBeRead_IsSetAsideAndNothingIsWrittenOverIt()
    {
        Open().Set(Note(ClientNoteKind.Name, "Tom", "precious"));
        ClientNoteBook book;
        using (new FileStream(_folder.File("notes.json"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            book = Open();
        }

        book.Set(Note(ClientNoteKind.Name, "Ann", "new"));
        Assert.Equal(new("notes.json", "notes.json.damaged-20260301-120000"), (book.Problem!.File, book.Problem.Aside));
        Assert.Contains("precious", File.ReadAllText(_folder.File("notes.json.damaged-20260301-120000")), StringComparison.Ordinal);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public void Open_FileThatCannotBeMovedEither_IsLeftAndNothingIsSaved()
    {
        File.WriteAllText(_folder.File("notes.json"), "precious");
        File.WriteAllText(_folder.File("notes.json.damaged-20260301-120000"), "in the way");
        var book = Open();

        Assert.Throws<IOException>(() => book.Set(Note(ClientNoteKind.Name, "Ann", "new")));
        Assert.Equal("precious", File.ReadAllText(_folder.File("notes.json")));
        Assert.Null(book.Problem!.Aside);
        Assert.Single(_log.Lines);
    }
}
