using Matching.Engine.Needs;
using Matching.Engine.Pledges;

namespace Matching.Engine.Ledger;

/// <summary>What an amount counts: đồng, units of one item, or đồng of a line's need. Each measure is a ledger of its own; nothing moves between two.</summary>
/// <remarks>The default names none.</remarks>
public readonly record struct Measure
{
    private const string GoodsPrefix = "goods:";

    private Measure(string code) => Code = code;

    /// <summary><c>VND</c>, <c>need</c>, or <c>goods:</c> and the code of the item.</summary>
    public string Code { get; }

    /// <summary>Money in whole đồng.</summary>
    public static Measure Vnd { get; } = new("VND");

    /// <summary>Need of a line, in đồng at the line's own unit cost: so money and goods count together.</summary>
    public static Measure Need { get; } = new("need");

    public static Measure Goods(ItemId item) => new(GoodsPrefix + item.Code);

    public static Measure Of(Pledge pledge)
    {
        ArgumentNullException.ThrowIfNull(pledge);
        return pledge.Item is { } item ? Goods(item) : Vnd;
    }

    /// <summary>The measure of that code.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Measure Parse(string code) =>
        code == Vnd.Code ? Vnd
        : code == Need.Code ? Need
        : code is not null && code.StartsWith(GoodsPrefix, StringComparison.Ordinal) && code.Length > GoodsPrefix.Length ? new(code)
        : throw new FormatException($"'{code}' is no measure: VND, need or goods:ITEM is.");

    public override string ToString() => Code ?? "";
}
