namespace Matching.Files;

/// <summary>What is wrong with a place in a file. Sentences are made at the edge; tests and programs go by the kind.</summary>
public enum FaultKind
{
    /// <summary>A file or folder that must be there is not.</summary>
    FileMissing,

    /// <summary>The system does not let us read it (permission, a folder in place of a file, a disk error).</summary>
    FileUnreadable,

    /// <summary>The file holds nothing, not even a header.</summary>
    EmptyFile,

    /// <summary>Bytes that are not UTF-8; the expectation names the likely encoding.</summary>
    NotUtf8,

    /// <summary>UTF-8 that was once read as Windows-1252 and saved again ("Äiá»‡n").</summary>
    GarbledText,

    /// <summary>A workbook, a PDF, a web page or an archive under the name of a CSV or JSON file.</summary>
    WrongFileType,

    /// <summary>Cells parted by something else than a comma.</summary>
    WrongDelimiter,

    /// <summary>A required column is not in the header.</summary>
    MissingColumn,

    /// <summary>A column stands in the header twice.</summary>
    DuplicateColumn,

    /// <summary>Warning: a column that the format does not know; it is ignored.</summary>
    UnknownColumn,

    /// <summary>More columns than a table may have.</summary>
    TooManyColumns,

    /// <summary>A row has more or fewer cells than the header.</summary>
    WrongCellCount,

    /// <summary>A quote inside an unquoted cell, text after a closing quote, or a quote that is never closed.</summary>
    BadQuote,

    /// <summary>A cell or a row longer than the limit.</summary>
    TooLong,

    /// <summary>A required cell or member is empty or absent.</summary>
    Missing,

    /// <summary>An id or a pair of ids stands there twice.</summary>
    Duplicate,

    /// <summary>A name that no row of the other file carries.</summary>
    UnknownReference,

    /// <summary>Not written as a plain whole number (or a percentage, where one is asked for).</summary>
    NotANumber,

    /// <summary>A number or a day outside its range.</summary>
    OutOfRange,

    /// <summary>Not a real day written yyyy-MM-dd.</summary>
    NotADate,

    /// <summary>Not one of the words that are allowed here.</summary>
    NotAllowed,

    /// <summary>Two statements that cannot both hold.</summary>
    Contradiction,

    /// <summary>A control character, an override of the writing direction, or a code point that is no character.</summary>
    ForbiddenCharacter,

    /// <summary>Warning: invisible characters (zero-width, soft hyphen) were taken out.</summary>
    InvisibleCharacter,

    /// <summary>Warning: rows without any content were skipped.</summary>
    BlankRows,

    /// <summary>All values together are larger than the engine counts.</summary>
    SumTooLarge,

    /// <summary>A round without needs, or (as a warning) without pledges.</summary>
    NothingToAllocate,

    /// <summary>Not JSON as RFC 8259 has it.</summary>
    BadJson,

    /// <summary>A JSON member that the format does not know.</summary>
    UnknownMember,

    /// <summary>The runtime cannot normalise Unicode text, so equal names could look different.</summary>
    NoUnicodeNormalisation,

    /// <summary>An archive, workbook or sheet that contradicts its own format: cut short, a wrong checksum, rows out of order.</summary>
    Damaged,

    /// <summary>Content that no table needs and that may do harm: macros, links to elsewhere, document type definitions, encryption.</summary>
    UnsafeContent,

    /// <summary>More bytes, rows or parts than the limits allow.</summary>
    TooLarge,

    /// <summary>Cells of data that were merged, so that it is not told which rows the value belongs to.</summary>
    MergedCells,

    /// <summary>A formula that the spreadsheet could not compute, or whose result is not in the file.</summary>
    FormulaFailed,

    /// <summary>A number or a day that means different things in different countries, while nobody has said which form the file uses.</summary>
    FormNotDeclared,

    /// <summary>Warning: a cell was taken to mean something that it does not say word for word.</summary>
    Assumed,

    /// <summary>Warning: something is hidden in the spreadsheet, or lies on another sheet.</summary>
    OutOfSight,

    /// <summary>Stands for the faults of the same file that are not listed.</summary>
    MoreFaults,
}
