namespace Matching.Solvers.Workers;

/// <summary>How a worker process is started.</summary>
/// <param name="Program">Full path of the executable.</param>
/// <param name="Arguments">Given as they are; no shell reads them.</param>
/// <param name="Folder">Where it runs.</param>
public sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments, string Folder);
