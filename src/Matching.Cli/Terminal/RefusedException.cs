namespace Matching.Cli.Terminal;

/// <summary>Something a person stated does not hold (a folder that is not there, an id that nobody has); ends the command as bad input.</summary>
/// <remarks>The message is a sentence in the person's language: the thing, the value, a way out.</remarks>
internal sealed class RefusedException(string message) : Exception(message);
