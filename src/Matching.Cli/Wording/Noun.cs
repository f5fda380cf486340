using Matching.Engine.Explain.Sentences;

namespace Matching.Cli.Wording;

/// <summary>A thing that is counted: "1 line", "2 lines"; Vietnamese has one form for both.</summary>
internal sealed record Noun(string Vi, string One, string Many)
{
    public static Noun Line { get; } = new("dòng", "line", "lines");

    public static Noun Commune { get; } = new("xã", "commune", "communes");

    public static Noun Pledge { get; } = new("cam kết", "pledge", "pledges");

    public static Noun Donor { get; } = new("nhà tài trợ", "donor", "donors");

    public static Noun Shipment { get; } = new("khoản chuyển", "shipment", "shipments");

    public string Counted(long count, Language language) =>
        $"{new Numbers(language).Whole(count)} {(language == Language.Vietnamese ? Vi : count == 1 ? One : Many)}";
}
