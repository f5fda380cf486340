namespace Matching.Files;

/// <summary>A plan could not be written to the folder that was named; nothing was changed there.</summary>
public sealed class PlanFolderException : Exception
{
    public PlanFolderException(string message, string messageVi, Exception? inner = null)
        : base(message, inner) => MessageVi = messageVi;

    /// <summary>The message in Vietnamese.</summary>
    public string MessageVi { get; }
}
