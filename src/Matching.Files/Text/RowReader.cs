using System.Text;

namespace Matching.Files;

/// <summary>Typed cells of the present row. A cell that is wrong is reported, spoils the row (<see cref="CsvTable.RowIsGood"/>) and reads as absent.</summary>
internal sealed class RowReader(CsvTable table)
{
    private readonly BytePool<string> _keys = new();
    private readonly BytePool<string> _names = new();
    private bool _encodingReported;
    private bool _refused;

    /// <summary>An id of this file: unique values, so none is remembered.</summary>
    public string? Id(int column)
    {
        var id = Required(column, Text(column, TextUse.Key, pool: null));
        if (id is null)
        {
            table.LoseId();
        }

        return id;
    }

    public string? Key(int column) => Text(column, TextUse.Key, _keys);

    public string? RequiredKey(int column) => Required(column, Key(column));

    public string? Name(int column) => Text(column, TextUse.Name, _names);

    public string? RequiredName(int column) => Required(column, Name(column));

    /// <summary>A list's cell as cleaned text, not yet cut.</summary>
    public string? KeyList(int column) => Text(column, TextUse.KeyList, pool: null);

    public bool IsEmpty(int column) => Trimmed(column).IsEmpty;

    public long? Number(int column, long least, long most)
    {
        var cell = Trimmed(column);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (!Digits.TryRead(cell, out var value))
        {
            table.Fault(column, FaultKind.NotANumber, Digits.Advice(cell));
            return null;
        }

        if (value < least || value > most)
        {
            table.Fault(column, FaultKind.OutOfRange, Advice.Between(least, most));
            return null;
        }

        return value;
    }

    public long? RequiredNumber(int column, long least, long most)
    {
        if (IsEmpty(column))
        {
            Missing(column, Advice.Between(least, most));
            return null;
        }

        return Number(column, least, most);
    }

    public decimal? Percent(int column)
    {
        var cell = Trimmed(column);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (!Digits.TryReadPercent(cell, out var value))
        {
            table.Fault(column, FaultKind.NotANumber, Advice.Percent);
            return null;
        }

        if (value > 100)
        {
            table.Fault(column, FaultKind.OutOfRange, Advice.Percent);
            return null;
        }

        return value;
    }

    public DateOnly? Day(int column)
    {
        var cell = Trimmed(column);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (!Digits.TryReadDay(cell, out var day))
        {
            table.Fault(column, FaultKind.NotADate, Advice.Day);
            return null;
        }

        if (day.Year is < 2000 or > 2100)
        {
            table.Fault(column, FaultKind.OutOfRange, Advice.DayInRange);
            return null;
        }

        return day;
    }

    public T? Choice<T>(int column, Choices<T> choices)
        where T : struct
    {
        var cell = Trimmed(column);
        if (cell.IsEmpty)
        {
            return null;
        }

        if (!choices.TryRead(cell, out var meaning))
        {
            table.Fault(column, FaultKind.NotAllowed, choices.Advice(Encoding.UTF8.GetString(cell)));
            return null;
        }

        return meaning;
    }

    public T? RequiredChoice<T>(int column, Choices<T> choices)
        where T : struct
    {
        if (IsEmpty(column))
        {
            Missing(column, choices.Advice(""));
            return null;
        }

        return Choice(column, choices);
    }

    /// <summary>true or false in any case of letters (spreadsheets write TRUE); empty is false.</summary>
    public bool Flag(int column)
    {
        var cell = Trimmed(column);
        if (cell.IsEmpty || Ascii.EqualsIgnoreCase(cell, "false"u8))
        {
            return false;
        }

        if (!Ascii.EqualsIgnoreCase(cell, "true"u8))
        {
            table.Fault(column, FaultKind.NotAllowed, new("true, false or nothing", "true, false hoặc để trống"));
        }

        return true;
    }

    public void Missing(int column, Wanted wanted) => table.Fault(column, [], FaultKind.Missing, wanted);

    private ReadOnlySpan<byte> Trimmed(int column) => table.Cell(column).Trim((byte)' ');

    private string? Required(int column, string? text)
    {
        if (text is null && !_refused)
        {
            Missing(column, Advice.Value);
        }

        return text;
    }

    private string? Text(int column, TextUse use, BytePool<string>? pool)
    {
        var cell = table.Cell(column);
        _refused = false;
        if (cell.IsEmpty)
        {
            return null;
        }

        if (pool is not null && pool.TryGet(cell, out var known))
        {
            return known;
        }

        var problem = CleanText.TryClean(cell, use, out var text, out var invisible);
        if (problem != TextProblem.None)
        {
            _refused = true;
            Report(column, cell, problem);
            return null;
        }

        if (invisible)
        {
            table.Warnings.Add(table.Line, table.Name(column), cell, FaultKind.InvisibleCharacter, Advice.NoInvisible);
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!invisible)
        {
            pool?.Remember(cell, text); // a cell with something taken out is to be warned of each time
        }

        return text;
    }

    private void Report(int column, ReadOnlySpan<byte> cell, TextProblem problem)
    {
        switch (problem)
        {
            case TextProblem.NotUtf8 when _encodingReported:
                table.SpoilRow(); // said once: the whole file is in the other encoding
                break;
            case TextProblem.NotUtf8:
                _encodingReported = true;
                table.Fault(column, FaultKind.NotUtf8, FileSniffer.GuessEncoding(cell, table.IsLastBytes));
                break;
            case TextProblem.Garbled:
                table.Fault(column, FaultKind.GarbledText, Advice.NotGarbled);
                break;
            case TextProblem.ListSeparator:
                table.Fault(column, FaultKind.ForbiddenCharacter, Advice.NoListSeparator);
                break;
            default:
                table.Fault(column, FaultKind.ForbiddenCharacter, Advice.NoForbidden);
                break;
        }
    }
}
