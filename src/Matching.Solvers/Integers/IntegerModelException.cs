namespace Matching.Solvers.Integers;

/// <summary>A model that no solver could be trusted with; the message names the row or variable, the numbers and a way out.</summary>
public sealed class IntegerModelException(string message) : Exception(message);
