namespace Matching.Silo.Embedded;

/// <summary>Where figures and traces of the store are found.</summary>
public static class StoreFigures
{
    /// <summary>Name of its meter, and of its source of traces.</summary>
    public const string Name = "Matching.Silo";
}
