using Matching.Engine.Rounds;
using Matching.Verify.Facts;
using static Matching.Verify.ViolationKind;

namespace Matching.Verify.Checks;

/// <summary>Section 2 of the contract, for shipments and for the threads of the fair plan alike; the discrete conditions for shipments only.</summary>
/// <remarks>
/// Per pledge: every line eligible; used ≤ available; per commune ≤ max_per_commune and floor(amount × max_commune_share_percent / 100);
/// per province likewise; lines of other tiers ≤ floor(amount × (100 − tier1_percent) / 100); lines due before an instalment ≤ the earlier ones; per line ≤ floor(value × max_share_percent / 100);
/// communes served ≤ max_communes, each with ≥ min_per_commune; all_or_nothing: used = 0 or = available.
/// Per pair: forbid = 0, fix = amount, at_least ≥ amount. Per province: received ≤ floor(available value × percent / 100).
/// </remarks>
internal static class ConditionCheck
{
    public static void Run(RoundFacts round, Flows flows, Complaints complaints)
    {
        var inCommune = new Int128[round.Communes];
        var communes = new List<int>();
        var inProvince = new Int128[round.Provinces];
        for (var p = 0; p < round.Pledges.Length; p++)
        {
            var pledge = round.Pledges[p];
            foreach (var flow in flows.Of(p))
            {
                ref readonly var line = ref round.Lines[flow.Need];
                if (pledge.Refusal(line) is { } condition)
                {
                    complaints.Add(line.Covered ? CoveredByOthers : NotEligible, line.FromOthers, 0, p, flow.Need, what: condition, fair: flows.Fair);
                }

                if (flow.OwnVnd > pledge.ShareVnd(line))
                {
                    complaints.Add(OverShare, flow.OwnVnd / pledge.UnitVnd, pledge.ShareVnd(line) / pledge.UnitVnd, p, flow.Need, fair: flows.Fair);
                }

                if (inCommune[line.Commune] == 0)
                {
                    communes.Add(line.Commune);
                }

                inCommune[line.Commune] += flow.OwnVnd;
                inProvince[line.Province] += flow.OwnVnd;
            }

            Whole(p, pledge);
            Parts(p, pledge);
            foreach (var commune in communes)
            {
                PerCommune(p, pledge, commune, inCommune[commune]);
                inCommune[commune] = 0;
            }

            communes.Clear();
            foreach (var flow in flows.Of(p))
            {
                var province = round.Lines[flow.Need].Province;
                PerProvince(p, pledge, province, inProvince[province]);
                inProvince[province] = 0;
            }
        }

        foreach (var pin in round.Pins.All)
        {
            Pin(pin);
        }

        if (round.ProvinceCapVnd is { } cap)
        {
            for (var province = 0; province < round.Provinces; province++)
            {
                if (flows.OfProvinceVnd[province] > cap)
                {
                    complaints.Add(OverProvinceCap, flows.OfProvinceVnd[province], cap, province: round.ProvinceCode(province), fair: flows.Fair);
                }
            }
        }

        void Whole(int p, PledgeFacts pledge)
        {
            var used = flows.OfPledgeVnd[p];
            if (used > pledge.AvailableVnd)
            {
                complaints.Add(OverAvailable, used / pledge.UnitVnd, pledge.Available, p, fair: flows.Fair);
            }

            if (!flows.Fair && pledge.AllOrNothing && used != 0 && used != pledge.AvailableVnd)
            {
                complaints.Add(NeitherAllNorNothing, used / pledge.UnitVnd, pledge.Available, p);
            }

            if (!flows.Fair && communes.Count > pledge.MaxCommunes)
            {
                complaints.Add(TooManyCommunes, communes.Count, pledge.MaxCommunes.Value, p);
            }
        }

        void Parts(int p, PledgeFacts pledge)
        {
            foreach (var part in pledge.Parts)
            {
                var given = Int128.Zero;
                foreach (var flow in flows.Of(p))
                {
                    given += part.Holds(round.Lines[flow.Need]) ? flow.OwnVnd : 0;
                }

                if (given > part.MostVnd)
                {
                    complaints.Add(OverPart, given / pledge.UnitVnd, part.MostVnd / pledge.UnitVnd, p, what: part.Column, fair: flows.Fair);
                }
            }
        }

        void PerCommune(int p, PledgeFacts pledge, int commune, Int128 given)
        {
            if (given > pledge.MaxPerCommuneVnd)
            {
                complaints.Add(OverPerCommune, given / pledge.UnitVnd, pledge.MaxPerCommuneVnd.Value / pledge.UnitVnd, p, commune: commune, fair: flows.Fair);
            }

            if (!flows.Fair && given < pledge.MinPerCommuneVnd)
            {
                complaints.Add(UnderPerCommune, given / pledge.UnitVnd, pledge.MinPerCommuneVnd / pledge.UnitVnd, p, commune: commune);
            }
        }

        void PerProvince(int p, PledgeFacts pledge, int province, Int128 given)
        {
            if (given > pledge.MaxPerProvinceVnd)
            {
                complaints.Add(
                    OverPerProvince, given / pledge.UnitVnd, pledge.MaxPerProvinceVnd.Value / pledge.UnitVnd, p, province: round.ProvinceCode(province), fair: flows.Fair);
            }
        }

        void Pin(PinnedPair pin)
        {
            var unit = round.Pledges[pin.Pledge].UnitVnd;
            var given = flows.Between(pin.Pledge, pin.Need);
            var (kind, kept) = pin.Rule switch
            {
                PinRule.Forbid => (ForbiddenPairServed, given == 0),
                PinRule.Fix => (FixedAmountNotKept, given == pin.OwnVnd),
                _ => (LeastAmountNotKept, given >= pin.OwnVnd),
            };
            if (!kept)
            {
                complaints.Add(kind, given / unit, pin.OwnVnd / unit, pin.Pledge, pin.Need, fair: flows.Fair);
            }
        }
    }
}
