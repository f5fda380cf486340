using System.Globalization;
using Matching.Silo.Load;

// What the crash tests start, kill, and hold the store against:
//   Matching.Silo.Load load DATABASE SEED WRITERS [WISHES]       writes without end, or so many wishes a writer, and tells what it asks for and what was acknowledged
//   Matching.Silo.Load round DATABASE NUMBER [STEP MOMENT]       one round's whole life, killed at that moment of that step
switch (args)
{
    case ["load", var database, var seed, var writers]:
        await LoadRun.RunAsync(database, Number(seed), Number(writers), int.MaxValue);
        return 0;
    case ["load", var database, var seed, var writers, var wishes]:
        await LoadRun.RunAsync(database, Number(seed), Number(writers), Number(wishes));
        return 0;
    case ["round", var database, var number]:
        await RoundScript.RunAsync(database, Number(number), null, null);
        return 0;
    case ["round", var database, var number, var step, var moment]:
        await RoundScript.RunAsync(database, Number(number), step, moment);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Matching.Silo.Load load DATABASE SEED WRITERS [WISHES] | round DATABASE NUMBER [STEP MOMENT]");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
