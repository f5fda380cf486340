namespace Matching.Engine.Quantities;

/// <summary>Money in whole đồng, the unit the funds account in.</summary>
/// <remarks>Sums are checked: one that does not fit throws <see cref="OverflowException"/>. The default is zero.</remarks>
public readonly record struct Vnd(long Dong) : IComparable<Vnd>
{
    /// <summary>The largest amount that one pledge or one need line may state: 10^15 ₫, about forty times the state's yearly budget for the poor.</summary>
    public const long Largest = 1_000_000_000_000_000;

    public static Vnd Zero => default;

    // Only what means something: đồng + đồng, price × units; never đồng × đồng.
    public static Vnd operator +(Vnd left, Vnd right) => new(checked(left.Dong + right.Dong));

    public static Vnd operator -(Vnd left, Vnd right) => new(checked(left.Dong - right.Dong));

    public static Vnd operator *(Vnd price, long units) => new(checked(price.Dong * units));

    public static bool operator <(Vnd left, Vnd right) => left.Dong < right.Dong;

    public static bool operator >(Vnd left, Vnd right) => left.Dong > right.Dong;

    public static bool operator <=(Vnd left, Vnd right) => left.Dong <= right.Dong;

    public static bool operator >=(Vnd left, Vnd right) => left.Dong >= right.Dong;

    public int CompareTo(Vnd other) => Dong.CompareTo(other.Dong);

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Dong} ₫");
}
