namespace Matching.Api.Wire;

internal static class Days
{
    private static readonly TimeSpan s_vietnam = TimeSpan.FromHours(7);

    /// <summary>The day it is in Vietnam.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(s_vietnam).DateTime);

    /// <summary>The day in Vietnam of a moment in UTC.</summary>
    public static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(utc + s_vietnam);
}
