using System.Text;

namespace Matching.Cli.Terminal;

/// <summary>Drops the spaces that tables leave at the ends of lines; for plain text, which people copy and programs compare.</summary>
internal sealed class TrimmedWriter(TextWriter inner) : TextWriter
{
    private int _heldBack;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _heldBack++;
            return;
        }

        if (value is '\n' or '\r')
        {
            _heldBack = 0;
        }

        for (; _heldBack > 0; _heldBack--)
        {
            inner.Write(' ');
        }

        inner.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        foreach (var character in buffer.AsSpan(index, count))
        {
            Write(character);
        }
    }

    public override void Write(string? value)
    {
        foreach (var character in value ?? "")
        {
            Write(character);
        }
    }

    public override void Flush() => inner.Flush();
}
