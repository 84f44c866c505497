using System.Buffers;
using System.Text;

namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>
/// Turns text into the tokens by which it is found, as UTF-8: a space, then each token followed by a space. A word is one token, folded
/// (case, accents, width) and cut at <see cref="MostWordBytes"/>. A run of ideographs is one token for each of its characters, made of it and the next
/// (the last one alone), so that any substring of it is a run of tokens. Reused for many texts; for one thread.
/// </summary>
internal sealed class TokenWriter
{
    /// <summary>Bytes of a word that count; what follows does not.</summary>
    public const int MostWordBytes = 96;

    private static readonly byte[] s_ascii = AsciiFolding();

    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _wordStart; // of the word under way; -1 when there is none
    private bool _wordIsFull;
    private int _run; // ideographs in the run under way; the last of them stands at the end of the buffer and waits for its next one

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Ideographs in the run that is the last token of the text, whatever separators follow; 0 when that is a word.</summary>
    public int EndsWithRunOf { get; private set; }

    /// <summary>Whether the last token of the text is a word, whatever separators follow.</summary>
    public bool EndsWithWord { get; private set; }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        _length = 0;
        Put((byte)' ');
    }

    /// <summary>Writes a token as it is.</summary>
    public void WriteRaw(ReadOnlySpan<byte> token)
    {
        Put(token);
        Put((byte)' ');
    }

    /// <summary>Writes the tokens of a text; those of an earlier one stand before it.</summary>
    /// <param name="utf8">The text; bytes that are no UTF-8 stand between words.</param>
    public void Write(ReadOnlySpan<byte> utf8)
    {
        _wordStart = -1;
        _run = 0;
        (EndsWithWord, EndsWithRunOf) = (false, 0);
        WriteRunes(utf8, false);
        End();
    }

    /// <summary>The next token of what was written.</summary>
    /// <param name="written">The rest of it.</param>
    /// <param name="token">The token.</param>
    /// <returns>False when there is none.</returns>
    public static bool TryNext(ref ReadOnlySpan<byte> written, out ReadOnlySpan<byte> token)
    {
        written = written.TrimStart((byte)' ');
        var end = written.IndexOf((byte)' ');
        token = end < 0 ? written : written[..end];
        written = end < 0 ? default : written[(end + 1)..];
        return !token.IsEmpty;
    }

    private void WriteRunes(ReadOnlySpan<byte> utf8, bool isComposed)
    {
        for (var at = 0; at < utf8.Length;)
        {
            var first = utf8[at];
            if (first < 0x80)
            {
                at = WriteAscii(utf8, at);
                continue;
            }

            var isWhole = Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length) == OperationStatus.Done;
            if (!isWhole)
            {
                End();
            }
            else if (rune.Value is >= 0x4E00 and <= 0x9FFF)
            {
                WriteIdeograph(utf8.Slice(at, length));
            }
            else if (!isComposed && rune.Value is >= 0x1100 and <= 0x11FF)
            {
                WriteRunes(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8[at..]).Replace('\uFFFE', ' ').Normalize(NormalizationForm.FormC)), true); // Hangul in pieces; U+FFFE, which Normalize refuses, stands between words anyway
                return;
            }
            else
            {
                WriteFolded(FoldedRune.Of(rune));
            }

            at += length;
        }
    }

    private int WriteAscii(ReadOnlySpan<byte> utf8, int at)
    {
        Reserve(utf8.Length - at + 1);
        for (; at < utf8.Length && utf8[at] < 0x80; at++)
        {
            var folded = s_ascii[utf8[at]];
            if (folded == 0)
            {
                End();
                continue;
            }

            StartWord();
            if (!_wordIsFull)
            {
                _buffer[_length++] = folded;
                _wordIsFull = _length - _wordStart >= MostWordBytes;
            }
        }

        return at;
    }

    private void WriteFolded(FoldedRune[] parts)
    {
        foreach (var part in parts)
        {
            switch (part.Class)
            {
                case TokenClass.Word:
                    StartWord();
                    _wordIsFull |= _length - _wordStart + part.Utf8.Length > MostWordBytes;
                    if (!_wordIsFull)
                    {
                        Put(part.Utf8);
                    }

                    break;
                case TokenClass.Ideograph:
                    WriteIdeograph(part.Utf8);
                    break;
                case TokenClass.Separator:
                    End();
                    break;
                default:
                    break; // passed over
            }
        }
    }

    private void WriteIdeograph(ReadOnlySpan<byte> utf8)
    {
        if (_wordStart >= 0)
        {
            End();
        }

        Reserve(9);
        if (_run > 0)
        {
            Put(utf8);
            Put((byte)' ');
        }

        Put(utf8);
        _run++;
    }

    private void StartWord()
    {
        if (_wordStart < 0)
        {
            End();
            _wordStart = _length;
            _wordIsFull = false;
        }
    }

    /// <summary>Ends the word or run under way.</summary>
    private void End()
    {
        if (_wordStart >= 0 || _run > 0)
        {
            Put((byte)' ');
            (EndsWithWord, EndsWithRunOf) = (_wordStart >= 0, _run);
        }

        _wordStart = -1;
        _run = 0;
    }

    private void Put(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Put(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }
    }

    private static byte[] AsciiFolding()
    {
        var table = new byte[128];
        for (var value = 0; value < table.Length; value++)
        {
            table[value] = char.IsAsciiLetterOrDigit((char)value) ? (byte)char.ToLowerInvariant((char)value) : (byte)0;
        }

        return table;
    }
}
