namespace Matching.Engine.Explain.Sentences;

/// <summary>The languages that sentences are made in.</summary>
public enum Language
{
    Vietnamese = 0,
    English = 1,
}
