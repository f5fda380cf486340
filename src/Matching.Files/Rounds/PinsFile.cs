using System.Collections.Immutable;
using Matching.Engine.Needs;
using Matching.Engine.Pledges;
using Matching.Engine.Quantities;
using Matching.Engine.Rounds;

namespace Matching.Files;

/// <summary>pins.csv: the planner's decisions about single pledges and lines. Two pins on one pair are left to the engine, which names the conflict.</summary>
internal static class PinsFile
{
    private const int PledgeColumn = 0, NeedColumn = 1, Rule = 2, Amount = 3;

    private static readonly ImmutableArray<Column> s_columns = [new("pledge_id", true), new("need_id", true), new("rule", true), new("amount")];

    /// <param name="pledges">Known pledge ids; <see langword="null"/> when they are not known for certain.</param>
    /// <param name="needs">Known need ids; <see langword="null"/> when they are not known for certain.</param>
    public static ImmutableArray<Pin> Read(
        InputFile file, Dictionary<string, long>? pledges, Dictionary<string, long>? needs, CancellationToken cancel)
    {
        var pins = ImmutableArray.CreateBuilder<Pin>();
        file.ReadTable(s_columns, required: false, (table, row) => () =>
        {
            var pledge = row.RequiredKey(PledgeColumn);
            var need = row.RequiredKey(NeedColumn);
            var rule = row.RequiredChoice(Rule, Words.PinRules);
            var amount = rule switch
            {
                PinRule.Fix => row.RequiredNumber(Amount, 0, Vnd.Largest),
                PinRule.AtLeast => row.RequiredNumber(Amount, 1, Vnd.Largest),
                PinRule.Forbid => row.Number(Amount, 0, Vnd.Largest),
                _ => null,
            };
            if (rule == PinRule.Forbid && amount > 0)
            {
                table.Fault(Amount, FaultKind.Contradiction, new("nothing or 0, because the pair is forbidden", "để trống hoặc 0, vì cặp này bị cấm"));
            }

            if (pledge is not null && pledges is not null && !pledges.ContainsKey(pledge))
            {
                table.Fault(PledgeColumn, FaultKind.UnknownReference, Advice.KnownIn("pledge_id", RoundFiles.Pledges));
            }

            if (need is not null && needs is not null && !needs.ContainsKey(need))
            {
                table.Fault(NeedColumn, FaultKind.UnknownReference, Advice.KnownIn("need_id", RoundFiles.Needs));
            }

            if (table.RowIsGood)
            {
                pins.Add(new Pin(new PledgeId(pledge!), new NeedId(need!), rule!.Value, amount ?? 0));
            }
        }, cancel);
        return pins.DrainToImmutable();
    }

    public static void Write(Stream stream, ImmutableArray<Pin> pins)
    {
        using var csv = new CsvOutput(stream, [.. s_columns.Select(column => column.Name)]);
        foreach (var pin in pins)
        {
            csv.Text(pin.Pledge.Value).Text(pin.Need.Value).Word(Words.PinRules.Word(pin.Rule))
                .Number(pin.Rule == PinRule.Forbid ? null : pin.Amount).EndRow();
        }
    }
}
