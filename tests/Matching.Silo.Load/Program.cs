using System.Globalization;
using Matching.Silo.Load;

// Matching.Silo.Load DATABASE SEED WRITERS: writes without end and tells, line by line, what it asks for and what was acknowledged.
// The crash tests kill it at a random moment and hold the store against what it told.
if (args.Length != 3)
{
    await Console.Error.WriteLineAsync("Matching.Silo.Load DATABASE SEED WRITERS");
    return 2;
}

await LoadRun.RunAsync(args[0], int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
return 0;
