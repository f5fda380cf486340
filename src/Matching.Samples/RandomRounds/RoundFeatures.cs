using Matching.Samples.Randomness;

namespace Matching.Samples.RandomRounds;

/// <summary>What one random round holds, of what its options allow.</summary>
internal sealed record RoundFeatures(
    bool Districts,
    bool Lists,
    bool Exclusions,
    bool Dates,
    bool Goods,
    bool Projects,
    bool OwnUnitCosts,
    bool Ceilings,
    bool Discrete,
    bool Pins,
    bool Reserve,
    bool ProvinceCap,
    bool Classes,
    bool Statuses)
{
    public static RoundFeatures Draw(RandomOptions options, SeededRandom random)
    {
        // Every feature draws, allowed or not, so that switching one off leaves the others of the seed as they were.
        bool Drawn(bool allowed) => (random.Below(3) > 0) & allowed;

        return new RoundFeatures(
            Districts: Drawn(options.Districts),
            Lists: Drawn(options.Lists),
            Exclusions: Drawn(options.Exclusions),
            Dates: Drawn(options.Dates),
            Goods: Drawn(options.Goods),
            Projects: Drawn(options.Projects),
            OwnUnitCosts: Drawn(options.OwnUnitCosts),
            Ceilings: Drawn(options.Ceilings),
            Discrete: Drawn(options.Discrete),
            Pins: Drawn(options.Pins),
            Reserve: Drawn(options.Reserve),
            ProvinceCap: Drawn(options.ProvinceCap),
            Classes: Drawn(options.Classes),
            Statuses: Drawn(options.Statuses));
    }
}
